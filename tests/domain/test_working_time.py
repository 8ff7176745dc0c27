from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.working_time import add_working, is_working, next_working
from tests.domain.directories import ALWAYS, MONDAY_NOON, a_calendar

MINUTE = timedelta(minutes=1)
EARLY = a_calendar("06:00-14:00", name="Early")
LATE = a_calendar("12:00-20:00", name="Late")


def test_hours_that_two_teams_share_count_once() -> None:
    assert add_working((EARLY, LATE), MONDAY_NOON.replace(hour=10), timedelta(hours=10)) == MONDAY_NOON.replace(hour=20)


def test_hours_within_those_of_another_team_add_nothing() -> None:
    short = a_calendar("07:00-09:00", name="Short")

    assert add_working((short, EARLY), MONDAY_NOON.replace(hour=6), timedelta(hours=9)) == datetime(
        2026, 10, 13, 7, tzinfo=UTC
    )


def test_a_span_goes_on_the_next_day() -> None:
    until = add_working((EARLY, LATE), MONDAY_NOON.replace(hour=19), timedelta(hours=2))

    assert until == datetime(2026, 10, 13, 7, tzinfo=UTC)


def test_a_span_goes_on_through_many_weeks() -> None:
    until = add_working((EARLY, LATE), MONDAY_NOON.replace(hour=6), timedelta(hours=14 * 5 * 30))

    assert until == datetime(2026, 10, 12, 20, tzinfo=UTC) + timedelta(weeks=29, days=4)


def test_a_span_of_nothing_ends_where_it_starts_even_when_closed() -> None:
    night = MONDAY_NOON.replace(hour=3)

    assert add_working((EARLY, LATE), night, timedelta()) == night


def test_a_negative_span_is_refused() -> None:
    with pytest.raises(Refused):
        add_working((EARLY, LATE), MONDAY_NOON, -MINUTE)


def test_one_calendar_counts_as_it_does_alone() -> None:
    assert add_working((EARLY,), MONDAY_NOON, timedelta(hours=3)) == EARLY.add(MONDAY_NOON, timedelta(hours=3))


def test_the_next_working_moment_is_the_earliest_of_all() -> None:
    assert next_working((LATE, EARLY), MONDAY_NOON.replace(hour=21)) == datetime(2026, 10, 13, 6, tzinfo=UTC)
    assert next_working((LATE, EARLY), MONDAY_NOON) == MONDAY_NOON


def test_it_is_working_time_while_one_is_open() -> None:
    assert is_working((EARLY, LATE), MONDAY_NOON.replace(hour=19))
    assert not is_working((EARLY, LATE), MONDAY_NOON.replace(hour=20))


calendars = st.sampled_from(
    [
        ALWAYS,
        EARLY,
        LATE,
        a_calendar("22:00-06:00", name="Nights", days=("fri", "sat")),
        a_calendar("09:00-12:00", "13:00-17:30", name="London", zone="Europe/London"),
        a_calendar("08:00-08:30", name="Tuesdays", zone="America/St_Johns", days=("tue",)),
    ]
)


@settings(max_examples=25)
@given(
    chosen=st.lists(calendars, min_size=1, max_size=3),
    start=st.integers(0, 20 * 1440).map(lambda minutes: datetime(2026, 10, 15, tzinfo=UTC) + minutes * MINUTE),
    minutes=st.integers(1, 900),
)
def test_the_union_agrees_with_stepping_through_every_minute(
    chosen: list[Calendar], start: datetime, minutes: int
) -> None:
    at, left = start, minutes
    while left:
        left -= is_working(chosen, at)
        at += MINUTE

    assert add_working(chosen, start, minutes * MINUTE) == at
