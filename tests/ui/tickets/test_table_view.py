from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QFocusEvent, QPaintEvent, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.queue import Position, Sort
from desktop_escalation.domain.queue_row import DueGroup, Resolution
from desktop_escalation.domain.standing import Level
from desktop_escalation.domain.value import replace
from tests.ui.tickets.rows import NOW, a_page, a_row, an_afternoon, due
from tests.ui.tickets.table_desk import Desk, Key, shown_desk
from ui.themes import Themes
from ui.tickets.columns import Column

SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Painting(QObject):
    """Collects what a widget is told to paint anew."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.table)
        desk.table.executeDelayedItemsLayout()
        QApplication.processEvents()
        self._region = QRegion()
        desk.table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QPaintEvent):
            self._region += event.region()
        return False

    def seen(self) -> QRegion:
        QApplication.processEvents()
        return self._region


@pytest.fixture
def desk(qtbot: QtBot, themes: Themes) -> Desk:
    return shown_desk(qtbot, themes)


def test_moving_passes_over_headings(desk: Desk) -> None:
    desk.press(Key.Key_Home, Key.Key_J, Key.Key_Down, Key.Key_K)
    assert desk.current == ["DE-4774", "DE-4806", "DE-4829", "DE-4806"]


def test_with_the_focus_the_first_ticket_is_current_and_not_its_heading(desk: Desk) -> None:
    QApplication.sendEvent(desk.table, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
    assert desk.current == ["DE-4774"]


def test_home_and_end_go_to_the_first_and_the_last_ticket(desk: Desk) -> None:
    desk.press(Key.Key_End, Key.Key_Home)
    assert desk.current == ["DE-4740", "DE-4774"]
    desk.press(Key.Key_Up)
    assert desk.table.current_number == "DE-4774"


def test_a_page_down_goes_as_far_as_is_in_sight_and_back(desk: Desk) -> None:
    desk.table.resize(900, 300)
    desk.press(Key.Key_Home, Key.Key_PageDown)
    assert desk.table.current_number not in {"DE-4774", "DE-4740"}
    desk.press(Key.Key_PageUp)
    assert desk.table.current_number == "DE-4774"


def test_enter_opens_the_current_ticket(desk: Desk) -> None:
    desk.table.go_to("DE-4821")
    desk.press(Key.Key_Return)
    assert desk.opened == ["DE-4821"]


def test_left_collapses_the_group_and_right_goes_back_into_it(desk: Desk) -> None:
    desk.table.go_to("DE-4806")
    desk.press(Key.Key_Left)
    assert desk.group(desk.table.currentIndex().row()) is DueGroup.BREACHED
    assert desk.model.row_of("DE-4806") is None
    desk.press(Key.Key_Right)
    assert desk.table.current_number == "DE-4774"


def test_a_collapsed_heading_is_a_stop_that_enter_expands(desk: Desk) -> None:
    desk.table.go_to("DE-4806")
    desk.press(Key.Key_Left, Key.Key_Down, Key.Key_Up)
    assert desk.group(desk.table.currentIndex().row()) is DueGroup.BREACHED
    desk.press(Key.Key_Return)
    assert desk.model.row_of("DE-4806") is not None
    assert desk.opened == []


def test_a_click_on_a_heading_collapses_and_expands(desk: Desk) -> None:
    desk.click(0)
    assert desk.model.row_of("DE-4774") is None
    desk.click(0)
    assert desk.model.row_of("DE-4774") == 1
    assert desk.current == []


def test_the_heading_is_current_where_a_click_hides_the_current_ticket(desk: Desk) -> None:
    desk.table.go_to("DE-4806")
    desk.click(0)
    assert desk.group(desk.table.currentIndex().row()) is DueGroup.BREACHED
    assert desk.current == ["DE-4806"]


def test_space_marks_and_moving_keeps_the_marks(desk: Desk) -> None:
    desk.table.go_to("DE-4829")
    desk.press(Key.Key_Space, Key.Key_J, Key.Key_J, Key.Key_Space)
    assert list(desk.table.marked) == ["DE-4829", "DE-4798"]
    assert desk.table.current_number == "DE-4798"
    desk.press(Key.Key_Space, Key.Key_K)
    assert list(desk.table.marked) == ["DE-4829"]
    assert desk.marked[-1] == ("DE-4829",)


def test_shift_and_moving_marks_on_the_way(desk: Desk) -> None:
    desk.table.go_to("DE-4806")
    desk.press(Key.Key_J, Key.Key_J, modifiers=SHIFT)
    assert list(desk.table.marked) == ["DE-4806", "DE-4829", "DE-4821"]


def test_escape_takes_the_marks_away_and_means_something_else_without_them(desk: Desk) -> None:
    desk.table.go_to("DE-4829")
    desk.press(Key.Key_Space, Key.Key_J, Key.Key_Escape)
    assert list(desk.table.marked) == []
    assert desk.selected() == ["DE-4821"]
    assert desk.marked[-1] == ()


def test_the_current_ticket_alone_is_not_marked(desk: Desk) -> None:
    desk.table.go_to("DE-4829")
    assert list(desk.table.marked) == []
    assert desk.selected() == ["DE-4829"]


def test_control_and_shift_mark_by_mouse_and_a_click_ends_that(desk: Desk) -> None:
    desk.click(1)
    desk.click(4, CONTROL)
    assert list(desk.table.marked) == ["DE-4774", "DE-4829"]
    desk.click(6, SHIFT)
    assert set(desk.table.marked) >= {"DE-4829", "DE-4821", "DE-4798"}
    desk.click(2)
    assert list(desk.table.marked) == []
    assert desk.selected() == ["DE-4806"]


def test_a_double_click_opens(desk: Desk) -> None:
    QTest.mouseClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=desk.point(4))
    QTest.mouseDClick(desk.table.viewport(), Qt.MouseButton.LeftButton, pos=desk.point(4))
    assert desk.opened == ["DE-4829"]


def test_letters_are_left_to_the_window(desk: Desk) -> None:
    desk.table.go_to("DE-4774")
    desk.press(Key.Key_E, Key.Key_D, Key.Key_4)
    assert desk.table.current_number == "DE-4774"


def test_a_refresh_keeps_the_ticket_that_moves_and_tells_nothing(desk: Desk) -> None:
    rows = an_afternoon()
    desk.table.go_to("DE-4774")
    desk.current.clear()
    postponed = replace(rows[0], countdown=due("DE-1", 50).countdown)
    desk.model.refresh(2, a_page((*rows[1:7], postponed, *rows[7:])))
    assert desk.table.current_number == "DE-4774"
    assert desk.selected() == ["DE-4774"]
    assert desk.current == []


def test_a_refresh_keeps_marks(desk: Desk) -> None:
    rows = an_afternoon()
    desk.table.go_to("DE-4806")
    desk.press(Key.Key_J, modifiers=SHIFT)
    desk.model.refresh(2, a_page((rows[2], *rows[3:])))
    assert list(desk.table.marked) == ["DE-4829"]


def test_when_all_are_gone_nothing_is_current(desk: Desk) -> None:
    desk.table.go_to("DE-4829")
    desk.model.refresh(2, a_page(()))
    assert desk.table.current_number is None


def test_a_refresh_keeps_what_is_in_sight_in_its_place(desk: Desk) -> None:
    rows = tuple(due(f"DE-{number}", number) for number in range(1, 400))
    desk.model.show_page(2, a_page(rows), is_first=True)
    desk.table.go_to("DE-200")
    line = desk.model.row_of("DE-200")
    assert line is not None
    before = desk.table.rowViewportPosition(line)
    desk.model.refresh(3, a_page(rows[20:]))
    line = desk.model.row_of("DE-200")
    assert line is not None
    assert desk.table.rowViewportPosition(line) == before


def test_headings_are_lower_than_rows_wherever_they_come(desk: Desk) -> None:
    rows = an_afternoon()
    desk.model.refresh(2, a_page((a_row("DE-1", due("DE-1", -1).countdown), *rows[2:6], due("DE-2", 60 * 40))))
    for line in range(desk.model.rowCount()):
        assert desk.table.rowHeight(line) == (43 if desk.group(line) is None else 25)
    desk.themes.use_density(is_compact=True)
    for line in range(desk.model.rowCount()):
        assert desk.table.rowHeight(line) == (26 if desk.group(line) is None else 22)


def test_compact_rows_have_the_customer_in_a_column(desk: Desk) -> None:
    assert desk.table.isColumnHidden(Column.CUSTOMER)
    desk.table.resize(1_400, 700)
    desk.themes.use_density(is_compact=True)
    assert not desk.table.isColumnHidden(Column.CUSTOMER)


def test_columns_give_way_to_the_subject_and_come_again(desk: Desk) -> None:
    desk.table.resize(480, 700)
    assert desk.table.isColumnHidden(Column.UPDATED)
    assert desk.table.columnWidth(Column.SUBJECT) >= 150
    desk.table.resize(900, 700)
    assert not desk.table.isColumnHidden(Column.UPDATED)


def test_columns_are_remembered(desk: Desk, qtbot: QtBot) -> None:
    header = desk.table.horizontalHeader()
    header.moveSection(header.visualIndex(Column.TIER), 0)
    header.resizeSection(Column.TEAM, 140)
    desk.table.hide_column(Column.UPDATED, is_hidden=True)
    other = Desk(desk.themes)
    qtbot.addWidget(other.table)
    other.table.restore_columns(desk.table.columns_state())
    assert other.table.columns_state() == desk.table.columns_state()
    assert other.table.horizontalHeader().visualIndex(Column.TIER) == 0
    assert other.table.columnWidth(Column.TEAM) == 140
    assert other.table.isColumnHidden(Column.UPDATED)
    other.table.reset_columns()
    assert other.table.horizontalHeader().visualIndex(Column.TIER) == Column.TIER
    assert not other.table.isColumnHidden(Column.UPDATED)


@pytest.mark.parametrize(
    "corrupt",
    [
        None,
        "x",
        7,
        [],
        {"order": 3, "widths": [], "hidden": "SUBJECT"},
        {
            "order": ["SUBJECT", "SUBJECT", {}],
            "widths": {"TEAM": "wide", "TIER": -4, "NOPE": 9, "SLA": 10**9},
            "hidden": [1, None],
        },
        {"hidden": ["SUBJECT", "SLA"]},
    ],
)
def test_what_was_remembered_wrongly_does_no_harm(desk: Desk, corrupt: object) -> None:
    before = desk.table.columns_state()
    desk.table.restore_columns(corrupt)
    assert desk.table.columns_state() == before
    assert not desk.table.isColumnHidden(Column.SUBJECT)


def test_a_click_on_a_heading_asks_for_its_order_and_again_for_the_opposite(desk: Desk) -> None:
    asked: list[tuple[Sort, bool]] = []
    desk.table.sort_wanted.connect(lambda sort, is_descending: asked.append((sort, is_descending)))
    header = desk.table.horizontalHeader()
    desk.table.show_sort(Sort.DUE, is_descending=False)
    for column in (Column.PRIORITY, Column.SLA, Column.UPDATED, Column.TEAM):
        place = QPoint(header.sectionViewportPosition(column) + 20, 10)
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [(Sort.PRIORITY, False), (Sort.DUE, True), (Sort.UPDATED, True)]


def test_resolved_tickets_have_one_order_which_turns_round(desk: Desk) -> None:
    asked: list[tuple[Sort, bool]] = []
    desk.table.sort_wanted.connect(lambda sort, is_descending: asked.append((sort, is_descending)))
    desk.table.show_sort(Sort.RESOLVED, True)
    for column in Column:
        desk.table.horizontalHeader().sectionClicked.emit(column)
    assert asked == [(Sort.RESOLVED, False)]
    desk.table.show_sort(Sort.DUE, False)
    desk.table.horizontalHeader().sectionClicked.emit(Column.NUMBER)
    assert asked[1:] == [(Sort.NUMBER, False)]


def test_resolved_tickets_are_painted_without_a_bar(desk: Desk) -> None:
    levels = (Level.MET, Level.BREACHED, None)
    rows = [a_row(f"DE-{place}", resolution=Resolution(NOW, level)) for place, level in enumerate(levels)]
    desk.model.show_page(2, a_page(rows), is_first=True)
    assert not desk.table.grab().isNull()
    assert [desk.model.countdowns.of(row).share for row in rows] == [None, None, None]  # type: ignore[union-attr]


def test_a_tick_repaints_only_countdowns_that_say_something_else(desk: Desk) -> None:
    painting = Painting(desk)
    desk.table.tick()
    assert painting.seen().isEmpty()
    desk.now = NOW + timedelta(seconds=40)
    desk.table.tick()
    region = painting.seen()
    x, width = desk.table.columnViewportPosition(Column.SLA), desk.table.columnWidth(Column.SLA)
    assert not region.isEmpty()
    assert region.boundingRect().left() >= x
    assert region.boundingRect().right() < x + width
    paused = desk.model.row_of("DE-4765")
    assert paused is not None
    assert not region.intersects(QRect(0, desk.table.rowViewportPosition(paused), 2_000, 43))


def test_a_tick_moves_a_ticket_that_is_over_by_now(desk: Desk) -> None:
    desk.now = NOW + timedelta(minutes=6)
    desk.table.tick()
    line = desk.model.row_of("DE-4829")
    assert line == 3
    assert desk.model.index(line, Column.SLA).data() == "1 min over, Reply"


def test_what_is_far_off_is_looked_at_twice_a_minute(desk: Desk) -> None:
    desk.model.show_page(2, a_page([due("DE-1", 60 * 5 + 0.2)]), is_first=True)
    painting = Painting(desk)
    desk.now = NOW + timedelta(seconds=20)
    desk.table.tick()
    assert painting.seen().isEmpty()
    desk.now = NOW + timedelta(seconds=31)
    desk.table.tick()
    assert not painting.seen().isEmpty()


def test_more_is_asked_for_when_the_end_is_near(desk: Desk, qtbot: QtBot) -> None:
    rows = [due(f"DE-{number}", number) for number in range(1, 101)]
    with qtbot.waitSignal(desk.model.more_wanted, check_params_cb=lambda generation, _place: generation == 2):
        desk.model.show_page(2, a_page(rows, Position((1,))), is_first=True)
        desk.press(Key.Key_End)


def test_rows_without_a_list_are_grey_bars(desk: Desk) -> None:
    desk.model.show_page(2, a_page(()), is_first=True)
    empty = desk.table.grab().toImage()
    desk.table.show_loading(is_loading=True)
    assert desk.table.grab().toImage() != empty


def test_all_looks_paint_hostile_text(desk: Desk) -> None:
    evil = "\u202e<b>" + "x" * 500_000
    rows = [
        a_row(f"DE-{n}", subject=evil, team=evil, assignee=evil, customer=evil, organisation=evil) for n in range(1, 30)
    ]
    desk.model.show_page(2, a_page(rows), is_first=True)
    for is_compact in (False, True):
        for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
            desk.themes.use_density(is_compact)
            desk.table.setLayoutDirection(direction)
            assert not desk.table.grab().isNull()
