"""Priorities as lists show them: a sign and a word, the urgent ones in colour."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from desktop_escalation.domain.ticket import Priority
from ui.shared.icons import Icon
from ui.theme import Theme


def priority_name(priority: Priority) -> str:
    """Name a priority."""
    names = {
        Priority.URGENT: QCoreApplication.translate("Tickets", "Urgent"),
        Priority.HIGH: QCoreApplication.translate("Tickets", "High"),
        Priority.NORMAL: QCoreApplication.translate("Tickets", "Normal"),
        Priority.LOW: QCoreApplication.translate("Tickets", "Low"),
    }
    return names[priority]


def priority_icon(priority: Priority) -> Icon:
    """Give the sign of a priority."""
    return {
        Priority.URGENT: Icon.URGENT,
        Priority.HIGH: Icon.HIGH,
        Priority.NORMAL: Icon.NORMAL,
        Priority.LOW: Icon.LOW,
    }[priority]


def priority_ink(priority: Priority, theme: Theme) -> QColor:
    """Give the colour of a priority's sign."""
    return {Priority.URGENT: theme.crit, Priority.HIGH: theme.warn}.get(priority, theme.muted)
