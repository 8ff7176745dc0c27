"""The picture of the working time."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_escalation.domain import events
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk
from tests.domain.ladders import TO_TIER_2, desk_with, step
from tests.ui.escalations.explanations import page_of
from ui.escalations.time_bar import TimeBar, line_words
from ui.escalations.time_legend import TimeLegend
from ui.escalations.time_line import PartKind
from ui.themes import ThemeChoice, Themes


@pytest.fixture
def bar(qtbot: QtBot, themes: Themes) -> TimeBar:
    widget = TimeBar(themes)
    qtbot.addWidget(widget)
    return widget


def raised() -> Desk:
    steps = step("25% of resolution", TO_TIER_2), step("75% of resolution")
    desk = desk_with(*steps, targets='resolution = { 1 = "8h" }')
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("10:30").does(events.Resumed())
    desk.runs("11:30")
    return desk


def painted(bar: TimeBar, desk: Desk, width: int = 900) -> QImage:
    page = page_of(desk, "1")
    assert page.line is not None
    bar.show_line(page.line, page.tier)
    bar.resize(width, bar.sizeHint().height())
    return bar.grab().toImage()


def share(image: QImage, color: QColor) -> float:
    """Give the share of the row through the middle of the bar that has a colour."""
    y = next(y for y in range(image.height()) if _count(image, y, color)) + 4 if _has(image, color) else 0
    return _count(image, y, color) / image.width()


def _has(image: QImage, color: QColor) -> bool:
    return any(_count(image, y, color) for y in range(image.height()))


def _count(image: QImage, y: int, color: QColor) -> int:
    return sum(image.pixelColor(x, y) == color for x in range(image.width()))


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_what_ran_is_filled_to_scale(bar: TimeBar, themes: Themes, choice: ThemeChoice) -> None:
    themes.use(choice)
    image = painted(bar, raised())
    # 2 h of 8 h 30.
    assert 0.2 < share(image, themes.current.accentfill) < 0.25


def test_the_step_has_the_colour_of_the_tier_it_raised_to(bar: TimeBar, themes: Themes) -> None:
    assert _has(painted(bar, raised()), themes.current.l2)
    waiting = desk_with(step("25% of resolution")).until("09:30")
    assert not _has(painted(bar, waiting), themes.current.l2)


def test_a_pause_is_hatched(bar: TimeBar, themes: Themes) -> None:
    assert _has(painted(bar, raised()), themes.current.pause)
    assert not _has(painted(bar, desk_with(step("25% of resolution")).until("09:30")), themes.current.pause)


def test_a_narrow_picture_leaves_out_labels_before_it_overlaps_any(bar: TimeBar) -> None:
    wide, narrow = painted(bar, raised(), 900), painted(bar, raised(), 240)
    assert wide.size() != narrow.size()
    assert bar.minimumSizeHint().width() <= 240


def test_larger_text_makes_it_higher(bar: TimeBar, themes: Themes) -> None:
    before = bar.sizeHint().height()
    themes.use_text_scale(1.5)
    assert bar.sizeHint().height() > before


def test_an_empty_picture_paints_nothing(bar: TimeBar) -> None:
    bar.resize(QSize(300, 100))
    image = bar.grab().toImage()
    assert {image.pixelColor(x, 50).name() for x in range(0, 300, 10)} == {image.pixelColor(0, 0).name()}


def test_a_screen_reader_hears_the_marks_in_their_order() -> None:
    line = page_of(raised(), "1").line
    assert line is not None
    assert line_words(line) == (
        "raised at 2 h (25 %): Monday 12 Oct 11:30. 75 %, step 2: Monday 12 Oct 15:30. "
        "resolution due: Monday 12 Oct 17:30"
    )


def test_the_legend_names_only_what_the_line_has(qtbot: QtBot, themes: Themes) -> None:
    legend = TimeLegend(themes)
    qtbot.addWidget(legend)
    legend.show_kinds(frozenset({PartKind.RUNNING}), "11:30")
    one = legend.sizeHint().width()
    legend.show_kinds(frozenset(PartKind), "11:30")
    assert 0 < one < legend.sizeHint().width()
    legend.resize(legend.sizeHint())
    image = legend.grab().toImage()
    assert _has(image, themes.current.accentfill)
    assert _has(image, themes.current.border2)
