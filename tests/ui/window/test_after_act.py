"""After an act it is told what it has come to, and the next key is still for the ticket that is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.services.intake import NewTicket
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, speaking_for
from tests.ui.window.desk_window import WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do
from ui.window.status_bar import SAYS_FOR_MS
from ui.window.strip import StripKind


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.UNASSIGNED))
        qtbot.waitUntil(lambda: opened.numbers() == ["DE-1", "DE-3"], timeout=WAIT_MS)
        opened.open("DE-1")
        opened.settle()
        yield opened


def said(desk: DeskWindow) -> str:
    return desk.window.status.said.words if desk.window.status.said.isVisible() else ""


def take_the_first(desk: DeskWindow) -> None:
    """Take the first of the tickets that are nobody's, which is in the list no more."""
    desk.window.commands[Do.ASSIGN_ME].trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-3"], timeout=WAIT_MS)
    desk.qtbot.waitUntil(lambda: "goes on to" in said(desk), timeout=WAIT_MS)
    desk.settle()


def resolve_elsewhere(desk: DeskWindow, number: str) -> None:
    with Office.open(desk.url) as office:
        office.app.ticketing.resolve(speaking_for("helen"), number)
    desk.qtbot.waitUntil(lambda: number not in desk.numbers(), timeout=WAIT_MS)
    desk.settle()


def test_what_was_done_is_told_with_the_way_on(desk: DeskWindow) -> None:
    assert said(desk) == ""
    take_the_first(desk)
    assert said(desk) == "DE-1 assigned to Marek Dvořák. J goes on to DE-3."
    assert desk.window.status.said.accessibleName() == said(desk)


def test_the_next_key_is_for_the_ticket_that_was_taken_and_not_for_the_next_one(desk: DeskWindow) -> None:
    take_the_first(desk)
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_X)
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    assert "DE-1" in dialog.windowTitle()
    with desk.qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
        dialog.press()
    desk.qtbot.waitUntil(lambda: said(desk).startswith("DE-1 resolved."), timeout=WAIT_MS)


def test_what_is_typed_next_is_for_the_ticket_that_was_taken(desk: DeskWindow) -> None:
    take_the_first(desk)
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_R)
    QTest.keyClicks(desk.window.pane.reply.text, "I have it now.")
    assert (desk.window.pane.reply.number, desk.window.pane.reply.text.toPlainText()) == ("DE-1", "I have it now.")


def test_who_goes_on_is_told_no_more_of_the_way(desk: DeskWindow) -> None:
    take_the_first(desk)
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_J)
    desk.qtbot.waitUntil(lambda: desk.session.ticket is not None and desk.session.ticket.ticket.number == "DE-3")
    assert said(desk) == "DE-1 assigned to Marek Dvořák."


def test_the_last_ticket_of_a_list_stays_open_and_one_that_comes_takes_nothing_from_it(desk: DeskWindow) -> None:
    resolve_elsewhere(desk, "DE-3")
    desk.window.commands[Do.ASSIGN_ME].trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == [], timeout=WAIT_MS)
    desk.qtbot.waitUntil(lambda: said(desk) == "DE-1 assigned to Marek Dvořák.", timeout=WAIT_MS)
    desk.settle()
    assert desk.session.side.tickets.number == "DE-1"
    with Office.open(desk.url) as office:
        office.ticket()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-4"], timeout=WAIT_MS)
    desk.settle()
    assert desk.session.side.tickets.number == "DE-1"
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_J)
    desk.qtbot.waitUntil(lambda: desk.session.side.tickets.number == "DE-4")


def test_a_list_without_tickets_to_which_one_goes_shows_none(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.WATCHING))
    desk.qtbot.waitUntil(lambda: desk.window.list.notice is not None)
    assert desk.session.side.tickets.number is None


def test_that_somebody_else_took_the_ticket_out_of_the_list_is_told_too(desk: DeskWindow) -> None:
    resolve_elsewhere(desk, "DE-1")
    desk.qtbot.waitUntil(lambda: said(desk) == "DE-1 has left this list: J goes on to DE-3.", timeout=WAIT_MS)
    assert desk.session.side.tickets.number == "DE-1"
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_J)
    assert said(desk) == ""


def test_a_new_ticket_is_told_and_opened(desk: DeskWindow) -> None:
    with Office.open(desk.url) as office:
        number = office.app.ticketing.new(speaking_for("marek"), NewTicket("VPN drops", team="Desk Leeds"))
    desk.session.side.acts.made.emit(number)
    desk.qtbot.waitUntil(lambda: said(desk).startswith("DE-4 opened in Desk Leeds."), timeout=WAIT_MS)
    desk.qtbot.waitUntil(lambda: desk.session.side.tickets.number == "DE-4", timeout=WAIT_MS)


def test_what_was_done_hides_no_trouble_and_moves_nothing(desk: DeskWindow) -> None:
    status = desk.window.status
    steady = (status.database, status.connection, status.selection, status.time)
    places = [notice.geometry().topLeft() for notice in (status.database, status.connection)]
    height = status.height()
    status.tell("DE-1 resolved. " * 9, "DE-1 has left this list.")
    desk.session.connection.lose(Unavailable("the server is away"))
    desk.qtbot.waitUntil(lambda: desk.window.strip.shown is StripKind.OFFLINE)
    assert all(notice.isVisible() for notice in (*steady, status.engine))
    assert [notice.geometry().topLeft() for notice in (status.database, status.connection)] == places
    assert status.height() == height
    assert "Not answering" in status.connection.words


def test_it_is_told_long_enough_to_be_read_and_then_no_more(desk: DeskWindow) -> None:
    assert SAYS_FOR_MS >= 10_000
    desk.window.status.tell("DE-1 resolved.")
    assert desk.window.status.is_telling
    (quiet,) = (timer for timer in desk.window.status.findChildren(QTimer) if timer.interval() == SAYS_FOR_MS)
    quiet.timeout.emit()
    assert said(desk) == ""


def test_where_a_file_was_saved_is_told_in_the_same_place(desk: DeskWindow) -> None:
    desk.session.side.said.emit("Saved as plan.pdf")
    assert said(desk) == "Saved as plan.pdf"
