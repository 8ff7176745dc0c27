"""A thin line between two parts."""

from PySide6.QtWidgets import QFrame


def a_line() -> QFrame:
    """Make one, as wide as what it lies in."""
    line = QFrame()
    line.setProperty("kind", "line")
    return line
