"""A label of plain text whose ink and size follow the theme."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QWidget

from ui.shared.text_size import Role
from ui.theme import Theme
from ui.themes import Themes

Ink = Callable[[Theme], QColor]


def text_ink(theme: Theme) -> QColor:
    """Give the ink of text."""
    return theme.text


def quiet_ink(theme: Theme) -> QColor:
    """Give the ink of secondary text."""
    return theme.text2


def muted_ink(theme: Theme) -> QColor:
    """Give the ink of muted text."""
    return theme.muted


def problem_ink(theme: Theme) -> QColor:
    """Give the ink of what is wrong."""
    return theme.brk


class TintedLabel(QLabel):
    """Shows plain text in one role and one ink."""

    def __init__(self, themes: Themes, role: Role, ink: Ink = text_ink, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._role = role
        self._ink = ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        themes.changed.connect(self._dress)
        self._dress()

    def set_ink(self, ink: Ink) -> None:
        """Change the ink."""
        self._ink = ink
        self._dress()

    def _dress(self) -> None:
        self.setFont(self._themes.font(self._role))
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._ink(self._themes.current))
        self.setPalette(palette)
