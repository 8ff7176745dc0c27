"""The ladder in the pane."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from tests.domain.desk import Desk, at
from tests.domain.ladders import desk_with, opened_with, step
from tests.ui.tickets.desk_tickets import climbing, on_desk
from ui.shared.elide_label import ElideLabel
from ui.themes import ThemeChoice, Themes
from ui.tickets.ladder_widget import MOST_ROWS, LadderWidget
from ui.tickets.why import Why

NEXT_ROW = 3


@pytest.fixture
def ladder(qtbot: QtBot, themes: Themes) -> LadderWidget:
    widget = LadderWidget(themes)
    qtbot.addWidget(widget)
    widget.resize(464, 300)
    return widget


def show(ladder: LadderWidget, desk: Desk) -> LadderWidget:
    ladder.show_ticket(on_desk(desk, "jonas"), desk.now)
    ladder.show()
    return ladder


def policy_line(ladder: LadderWidget) -> str:
    (label,) = ladder.findChildren(ElideLabel)
    return label.text()


def asked(qtbot: QtBot, ladder: LadderWidget, *keys: Qt.Key) -> Why:
    with qtbot.waitSignal(ladder.why_wanted) as asking:
        for key in keys:
            QTest.keyClick(ladder.rungs, key)
    (why,) = asking.args
    assert isinstance(why, Why)
    return why


def test_the_head_names_the_policy_and_its_version(ladder: LadderWidget) -> None:
    assert policy_line(show(ladder, climbing())) == "Ladder, v1"


def test_without_a_policy_the_head_says_so_and_nothing_can_be_asked(ladder: LadderWidget) -> None:
    show(ladder, Desk(policies=()).open())
    assert policy_line(ladder) == "No ladder: no policy matches this ticket"
    assert not ladder.findChildren(QPushButton)[0].isVisible()
    assert not ladder.rungs.isVisible()


def test_coming_by_keyboard_lands_on_the_next_step(qtbot: QtBot, ladder: LadderWidget) -> None:
    show(ladder, climbing())
    ladder.rungs.setFocus()
    qtbot.waitUntil(lambda: ladder.rungs.currentIndex().row() == NEXT_ROW)


def test_down_and_up_go_from_rung_to_rung_and_enter_asks_why(qtbot: QtBot, ladder: LadderWidget) -> None:
    show(ladder, climbing())
    ladder.rungs.setCurrentIndex(ladder.rungs.model().index(NEXT_ROW, 0))
    assert asked(qtbot, ladder, Qt.Key.Key_Down, Qt.Key.Key_Return) == Why("5", None)
    assert asked(qtbot, ladder, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return) == Why("3", 2)


def test_a_double_click_asks_why(qtbot: QtBot, ladder: LadderWidget) -> None:
    show(ladder, climbing())
    place = ladder.rungs.visualRect(ladder.rungs.model().index(1, 0)).center()
    with qtbot.waitSignal(ladder.why_wanted) as asking:
        QTest.mouseClick(ladder.rungs.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QTest.mouseDClick(ladder.rungs.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asking.args == [Why("2", 1)]


def test_an_escalation_by_hand_is_asked_for_by_its_number(qtbot: QtBot, ladder: LadderWidget) -> None:
    show(ladder, desk_with(step("at resolution")).escalates(tier=2))
    ladder.rungs.setCurrentIndex(ladder.rungs.model().index(0, 0))
    assert asked(qtbot, ladder, Qt.Key.Key_Return) == Why(None, 1)


def test_the_link_asks_for_the_whole_ladder(qtbot: QtBot, ladder: LadderWidget) -> None:
    show(ladder, climbing())
    (link,) = ladder.findChildren(QPushButton)
    assert link.text() == "Why escalated?"
    with qtbot.waitSignal(ladder.why_wanted) as asking:
        QTest.keyClick(link, Qt.Key.Key_Space)
    assert asking.args == [Why()]


def test_a_reading_of_the_same_ticket_keeps_the_place(ladder: LadderWidget) -> None:
    desk = climbing()
    show(ladder, desk)
    ladder.rungs.setCurrentIndex(ladder.rungs.model().index(1, 0))
    show(ladder, desk.until("12:50"))
    assert ladder.rungs.currentIndex().row() == 1


def test_another_ticket_begins_anew(ladder: LadderWidget) -> None:
    show(ladder, climbing())
    ladder.rungs.setCurrentIndex(ladder.rungs.model().index(1, 0))
    show(ladder, opened_with(desk_with(step("at resolution"), step("1h after resolution")), number="DE-2"))
    assert (ladder.rungs.model().rowCount(), ladder.rungs.currentIndex().isValid()) == (2, False)


def test_a_long_ladder_scrolls_to_its_next_step(qtbot: QtBot, ladder: LadderWidget) -> None:
    desk = desk_with(*(step(f"{number * 4}% of resolution") for number in range(1, 21)))
    for clock in ("09:09:36", "09:19:12", "09:28:48", "09:38:24", "09:48:00", "09:57:36", "10:07:12", "10:16:48"):
        desk.runs(clock)
    show(ladder, desk)
    row = ladder.rungs.model().index(8, 0)
    assert ladder.rungs.height() == MOST_ROWS * ladder.rungs.visualRect(row).height()
    qtbot.waitUntil(lambda: ladder.rungs.viewport().rect().contains(ladder.rungs.visualRect(row)))


def test_the_next_step_stands_on_a_warm_ground_in_both_looks(ladder: LadderWidget, themes: Themes) -> None:
    show(ladder, climbing())
    for choice in (ThemeChoice.LIGHT, ThemeChoice.DARK):
        themes.use(choice)
        grounds = [_ground(ladder, row) for row in range(5)]
        assert grounds[NEXT_ROW] == themes.current.warn_ground
        assert grounds.count(themes.current.warn_ground) == 1


def test_compact_rows_are_less_high(ladder: LadderWidget, themes: Themes) -> None:
    height = show(ladder, climbing()).rungs.height()
    themes.use_density(is_compact=True)
    assert ladder.rungs.height() == height * 22 // 25


def test_larger_text_has_higher_rows(ladder: LadderWidget, themes: Themes) -> None:
    height = show(ladder, climbing()).rungs.height()
    themes.use_text_scale(1.2)
    assert ladder.rungs.height() == height * 30 // 25


def test_the_countdown_goes_on(ladder: LadderWidget) -> None:
    show(ladder, climbing()).tick(at("12:55"))
    assert "in 5 min (13:00)" in ladder.rungs.model().index(NEXT_ROW, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def _ground(ladder: LadderWidget, row: int) -> QColor:
    """Give the colour of a row beside its circle, above the words."""
    rect = ladder.rungs.visualRect(ladder.rungs.model().index(row, 0))
    image = ladder.rungs.viewport().grab().toImage()
    return image.pixelColor(QPoint(rect.center().x(), rect.top() + 3) * image.devicePixelRatio())
