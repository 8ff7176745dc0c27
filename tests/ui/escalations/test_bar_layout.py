"""Where the parts and the labels of a time line stand."""

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.desk import a_calendar, at
from ui.escalations.bar_layout import CLOSED_WIDTH, Label, apart, blocks, day_starts, x_of
from ui.escalations.time_line import Part, PartKind, TimeLine

RUNNING, PAUSED, CLOSED, AHEAD = PartKind.RUNNING, PartKind.PAUSED, PartKind.CLOSED, PartKind.AHEAD
WIDTH = 900.0


def a_part(kind: PartKind, start: datetime, end: datetime) -> Part:
    return Part(kind, start, end, end - start if kind in {RUNNING, AHEAD} else timedelta())


def a_line(*parts: Part) -> TimeLine:
    return TimeLine(parts, (), "UTC", parts[-1].to_at or parts[-1].from_at)


def over_days(days: int) -> TimeLine:
    """Make a line that counts office hours."""
    segments = a_calendar().segments(at("09:00"), at("09:00") + timedelta(days=days))
    return a_line(*(a_part(RUNNING if one.counts else CLOSED, one.from_at, one.to_at) for one in segments))


def test_time_that_counts_is_to_scale_and_closed_time_is_squeezed() -> None:
    line = a_line(
        a_part(RUNNING, at("17:00"), at("18:00")),
        a_part(CLOSED, at("18:00"), at("08:00", 1)),
        a_part(RUNNING, at("08:00", 1), at("10:00", 1)),
    )
    first, closed, second = blocks(line, WIDTH)
    assert closed.width == CLOSED_WIDTH
    assert round(second.width, 6) == round(2 * first.width, 6)
    assert round(second.right, 6) == WIDTH


def test_a_short_pause_is_as_wide_as_working_time_of_its_length() -> None:
    line = a_line(
        a_part(RUNNING, at("09:00"), at("12:00")),
        a_part(PAUSED, at("12:00"), at("12:15")),
        a_part(RUNNING, at("12:15"), at("12:30")),
    )
    _, pause, after = blocks(line, WIDTH)
    assert round(pause.width, 6) == round(after.width, 6)


def test_a_pause_of_days_leaves_the_width_to_what_counts() -> None:
    line = a_line(
        a_part(RUNNING, at("09:00"), at("10:00")),
        a_part(PAUSED, at("10:00"), at("10:00", 4)),
        a_part(RUNNING, at("10:00", 4), at("11:00", 4)),
    )
    before, pause, after = blocks(line, WIDTH)
    assert pause.width < before.width
    assert round(before.width, 6) == round(after.width, 6)


def test_closed_parts_in_a_row_are_squeezed_into_one() -> None:
    line = a_line(
        a_part(RUNNING, at("17:00"), at("18:00")),
        a_part(CLOSED, at("18:00"), at("00:00", 1)),
        a_part(CLOSED, at("00:00", 1), at("08:00", 1)),
        a_part(RUNNING, at("08:00", 1), at("09:00", 1)),
    )
    assert [block.part.kind for block in blocks(line, WIDTH)] == [RUNNING, CLOSED, RUNNING]


def test_one_part_fills_the_whole_width() -> None:
    (block,) = blocks(a_line(a_part(RUNNING, at("09:00"), at("10:00"))), WIDTH)
    assert (block.left, block.width) == (0.0, WIDTH)


@given(days=st.integers(1, 900), width=st.floats(60, 2_000))
def test_a_line_of_any_length_fills_the_width_with_parts_that_can_be_seen(days: int, width: float) -> None:
    placed = blocks(over_days(days), width)
    assert len(placed) <= 40
    assert all(block.width > 0.5 for block in placed)
    assert abs(placed[-1].right - width) < 0.001


@given(days=st.integers(1, 900))
def test_grouping_loses_no_working_time(days: int) -> None:
    line = over_days(days)
    grouped = sum((block.part.counted for block in blocks(line, WIDTH)), timedelta())
    assert grouped == sum((part.counted for part in line.parts), timedelta())


def test_a_moment_stands_within_its_part_and_at_an_end_outside_all() -> None:
    placed = blocks(a_line(a_part(RUNNING, at("09:00"), at("11:00"))), WIDTH)
    where = [x_of(placed, at(clock)) for clock in ("08:00", "09:00", "10:00", "11:00", "12:00")]
    assert where == [0.0, 0.0, WIDTH / 2, WIDTH, WIDTH]


@given(st.lists(st.tuples(st.floats(-50, 650), st.floats(1, 400), st.booleans()), max_size=12))
def test_no_two_labels_ever_overlap_or_leave_the_picture(wanted: list[tuple[float, float, bool]]) -> None:
    labels = [Label("x", x, width, is_centred=is_centred) for x, width, is_centred in wanted]
    kept = sorted(apart(labels, 600, 8), key=lambda label: label.x)
    assert all(one.x + one.width + 8 <= other.x for one, other in pairwise(kept))
    assert all(label.x >= 0 and label.x + label.width <= 600.001 for label in kept)


def test_the_more_important_of_two_labels_is_kept() -> None:
    kept = apart((Label("step", 100, 60), Label("other", 110, 60), Label("far", 300, 60)), 600, 8)
    assert [label.text for label in kept] == ["step", "far"]


def test_each_day_that_counts_is_named_once() -> None:
    line = over_days(2)
    assert day_starts(line) == (at("09:00"), at("08:00", 1), at("08:00", 2))
