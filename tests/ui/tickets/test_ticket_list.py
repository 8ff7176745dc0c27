import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Sort
from tests.ui.tickets.rows import NOW, a_page, an_afternoon
from ui.themes import Themes
from ui.tickets.busy_line import BusyLine
from ui.tickets.columns import Column
from ui.tickets.table_model import TicketTableModel
from ui.tickets.ticket_list import TicketList


@pytest.fixture
def model() -> TicketTableModel:
    return TicketTableModel(lambda: NOW)


@pytest.fixture
def tickets(model: TicketTableModel, themes: Themes, qtbot: QtBot) -> TicketList:
    made = TicketList(themes, model)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    return made


def button(tickets: TicketList) -> QPushButton:
    assert tickets.notice is not None
    found = tickets.notice.findChild(QPushButton)
    assert found is not None
    return found


def menu(tickets: TicketList, name: str) -> dict[str, bool]:
    """Give what a menu of the header offers, and what of it is checked."""
    (found,) = (one for one in tickets.header.findChildren(QToolButton) if one.accessibleName() == name)
    found.menu().aboutToShow.emit()
    return {action.text(): action.isChecked() for action in found.menu().actions() if action.text()}


def choose(tickets: TicketList, name: str, words: str) -> None:
    (found,) = (one for one in tickets.header.findChildren(QToolButton) if one.accessibleName() == name)
    found.menu().aboutToShow.emit()
    next(action for action in found.menu().actions() if action.text() == words).trigger()


def test_an_empty_list_says_so_and_offers_a_way_on(tickets: TicketList, qtbot: QtBot) -> None:
    tickets.show_empty("Nothing due in the next 2 hours. Next: DE-4755, Fix Wed 08:13.", "Show all tickets")
    assert tickets.notice is not None
    assert tickets.notice.words.startswith("Nothing due in the next 2 hours.")
    with qtbot.waitSignal(tickets.action_wanted):
        QTest.keyClick(button(tickets), Qt.Key.Key_Space)


def test_without_a_way_on_there_is_no_button(tickets: TicketList) -> None:
    tickets.show_empty("No tickets wait here.")
    assert button(tickets).isHidden()


def test_trouble_offers_to_try_again(tickets: TicketList, qtbot: QtBot) -> None:
    tickets.show_trouble("The database does not answer.")
    assert button(tickets).text() == "&Try again"
    with qtbot.waitSignal(tickets.retry_wanted), qtbot.assertNotEmitted(tickets.action_wanted):
        button(tickets).click()


def test_trouble_leaves_rows_that_were_read(tickets: TicketList, model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)
    tickets.show_rows()
    tickets.show_trouble("The database does not answer.")
    assert tickets.notice is None


def test_rows_take_the_place_of_a_notice(tickets: TicketList) -> None:
    tickets.show_empty("No tickets wait here.")
    tickets.show_rows()
    assert tickets.notice is None


def test_a_first_list_on_its_way_is_grey_bars(tickets: TicketList) -> None:
    tickets.show_empty("No tickets wait here.")
    empty = tickets.table.grab().toImage()
    tickets.show_loading()
    assert tickets.notice is None
    assert tickets.table.grab().toImage() != empty


def test_the_thin_line_comes_only_when_it_takes_long(themes: Themes, qtbot: QtBot) -> None:
    line = BusyLine(themes)
    qtbot.addWidget(line)
    line.begin()
    assert line.isHidden()
    qtbot.waitUntil(lambda: not line.isHidden(), timeout=2_000)
    line.end()
    assert line.isHidden()


def test_a_quick_answer_brings_no_thin_line(themes: Themes, qtbot: QtBot) -> None:
    line = BusyLine(themes)
    qtbot.addWidget(line)
    line.begin()
    line.end()
    assert not line.is_waiting


def test_rows_that_are_read_again_stay_in_sight(tickets: TicketList, model: TicketTableModel) -> None:
    model.show_page(1, a_page(an_afternoon()), is_first=True)
    before = tickets.table.grab().toImage()
    tickets.show_loading()
    assert tickets.table.grab().toImage() == before
    tickets.show_rows()


def test_the_header_says_title_and_count(tickets: TicketList) -> None:
    tickets.header.show_title("Breaching soon")
    tickets.header.show_count(1_234)
    assert tickets.header.title == "Breaching soon"
    assert tickets.header.count == "1,234"
    tickets.header.show_title("Unassigned")
    assert tickets.header.count == ""


def test_grouping_is_chosen_in_the_menu(tickets: TicketList, qtbot: QtBot) -> None:
    assert menu(tickets, "Group: Due") == {"&Due": True, "&None": False}
    with qtbot.waitSignal(tickets.header.grouping_wanted, check_params_cb=lambda is_grouped: not is_grouped):
        choose(tickets, "Group: Due", "&None")
    tickets.header.show_grouping(is_grouped=False)
    assert menu(tickets, "Group: none") == {"&Due": False, "&None": True}


def test_a_list_in_another_order_has_no_grouping_and_says_so(tickets: TicketList) -> None:
    tickets.show_sort(Sort.PRIORITY, is_descending=False)
    assert not tickets.header.grouping_menu.menuAction().isEnabled()
    assert "Group: none" in [one.text() for one in tickets.header.findChildren(QToolButton)]
    tickets.show_sort(Sort.DUE, is_descending=False)
    assert tickets.header.grouping_menu.menuAction().isEnabled()
    assert menu(tickets, "Group: Due") == {"&Due": True, "&None": False}


def test_a_click_on_a_heading_is_checked_in_the_menu(tickets: TicketList) -> None:
    tickets.table.sort_wanted.connect(tickets.show_sort)
    tickets.table.horizontalHeader().sectionClicked.emit(Column.PRIORITY)
    sorting = tickets.menus[0]
    assert [action.text() for action in sorting.actions() if action.isChecked()] == ["&Priority", "&Most urgent first"]
    next(action for action in sorting.actions() if action.text() == "&Least urgent first").trigger()
    assert [action.text() for action in sorting.actions() if action.isChecked()] == ["&Priority", "&Least urgent first"]


def test_columns_are_hidden_and_shown_by_the_menu(tickets: TicketList) -> None:
    assert menu(tickets, "Columns")["Team, assignee"]
    choose(tickets, "Columns", "Team, assignee")
    assert tickets.table.isColumnHidden(Column.TEAM)
    assert not menu(tickets, "Columns")["Team, assignee"]
    choose(tickets, "Columns", "&Reset columns")
    assert not tickets.table.isColumnHidden(Column.TEAM)


def test_columns_that_tell_the_ticket_cannot_be_hidden(tickets: TicketList) -> None:
    assert "Subject and customer" not in menu(tickets, "Columns")
    tickets.table.hide_column(Column.SUBJECT, is_hidden=True)
    assert not tickets.table.isColumnHidden(Column.SUBJECT)


def test_every_button_of_the_header_is_reached_by_tab(tickets: TicketList) -> None:
    for one in tickets.header.findChildren(QToolButton):
        assert one.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert one.accessibleName()
        assert one.sizeHint().height() >= 22
