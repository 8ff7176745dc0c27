"""Who writes to a customer goes on writing to that one, whatever happens to the list meanwhile."""

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


def test_who_only_reads_follows_the_list(desk: DeskWindow) -> None:
    desk.window.open_ticket()
    with desk.qtbot.waitSignal(desk.session.side.tickets.began):
        resolve_elsewhere(desk, "DE-1")
    assert desk.session.side.tickets.number == desk.window.list.table.current_number
