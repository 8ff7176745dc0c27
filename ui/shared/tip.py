"""What stands beside a widget when the mouse rests on it, and what a screen reader says of it: the same, unmarked."""

from PySide6.QtWidgets import QWidget

from ui.shared.plain import LONGEST_TOOLTIP, harmless, tooltip_of

_OPENING, _CLOSING, _BREAK = "<p>", "</p>", "<br>"


def give_tip(widget: QWidget, text: str) -> None:
    """Give a widget a tooltip, and the same words as its description."""
    widget.setToolTip(tooltip_of(text))
    widget.setAccessibleDescription(harmless(text, LONGEST_TOOLTIP))


def describe(widget: QWidget, tip: str) -> None:
    """Give a widget a tooltip that is marked up already, and its words as its description."""
    widget.setToolTip(tip)
    import html  # noqa: PLC0415 - for start-up time

    plain = tip
    if tip.startswith(_OPENING):
        plain = html.unescape(tip.removeprefix(_OPENING).removesuffix(_CLOSING).replace(_BREAK, "\n"))
    widget.setAccessibleDescription(plain)
