"""The strip under the toolbar: one trouble of the whole window, what is kept, and what can be done about it."""

from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui.shared.icons import Icon
from ui.shared.plain import harmless
from ui.themes import Themes

SIGN_SIZE = 16
LONGEST = 2_000


class StripKind(StrEnum):
    """What the trouble is about; the later kinds give way to the earlier ones."""

    BROKEN = "broken"
    OFFLINE = "offline"
    REFUSED = "refused"
    KEPT = "kept"
    NO_ENGINE = "no engine"
    PREFERENCES = "preferences"
    DEMO = "demo"


class Strip(QFrame):
    """Shows the most important of the troubles that there are; hidden where there is none."""

    pressed = Signal(object)  # StripKind

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._troubles: dict[StripKind, tuple[str, str]] = {}
        self._sign = QLabel()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._button = QPushButton()
        self._button.clicked.connect(self._press)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 8, 5)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._words, 1)
        row.addWidget(self._button)
        self.setProperty("kind", "strip")
        themes.changed.connect(self._dress)
        self.hide()

    @property
    def shown(self) -> StripKind | None:
        """Which trouble it tells; None where there is none."""
        return next((kind for kind in StripKind if kind in self._troubles), None)

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def tell(self, kind: StripKind, words: str, button: str = "") -> None:
        """Tell of a trouble until it is over; the button does something about it."""
        self._troubles[kind] = (words, button)
        self._dress()

    def over(self, kind: StripKind) -> None:
        """Tell of a trouble no more."""
        if self._troubles.pop(kind, None) is not None:
            self._dress()

    def _press(self) -> None:
        if self.shown is not None:
            self.pressed.emit(self.shown)

    def _dress(self) -> None:
        kind = self.shown
        self.setVisible(kind is not None)
        if kind is None:
            return
        words, button = self._troubles[kind]
        words = harmless(words, LONGEST)
        theme = self._themes.current
        is_alarm = kind in {StripKind.NO_ENGINE, StripKind.BROKEN}
        ink = theme.brk if is_alarm else theme.warn
        icon = {StripKind.OFFLINE: Icon.WIFI_OFF, StripKind.NO_ENGINE: Icon.ENGINE}.get(kind, Icon.TRIANGLE_ALERT)
        self._words.setText(words)
        self._button.setText(button)
        self._button.setVisible(bool(button))
        self._sign.setPixmap(self._themes.pixmap(icon, ink, SIGN_SIZE, self.devicePixelRatioF()))
        self.setProperty("level", "problem" if is_alarm else "")
        for widget in (self, self._words):
            self.style().unpolish(widget)
            self.style().polish(widget)
        self.setAccessibleName(words)
