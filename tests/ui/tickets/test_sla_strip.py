"""The clocks of a ticket as thin lines."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from desktop_escalation.domain import events
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.standing import Level, Standing
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk, at
from tests.domain.ladders import desk_with, step
from tests.ui.tickets.desk_tickets import TARGETS, climbing, on_desk
from ui.shared.icons import Icon
from ui.themes import ThemeChoice, Themes
from ui.tickets.clock_words import standing_words
from ui.tickets.sla_strip import SlaStrip

MINUTES = timedelta(minutes=1)


@pytest.fixture
def strip(qtbot: QtBot, themes: Themes) -> SlaStrip:
    widget = SlaStrip(themes)
    qtbot.addWidget(widget)
    return widget


def show(strip: SlaStrip, desk: Desk) -> SlaStrip:
    strip.show_ticket(on_desk(desk), desk.now)
    strip.resize(464, strip.sizeHint().height())
    return strip


def answered(clock: str) -> Desk:
    desk = desk_with(step("at resolution"), targets=TARGETS)
    return desk.until(clock).does(events.Replied("We are on it."))


def has(strip: SlaStrip, color: QColor) -> bool:
    """Say whether a colour is seen anywhere on the strip."""
    image = strip.grab().toImage()
    return any(image.pixelColor(x, y) == color for y in range(image.height()) for x in range(image.width()))


# --- words --------------------------------------------------------------------


def standing(level: Level, left: int, target: int, due: str | None = "13:00") -> Standing:
    return Standing(Metric.RESOLUTION, level, None if due is None else at(due), target * MINUTES, left * MINUTES)


@pytest.mark.parametrize(
    ("level", "left", "target", "words"),
    [
        (Level.MET, 12, 30, "met in 18 of 30 min"),
        (Level.MET, 45, 60, "met in 15 min of 1 h"),
        (Level.MET, -15, 30, "met 15 min late"),
        (Level.CANCELLED, 30, 60, "not needed"),
        (Level.OK, 200, 240, "due in 12 min (13:00)"),
        (Level.BREACHED, -5, 240, "due in 12 min (13:00)"),
    ],
)
def test_a_clock_is_told_shortly(level: Level, left: int, target: int, words: str) -> None:
    assert standing_words(standing(level, left, target), at("12:48"), "UTC") == words


@pytest.mark.parametrize(("left", "words"), [(130, "paused, 2 h 10 left"), (-18, "paused, 18 min over")])
def test_a_paused_clock_tells_what_the_pause_leaves(left: int, words: str) -> None:
    assert standing_words(standing(Level.PAUSED, left, 240, None), at("12:48"), "UTC") == words


def test_a_clock_that_is_over_tells_by_how_much_and_since_when() -> None:
    assert standing_words(standing(Level.BREACHED, -18, 240), at("13:18"), "UTC") == "18 min over (13:00)"


def test_a_clock_that_is_due_on_another_day_tells_its_time_once() -> None:
    assert standing_words(standing(Level.OK, 700, 900, "13:00"), at("09:00", -2), "UTC") == "due Mon 13:00"


# --- the strip ----------------------------------------------------------------


def test_each_clock_has_its_line(strip: SlaStrip) -> None:
    assert [(line.name, line.words, line.icon) for line in show(strip, climbing()).lines] == [
        ("First response", "met in 18 of 30 min", Icon.CIRCLE_CHECK),
        ("Resolution", "due in 12 min (13:00)", Icon.TRIANGLE_ALERT),
    ]


def test_the_strip_is_as_high_as_its_clocks(strip: SlaStrip) -> None:
    assert strip.sizeHint().height() == 0
    two = show(strip, climbing()).sizeHint().height()
    assert show(strip, desk_with(step("at resolution"))).sizeHint().height() < two
    assert show(strip, Desk(policies=()).open()).sizeHint().height() == 0


def test_a_second_that_nobody_sees_changes_nothing(strip: SlaStrip) -> None:
    show(strip, climbing()).tick(at("12:48:30"))
    before = strip.lines
    strip.tick(at("12:48:31"))
    assert strip.lines is before


def test_the_words_go_on_by_the_minute_and_over_the_due_time(strip: SlaStrip) -> None:
    show(strip, climbing()).tick(at("12:58"))
    assert strip.lines[1].words == "due in 2 min (13:00)"
    strip.tick(at("13:04"))
    assert (strip.lines[1].words, strip.lines[1].icon) == ("4 min over (13:00)", Icon.OCTAGON_X)


def test_a_screen_reader_hears_every_clock(strip: SlaStrip) -> None:
    show(strip, climbing())
    assert strip.accessibleName() == "Clocks"
    spoken = "First response: met in 18 of 30 min. Resolution: due in 12 min (13:00)"
    assert strip.accessibleDescription() == spoken


def test_the_tooltip_tells_date_and_working_time_of_the_line_under_it(strip: SlaStrip) -> None:
    show(strip, climbing())
    tooltip = strip.tooltip_at(QPoint(200, strip.height() - 12))
    assert "Resolution: due in 12 min (13:00)" in tooltip
    assert "3 h 48 of 4 h of working time used" in tooltip
    assert strip.tooltip_at(QPoint(200, strip.height() - 1)) == ""


def test_a_strip_without_a_ticket_stands_still(strip: SlaStrip) -> None:
    strip.tick(at("09:00"))
    assert (strip.lines, strip.tooltip_at(QPoint(10, 10))) == ((), "")


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
def test_a_breached_clock_is_a_filled_pill_and_others_are_not(
    strip: SlaStrip, themes: Themes, choice: ThemeChoice
) -> None:
    themes.use(choice)
    show(strip, climbing())
    assert not has(strip, themes.current.brkfill)
    strip.tick(at("13:04"))
    assert has(strip, themes.current.brkfill)


def test_a_clock_that_was_met_late_is_told_in_the_colour_of_breaches(strip: SlaStrip, themes: Themes) -> None:
    assert not has(show(strip, answered("09:18")), themes.current.brk)
    late = show(strip, answered("09:45"))
    assert has(late, themes.current.brk)
    assert (late.lines[0].words, late.lines[0].icon) == ("met 15 min late", Icon.OCTAGON_X)


def test_a_paused_clock_says_what_is_left(strip: SlaStrip) -> None:
    desk = answered("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("11:00")
    assert show(strip, desk).lines[1].words == "paused, 3 h left"


def test_a_narrow_strip_gives_up_its_bars_before_its_words(strip: SlaStrip, themes: Themes) -> None:
    show(strip, climbing())
    assert has(strip, themes.current.track)
    strip.resize(230, strip.height())
    assert not has(strip, themes.current.track)


def test_the_words_change_sides_where_one_reads_from_the_right(strip: SlaStrip, themes: Themes) -> None:
    show(strip, climbing()).tick(at("13:04"))
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    image = strip.grab().toImage()
    y = strip.height() - 16
    pill = [x for x in range(image.width()) if image.pixelColor(x, y) == themes.current.brkfill]
    assert max(pill) < image.width() / 2
