"""A button that is one of the window's actions: its words, its sign, whether it can be pressed, and why not."""

import re

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shared.tip import take_tip

_MNEMONIC = re.compile("&(.)")
_ICON = QSize(14, 14)
# Narrower beside the words than other buttons: four of them stand in the least wide pane that is usual.
_NARROW = "QPushButton { padding: 0 4px; } QPushButton:focus { padding: 0 3px; }"


class ActionButton(QPushButton):
    """Follows an action and triggers it; outside dialogs Alt and a letter stay with the menus."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        """Take over how the action stands."""
        super().__init__(parent)
        self._action = action
        self._primary_icon: QIcon | None = None
        self.setIconSize(_ICON)
        self.setStyleSheet(_NARROW)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._press)
        action.changed.connect(self._follow)
        self._follow()

    def set_primary(self, icon: QIcon | None) -> None:
        """Make it the main button, with its sign in the ink of one, or with None one among others."""
        is_primary = self.property("kind") == "primary"
        self._primary_icon = icon
        if is_primary is (icon is None):
            self.setProperty("kind", "primary" if icon is not None else None)
            self.style().unpolish(self)
            self.style().polish(self)
        self._follow()

    def _follow(self) -> None:
        self.setText(_MNEMONIC.sub(r"\1", self._action.text()))
        is_main = self._primary_icon is not None and self._action.isEnabled()
        self.setIcon(self._primary_icon if is_main and self._primary_icon is not None else self._action.icon())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible())
        take_tip(self, self._action)

    def _press(self) -> None:
        self._action.trigger()
