"""Who writes to a customer goes on writing to that one, whatever happens to the list meanwhile."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, speaking_for
from tests.ui.window.desk_window import DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        qtbot.waitUntil(lambda: len(opened.numbers()) == 3)
        opened.open("DE-1")
        yield opened


def resolve_elsewhere(desk: DeskWindow, number: str) -> None:
    with Office.open(desk.url) as office:
        office.app.ticketing.resolve(speaking_for("helen"), number)
    desk.session.refresh()
    desk.qtbot.waitUntil(lambda: number not in desk.numbers())
    desk.settle()


def test_a_ticket_that_leaves_the_list_stays_open_for_who_writes_to_it(desk: DeskWindow) -> None:
    desk.window.pane.reply.begin(is_public=True)
    QTest.keyClicks(desk.window.pane.reply.text, "The line")
    resolve_elsewhere(desk, "DE-1")
    QTest.keyClicks(desk.window.pane.reply.text, " is back.")
    assert desk.session.side.tickets.number == "DE-1"
    assert desk.window.pane.reply.text.toPlainText() == "The line is back."


def test_the_list_goes_on_with_the_ticket_it_stands_on_when_somebody_turns_to_it(desk: DeskWindow) -> None:
    desk.window.pane.reply.begin(is_public=True)
    resolve_elsewhere(desk, "DE-1")
    with desk.qtbot.waitSignal(desk.session.side.tickets.shown):
        desk.window.back_to_list()
    assert desk.window.pane.ticket is not None
    assert desk.window.pane.ticket.ticket.number == desk.window.list.table.current_number != "DE-1"


def test_a_ticket_that_leaves_the_list_stays_open_for_who_reads_it(desk: DeskWindow) -> None:
    desk.window.open_ticket()
    resolve_elsewhere(desk, "DE-1")
    assert desk.session.side.tickets.number == "DE-1"


def test_a_ticket_that_leaves_the_list_stays_open_also_for_who_goes_through_the_list(desk: DeskWindow) -> None:
    desk.window.back_to_list()
    resolve_elsewhere(desk, "DE-1")
    assert desk.session.side.tickets.number == "DE-1" != desk.window.list.table.current_number
    with desk.qtbot.waitSignal(desk.session.side.tickets.shown):
        desk.window.commands[Do.NEXT].trigger()
    assert desk.session.side.tickets.number == desk.window.list.table.current_number == "DE-2"


def test_the_next_ticket_is_reached_from_the_pane_by_the_same_key(desk: DeskWindow) -> None:
    desk.window.open_ticket()
    with desk.qtbot.waitSignal(desk.session.side.tickets.shown):
        desk.window.commands[Do.NEXT].trigger()
    assert desk.session.side.tickets.number == desk.window.list.table.current_number == "DE-2"


def test_what_is_typed_while_the_next_ticket_is_read_is_for_that_one(desk: DeskWindow) -> None:
    may_go = threading.Event()
    desk.settle()
    desk.session.asked.ask(lambda _app: may_go.wait(10), lambda _went: None, lambda _error: None)
    desk.window.list.table.go_to("DE-2")
    desk.window.commands[Do.REPLY].trigger()
    QTest.keyClicks(desk.window.pane.reply.text, "Dear Priya")
    assert not desk.window.pane.reply.send_button.isEnabled()
    may_go.set()
    desk.qtbot.waitUntil(desk.window.pane.reply.send_button.isEnabled)
    assert (desk.window.pane.reply.number, desk.window.pane.reply.text.toPlainText()) == ("DE-2", "Dear Priya")


def test_an_act_asked_for_while_the_next_ticket_is_read_is_done_to_that_one(desk: DeskWindow) -> None:
    may_go = threading.Event()
    desk.settle()
    desk.session.asked.ask(lambda _app: may_go.wait(10), lambda _went: None, lambda _error: None)
    desk.window.list.table.go_to("DE-2")
    desk.window.commands[Do.RESOLVE].trigger()
    may_go.set()
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ResolveDialog) is not None)
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    assert "DE-2" in dialog.windowTitle()


def test_a_list_that_becomes_empty_takes_nothing_from_who_writes(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.MINE))
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-2"])
    desk.open("DE-2")
    desk.window.pane.reply.begin(is_public=True)
    QTest.keyClicks(desk.window.pane.reply.text, "Half a")
    resolve_elsewhere(desk, "DE-2")
    QTest.keyClicks(desk.window.pane.reply.text, " word")
    assert (desk.window.pane.reply.number, desk.window.pane.reply.text.toPlainText()) == ("DE-2", "Half a word")
