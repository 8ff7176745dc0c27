"""A resolved ticket is found again, and goes back to work from where it is found."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Sort
from desktop_escalation.domain.ticket import State
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, speaking_for
from tests.ui.window.desk_window import WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.columns import Column
from ui.tickets.reopen_dialog import ReopenDialog
from ui.window.actions import Do


def furnish_resolved(url: str) -> None:
    """Resolve two of three tickets, the second of which is Marek's."""
    furnish_desk(url)
    with Office.open(url) as office:
        for clock, number in (("09:00", "DE-2"), ("09:10", "DE-1")):
            office.at(clock)
            office.app.ticketing.resolve(speaking_for("ingrid"), number)
        office.at("09:20")


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_resolved, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.settle()
        yield opened


def test_resolved_tickets_are_listed_the_latest_first_and_can_be_turned_round(desk: DeskWindow) -> None:
    desk.window.commands[Do.GO_RESOLVED].trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-1", "DE-2"], timeout=WAIT_MS)
    assert desk.window.list.header.title == "Recently resolved"
    model = desk.window.model
    assert model.headerData(Column.SLA, Qt.Orientation.Horizontal) == "Resolved"
    assert str(model.index(0, Column.SLA).data()).startswith("In time, ")
    desk.window.list.table.sort_wanted.emit(Sort.RESOLVED, False)
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-2", "DE-1"], timeout=WAIT_MS)


def test_ones_own_resolved_tickets_are_those_that_one_had(desk: DeskWindow) -> None:
    desk.window.commands[Do.GO_MY_RESOLVED].trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-2"], timeout=WAIT_MS)


def test_an_order_that_a_view_does_not_have_is_not_asked_for(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.RESOLVED))
    desk.session.lists.sort(Sort.PRIORITY, is_descending=False)
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-1", "DE-2"], timeout=WAIT_MS)
    assert desk.session.lists.order.sort is Sort.RESOLVED


def by_key(desk: DeskWindow) -> None:
    QTest.keyClick(desk.window.list.table, Qt.Key.Key_O)


def by_menu(desk: DeskWindow) -> None:
    (menu,) = (one for one in desk.window.menuBar().findChildren(QMenu) if one.title() == "&Ticket")
    next(action for action in menu.actions() if action.text() == "Re&open…").trigger()


def by_context_menu(desk: DeskWindow) -> None:
    desk.window.list.table.customContextMenuRequested.emit(QPoint(9, 9))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    next(action for action in menu.actions() if action.text() == "Re&open…").trigger()
    menu.close()


@pytest.mark.qt_log_ignore("This plugin does not support")
@pytest.mark.parametrize("way", [by_key, by_menu, by_context_menu], ids=["key", "menu", "context menu"])
def test_a_ticket_is_reopened_from_where_it_is_found(desk: DeskWindow, way: Callable[[DeskWindow], None]) -> None:
    desk.session.go(View(ViewKind.MY_RESOLVED))
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-2"], timeout=WAIT_MS)
    desk.open("DE-2")
    way(desk)
    desk.qtbot.waitUntil(lambda: desk.window.findChild(ReopenDialog) is not None, timeout=WAIT_MS)
    dialog = desk.window.findChild(ReopenDialog)
    assert dialog is not None
    with desk.qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
        dialog.press()
    desk.qtbot.waitUntil(lambda: desk.numbers() == [], timeout=WAIT_MS)
    with Office.open(desk.url) as office:
        assert office.look("DE-2").ticket.state is State.OPEN
