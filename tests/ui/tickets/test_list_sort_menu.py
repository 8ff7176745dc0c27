"""The menu that sorts a list."""

import pytest
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Sort
from ui.tickets.list_sort_menu import SortMenu


@pytest.fixture
def menu(qtbot: QtBot) -> SortMenu:
    made = SortMenu()
    qtbot.addWidget(made)
    return made


def offered(menu: SortMenu) -> list[QAction]:
    return [action for action in menu.actions() if action.isVisible() and not action.isSeparator()]


def checked(menu: SortMenu) -> list[str]:
    return [action.text().replace("&", "") for action in offered(menu) if action.isChecked()]


def choose(menu: SortMenu, words: str) -> None:
    next(action for action in offered(menu) if action.text().replace("&", "") == words).trigger()


def test_it_checks_the_order_of_the_list_and_which_way_round_it_is(menu: SortMenu) -> None:
    assert checked(menu) == ["Due", "Soonest first"]
    menu.show_sort(Sort.PRIORITY, is_descending=False)
    assert checked(menu) == ["Priority", "Most urgent first"]
    menu.show_sort(Sort.UPDATED, is_descending=True)
    assert checked(menu) == ["Updated", "Latest first"]


def test_another_order_is_asked_for_the_usual_way_round_and_then_the_other(menu: SortMenu) -> None:
    asked: list[tuple[Sort, bool]] = []
    menu.wanted.connect(lambda sort, is_descending: asked.append((sort, is_descending)))
    choose(menu, "Updated")
    menu.show_sort(Sort.UPDATED, is_descending=True)
    choose(menu, "Longest ago first")
    menu.show_sort(Sort.UPDATED, is_descending=False)
    choose(menu, "Number")
    assert asked == [(Sort.UPDATED, True), (Sort.UPDATED, False), (Sort.NUMBER, False)]


def test_the_order_that_there_is_is_not_asked_for_again(menu: SortMenu, qtbot: QtBot) -> None:
    menu.show_sort(Sort.DUE, is_descending=True)
    with qtbot.assertNotEmitted(menu.wanted):
        choose(menu, "Due")
    assert checked(menu) == ["Due", "Latest first"]


def test_resolved_tickets_are_offered_their_one_order(menu: SortMenu) -> None:
    menu.show_sort(Sort.RESOLVED, is_descending=True)
    assert [action.text().replace("&", "") for action in offered(menu)] == [
        "Resolved",
        "Longest ago first",
        "Latest first",
    ]
    menu.show_sort(Sort.DUE, is_descending=False)
    assert [action.text() for action in offered(menu)][:4] == ["&Due", "&Priority", "&Number", "&Updated"]
