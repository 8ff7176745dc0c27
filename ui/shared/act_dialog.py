"""The dialog of an act: it asks for what the act needs, and keeps everything typed until the act has succeeded."""

from typing import cast

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink, problem_ink
from ui.themes import Themes

PADDING = 20
_FOOTER_PADDING = 10
_SLOW_AFTER_MS = 300


class ActDialog(QDialog):
    """Asks in its body, says what is wrong beside its buttons, and emits `wished` with a frozen value.

    Whoever carries the wish out calls `show_problem` where it failed, and `accept` where it is done.
    """

    wished = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out an empty body over a line of buttons; subclasses fill the body and give the words."""
        super().__init__(parent)
        self.themes = themes
        self._is_busy = False
        self._main_icon: Icon | None = None
        self._has_warned = False
        self._asker: QWidget | None = None
        self.question = TintedLabel(themes, Role.QUESTION)
        self.question.setWordWrap(True)
        self.question.hide()
        self.body = QVBoxLayout()
        self.body.setContentsMargins(PADDING, PADDING - 4, PADDING, PADDING - 4)
        self.body.setSpacing(12)
        self.body.addWidget(self.question)
        self.middle = QWidget()
        self.middle.setLayout(self.body)
        whole = self._whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.middle, 1)
        whole.addWidget(self._footer())
        self._slow = QTimer(self, singleShot=True, interval=_SLOW_AFTER_MS)
        self._slow.timeout.connect(self._say_working)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self.press)
        themes.changed.connect(self._dress)
        self._dress()

    def wish(self) -> object | None:
        """Give what is asked for, or None after a problem was shown beside the field that it concerns."""
        raise NotImplementedError

    def has_typed(self) -> bool:
        """Say whether something was typed that closing would lose."""
        return False

    def set_words(self, title: str, question: str, main: str) -> None:
        """Set the title, the question and the main button, whose text says the result."""
        self.setWindowTitle(harmless(title, 200))
        self.question.setText(harmless(question, 400))
        self.question.setVisible(bool(question))
        if main:
            self.set_main(main)

    def set_main(self, text: str, icon: Icon | None = None) -> None:
        """Say on the main button what pressing it brings about; its first letter is the mnemonic, no name in it is."""
        self._main_icon = icon or self._main_icon
        self._dress()
        self.main_button.setText("&" + text.replace("&", "&&"))

    def set_hint(self, text: str) -> None:
        """Say quietly beside the buttons what the act does."""
        self._hint_text = text
        if not self._is_busy:
            self.hint.setText(text)

    def show_problem(self, text: str) -> None:
        """Say what went wrong and let the person go on; everything typed is still there."""
        self.set_busy(is_busy=False)
        self.problem.setText(harmless(text, 2_000))
        self.problem_line.setVisible(bool(text))
        self.hint.setVisible(not text)

    def set_busy(self, is_busy: bool) -> None:
        """Hold the dialog still while the act is carried out."""
        if is_busy == self._is_busy:
            return
        if is_busy:
            self._asker = cast("QWidget | None", self.focusWidget())
        self._is_busy = is_busy
        for widget in (self.middle, self.main_button, self.cancel_button):
            widget.setDisabled(is_busy)
        if is_busy:
            self._slow.start()
            return
        self._slow.stop()
        self.hint.setText(self._hint_text)
        if self._asker is not None:
            self._asker.setFocus()

    @property
    def is_busy(self) -> bool:
        """The act is being carried out."""
        return self._is_busy

    def reject(self) -> None:
        """Close at Escape or at the window's cross, at the second time only where something was typed."""
        if self._is_busy:
            return
        if self.has_typed() and not self._has_warned:
            self._has_warned = True
            self.show_problem(self.tr("Your text is not saved yet. Press Escape again to drop it."))
            return
        super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Let Tab come to the buttons last, whenever the controls of the body were made."""
        super().showEvent(event)
        self._grow()
        last = self.previousInFocusChain()
        if last is not None and last is not self.main_button:
            self.setTabOrder(last, self.cancel_button)
            self.setTabOrder(self.cancel_button, self.main_button)

    def event(self, event: QEvent) -> bool:
        """Make room for what has come into the dialog, or has grown in it: nothing is squeezed."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self._grow()
        return done

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close as Escape does."""
        self.reject()
        event.setAccepted(not self.isVisible())

    def _footer(self) -> QWidget:
        footer = QFrame()
        footer.setProperty("kind", "footer")
        self._hint_text = ""
        self.hint = TintedLabel(self.themes, Role.SECONDARY, muted_ink)
        self.hint.setWordWrap(True)
        self.problem_line = self._problem_line()
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self._cancel)
        self.main_button = QPushButton()
        self.main_button.setProperty("kind", "primary")
        self.main_button.setAutoDefault(False)
        self.main_button.setDefault(True)
        self.main_button.setToolTip(self.tr("Ctrl+Enter"))
        self.main_button.clicked.connect(self.press)
        line = QHBoxLayout(footer)
        line.setContentsMargins(PADDING - 2, _FOOTER_PADDING, PADDING - 4, _FOOTER_PADDING)
        line.setSpacing(8)
        line.addWidget(self.hint, 1)
        line.addWidget(self.problem_line, 1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.main_button)
        return footer

    def _problem_line(self) -> QWidget:
        self._problem_icon = QLabel()
        self.problem = TintedLabel(self.themes, Role.SECONDARY, problem_ink)
        self.problem.setWordWrap(True)
        self.problem.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._problem_icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.problem, 1)
        line.hide()
        return line

    def press(self) -> None:
        """Ask for the act, as the main button does."""
        if self._is_busy or not self.main_button.isEnabled():
            return
        self.show_problem("")
        wish = self.wish()
        if wish is not None:
            self.set_busy(is_busy=True)
            self.wished.emit(wish)

    def _grow(self) -> None:
        least = self._whole.totalMinimumSize()
        width = max(self.width(), least.width())
        # Lines that wrap need the more of them the narrower it is.
        height = max(self.height(), least.height(), self._whole.minimumHeightForWidth(width))
        room = self.screen().availableSize()
        wanted = QSize(width, height).boundedTo(room.expandedTo(self.size()))
        if wanted != self.size():
            self.resize(wanted)

    def _cancel(self) -> None:
        super().reject()

    def _say_working(self) -> None:
        self.hint.setText(self.tr("Working…"))

    def _dress(self) -> None:
        sign = self.themes.pixmap(Icon.OCTAGON_X, self.themes.current.brk, 16, self.devicePixelRatioF())
        self._problem_icon.setPixmap(sign)
        if self._main_icon is not None:
            self.main_button.setIcon(self.themes.icon(self._main_icon, self.themes.current.on_fill))
