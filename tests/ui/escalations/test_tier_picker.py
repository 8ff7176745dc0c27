from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.escalations.choices import TIERS
from ui.escalations.tier_picker import TierPicker
from ui.themes import Themes


def a_picker(qtbot: QtBot, themes: Themes, present: int = 2, level: int | None = None) -> TierPicker:
    picker = TierPicker(themes)
    qtbot.addWidget(picker)
    picker.show_tiers(TIERS, present, level)
    return picker


def test_the_present_tier_is_greyed_and_lower_ones_are_absent(qtbot: QtBot, themes: Themes) -> None:
    picker = a_picker(qtbot, themes)
    assert [button.words for button in picker.buttons] == [
        "L2 Specialists: here now",
        "L3 Engineering: 2 on duty, 7 open",
        "Management: 1 on duty, 3 open",
    ]
    assert [button.isEnabled() for button in picker.buttons] == [False, True, True]


def test_the_next_tier_is_picked_until_another_is(qtbot: QtBot, themes: Themes) -> None:
    picker = a_picker(qtbot, themes)
    assert picker.tier == TIERS[2]
    with qtbot.waitSignal(picker.picked) as picked:
        picker.buttons[2].click()
    assert picked.args == [TIERS[3]]
    assert picker.tier == TIERS[3]


def test_a_tier_can_be_picked_beforehand(qtbot: QtBot, themes: Themes) -> None:
    assert a_picker(qtbot, themes, level=4).tier == TIERS[3]


def test_from_the_highest_tier_there_is_none_to_pick(qtbot: QtBot, themes: Themes) -> None:
    picker = a_picker(qtbot, themes, present=4)
    assert picker.tier is None
    assert [button.words for button in picker.buttons] == ["Management: here now"]


def test_arrow_keys_move_among_the_tiers(qtbot: QtBot, themes: Themes) -> None:
    picker = a_picker(qtbot, themes)
    with qtbot.waitActive(picker):
        picker.show()
        picker.activateWindow()
    picker.buttons[1].setFocus()
    with qtbot.waitSignal(picker.picked) as picked:
        QTest.keyClick(picker.buttons[1], Qt.Key.Key_Right)
    assert picked.args == [TIERS[3]]
