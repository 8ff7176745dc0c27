from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_escalation.domain.calendar_rules import Weekday
from desktop_escalation.domain.duty import Duty, absence_at, duty_at, is_away, is_on_duty, on_call
from desktop_escalation.domain.people import Absence, OnCall, Person
from desktop_escalation.domain.value import replace
from tests.domain.directories import ALWAYS, MONDAY_NOON, a_calendar, a_directory, a_team, people

LONDON = ZoneInfo("Europe/London")
ROTA = OnCall(("marek", "jonas", "ines"), time(8), date(2026, 10, 12), Weekday.MON)


def turn(rota: OnCall | None, at: datetime, zone: str = "Europe/London") -> str | None:
    team = a_team(calendar="Site", on_call=rota)
    return on_call(a_directory(team, calendars=[a_calendar(name="Site", zone=zone)]), team, at)


def test_both_ends_of_an_absence_are_days_away_in_the_zone_of_the_site() -> None:
    away = Absence(date(2026, 10, 12), date(2026, 10, 13))
    directory = a_directory(people=[Person("marek", "Marek", absences=(away,))], zone="Europe/London")
    first = datetime(2026, 10, 12, tzinfo=LONDON)
    last = datetime(2026, 10, 14, tzinfo=LONDON)

    assert absence_at(directory, "marek", first) == away
    assert not is_away(directory, "marek", first - timedelta(seconds=1))
    assert is_away(directory, "marek", last - timedelta(seconds=1))
    assert not is_away(directory, "marek", last)


def test_a_person_is_on_duty_in_the_hours_of_any_team() -> None:
    teams = (a_team("A", members=["marek"]), a_team("B", calendar="Nights", lead="marek"))
    directory = a_directory(*teams, people=people("marek"), calendars=[a_calendar("22:00-06:00", name="Nights")])
    hours = [hour for hour in range(24) if is_on_duty(directory, "marek", MONDAY_NOON.replace(hour=hour), ALWAYS)]

    assert hours == [*range(8, 18), 22, 23]


def test_somebody_away_is_not_on_duty() -> None:
    marek = Person("marek", "Marek", absences=(Absence(date(2026, 10, 12), date(2026, 10, 12)),))

    assert not is_on_duty(a_directory(people=[marek]), "marek", MONDAY_NOON, ALWAYS)


def test_a_person_without_a_team_is_on_duty_by_the_fallback() -> None:
    directory = a_directory(people=people("marek"))

    assert is_on_duty(directory, "marek", MONDAY_NOON, a_calendar())
    assert not is_on_duty(directory, "marek", MONDAY_NOON.replace(hour=19), a_calendar())


def test_duty_ends_when_the_last_of_the_teams_that_overlap_closes() -> None:
    teams = (a_team("A", members=["marek"]), a_team("B", calendar="Late", lead="marek"))
    directory = a_directory(*teams, people=people("marek"), calendars=[a_calendar("16:00-22:00", name="Late")])

    assert duty_at(directory, "marek", MONDAY_NOON, ALWAYS) == Duty(True, MONDAY_NOON.replace(hour=22))


def test_duty_begins_again_at_the_next_opening() -> None:
    directory = a_directory(a_team("A", members=["marek"]), people=people("marek"))
    evening = MONDAY_NOON.replace(hour=19)

    assert duty_at(directory, "marek", evening, ALWAYS) == Duty(False, evening.replace(hour=8) + timedelta(days=1))


def test_duty_around_the_clock_does_not_end_within_a_week() -> None:
    assert duty_at(a_directory(people=people("marek")), "marek", MONDAY_NOON, ALWAYS) == Duty(True, None)


def test_duty_that_begins_after_more_than_a_week_has_no_time() -> None:
    directory = a_directory(people=people("marek"))
    shut = a_calendar(holidays={date(2026, 10, 12) + timedelta(days=day): "Works holiday" for day in range(14)})

    assert duty_at(directory, "marek", MONDAY_NOON, shut) == Duty(False, None)


def test_somebody_away_is_off_duty_whatever_the_hours() -> None:
    away = Absence(date(2026, 10, 12), date(2026, 10, 13))
    directory = a_directory(people=[Person("marek", "Marek", absences=(away,))])

    assert duty_at(directory, "marek", MONDAY_NOON, ALWAYS) == Duty(False, None, away)


@pytest.mark.parametrize("rota", [None, replace(ROTA, people=())])
def test_without_a_rota_nobody_is_on_call(rota: OnCall | None) -> None:
    assert turn(rota, MONDAY_NOON) is None


def test_before_the_first_handover_nobody_is_on_call() -> None:
    first = datetime(2026, 10, 12, 8, tzinfo=LONDON)

    assert turn(ROTA, first - timedelta(seconds=1)) is None
    assert turn(ROTA, first) == "marek"


def test_a_week_ends_at_the_handover_on_the_wall_clock_across_the_end_of_summer_time() -> None:
    handover = datetime(2026, 10, 26, 8, tzinfo=UTC)  # London left summer time on the 25th

    assert turn(ROTA, handover - timedelta(seconds=1)) == "jonas"
    assert turn(ROTA, handover) == "ines"
    assert turn(ROTA, handover + timedelta(weeks=1)) == "marek"


def test_a_rota_that_starts_between_handovers_gives_the_first_person_the_rest_of_the_week() -> None:
    rota = replace(ROTA, from_on=date(2026, 10, 14))

    assert turn(rota, datetime(2026, 10, 14, 7, 59, tzinfo=LONDON)) is None
    assert turn(rota, datetime(2026, 10, 19, 7, 59, tzinfo=LONDON)) == "marek"
    assert turn(rota, datetime(2026, 10, 19, 8, tzinfo=LONDON)) == "jonas"


def test_a_daily_rota_hands_over_each_day() -> None:
    rota = replace(ROTA, weekday=None)
    turns = [turn(rota, datetime(2026, 10, day, 8, tzinfo=LONDON)) for day in (12, 13, 14, 15)]

    assert turns == ["marek", "jonas", "ines", "marek"]


def test_a_handover_in_the_hour_that_is_skipped_is_read_with_the_offset_before() -> None:
    rota = replace(ROTA, weekday=None, handover=time(1, 30), from_on=date(2027, 3, 27))

    assert turn(rota, datetime(2027, 3, 28, 1, 29, tzinfo=UTC)) == "marek"
    assert turn(rota, datetime(2027, 3, 28, 1, 30, tzinfo=UTC)) == "jonas"


def test_a_handover_after_midnight_holds_where_the_clock_goes_back_over_midnight() -> None:
    rota = replace(ROTA, weekday=None, handover=time(0), from_on=date(2005, 10, 29))
    ambiguous = datetime(2005, 10, 30, 2, 31, tzinfo=UTC)  # St John's went back from 00:01 to 23:01

    assert turn(rota, ambiguous, "America/St_Johns") == "jonas"


@given(
    weekday=st.none() | st.sampled_from(Weekday),
    from_on=st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    handover=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    hours=st.integers(-48, 24 * 60),
    zone=st.sampled_from(["UTC", "Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Kiritimati"]),
)
def test_the_turn_is_that_of_the_last_handover_when_all_are_listed(
    weekday: Weekday | None, from_on: date, handover: time, hours: int, zone: str
) -> None:
    rota = OnCall(("a", "b", "c"), handover, from_on, weekday)
    at = datetime.combine(from_on, handover, tzinfo=UTC) + timedelta(hours=hours)
    later = (from_on + timedelta(days=days) for days in range(1, 70))
    days = [from_on, *(day for day in later if weekday in (None, day.weekday()))]
    passed = [day for day in days if datetime.combine(day, handover, tzinfo=ZoneInfo(zone)).astimezone(UTC) <= at]

    assert turn(rota, at, zone) == ("abc"[(len(passed) - 1) % 3] if passed else None)
