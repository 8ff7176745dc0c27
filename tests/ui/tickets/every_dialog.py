"""Each dialog of a daily act as it is shown, made with what there is to choose from."""

from collections.abc import Callable

from desktop_escalation.domain.acts import HAND_BACK_REASONS
from desktop_escalation.domain.people import Site
from desktop_escalation.services.act_desk import Intake, Priorities, WayBack
from tests.ui.escalations.choices import NOW, PRIYA, ZONE, a_ticket, choices
from tests.ui.tickets.pauses import pauses
from tests.ui.tickets.test_acknowledge_dialog import promises
from tests.ui.tickets.test_new_ticket_dialog import SITE
from tests.ui.tickets.test_priority_dialog import CHOICES
from ui.escalations.escalate_dialog import EscalateDialog
from ui.shared.act_dialog import ActDialog
from ui.themes import Themes
from ui.tickets.acknowledge_dialog import OWN_TIME, AcknowledgeDialog
from ui.tickets.assign_dialog import AssignDialog
from ui.tickets.hand_back_dialog import HandBackDialog
from ui.tickets.move_dialog import MoveDialog
from ui.tickets.new_ticket_dialog import NewTicketDialog
from ui.tickets.pause_dialog import PauseDialog
from ui.tickets.priority_dialog import PriorityDialog
from ui.tickets.reopen_dialog import ReopenDialog
from ui.tickets.resolve_dialog import ResolveDialog


def escalate(themes: Themes) -> ActDialog:
    dialog = EscalateDialog(themes)
    dialog.show_choices(choices())
    return dialog


def assign(themes: Themes) -> ActDialog:
    dialog = AssignDialog(themes)
    dialog.show_choices(choices())
    return dialog


def move(themes: Themes) -> ActDialog:
    dialog = MoveDialog(themes)
    dialog.show_choices(choices())
    return dialog


def acknowledge(themes: Themes) -> ActDialog:
    dialog = AcknowledgeDialog(themes)
    dialog.show_promises(promises(), lambda: NOW)
    return dialog


def acknowledge_own_time(themes: Themes) -> ActDialog:
    dialog = AcknowledgeDialog(themes)
    dialog.show_promises(promises(), lambda: NOW)
    dialog.until.choose(OWN_TIME)
    dialog.own_time.setText("tomorrow 9:00")
    return dialog


def hand_back(themes: Themes) -> ActDialog:
    dialog = HandBackDialog(themes)
    dialog.show_way_back(WayBack(a_ticket(), HAND_BACK_REASONS, "Desk Leeds", "Service Desk"))
    return dialog


def pause(themes: Themes) -> ActDialog:
    dialog = PauseDialog(themes)
    dialog.show_pauses(pauses(), lambda: NOW)
    dialog.has_end.setChecked(True)
    return dialog


def priority(themes: Themes) -> ActDialog:
    dialog = PriorityDialog(themes)
    dialog.show_priorities(Priorities(a_ticket(), Site("Harbour Support", ZONE), NOW, CHOICES))
    return dialog


def resolve(themes: Themes) -> ActDialog:
    dialog = ResolveDialog(themes)
    dialog.show_ticket(a_ticket(), PRIYA)
    return dialog


def reopen(themes: Themes) -> ActDialog:
    dialog = ReopenDialog(themes)
    dialog.show_ticket(a_ticket())
    return dialog


def new_ticket(themes: Themes) -> ActDialog:
    dialog = NewTicketDialog(themes)
    dialog.show_intake(Intake(SITE, ()))
    return dialog


Made = Callable[[Themes], ActDialog]
EVERY_DIALOG: tuple[Made, ...] = (
    *(escalate, assign, move, acknowledge, acknowledge_own_time, hand_back),
    *(pause, priority, resolve, reopen, new_ticket),
)
