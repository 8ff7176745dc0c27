"""The states of a ticket as the window names and colours them; warm colours are for clocks alone."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor

from desktop_escalation.domain.ticket import PendingReason, State
from ui.shared.icons import Icon
from ui.theme import Theme

translate = QCoreApplication.translate


def state_name(state: State) -> str:
    """Name a state."""
    return {
        State.NEW: translate("States", "New"),
        State.OPEN: translate("States", "Open"),
        State.PENDING: translate("States", "Pending"),
        State.RESOLVED: translate("States", "Resolved"),
        State.CLOSED: translate("States", "Closed"),
    }[state]


def pending_name(reason: PendingReason) -> str:
    """Name what a ticket waits for, as in "Waiting for customer"."""
    return {
        PendingReason.CUSTOMER: translate("States", "Waiting for customer"),
        PendingReason.SUPPLIER: translate("States", "Waiting for supplier"),
        PendingReason.CHANGE_WINDOW: translate("States", "Waiting for a change window"),
        PendingReason.OTHER_TEAM: translate("States", "Waiting for another team"),
    }[reason]


def state_icon(state: State) -> Icon:
    """Give the sign of a state."""
    return {
        State.NEW: Icon.CIRCLE_DASHED,
        State.OPEN: Icon.CIRCLE_HALF,
        State.PENDING: Icon.CIRCLE_PAUSE,
        State.RESOLVED: Icon.CIRCLE_CHECK,
        State.CLOSED: Icon.LOCK,
    }[state]


def state_inks(state: State, theme: Theme) -> tuple[QColor, QColor]:
    """Give ink and ground of a state's chip."""
    match state:
        case State.NEW:
            return theme.l1, theme.l1_ground
        case State.OPEN:
            return theme.ok, theme.ok_ground
        case State.PENDING:
            return theme.pause, theme.pause_ground
        case State.RESOLVED | State.CLOSED:
            return theme.mg, theme.mg_ground
