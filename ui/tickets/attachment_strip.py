"""The files that go with a message that is being written: a chip each, which takes its file away again."""

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QScrollArea, QWidget

from desktop_escalation.domain.attachment import NewFile, size_words
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.shared.tip import give_tip
from ui.themes import Themes
from ui.tickets.flow_layout import FlowLayout
from ui.tickets.wanted_file import WantedFile

_LONGEST_NAME_PX = 220
_LINES_IN_SIGHT = 3
_GAP = 6


class Piece(Struct, frozen=True):
    """A file of the strip; `file` is None while it is being read."""

    wanted: WantedFile
    file: NewFile | None = None


class AttachmentStrip(QScrollArea):
    """Shows the files, hidden while there are none; `changed` tells that one came, was read, or went."""

    changed = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without files."""
        super().__init__(parent)
        self._themes = themes
        self._pieces: tuple[Piece, ...] = ()
        self._chips: list[FileChipButton] = []
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._field = QWidget()
        self._flow = FlowLayout(self._field, gap=_GAP)
        self.setWidget(self._field)
        # The ground of the box shows through; setWidget has just filled it.
        self._field.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        themes.changed.connect(self._show)
        self._show()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The files in the order in which they came."""
        return self._pieces

    @property
    def files(self) -> tuple[NewFile, ...]:
        """The files that are read."""
        return tuple(piece.file for piece in self._pieces if piece.file is not None)

    @property
    def is_reading(self) -> bool:
        """A file is not read yet."""
        return any(piece.file is None for piece in self._pieces)

    def add(self, wanted: WantedFile, file: NewFile | None = None) -> bool:
        """Show a file that is being read, or is read already; one that is here already is not taken twice."""
        if any(piece.wanted == wanted for piece in self._pieces):
            return False
        self._set((*self._pieces, Piece(wanted, file)))
        return True

    def has_read(self, wanted: WantedFile, file: NewFile) -> None:
        """Take over what was read; a file that was taken away meanwhile stays away."""
        self._set(tuple(Piece(wanted, file) if piece.wanted == wanted else piece for piece in self._pieces))

    def remove(self, wanted: WantedFile) -> None:
        """Take a file away."""
        self._set(tuple(piece for piece in self._pieces if piece.wanted != wanted))

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show these in the place of all that were here."""
        self._set(pieces)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count the lines anew at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the lines, up to three."""
        line = self._chips[0].sizeHint().height() if self._chips else 0
        highest = line * _LINES_IN_SIGHT + _GAP * (_LINES_IN_SIGHT - 1)
        height = min(self._flow.heightForWidth(max(self.viewport().width(), 1)), highest)
        if height != self.height():
            self.setFixedHeight(height)

    def _set(self, pieces: tuple[Piece, ...]) -> None:
        if pieces == self._pieces:
            return
        self._pieces = pieces
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(piece) for piece in self._pieces]
        for chip in self._chips:
            self._flow.addWidget(chip)
            # The layout would show it later, and its height is needed now.
            chip.show()
        self.setVisible(bool(self._chips))
        self._flow.invalidate()
        self._fit()
        if had_focus and self._chips:
            self._chips[-1].setFocus()

    def _chip(self, piece: Piece) -> "FileChipButton":
        font = self._themes.font(Role.SECONDARY)
        name = QFontMetricsF(font).elidedText(piece.wanted.name, Qt.TextElideMode.ElideMiddle, _LONGEST_NAME_PX)
        size = self.tr("reading…") if piece.file is None else size_words(piece.file.size)
        chip = FileChipButton(self._themes.icon(Icon.CLOSE), f"{name} · {size}\u2002".replace("&", "&&"))
        chip.setProperty("small", True)
        chip.setLayoutDirection(_other(self.layoutDirection()))
        give_tip(chip, self.tr("{}: press to leave it out").format(piece.wanted.name))
        chip.setAccessibleName(self.tr("Leave out {name}, {size}").format(name=piece.wanted.name, size=size))
        chip.taken_away.connect(lambda wanted=piece.wanted: self.remove(wanted))
        return chip


class FileChipButton(QPushButton):
    """A chip: a press, Delete or Backspace takes its file away."""

    taken_away = Signal()

    def __init__(self, icon: QIcon, text: str, parent: QWidget | None = None) -> None:
        """Show a name and a size, and the sign that takes it away behind them."""
        super().__init__(text, parent)
        self.setIcon(icon)
        self.setIconSize(QSize(12, 12))
        self.setAutoDefault(False)
        self.clicked.connect(self.taken_away)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the file away by key."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.taken_away.emit()
            return
        super().keyPressEvent(event)


def _other(direction: Qt.LayoutDirection) -> Qt.LayoutDirection:
    """Put the sign of a button behind its words."""
    is_left = direction is Qt.LayoutDirection.LeftToRight
    return Qt.LayoutDirection.RightToLeft if is_left else Qt.LayoutDirection.LeftToRight
