from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.escalations.choices import a_ticket, choices
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.assign_dialog import AssignDialog
from ui.tickets.wishes import AssignWish


def shown(qtbot: QtBot, themes: Themes, assignee: str | None = "marek") -> AssignDialog:
    dialog = AssignDialog(themes)
    dialog.show_choices(choices(a_ticket(assignee=assignee)))
    show(qtbot, dialog)
    return dialog


def names(dialog: AssignDialog) -> list[str]:
    return [row.name for row in dialog.people.people.rows]


def test_the_tickets_team_comes_first_and_whoever_has_it_is_left_out(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert names(dialog) == [
        "Nobody, leave it to the team",
        "Jonas Weber",
        "Ravi Menon",
        "Hana Kim",
        "Luca Ferri",
        "Eva Lindqvist",
        "Helen Ward",
    ]
    assert dialog.people.people.rows[1].about == "Network, telephony"
    assert dialog.main_button.text() == "&Assign to Jonas Weber"


def test_typing_picks_by_name_team_or_skill(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClicks(dialog.search, "edge rou")
    assert names(dialog) == ["Ravi Menon"]
    QTest.keyClick(dialog.search, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.is_busy


def test_enter_assigns_who_is_picked(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    made: list[object] = []
    dialog.wished.connect(made.append)
    QTest.keyClicks(dialog.search, "e")
    QTest.keyClick(dialog.search, Qt.Key.Key_Down)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert made == [AssignWish("ravi")]


def test_nobody_of_that_name_can_be_assigned(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClicks(dialog.search, "zz")
    assert names(dialog) == []
    assert not dialog.main_button.isEnabled()
    assert wished(dialog) == []
    dialog.search.clear()
    assert wished(dialog) == [AssignWish("jonas")]


def test_the_ticket_can_be_left_to_the_team(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClick(dialog.search, Qt.Key.Key_Up)
    assert dialog.main_button.text() == "&Assign to nobody"
    assert wished(dialog) == [AssignWish(None)]


def test_a_ticket_that_nobody_has_cannot_be_taken_from_anybody(qtbot: QtBot, themes: Themes) -> None:
    assert "Nobody, leave it to the team" not in names(shown(qtbot, themes, assignee=None))
