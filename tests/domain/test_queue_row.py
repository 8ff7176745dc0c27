"""The groups of a list by due."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.queue_row import DueGroup, QueueRow, due_group
from desktop_escalation.domain.standing import Countdown
from desktop_escalation.domain.ticket import Priority, State
from tests.domain.desk import OFFICE, at

LONDON = "Europe/London"
HOUR = timedelta(hours=1)


def a_row(countdown: Countdown | None) -> QueueRow:
    return QueueRow(
        id=1,
        number="DE-1",
        subject="VPN drops",
        state=State.OPEN,
        pending_reason=None,
        priority=Priority.URGENT,
        tier=1,
        team="Desk",
        assignee="marek",
        assignee_name="Marek",
        customer=None,
        customer_name=None,
        organisation=None,
        created_at=at("08:00"),
        updated_at=at("08:00"),
        countdown=countdown,
    )


def due(due_at: datetime) -> QueueRow:
    return a_row(Countdown(Metric.RESOLUTION, 4 * HOUR, due_at, OFFICE))


@pytest.mark.parametrize(
    ("due_at", "group"),
    [
        (at("09:00"), DueGroup.BREACHED),
        (at("12:00"), DueGroup.BREACHED),
        (at("12:01"), DueGroup.NEXT_30_MIN),
        (at("12:30"), DueGroup.NEXT_30_MIN),
        (at("12:31"), DueGroup.NEXT_2_HOURS),
        (at("14:00"), DueGroup.NEXT_2_HOURS),
        (at("14:01"), DueGroup.TODAY),
        # London is an hour ahead of UTC in October, so its day ends at 23:00 UTC.
        (at("22:59"), DueGroup.TODAY),
        (at("23:00"), DueGroup.LATER),
        (at("09:00", days=3), DueGroup.LATER),
    ],
)
def test_a_running_clock_is_grouped_by_the_time_until_it_is_due(due_at: datetime, group: DueGroup) -> None:
    assert due_group(due(due_at), at("12:00"), LONDON) is group


def test_two_hours_may_reach_into_tomorrow() -> None:
    assert due_group(due(at("00:30", days=1)), at("22:45"), LONDON) is DueGroup.NEXT_2_HOURS


def test_a_day_of_twenty_five_hours_ends_at_its_midnight() -> None:
    last_moment = datetime(2026, 10, 25, 23, 59, tzinfo=UTC)
    now = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert due_group(due(last_moment), now, LONDON) is DueGroup.TODAY
    assert due_group(due(last_moment + timedelta(minutes=1)), now, LONDON) is DueGroup.LATER


def test_what_is_paused_and_what_has_no_target_come_last() -> None:
    paused = Countdown(Metric.RESOLUTION, 4 * HOUR, None, OFFICE, HOUR)
    assert due_group(a_row(paused), at("12:00"), LONDON) is DueGroup.PAUSED
    assert due_group(a_row(None), at("12:00"), LONDON) is DueGroup.NO_TARGET
    assert list(DueGroup)[-2:] == [DueGroup.PAUSED, DueGroup.NO_TARGET]
