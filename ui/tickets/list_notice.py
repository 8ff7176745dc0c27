"""What stands in the place of a list that shows no ticket: one line, and one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.shared.plain import harmless
from ui.themes import Themes

MARGIN = 40


class ListNotice(QWidget):
    """Says why nothing is shown, and offers a way on."""

    wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._words = QLabel("", self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setProperty("kind", "muted")
        self._action = QPushButton("", self)
        self._action.clicked.connect(lambda _checked: self.wanted.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 0, MARGIN, 0)
        layout.setSpacing(12)
        layout.addStretch(2)
        layout.addWidget(self._words)
        layout.addWidget(self._action, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        themes.changed.connect(self.update)

    @property
    def words(self) -> str:
        """What is said."""
        return self._words.text()

    def say(self, words: str, action: str = "") -> None:
        """Say something; without an action there is nothing to do about it."""
        self._words.setText(harmless(words, 1_000))
        self._action.setText(action)
        self._action.setVisible(bool(action))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the list."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._themes.current.surface)
        painter.end()
