"""What is typed into "Resolve" and "Reopen" is done by one press, as one act."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain import events
from desktop_escalation.domain.ticket import State
from desktop_escalation.storage.operations import OperationRow
from tests.copies import SQLITE, CopyOf
from tests.services.office import ROOT, Office, speaking_for
from tests.ui.window.desk_window import AGENT, WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.shared.act_dialog import ActDialog
from ui.themes import Themes
from ui.tickets.reopen_dialog import ReopenDialog
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        qtbot.waitUntil(lambda: len(opened.numbers()) == 3, timeout=WAIT_MS)
        opened.open("DE-2")
        yield opened


def operations(desk: DeskWindow) -> int:
    """Count what the agent at the window did; what others did earlier is forgotten by the engine meanwhile."""
    with Office.open(desk.url) as office, office.app.store.reading() as tx:
        return len(tx.rows(OperationRow.select(OperationRow.op_id).where(OperationRow.who == AGENT)))


def newest(desk: DeskWindow, count: int) -> list[events.Fact]:
    with Office.open(desk.url) as office:
        return [event.fact for event in office.app.lists.show(ROOT, "DE-2").history][-count:]


def press(desk: DeskWindow, dialog: ActDialog) -> None:
    with desk.qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
        dialog.press()
    desk.settle()


def test_a_ticket_is_resolved_with_its_closing_word_in_one_act(desk: DeskWindow) -> None:
    desk.window.commands[Do.RESOLVE].trigger()
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    dialog.text.setPlainText("The router is replaced.")
    press(desk, dialog)
    assert newest(desk, 2) == [events.Replied("The router is replaced."), events.Resolved()]
    assert operations(desk) == 1


def test_a_ticket_is_reopened_with_its_note_in_one_act(desk: DeskWindow) -> None:
    # Who reads a ticket keeps it when it leaves the list.
    desk.window.open_ticket()
    with Office.open(desk.url) as office:
        office.app.ticketing.resolve(speaking_for("helen"), "DE-2")
    desk.session.refresh()
    desk.qtbot.waitUntil(
        lambda: desk.session.ticket is not None and desk.session.ticket.ticket.state is State.RESOLVED, timeout=WAIT_MS
    )
    desk.settle()
    desk.window.commands[Do.REOPEN].trigger()
    dialog = desk.window.findChild(ReopenDialog)
    assert dialog is not None
    dialog.note.setPlainText("It is down again.")
    press(desk, dialog)
    assert newest(desk, 2) == [events.Reopened(), events.Noted("It is down again.")]
    assert operations(desk) == 1
