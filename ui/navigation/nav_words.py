"""What the lines of the navigation say to a screen reader, and in a tooltip."""

from PySide6.QtCore import QCoreApplication

from ui.navigation.navigation import NavEntry, NavSection
from ui.shared.counts import tickets_words
from ui.shared.plain import one_line, tooltip_of


def spoken_words(value: NavSection | NavEntry) -> str:
    """Say a line with what eyes see beside it."""
    return one_line(_words(value))


def tooltip_words(value: NavSection | NavEntry) -> str:
    """Say a list whole: there may be no room for its name, and figures have no words."""
    if isinstance(value, NavSection):
        return ""
    return tooltip_of("\n".join(part for part in (_words(value), value.hint) if part))


def _words(value: NavSection | NavEntry) -> str:
    if isinstance(value, NavSection):
        return value.title
    if value.count is None:
        return value.name
    words = QCoreApplication.translate("Navigation", "{name}, {tickets}")
    if value.count.breached:
        words = QCoreApplication.translate("Navigation", "{name}, {tickets}, {breached} over")
    return words.format(name=value.name, tickets=tickets_words(value.count.tickets), breached=value.count.breached)
