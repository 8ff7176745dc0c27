"""A ticket that leaves the list stays current for whoever reads it: the cursor waits until somebody goes on."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from pytestqt.qtbot import QtBot

from tests.ui.tickets.rows import a_page, an_afternoon
from tests.ui.tickets.table_desk import Desk, Key, shown_desk
from ui.themes import Themes


@pytest.fixture
def desk(qtbot: QtBot, themes: Themes) -> Desk:
    return shown_desk(qtbot, themes)


@pytest.fixture
def ahead(desk: Desk) -> Desk:
    """A table whose current ticket, DE-4829, has left the list."""
    rows = an_afternoon()
    desk.table.go_to("DE-4829")
    desk.current.clear()
    desk.model.refresh(2, a_page((*rows[:2], *rows[3:])))
    return desk


def test_when_the_current_ticket_is_gone_the_cursor_waits_on_the_next_and_tells_nothing(ahead: Desk) -> None:
    assert ahead.table.current_number == "DE-4821"
    assert ahead.table.left == "DE-4829"
    assert ahead.current == []
    assert ahead.selected() == []


@pytest.mark.parametrize("key", [Key.Key_J, Key.Key_Down])
def test_going_on_from_a_ticket_that_is_gone_passes_over_none(ahead: Desk, key: Key) -> None:
    ahead.press(key)
    assert ahead.current == ["DE-4821"]
    assert ahead.table.left is None
    assert ahead.selected() == ["DE-4821"]
    ahead.press(key)
    assert ahead.current == ["DE-4821", "DE-4798"]


def test_going_back_from_a_ticket_that_is_gone_leads_to_the_one_before(ahead: Desk) -> None:
    ahead.press(Key.Key_K)
    assert ahead.current == ["DE-4806"]
    assert ahead.table.left is None


def test_a_click_on_the_ticket_on_which_the_cursor_waits_goes_to_it(ahead: Desk) -> None:
    ahead.click(ahead.table.currentIndex().row())
    assert ahead.current == ["DE-4821"]
    assert ahead.table.left is None


def test_home_goes_to_the_first_ticket_also_where_the_cursor_waits_on_it(desk: Desk) -> None:
    desk.table.go_to("DE-4774")
    desk.current.clear()
    desk.model.refresh(2, a_page(an_afternoon()[1:]))
    assert desk.current == []
    desk.press(Key.Key_Home)
    assert desk.current == ["DE-4806"]


def test_enter_opens_the_ticket_on_which_the_cursor_waits(ahead: Desk) -> None:
    ahead.press(Key.Key_Return)
    assert ahead.opened == ["DE-4821"]
    assert ahead.table.left is None


def test_a_ticket_that_comes_back_is_current_again(ahead: Desk) -> None:
    ahead.model.refresh(3, a_page(an_afternoon()))
    assert ahead.table.current_number == "DE-4829"
    assert (ahead.table.left, ahead.current, ahead.selected()) == (None, [], ["DE-4829"])


def test_lists_that_change_on_leave_the_cursor_waiting(ahead: Desk) -> None:
    rows = an_afternoon()
    ahead.model.refresh(3, a_page((*rows[:2], *rows[4:])))
    assert (ahead.table.current_number, ahead.table.left, ahead.current) == ("DE-4798", "DE-4829", [])


def test_marks_stay_while_the_cursor_waits(desk: Desk) -> None:
    rows = an_afternoon()
    desk.table.go_to("DE-4806")
    desk.press(Key.Key_Space)
    desk.press(Key.Key_J)
    assert desk.table.current_number == "DE-4829"
    desk.model.refresh(2, a_page((*rows[:2], *rows[3:])))
    assert list(desk.table.marked) == ["DE-4806"]
    desk.model.refresh(3, a_page(rows))
    assert list(desk.table.marked) == ["DE-4806"]
    assert desk.table.current_number == "DE-4829"


@pytest.mark.parametrize(
    ("reason", "turned_to"),
    [
        (Qt.FocusReason.ActiveWindowFocusReason, []),
        (Qt.FocusReason.OtherFocusReason, []),
        (Qt.FocusReason.TabFocusReason, ["DE-4821"]),
        (Qt.FocusReason.ShortcutFocusReason, ["DE-4821"]),
    ],
)
def test_only_who_turns_to_the_list_goes_on_by_that(ahead: Desk, reason: Qt.FocusReason, turned_to: list[str]) -> None:
    found: list[str] = []
    ahead.table.turned_to.connect(found.append)
    ahead.table.focusInEvent(QFocusEvent(QEvent.Type.FocusIn, reason))
    assert found == turned_to
    assert (ahead.table.left is None) == bool(turned_to)


def test_the_row_on_which_the_cursor_waits_looks_otherwise(ahead: Desk) -> None:
    waiting = ahead.table.grab().toImage()
    ahead.table.ticket_cursor.arrive()
    assert ahead.table.grab().toImage() != waiting
