from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.escalations.choices import TIERS, choices
from tests.ui.tickets.dialogs import show, wished
from ui.themes import Themes
from ui.tickets.move_dialog import MoveDialog
from ui.tickets.wishes import MoveWish


def shown(qtbot: QtBot, themes: Themes) -> MoveDialog:
    dialog = MoveDialog(themes)
    dialog.show_choices(choices())
    show(qtbot, dialog)
    return dialog


def test_every_other_team_can_be_picked_the_near_ones_first(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert [team.name for team in dialog.teams.teams.teams] == ["Desk Leeds", "Edge platform", "Release", "Management"]
    assert dialog.main_button.text() == "&Move to Desk Leeds"
    QTest.keyClick(dialog.teams, Qt.Key.Key_Down)
    assert wished(dialog) == [MoveWish("Edge platform")]


def test_it_says_where_moving_is_not_the_way(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    assert dialog.hint.text() == "A move down tells nobody. Hand back to say what changed."
    QTest.keyClick(dialog.teams, Qt.Key.Key_Down)
    assert dialog.hint.text() == "A move up tells nobody. Escalate to tell the team why."


def test_typing_a_name_finds_the_team(qtbot: QtBot, themes: Themes) -> None:
    dialog = shown(qtbot, themes)
    QTest.keyClicks(dialog.teams, "rel")
    assert dialog.main_button.text() == "&Move to Release"


def test_the_only_team_leaves_nowhere_to_move_to(qtbot: QtBot, themes: Themes) -> None:
    dialog = MoveDialog(themes)
    dialog.show_choices(choices(tiers=(TIERS[1],)))
    show(qtbot, dialog)
    assert not dialog.main_button.isEnabled()
    assert wished(dialog) == []
