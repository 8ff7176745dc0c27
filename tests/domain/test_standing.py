"""How a clock stands at a moment, and which clock of a ticket a list counts down."""

from datetime import datetime, timedelta

import pytest

from desktop_escalation.domain.clock import Clock, Ending, HandDue, Stretch
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.standing import Countdown, Level, standing
from desktop_escalation.domain.ticket import PendingReason, PolicyRef
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, OFFICE, a_calendar, at

CALENDARS = {OFFICE: a_calendar(), ALWAYS: a_calendar(ALWAYS, "00:00-24:00")}
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def a_countdown(due_at: datetime | None = None, left: timedelta | None = None) -> Countdown:
    return Countdown(Metric.RESOLUTION, 4 * HOUR, due_at, OFFICE, left)


def a_clock(
    metric: Metric = Metric.RESOLUTION,
    target: timedelta = 4 * HOUR,
    *,
    started_at: datetime | None = None,
    paused_at: datetime | None = None,
    by_hand: datetime | None = None,
) -> Clock:
    begin = started_at or at("09:00")
    stretches: tuple[Stretch, ...] = (Stretch(begin, paused_at, OFFICE),)
    if paused_at is not None:
        stretches = (*stretches, Stretch(paused_at, None, OFFICE, PendingReason.CUSTOMER, "jonas"))
    due = None if by_hand is None else HandDue(by_hand, "ingrid", "agreed")
    return Clock(metric, 1, begin, stretches, target, PolicyRef("Urgent incidents", 1), by_hand=due)


@pytest.mark.parametrize(
    ("now", "level"),
    [
        ("11:59", Level.OK),
        ("12:00", Level.WARN),
        ("12:47", Level.WARN),
        ("12:48", Level.CRITICAL),
        ("12:59", Level.CRITICAL),
        ("13:00", Level.BREACHED),
        ("15:00", Level.BREACHED),
    ],
)
def test_a_running_clock_is_more_urgent_the_more_of_its_target_is_used(now: str, level: Level) -> None:
    assert standing(a_countdown(at("13:00")), at(now), CALENDARS).level is level


def test_the_last_ten_working_minutes_are_critical_even_of_a_short_target() -> None:
    countdown = replace(a_countdown(at("09:30")), target=30 * MINUTE)
    assert standing(countdown, at("09:19"), CALENDARS).level is Level.OK
    assert standing(countdown, at("09:20"), CALENDARS).level is Level.CRITICAL


def test_what_is_left_and_what_is_over_is_working_time() -> None:
    countdown = a_countdown(at("09:00", days=1))
    before = standing(countdown, at("17:00"), CALENDARS)
    assert (before.left, before.share) == (2 * HOUR, 0.5)
    after = standing(countdown, at("11:00", days=1), CALENDARS)
    assert (after.left, after.share, after.due_at) == (-2 * HOUR, 1.0, at("09:00", days=1))


def test_a_paused_clock_keeps_what_is_left_whatever_the_time() -> None:
    paused = standing(a_countdown(left=HOUR), at("17:00"), CALENDARS)
    assert (paused.level, paused.due_at, paused.left, paused.share) == (Level.PAUSED, None, HOUR, 0.75)


def test_a_target_of_no_time_is_used_up() -> None:
    assert standing(replace(a_countdown(at("13:00")), target=timedelta()), at("09:00"), CALENDARS).share == 1.0


def test_the_running_clock_that_is_due_first_is_counted_down() -> None:
    clocks = (a_clock(), a_clock(Metric.UPDATE, HOUR), a_clock(Metric.FIRST_RESPONSE, 8 * HOUR))
    assert next_countdown(clocks, CALENDARS) == Countdown(Metric.UPDATE, HOUR, at("10:00"), OFFICE)


def test_a_breached_clock_goes_on_counting() -> None:
    breached = replace(a_clock(), breached_at=at("13:00"))
    found = next_countdown((breached, a_clock(Metric.UPDATE, 8 * HOUR)), CALENDARS)
    assert found == Countdown(Metric.RESOLUTION, 4 * HOUR, at("13:00"), OFFICE)


def test_a_running_clock_goes_before_a_paused_one_with_less_left() -> None:
    paused = a_clock(Metric.UPDATE, HOUR, paused_at=at("09:55"))
    assert next_countdown((paused, a_clock()), CALENDARS) == Countdown(Metric.RESOLUTION, 4 * HOUR, at("13:00"), OFFICE)


def test_where_all_are_paused_the_one_with_least_left_is_shown() -> None:
    clocks = (a_clock(paused_at=at("10:00")), a_clock(Metric.UPDATE, 2 * HOUR, paused_at=at("10:00")))
    assert next_countdown(clocks, CALENDARS) == Countdown(Metric.UPDATE, 2 * HOUR, None, OFFICE, HOUR)


def test_a_clock_paused_after_its_breach_has_less_than_nothing_left() -> None:
    paused = replace(a_clock(paused_at=at("14:00")), breached_at=at("13:00"))
    found = next_countdown((paused,), CALENDARS)
    assert found == Countdown(Metric.RESOLUTION, 4 * HOUR, None, OFFICE, -HOUR)


def test_a_due_time_set_by_hand_makes_the_target_what_is_used_by_then() -> None:
    found = next_countdown((a_clock(by_hand=at("15:00")),), CALENDARS)
    assert found == Countdown(Metric.RESOLUTION, 6 * HOUR, at("15:00"), OFFICE)


def test_of_a_due_time_set_by_hand_a_pause_leaves_what_was_left_when_it_began() -> None:
    found = next_countdown((a_clock(by_hand=at("15:00"), paused_at=at("14:00")),), CALENDARS)
    assert found == Countdown(Metric.RESOLUTION, 6 * HOUR, None, OFFICE, HOUR)


def test_a_due_time_set_by_hand_that_passed_before_the_pause_is_over() -> None:
    found = next_countdown((a_clock(by_hand=at("13:00"), paused_at=at("15:00")),), CALENDARS)
    assert found == Countdown(Metric.RESOLUTION, 4 * HOUR, None, OFFICE, -2 * HOUR)


def test_a_ticket_whose_clocks_have_all_ended_has_no_countdown() -> None:
    ended = replace(a_clock(), ended_at=at("10:00"), ending=Ending.MET)
    assert next_countdown((ended,), CALENDARS) is None
    assert next_countdown((), CALENDARS) is None


def test_lists_are_sorted_by_the_due_time_or_by_what_a_pause_leaves() -> None:
    assert a_countdown(at("13:00")).due_order == at("13:00")
    assert a_countdown(left=HOUR).due_order == HOUR
