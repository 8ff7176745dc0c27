from datetime import UTC, date, datetime, time, timedelta

import pytest

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Refused

GOOD_FRIDAY = date(2026, 4, 3)


def intervals(*texts: str) -> tuple[WallInterval, ...]:
    return tuple(map(WallInterval.parse, texts))


def rules(
    zone: str = "Europe/Berlin", holidays: dict[date, str] | None = None, **week: tuple[str, ...]
) -> CalendarRules:
    return CalendarRules.of(
        zone, {Weekday.parse(day): intervals(*texts) for day, texts in week.items()}, holidays or {}
    )


def test_a_weekday_is_written_with_three_letters() -> None:
    assert [str(Weekday.parse(text)) for text in ("mon", "sun")] == ["mon", "sun"]
    assert Weekday.parse("thu") == date(2026, 10, 15).weekday()


def test_an_unknown_weekday_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(Refused, match='unknown weekday "Tues"; did you mean "tue"'):
        Weekday.parse("Tues")


@pytest.mark.parametrize("text", ["08:00-12:00", "00:00-24:00", "22:00-06:00", "00:00-00:00", "23:59-00:01"])
def test_an_interval_gives_back_the_text_it_was_read_from(text: str) -> None:
    assert str(WallInterval.parse(text)) == text


@pytest.mark.parametrize(
    "text", ["", "8:00-12:00", "08:00", "08:00 - 12:00", "08:60-12:00", "08:00-12:75", "24:00-06:00", "08:00-24:01"]
)
def test_what_is_no_interval_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="is no interval"):
        WallInterval.parse(text)


@pytest.mark.parametrize(
    ("text", "hours"), [("08:00-12:30", 4.5), ("00:00-24:00", 24), ("22:00-06:00", 8), ("07:00-07:00", 24)]
)
def test_an_interval_that_ends_at_or_before_its_beginning_runs_past_midnight(text: str, hours: float) -> None:
    assert WallInterval.parse(text).length == timedelta(hours=hours)


def test_a_calendar_without_working_time_is_refused() -> None:
    with pytest.raises(Refused, match="no working time"):
        rules(mon=())


def test_a_week_without_seven_days_is_refused() -> None:
    with pytest.raises(Refused, match="seven days, not 1"):
        CalendarRules("UTC", (intervals("08:00-12:00"),))


def test_an_unknown_zone_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(Refused, match='unknown zone "Europe/Berlim"; did you mean "Europe/Berlin"'):
        rules("Europe/Berlim", mon=("08:00-12:00",))


@pytest.mark.parametrize("zone", ["", "../Berlin", "/etc/passwd", "Europe"])
def test_a_zone_that_is_a_path_is_refused(zone: str) -> None:
    with pytest.raises(Refused, match="unknown zone"):
        rules(zone, mon=("08:00-12:00",))


def test_overlapping_intervals_of_a_day_are_refused() -> None:
    with pytest.raises(Refused, match="mon 08:00-12:00 overlaps mon 11:59-13:00"):
        rules(mon=("11:59-13:00", "08:00-12:00"))


def test_an_interval_that_runs_past_midnight_into_the_next_one_is_refused() -> None:
    with pytest.raises(Refused, match="mon 22:00-06:00 overlaps tue 05:00-13:00"):
        rules(mon=("22:00-06:00",), tue=("05:00-13:00",))


def test_an_interval_that_runs_from_sunday_into_monday_is_refused() -> None:
    with pytest.raises(Refused, match="sun 22:00-06:00 overlaps mon 05:00-13:00"):
        rules(sun=("22:00-06:00",), mon=("05:00-13:00",))


def test_intervals_that_touch_are_no_overlap() -> None:
    touching = rules(mon=("06:00-12:00", "12:00-06:00"), sun=("22:00-06:00",))

    assert touching.mean_working_day() == timedelta(hours=16)


def test_rules_are_equal_whatever_the_order_they_were_given_in() -> None:
    one = rules(mon=("13:00-17:00", "08:00-12:00"), holidays={GOOD_FRIDAY: "a", date(2026, 1, 1): "b"})
    other = rules(mon=("08:00-12:00", "13:00-17:00"), holidays={date(2026, 1, 1): "b", GOOD_FRIDAY: "a"})

    assert one == other
    assert hash(one) == hash(other)


def test_a_holiday_listed_twice_is_refused() -> None:
    with pytest.raises(Refused, match="2026-04-03 is listed twice"):
        CalendarRules("UTC", (intervals("08:00-12:00"),) * 7, ((GOOD_FRIDAY, "x"), (GOOD_FRIDAY, "y")))


def test_the_mean_working_day_is_the_week_shared_among_its_worked_weekdays() -> None:
    assert rules(mon=("08:00-12:00", "13:00-17:00"), tue=("08:00-14:00",)).mean_working_day() == timedelta(hours=7)


def test_a_working_day_has_an_interval_that_begins_on_it_and_no_holiday() -> None:
    nights = rules(thu=("22:00-06:00",), fri=("22:00-06:00",), holidays={GOOD_FRIDAY: "Good Friday"})

    assert nights.is_working_day(date(2026, 4, 2))
    assert not nights.is_working_day(GOOD_FRIDAY)
    assert not nights.is_working_day(date(2026, 4, 4))


def test_the_nth_working_date_counts_no_holiday_and_no_free_day() -> None:
    tuesdays = rules(tue=("08:00-17:00",), holidays={date(2026, 10, 20): ""})

    assert tuesdays.nth_working_date(date(2026, 10, 13), 0) == date(2026, 10, 13)
    assert tuesdays.nth_working_date(date(2026, 10, 13), 1) == date(2026, 10, 27)
    assert tuesdays.nth_working_date(date(2026, 10, 12), 2) == date(2026, 10, 27)


def test_a_negative_number_of_working_days_is_refused() -> None:
    with pytest.raises(Refused, match="-1 working days"):
        rules(tue=("08:00-17:00",)).nth_working_date(GOOD_FRIDAY, -1)


def test_a_working_day_beyond_a_hundred_years_is_refused() -> None:
    with pytest.raises(Refused, match="too few working days"):
        rules(tue=("08:00-17:00",)).nth_working_date(GOOD_FRIDAY, 6000)


def test_an_ambiguous_time_is_its_first_occurrence() -> None:
    twice = datetime.fromisoformat("2026-10-25T02:30")

    assert rules(mon=("08:00-12:00",)).instant(twice) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "missing", "instant"),
    [
        ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z"),
        ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00Z"),
        ("America/Havana", "2026-03-08T00:30", "2026-03-08T05:30Z"),
        ("Asia/Beirut", "2026-03-29T00:00", "2026-03-28T22:00Z"),
        ("America/Santiago", "2026-09-06T00:15", "2026-09-06T04:15Z"),
        ("Australia/Lord_Howe", "2026-10-04T02:10", "2026-10-03T15:40Z"),
        ("Pacific/Apia", "2011-12-30T09:00", "2011-12-30T19:00Z"),
    ],
)
def test_a_missing_time_is_read_with_the_offset_before_the_gap(zone: str, missing: str, instant: str) -> None:
    assert rules(zone, mon=("08:00-12:00",)).instant(datetime.fromisoformat(missing)) == datetime.fromisoformat(instant)


def test_the_local_date_is_that_of_the_calendars_wall() -> None:
    assert rules("Asia/Kathmandu", mon=("08:00-12:00",)).local_date(
        datetime.combine(GOOD_FRIDAY, time(18, 15), tzinfo=UTC)
    ) == date(2026, 4, 4)


def test_a_date_that_a_clock_leaves_and_enters_again_ends_at_its_second_midnight() -> None:
    newfoundland = rules("America/St_Johns", mon=("08:00-12:00",))

    first = newfoundland.next_midnight(datetime(2006, 10, 29, 2, 0, tzinfo=UTC))
    second = newfoundland.next_midnight(datetime(2006, 10, 29, 3, 0, tzinfo=UTC))

    assert first == datetime(2006, 10, 29, 2, 30, tzinfo=UTC)
    assert second == datetime(2006, 10, 29, 3, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("from_text", "to_text", "reason"),
    [
        ("2026-10-12T06:00+02:00", "2026-10-12T22:00+02:00", "outside hours"),
        ("2026-10-14T00:00+02:00", "2026-10-14T09:00+02:00", "night"),
        ("2026-10-14T10:00+02:00", "2026-10-14T11:00+02:00", "break"),
        ("2026-10-14T12:00+02:00", "2026-10-15T00:00+02:00", "night"),
        ("2026-10-15T00:00+02:00", "2026-10-16T00:00+02:00", "no working day"),
    ],
)
def test_the_day_between_two_night_shifts_is_neither_night_nor_break(from_text: str, to_text: str, reason: str) -> None:
    shifts = rules(sun=("22:00-06:00",), mon=("22:00-06:00",), wed=("09:00-10:00", "11:00-12:00"))

    assert shifts.why_closed(datetime.fromisoformat(from_text), datetime.fromisoformat(to_text)) == reason
