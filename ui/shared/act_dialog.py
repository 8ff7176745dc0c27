"""The dialog of an act: it asks for what the act needs, and keeps everything typed until the act has succeeded."""

from typing import cast

from PySide6.QtCore import QEvent, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.shared.trouble_line import TroubleLine
from ui.themes import Themes

PADDING = 20
_FOOTER_PADDING = 10
_SLOW_AFTER_MS = 300
_WAITS_AFTER_MS = 2_000


class ActDialog(QDialog):
    """Asks in its body, says what is wrong beside its buttons, and emits `wished` with a frozen value.

    Whoever carries the wish out calls `show_problem` where it failed, `show_conflict` where others were faster, and
    `accept` where it is done. `looking` tells that the dialog has hidden, with all that was typed, to let one look.
    """

    wished = Signal(object)
    looking = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Lay out an empty body over a line of buttons; subclasses fill the body and give the words."""
        super().__init__(parent)
        self.themes = themes
        self._is_busy = False
        self._main_icon: Icon | None = None
        self._has_warned = False
        self._main_text = ""
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
        self._waiting = QTimer(self, singleShot=True, interval=_WAITS_AFTER_MS - _SLOW_AFTER_MS)
        self._waiting.timeout.connect(self._say_waiting)
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
        self._main_text = text
        self._show_main()

    def set_hint(self, text: str) -> None:
        """Say quietly beside the buttons what the act does."""
        self._hint_text = text
        if not self._is_busy:
            self.hint.setText(text)

    def show_problem(self, text: str) -> None:
        """Say what went wrong and let the person go on; everything typed is still there."""
        self.set_busy(is_busy=False)
        self._tell(text)

    def show_conflict(self, text: str) -> None:
        """Say what others did meanwhile, and let the person look at it, or do it anyway; nothing was done yet."""
        self.set_busy(is_busy=False)
        self._tell(text, is_conflict=True)

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
        self._waiting.stop()
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
        self.problem_line = TroubleLine(
            self.themes, self.tr("Go to the ticket; what you typed is here when you come back")
        )
        self.problem_line.looking.connect(self._look)
        self.problem = self.problem_line.words
        self.cancel_button = QPushButton(self.tr("&Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self._cancel)
        self.main_button = QPushButton()
        self.main_button.setProperty("kind", "primary")
        self.main_button.setAutoDefault(False)
        self.main_button.setDefault(True)
        self.main_button.setToolTip(self.tr("Ctrl+Enter"))
        self.main_button.clicked.connect(self.press)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.hint, 1)
        line.addWidget(self.cancel_button)
        line.addWidget(self.main_button)
        # A line of its own: words of any length leave the buttons where they are.
        lines = QVBoxLayout(footer)
        lines.setContentsMargins(PADDING - 2, _FOOTER_PADDING, PADDING - 4, _FOOTER_PADDING)
        lines.setSpacing(_FOOTER_PADDING)
        lines.addWidget(self.problem_line)
        lines.addLayout(line)
        return footer

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

    def _tell(self, text: str, *, is_conflict: bool = False) -> None:
        self.problem_line.tell(text, is_conflict=is_conflict)
        self._show_main()

    def _show_main(self) -> None:
        is_conflict = self.problem_line.is_conflict
        text = self.tr("{} anyway").format(self._main_text) if is_conflict else self._main_text
        self.main_button.setText("&" + text.replace("&", "&&"))

    def _look(self) -> None:
        self.show_problem("")
        # Hidden and not closed: what was typed waits for the next time.
        self.hide()
        self.looking.emit()

    def _cancel(self) -> None:
        super().reject()

    def _say_working(self) -> None:
        self.hint.setText(self.tr("Working…"))
        self._waiting.start()

    def _say_waiting(self) -> None:
        if self._is_busy:
            self.hint.setText(self.tr("Waiting for the database… What you typed stays here."))

    def _dress(self) -> None:
        if self._main_icon is not None:
            self.main_button.setIcon(self.themes.icon(self._main_icon, self.themes.current.on_fill))
