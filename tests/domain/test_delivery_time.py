from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.calendar_rules import WallInterval
from desktop_escalation.domain.delivery_time import deliverable_again_at, deliverable_at
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.working_time import is_working
from tests.domain.directories import ALWAYS, EVERY_DAY, a_calendar

DAYS = a_calendar()
NIGHTS = a_calendar("22:00-06:00", name="Nights")
LUNCH = a_calendar("08:00-12:00", "13:00-18:00", name="With lunch")


def october(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=UTC)


def delivered(
    at: datetime, urgency: Urgency, *calendars: Calendar, quiet: str | None = None, override_quiet: bool = False
) -> datetime:
    person = Person("marek", "Marek", quiet_hours=None if quiet is None else WallInterval.parse(quiet))
    return deliverable_at(person, at, urgency, calendars or (DAYS,), override_quiet=override_quiet)


def test_now_is_now_outside_the_hours_too() -> None:
    assert delivered(october(12, 3), Urgency.NOW) == october(12, 3)


@pytest.mark.parametrize("at", [october(12, 20), october(13, 3), october(13, 6, 59)])
def test_quiet_hours_delay_what_is_meant_for_now(at: datetime) -> None:
    assert delivered(at, Urgency.NOW, quiet="20:00-07:00") == october(13, 7)


def test_quiet_hours_end_at_their_end() -> None:
    assert delivered(october(13, 7), Urgency.NOW, quiet="20:00-07:00") == october(13, 7)


def test_a_critical_step_overrides_quiet_hours() -> None:
    assert delivered(october(12, 23), Urgency.NOW, quiet="20:00-07:00", override_quiet=True) == october(12, 23)


def test_quiet_hours_are_in_the_zone_of_the_first_calendar() -> None:
    tokyo = a_calendar(name="Tokyo", zone="Asia/Tokyo")

    assert delivered(october(12, 12), Urgency.NOW, tokyo, DAYS, quiet="20:00-07:00") == october(12, 22)


def test_working_hours_are_those_of_any_team() -> None:
    assert delivered(october(12, 23), Urgency.WORKING_HOURS, DAYS, NIGHTS) == october(12, 23)
    assert delivered(october(12, 19), Urgency.WORKING_HOURS, DAYS, NIGHTS) == october(12, 22)


def test_working_hours_wait_for_the_end_of_the_quiet_ones() -> None:
    assert delivered(october(12, 7), Urgency.WORKING_HOURS, quiet="20:00-09:30") == october(12, 9, 30)


def test_work_that_begins_and_ends_in_quiet_hours_waits_for_the_next() -> None:
    assert delivered(october(12, 17), Urgency.WORKING_HOURS, quiet="16:00-09:00") == october(13, 9)


def test_quiet_hours_over_all_work_end_in_delivery_after_them() -> None:
    assert delivered(october(12, 9), Urgency.WORKING_HOURS, quiet="07:00-19:00") == october(12, 19)


@pytest.mark.parametrize(
    ("at", "begins_at"),
    [
        (october(12, 6), october(12, 8)),
        (october(12, 8), october(12, 8)),
        (october(12, 12, 30), october(13, 8)),
        (october(16, 20), october(19, 8)),
    ],
)
def test_a_digest_comes_at_the_start_of_the_next_working_day(at: datetime, begins_at: datetime) -> None:
    assert delivered(at, Urgency.DIGEST, LUNCH) == begins_at


def test_a_digest_of_a_night_shift_comes_when_the_shift_begins() -> None:
    assert delivered(october(12, 23), Urgency.DIGEST, NIGHTS) == october(13, 22)
    assert delivered(october(17, 3), Urgency.DIGEST, NIGHTS) == october(19, 22)


def test_a_digest_around_the_clock_comes_at_midnight() -> None:
    assert delivered(october(12, 23), Urgency.DIGEST, ALWAYS) == october(13, 0)


def test_a_digest_in_two_teams_comes_with_the_first_of_the_day() -> None:
    late = a_calendar("12:00-20:00", name="Late")

    assert delivered(october(12, 9), Urgency.DIGEST, late, DAYS) == october(13, 8)


def test_a_digest_waits_for_the_end_of_quiet_hours() -> None:
    assert delivered(october(12, 20), Urgency.DIGEST, quiet="20:00-09:00") == october(13, 9)


@settings(max_examples=60)
@given(
    minutes=st.integers(0, 60 * 24 * 40),
    urgency=st.sampled_from(Urgency),
    quiet=st.tuples(st.integers(0, 1439), st.integers(0, 1439)).filter(lambda pair: pair[0] != pair[1]),
    chosen=st.lists(
        st.sampled_from([DAYS, NIGHTS, LUNCH, ALWAYS, a_calendar("01:00-03:00", zone="Europe/London", days=EVERY_DAY)]),
        min_size=1,
        max_size=3,
    ),
)
def test_no_notice_comes_early_or_in_quiet_hours(
    minutes: int, urgency: Urgency, quiet: tuple[int, int], chosen: list[Calendar]
) -> None:
    person = Person("marek", "Marek", quiet_hours=WallInterval(*quiet))
    at = october(10, 0) + timedelta(minutes=minutes)

    found = deliverable_at(person, at, urgency, chosen, override_quiet=False)
    critical = deliverable_at(person, at, urgency, chosen, override_quiet=True)

    assert at <= found < at + timedelta(weeks=2)
    assert deliverable_at(person, found, Urgency.NOW, chosen, override_quiet=False) == found
    assert urgency is Urgency.NOW or is_working(chosen, critical)


@pytest.mark.parametrize("urgency", Urgency)
def test_what_has_waited_for_its_time_is_delivered_in_working_time_at_once(urgency: Urgency) -> None:
    assert deliverable_again_at(Person("marek", "Marek"), october(12, 9), urgency, (DAYS,)) == october(12, 9)


def test_what_has_waited_too_long_still_disturbs_neither_the_night_nor_quiet_hours_unless_it_is_urgent() -> None:
    person = Person("marek", "Marek", quiet_hours=WallInterval.parse("08:00-10:00"))
    moments = {urgency: deliverable_again_at(person, october(12, 20), urgency, (DAYS,)) for urgency in Urgency}
    assert moments == {
        Urgency.NOW: october(12, 20),
        Urgency.WORKING_HOURS: october(13, 10),
        Urgency.DIGEST: october(13, 10),
    }
