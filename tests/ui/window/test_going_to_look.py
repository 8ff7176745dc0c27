"""Who goes to look at what others did, with something typed in a dialog, comes back to it whatever they did."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.errors import Unavailable
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, speaking_for
from tests.ui.window.desk_window import WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.escalations.escalate_dialog import EscalateDialog
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.window.actions import Do
from ui.window.strip import StripKind

INGRID = speaking_for("ingrid")


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        qtbot.waitUntil(lambda: len(opened.numbers()) >= 3, timeout=WAIT_MS)
        opened.open("DE-1")
        yield opened


def gone_to_look(desk: DeskWindow, others: Callable[[Office], object]) -> EscalateDialog:
    """Type an escalation of DE-1, let others be faster, and go to look at what they did."""
    desk.window.commands[Do.ESCALATE].trigger()
    dialog = desk.window.findChild(EscalateDialog)
    assert dialog is not None
    desk.qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    dialog.reason.setCurrentIndex(0)
    dialog.note.setPlainText("It needs a router engineer.")
    with Office.open(desk.url) as office:
        others(office)
    dialog.press()
    desk.qtbot.waitUntil(lambda: dialog.problem_line.is_conflict, timeout=WAIT_MS)
    dialog.problem_line.look_button.click()
    desk.settle()
    assert not dialog.isVisible()
    return dialog


def test_a_dialog_whose_act_is_refused_by_now_is_reached_by_the_strip(desk: DeskWindow) -> None:
    dialog = gone_to_look(desk, lambda office: office.app.ticketing.resolve(INGRID, "DE-1"))
    assert not desk.window.commands[Do.ESCALATE].isEnabled()
    assert desk.window.strip.shown is StripKind.KEPT
    assert "DE-1" in desk.window.strip.words
    desk.window.strip.pressed.emit(StripKind.KEPT)
    desk.qtbot.waitUntil(dialog.isVisible, timeout=WAIT_MS)
    assert dialog.note.text == "It needs a router engineer."
    assert desk.window.strip.shown is not StripKind.KEPT


def test_what_a_dialog_offers_is_read_anew_when_one_comes_back(desk: DeskWindow) -> None:
    ticket = desk.session.ticket
    assert ticket is not None
    near = next(team for team in ticket.directory.teams if team != ticket.ticket.team)
    dialog = gone_to_look(desk, lambda office: office.app.ticketing.move(INGRID, "DE-1", near))
    desk.window.commands[Do.ESCALATE].trigger()
    desk.qtbot.waitUntil(lambda: dialog.isVisible() and near in dialog.hint.text(), timeout=WAIT_MS)
    assert dialog.note.text == "It needs a router engineer."


def test_a_database_that_hangs_is_asked_one_question_at_a_time(desk: DeskWindow) -> None:
    hold = threading.Event()
    desk.session.asked.ask_alone(lambda: hold.wait(WAIT_MS / 1000), lambda _done: None, lambda _error: None)
    desk.session.connection.lose(Unavailable("away"))
    desk.session.try_again()
    waiting = desk.session.asked.waiting
    for _ in range(5):
        desk.session.try_again()
    more = desk.session.asked.waiting - waiting
    hold.set()
    desk.settle()
    assert more == 0
