from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.shared.choice_row import ChoiceRow


def a_row(qtbot: QtBot) -> ChoiceRow:
    row = ChoiceRow()
    qtbot.addWidget(row)
    row.show_choices([("A quarter", 15), ("Half", 30), ("An hour", 60)], 30)
    row.show()
    return row


def test_exactly_one_is_chosen(qtbot: QtBot) -> None:
    row = a_row(qtbot)
    assert row.button(30).isChecked()
    with qtbot.waitSignal(row.chosen) as chosen:
        row.button(60).click()
    assert chosen.args == [60]
    assert row.value == 60
    assert not row.button(30).isChecked()


def test_arrow_keys_move_the_choice(qtbot: QtBot) -> None:
    row = a_row(qtbot)
    with qtbot.waitActive(row):
        row.activateWindow()
    row.button(30).setFocus()
    QTest.keyClick(row.button(30), Qt.Key.Key_Right)
    assert row.value == 60


def test_other_choices_take_the_place_of_the_old(qtbot: QtBot) -> None:
    row = a_row(qtbot)
    row.show_choices([("Now", 0)])
    assert row.value == 0
    assert row.button(0).text() == "Now"


def test_before_any_choices_there_is_no_value(qtbot: QtBot) -> None:
    row = ChoiceRow()
    qtbot.addWidget(row)
    assert row.value is None
