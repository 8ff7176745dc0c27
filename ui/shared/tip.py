"""What stands beside a widget when the mouse rests on it, and what a screen reader says of it: the same, unmarked."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.shared.plain import LONGEST_TOOLTIP, harmless, tooltip_of

# The words of an action's tooltip before they were marked up, for the widgets that show the action.
_WORDS = "tip"


def give_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip, and the same words as its description."""
    widget.setToolTip(tooltip_of(text))
    widget.setAccessibleDescription(harmless(text, LONGEST_TOOLTIP))


def give_action_tip(action: QAction, text: str) -> None:
    """Give an action a tooltip; what shows the action takes it over with `take_tip`."""
    if action.property(_WORDS) != text:
        action.setProperty(_WORDS, text)
        action.setToolTip(tooltip_of(text))


def take_tip(widget: QWidget, action: QAction) -> None:
    """Give a widget the tip of the action that it shows."""
    give_tip(widget, action.property(_WORDS) or "")
