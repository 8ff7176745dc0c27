import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.shared.switch import Switch
from ui.themes import ThemeChoice, Themes


def test_a_click_anywhere_on_it_throws_it(qtbot: QtBot, themes: Themes) -> None:
    switch = Switch(themes, "Tell the customer")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    assert switch.height() >= 22
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.accessibleName() == "Tell the customer"


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_its_track_tells_whether_it_is_on(qtbot: QtBot, themes: Themes, choice: ThemeChoice) -> None:
    themes.use(choice)
    switch = Switch(themes, "On")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    right = QPoint(switch.width() - 12, switch.height() // 2 - 5)
    off = switch.grab().toImage().pixelColor(right)
    switch.setChecked(True)
    left = QPoint(11, switch.height() // 2)
    assert off == themes.current.field
    assert switch.grab().toImage().pixelColor(left) == themes.current.accentfill
