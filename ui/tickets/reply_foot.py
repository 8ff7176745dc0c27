"""The foot of the reply box: who gets what is typed, what that does to the clocks, and the button that sends it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.key_button import KeyButton

_PADDING = 8


class ReplyFoot(QWidget):
    """Two quiet lines beside a button."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without words."""
        super().__init__(parent)
        self._themes = themes
        self._to = ElideLabel()
        self._effect = ElideLabel()
        self.send_button = KeyButton(Icon.SEND, QKeySequence("Ctrl+Return"), themes)
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(self._to)
        told.addWidget(self._effect)
        row = QHBoxLayout(self)
        row.setContentsMargins(_PADDING, 0, _PADDING, _PADDING)
        row.setSpacing(8)
        row.addLayout(told, 1)
        row.addWidget(self.send_button, 0, Qt.AlignmentFlag.AlignBottom)
        themes.changed.connect(self._dress)
        self._dress()

    @property
    def told(self) -> tuple[str, str]:
        """Who gets it, and what it does to the clocks."""
        return self._to.text(), self._effect.text()

    def say_to(self, words: str) -> None:
        """Say who gets it."""
        self._to.setText(words)

    def say_effect(self, words: str) -> None:
        """Say what it does to the clocks; nothing takes no line."""
        self._effect.setText(words)
        self._effect.setVisible(bool(words))

    def _dress(self) -> None:
        for label in (self._to, self._effect):
            label.setFont(self._themes.font(Role.SECONDARY))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), self._themes.current.muted)
            label.setPalette(palette)
