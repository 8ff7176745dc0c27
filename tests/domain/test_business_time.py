import pickle
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.business_time import Calendar, CalendarVersion, Segment
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Refused
from tests.domain.minute_stepping import Trial, minute_of, trials

MICROSECOND = timedelta(microseconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
OFFICE = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), ("08:00-12:00", "13:00-18:00"))
ALWAYS = dict.fromkeys(map(str, Weekday), ("00:00-24:00",))
NIGHTS = dict.fromkeys(map(str, Weekday), ("22:00-06:00",))

Week = Mapping[str, tuple[str, ...]]


def rules_of(
    week: Week = OFFICE, zone: str = "Europe/Berlin", holidays: dict[date, str] | None = None
) -> CalendarRules:
    laid = {Weekday.parse(day): tuple(map(WallInterval.parse, texts)) for day, texts in week.items()}
    return CalendarRules.of(zone, laid, holidays or {})


def a_calendar(week: Week = OFFICE, zone: str = "Europe/Berlin", holidays: dict[date, str] | None = None) -> Calendar:
    return Calendar("Desk", (CalendarVersion(1, None, rules_of(week, zone, holidays)),))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def lines(segments: tuple[Segment, ...], offset_hours: int) -> list[str]:
    """The segments in a fixed offset, each as "day hh:mm day hh:mm reason"."""
    offset = timedelta(hours=offset_hours)
    return [
        f"{segment.from_at + offset:%a %H:%M} {segment.to_at + offset:%a %H:%M} {segment.reason}"
        for segment in segments
    ]


def test_an_ambiguous_time_is_its_first_occurrence() -> None:
    late = a_calendar({"sat": ("22:00-02:30",)})

    assert late.segments(at("2026-10-24T22:00+02:00"), at("2026-10-25T02:30+01:00"))[0].to_at == at(
        "2026-10-25T02:30+02:00"
    )


def test_a_missing_time_is_read_with_the_offset_before_the_gap() -> None:
    early = a_calendar({"sun": ("02:30-06:00",)})

    assert early.next_opening(at("2026-03-28T12:00+01:00")) == at("2026-03-29T03:30+02:00")


def test_an_interval_whose_end_comes_before_its_begin_by_a_missing_time_is_dropped() -> None:
    lost = a_calendar({"sun": ("02:30-03:15",)})

    assert lost.next_opening(at("2026-03-28T12:00+01:00")) == at("2026-04-05T02:30+02:00")


def test_an_interval_that_ends_at_or_before_its_beginning_runs_past_midnight() -> None:
    assert a_calendar(NIGHTS).add(at("2026-10-12T23:00+02:00"), 7 * HOUR) == at("2026-10-13T06:00+02:00")


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-12", 24), ("2026-10-25", 25)])
def test_a_whole_day_has_23_24_or_25_hours(day: str, hours: int) -> None:
    sundays_and_mondays = rules_of({"sun": ("00:00-24:00",), "mon": ("00:00-24:00",)})
    first = datetime.fromisoformat(day)
    midnight, next_midnight = (sundays_and_mondays.instant(first + timedelta(days=days)) for days in (0, 1))
    calendar = Calendar("Desk", (CalendarVersion(1, None, sundays_and_mondays),))

    assert calendar.between(midnight, next_midnight) == hours * HOUR


def test_a_holiday_removes_the_intervals_that_begin_on_it() -> None:
    nights = a_calendar(NIGHTS, holidays={date(2026, 12, 24): ""})

    worked = [part for part in nights.segments(at("2026-12-23T12:00Z"), at("2026-12-26T12:00Z")) if part.counts]

    assert [(part.from_at, part.to_at) for part in worked] == [
        (at("2026-12-23T22:00+01:00"), at("2026-12-24T06:00+01:00")),
        (at("2026-12-25T22:00+01:00"), at("2026-12-26T06:00+01:00")),
    ]


def test_a_target_that_ends_exactly_at_closing_is_due_at_closing() -> None:
    assert a_calendar().add(at("2026-10-12T08:00+02:00"), 9 * HOUR) == at("2026-10-12T18:00+02:00")
    assert a_calendar().add(at("2026-10-12T08:00+02:00"), 4 * HOUR) == at("2026-10-12T12:00+02:00")


def test_a_zero_span_is_due_at_the_start_even_where_the_calendar_is_closed() -> None:
    assert a_calendar().add(at("2026-10-11T11:00+02:00"), timedelta()) == at("2026-10-11T11:00+02:00")


def test_tuesdays_only_work_for_years() -> None:
    tuesdays = a_calendar({"tue": ("08:00-17:00",)})

    assert tuesdays.add(at("2026-10-14T09:00+02:00"), 53 * 9 * HOUR) == at("2027-10-19T17:00+02:00")


def test_a_two_weeks_shutdown_is_stepped_over() -> None:
    shutdown = {date(2026, 12, 21) + timedelta(days=ahead): "shutdown" for ahead in range(14)}

    assert a_calendar(holidays=shutdown).add(at("2026-12-18T17:00+01:00"), 2 * HOUR) == at("2027-01-04T09:00+01:00")


def test_a_shutdown_of_eleven_years_is_stepped_over() -> None:
    shutdown = {date(2026, 1, 1) + timedelta(days=ahead): "" for ahead in range(4018)}

    assert a_calendar(holidays=shutdown).add(at("2025-12-31T18:00+01:00"), HOUR) == at("2037-01-01T09:00+01:00")


def test_a_span_of_more_than_a_hundred_years_is_refused() -> None:
    mondays = a_calendar({"mon": ("08:00-08:01",)})

    with pytest.raises(Refused, match="in a hundred years from"):
        mondays.add(at("2026-10-14T09:00+02:00"), timedelta(days=300))


def test_moments_outside_of_the_known_years_are_refused() -> None:
    with pytest.raises(Refused, match="years 1900 to 2999"):
        a_calendar().add(at("0001-01-01T00:00Z"), HOUR)
    with pytest.raises(Refused, match="years 1900 to 2999"):
        a_calendar().next_opening(at("9999-12-31T00:00Z"))


def test_a_negative_span_is_refused() -> None:
    with pytest.raises(Refused, match="a span is zero or longer"):
        a_calendar().add(at("2026-10-14T09:00+02:00"), -MICROSECOND)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(Refused, match="names no zone"):
        a_calendar().add(at("2026-10-14T09:00"), HOUR)


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(Refused, match="lies before the start"):
        a_calendar().between(at("2026-10-14T09:00Z"), at("2026-10-14T08:59Z"))


def test_moments_come_back_in_utc_to_the_microsecond() -> None:
    due_at = a_calendar().add(at("2026-10-12T09:00:00.000001+02:00"), timedelta(microseconds=5))

    assert due_at == at("2026-10-12T07:00:00.000006Z")
    assert due_at.tzinfo is UTC


def test_the_time_of_many_years_is_the_sum_of_its_years() -> None:
    calendar = a_calendar(holidays={date(2027, 1, 1): "New Year"})
    years = [at(f"{year}-05-05T09:10Z") for year in range(2020, 2032)]

    parts = [calendar.between(start, end) for start, end in pairwise(years)]

    assert calendar.between(years[0], years[-1]) == sum(parts, timedelta())
    assert calendar.add(years[0], sum(parts, timedelta())) == years[-1]


def test_no_time_passes_between_a_moment_and_itself() -> None:
    assert a_calendar().between(at("2026-10-12T09:00Z"), at("2026-10-12T09:00Z")) == timedelta()
    assert a_calendar().segments(at("2026-10-12T09:00Z"), at("2026-10-12T09:00Z")) == ()


def test_a_calendar_is_open_from_opening_until_just_before_closing() -> None:
    calendar = a_calendar()

    assert calendar.is_open(at("2026-10-12T08:00+02:00"))
    assert calendar.is_open(at("2026-10-12T11:59:59.999999+02:00"))
    assert not calendar.is_open(at("2026-10-12T12:00+02:00"))


def test_the_next_opening_is_the_moment_itself_where_the_calendar_is_open() -> None:
    calendar = a_calendar()

    assert calendar.next_opening(at("2026-10-12T09:15+02:00")) == at("2026-10-12T09:15+02:00")
    assert calendar.next_opening(at("2026-10-12T12:00+02:00")) == at("2026-10-12T13:00+02:00")
    assert calendar.next_opening(at("2026-10-16T18:00+02:00")) == at("2026-10-19T08:00+02:00")


def test_a_target_by_day_is_the_wall_time_of_the_nth_working_day_after_the_start() -> None:
    calendar = a_calendar(holidays={date(2026, 4, 3): "", date(2026, 4, 6): ""})

    assert calendar.nth_working_day(at("2026-04-02T23:30+02:00"), 1, time(17)) == at("2026-04-07T17:00+02:00")
    assert calendar.nth_working_day(at("2026-04-02T23:30+02:00"), 0, time(17)) == at("2026-04-02T17:00+02:00")


def test_the_mean_working_day_is_that_of_the_rules_in_force() -> None:
    calendar = versions_of((None, rules_of()), ("2026-10-12T12:00+02:00", rules_of({"tue": ("08:00-12:00",)})))

    assert calendar.mean_working_day(at("2026-10-12T11:59+02:00")) == 9 * HOUR
    assert calendar.mean_working_day(at("2026-10-12T12:00+02:00")) == 4 * HOUR


def versions_of(*versions: tuple[str | None, CalendarRules]) -> Calendar:
    return Calendar(
        "Desk",
        tuple(
            CalendarVersion(number, None if from_text is None else at(from_text), rules)
            for number, (from_text, rules) in enumerate(versions, start=1)
        ),
    )


def test_a_holiday_added_at_noon_today_stops_the_clock_at_noon() -> None:
    with_holiday = rules_of({"mon": ("08:00-18:00",), "tue": ("08:00-18:00",)}, holidays={date(2026, 10, 12): "Flood"})
    calendar = versions_of(
        (None, rules_of({"mon": ("08:00-18:00",), "tue": ("08:00-18:00",)})), ("2026-10-12T12:00+02:00", with_holiday)
    )

    assert calendar.add(at("2026-10-12T11:00+02:00"), 2 * HOUR) == at("2026-10-13T09:00+02:00")
    assert lines(calendar.segments(at("2026-10-12T11:00+02:00"), at("2026-10-13T09:00+02:00")), 2) == [
        "Mon 11:00 Mon 12:00 working time",
        "Mon 12:00 Tue 00:00 holiday: Flood",
        "Tue 00:00 Tue 08:00 night",
        "Tue 08:00 Tue 09:00 working time",
    ]


def test_earlier_time_stands_as_it_was_counted() -> None:
    start, change = "2026-10-12T08:00+02:00", "2026-10-14T08:00+02:00"
    calendar = versions_of((None, rules_of()), (change, rules_of({"sun": ("00:00-01:00",)})))

    assert calendar.between(at(start), at(change)) == a_calendar().between(at(start), at(change)) == 18 * HOUR


def test_openings_of_two_versions_that_touch_are_one() -> None:
    calendar = versions_of((None, rules_of()), ("2026-10-12T10:00+02:00", rules_of({"mon": ("09:00-11:00",)})))

    assert lines(calendar.segments(at("2026-10-12T08:00+02:00"), at("2026-10-12T11:00+02:00")), 2) == [
        "Mon 08:00 Mon 11:00 working time"
    ]


def test_the_version_in_force_is_the_last_that_has_begun() -> None:
    calendar = versions_of(
        (None, rules_of()), ("2026-10-12T10:00Z", rules_of(ALWAYS)), ("2027-01-01T00:00Z", rules_of())
    )

    moments = ("1950-01-01T00:00Z", "2026-10-12T09:59Z", "2026-10-12T10:00Z", "2030-01-01T00:00Z")
    assert [calendar.version_at(at(moment)) for moment in moments] == [1, 1, 2, 3]


def test_a_calendar_as_it_was_known_has_none_of_the_later_versions() -> None:
    calendar = versions_of((None, rules_of()), ("2026-10-12T10:00Z", rules_of(ALWAYS)))

    assert calendar.known_at(at("2026-10-12T09:59Z")) == a_calendar()
    assert calendar.known_at(at("2026-10-12T10:00Z")) is calendar


@pytest.mark.parametrize(
    ("versions", "message"),
    [
        ((), "counts since ever"),
        (((1, "2026-01-01T00:00Z"),), "counts since ever"),
        (((1, None), (2, None)), "needs the moment"),
        (((1, None), (2, "2026-01-01T00:00")), "names no zone"),
        (((1, None), (2, "2026-01-02T00:00Z"), (3, "2026-01-02T00:00Z")), "version 3 .* does not follow 2"),
        (((2, None), (2, "2026-01-02T00:00Z")), "version 2 .* does not follow 2"),
    ],
)
def test_versions_out_of_order_are_refused(versions: tuple[tuple[int, str | None], ...], message: str) -> None:
    with pytest.raises(Refused, match=message):
        Calendar("Desk", tuple(CalendarVersion(n, at(text) if text else None, rules_of()) for n, text in versions))


def test_closed_time_names_night_break_weekend_and_holidays() -> None:
    calendar = a_calendar(holidays={date(2026, 4, 3): "Good Friday", date(2026, 4, 5): "Easter", date(2026, 4, 6): ""})

    assert lines(calendar.segments(at("2026-04-02T11:00+02:00"), at("2026-04-07T08:00+02:00")), 2) == [
        "Thu 11:00 Thu 12:00 working time",
        "Thu 12:00 Thu 13:00 break",
        "Thu 13:00 Thu 18:00 working time",
        "Thu 18:00 Fri 00:00 night",
        "Fri 00:00 Sat 00:00 holiday: Good Friday",
        "Sat 00:00 Mon 00:00 no working day",
        "Mon 00:00 Tue 00:00 holiday",
        "Tue 00:00 Tue 08:00 night",
    ]


def test_a_date_that_is_entered_again_ends_at_its_second_midnight() -> None:
    sundays = a_calendar({"sun": ("08:00-12:00",)}, "America/St_Johns")

    parts = sundays.segments(at("2006-10-29T02:45Z"), at("2006-10-29T12:00Z"))

    assert [(f"{part.from_at:%H:%M}", part.reason) for part in parts] == [
        ("02:45", "no working day"),
        ("03:30", "night"),
        ("11:30", "working time"),
    ]


def test_calendars_are_equal_by_name_and_versions_whatever_was_asked_of_them() -> None:
    asked, fresh = a_calendar(), a_calendar()
    asked.is_open(at("2026-10-12T09:00Z"))

    assert asked == fresh
    assert hash(asked) == hash(fresh)
    assert asked != a_calendar(ALWAYS)


def test_a_calendar_travels_between_processes() -> None:
    calendar = a_calendar()
    due_at = calendar.add(at("2026-10-12T09:00Z"), 8 * HOUR)

    copy = pickle.loads(pickle.dumps(calendar))

    assert (copy, copy.add(at("2026-10-12T09:00Z"), 8 * HOUR)) == (calendar, due_at)


def test_threads_share_a_calendar() -> None:
    shared = a_calendar()
    starts = [at("2000-01-03T10:00Z") + timedelta(weeks=weeks) for weeks in range(300)]

    with ThreadPoolExecutor(8) as pool:
        dues = list(pool.map(lambda start: shared.add(start, 8 * HOUR), starts))

    alone = a_calendar()
    assert dues == [alone.add(start, 8 * HOUR) for start in starts]
    assert [shared.between(start, due_at) for start, due_at in zip(starts, dues, strict=True)] == [8 * HOUR] * 300


@given(trials())
@settings(deadline=None, max_examples=70)
def test_measuring_agrees_with_stepping(trial: Trial) -> None:
    calendar, stepping, start, end = trial

    assert calendar.between(start, end) == stepping.between(start, end)
    assert calendar.is_open(start) == stepping.is_open(minute_of(start))


@given(trials())
@settings(deadline=None, max_examples=70)
def test_adding_agrees_with_stepping(trial: Trial) -> None:
    calendar, stepping, start, end = trial
    span = stepping.between(start, end)

    assert calendar.add(start, span) == stepping.add(start, span)


@given(trials(), st.timedeltas(timedelta(), timedelta(days=2)))
@settings(deadline=None, max_examples=50)
def test_the_due_moment_is_the_earliest_by_which_the_span_has_passed(trial: Trial, span: timedelta) -> None:
    calendar, _, start, _ = trial

    due_at = calendar.add(start, span)

    assert calendar.between(start, due_at) == span
    assert due_at == start or calendar.between(start, due_at - MICROSECOND) < span


@given(trials())
@settings(deadline=None, max_examples=50)
def test_segments_part_the_time_exactly(trial: Trial) -> None:
    calendar, stepping, start, end = trial

    segments = calendar.segments(start, end)

    bounds = [start, *(segment.to_at for segment in segments)]
    assert [segment.from_at for segment in segments] == bounds[:-1]
    assert bounds[-1] == end
    assert all(segment.from_at < segment.to_at for segment in segments)
    assert all(one.reason != other.reason for one, other in pairwise(segments))
    assert all(segment.counts == (segment.reason == "working time") for segment in segments)
    closed = (segment for segment in segments if not segment.counts)
    spans = (range(minute_of(segment.from_at), minute_of(segment.to_at)) for segment in closed)
    assert not any(stepping.is_open(minute) for span in spans for minute in span)
    counted = sum((segment.to_at - segment.from_at for segment in segments if segment.counts), timedelta())
    assert counted == calendar.between(start, end)
