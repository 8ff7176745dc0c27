from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.escalations.choices import DESK, EDGE, NOW, RELEASE, ZONE
from ui.escalations.team_list import TeamList, TeamModel
from ui.themes import Themes


def test_the_model_keeps_its_contract(qtmodeltester: ModelTester) -> None:
    model = TeamModel()
    qtmodeltester.check(model, force_py=False)  # type: ignore[no-untyped-call]  # pytest-qt has no types here
    model.show_teams((EDGE, RELEASE), NOW, ZONE)
    qtmodeltester.check(model, force_py=False)  # type: ignore[no-untyped-call]  # pytest-qt has no types here


def test_a_team_tells_its_open_tickets_or_until_when_it_is_off() -> None:
    model = TeamModel()
    model.show_teams((EDGE, RELEASE, DESK), NOW, ZONE)
    beside = [model.index(row).data(TeamModel.BESIDE) for row in range(3)]
    assert beside == ["7", "off until 08:00", "1,200"]
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole) == "Release, off until 08:00"


def test_arrow_keys_pick_a_team(qtbot: QtBot, themes: Themes) -> None:
    teams = TeamList(themes)
    qtbot.addWidget(teams)
    teams.show_teams((EDGE, RELEASE), NOW, ZONE, "Edge platform")
    assert teams.team == EDGE
    with qtbot.waitSignal(teams.picked) as picked:
        QTest.keyClick(teams, Qt.Key.Key_Down)
    assert picked.args == [RELEASE]


def test_without_teams_none_is_picked(qtbot: QtBot, themes: Themes) -> None:
    teams = TeamList(themes)
    qtbot.addWidget(teams)
    teams.show_teams((), NOW, ZONE)
    assert teams.team is None
