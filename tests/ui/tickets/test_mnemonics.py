"""Every letter leads to one control of a dialog only."""

from collections import Counter
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.acts import HAND_BACK_REASONS
from desktop_escalation.services.act_desk import Intake, WayBack
from tests.ui.escalations.choices import NOW, PRIYA, ZONE, a_ticket, choices
from tests.ui.mnemonics import mnemonics_of
from tests.ui.tickets.test_acknowledge_dialog import promises
from tests.ui.tickets.test_new_ticket_dialog import SITE
from ui.escalations.escalate_dialog import EscalateDialog
from ui.shared.act_dialog import ActDialog
from ui.themes import Themes
from ui.tickets.acknowledge_dialog import AcknowledgeDialog
from ui.tickets.assign_dialog import AssignDialog
from ui.tickets.hand_back_dialog import HandBackDialog
from ui.tickets.move_dialog import MoveDialog
from ui.tickets.new_ticket_dialog import NewTicketDialog
from ui.tickets.pause_dialog import PauseDialog
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


def hand_back(themes: Themes) -> ActDialog:
    dialog = HandBackDialog(themes)
    dialog.show_way_back(WayBack(a_ticket(), HAND_BACK_REASONS, "Desk Leeds", "Service Desk"))
    return dialog


def pause(themes: Themes) -> ActDialog:
    dialog = PauseDialog(themes)
    dialog.show_ticket(a_ticket(), ZONE, lambda: NOW)
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


@pytest.mark.parametrize(
    "made",
    [escalate, assign, move, acknowledge, hand_back, pause, resolve, reopen, new_ticket],
    ids=lambda one: one.__name__,
)
def test_no_letter_leads_to_two_controls(qtbot: QtBot, themes: Themes, made: Callable[[Themes], ActDialog]) -> None:
    dialog = made(themes)
    qtbot.addWidget(dialog)
    letters = Counter(mnemonics_of(dialog))
    assert len(letters) >= 3
    assert {letter for letter, times in letters.items() if times > 1} == set()
