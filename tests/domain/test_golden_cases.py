import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_escalation.domain.business_time import Calendar, due_with_pauses
from desktop_escalation.domain.errors import Refused, Unreadable
from desktop_escalation.domain.golden_cases import CheckResult, Difference, check_cases, read_cases
from tests.domain.minute_stepping import MinuteStepping, Trial, minute_of, trials

Table = dict[str, object]

CHECKS = os.environ.get("DESKTOP_ESCALATION_CHECKS", "")

OFFICE_DAYS = ("mon", "tue", "wed", "thu", "fri")
ALL_DAYS = (*OFFICE_DAYS, "sat", "sun")


def a_calendar(
    zone: str = "Europe/Berlin", days: tuple[str, ...] = OFFICE_DAYS, hours: tuple[str, ...] = ("09:00-17:00",)
) -> Table:
    return {"zone": zone, "week": {day: list(hours) for day in days}}


CALENDARS: dict[str, Table] = {
    "office": a_calendar(),
    "desk": a_calendar(hours=("08:00-12:00", "13:00-18:00")),
    "feasts": a_calendar() | {"holidays": ["2026-12-25", "2027-01-01"]},
    "night shift": a_calendar("America/New_York", ALL_DAYS, ("22:00-06:00",)),
    "always": a_calendar("America/Havana", ALL_DAYS, ("00:00-24:00",)),
    "lord howe": a_calendar("Australia/Lord_Howe", ("sun",), ("01:00-05:00",)),
    "cairo": a_calendar("Africa/Cairo", ("thu", "fri"), ("00:00-04:00", "20:00-24:00")),
    "apia": a_calendar("Pacific/Apia", ("mon", "tue", "wed", "thu", "sat", "sun"), ("08:00-16:00",)),
    "kathmandu": a_calendar("Asia/Kathmandu", ("sun", "mon", "tue"), ("10:15-12:30", "12:45-17:00")),
}

# note, calendar, start, minutes, pauses, due: computed by stepping through the minutes
CASES: list[tuple[str, str, str, int, list[tuple[str, str]], str]] = [
    ("over Christmas and the weekend", "feasts", "2026-12-24T15:30:00+01:00", 300, [], "2026-12-28T12:30:00+01:00"),
    ("from the last minute of the year", "feasts", "2026-12-31T16:59:00+01:00", 2, [], "2027-01-04T09:01:00+01:00"),
    (
        "a night shift into a day of 23 hours",
        "night shift",
        "2026-03-07T23:30:00-05:00",
        360,
        [],
        "2026-03-08T22:30:00-04:00",
    ),
    (
        "a night shift into a day of 25 hours",
        "night shift",
        "2026-10-31T23:30:00-04:00",
        480,
        [],
        "2026-11-01T22:30:00-05:00",
    ),
    ("a midnight that is missing", "always", "2026-03-07T22:00:00-05:00", 240, [], "2026-03-08T03:00:00-04:00"),
    (
        "an hour after midnight that comes twice",
        "always",
        "2026-10-31T22:00:00-04:00",
        240,
        [],
        "2026-11-01T01:00:00-05:00",
    ),
    ("a switch by half an hour ahead", "lord howe", "2026-10-04T00:00:00+10:30", 225, [], "2026-10-11T01:15:00+11:00"),
    ("a switch by half an hour back", "lord howe", "2026-04-05T00:00:00+11:00", 255, [], "2026-04-05T04:45:00+10:30"),
    (
        "midnight is missing on a Friday in Cairo",
        "cairo",
        "2026-04-23T21:00:00+02:00",
        300,
        [],
        "2026-04-24T03:00:00+03:00",
    ),
    (
        "an evening whose last hour comes twice in Cairo",
        "cairo",
        "2026-10-29T21:00:00+03:00",
        300,
        [],
        "2026-10-30T01:00:00+02:00",
    ),
    ("a date that Samoa skipped", "apia", "2011-12-29T15:00:00-10:00", 120, [], "2011-12-31T09:00:00+14:00"),
    (
        "an offset of five hours and three quarters",
        "kathmandu",
        "2026-10-11T12:00:00+05:45",
        120,
        [],
        "2026-10-11T14:15:00+05:45",
    ),
    (
        "a pause over the spring switch",
        "night shift",
        "2026-03-07T22:00:00-05:00",
        300,
        [("2026-03-08T00:00:00-05:00", "2026-03-08T04:00:00-04:00")],
        "2026-03-08T23:00:00-04:00",
    ),
    (
        "overlapping pauses in disorder",
        "office",
        "2026-10-12T10:00:00+02:00",
        240,
        [
            ("2026-10-12T12:00:00+02:00", "2026-10-12T13:00:00+02:00"),
            ("2026-10-12T11:00:00+02:00", "2026-10-12T12:30:00+02:00"),
        ],
        "2026-10-12T16:00:00+02:00",
    ),
    (
        "a pause that begins before the start",
        "office",
        "2026-10-12T10:00:00+02:00",
        60,
        [("2026-10-12T09:00:00+02:00", "2026-10-12T11:00:00+02:00")],
        "2026-10-12T12:00:00+02:00",
    ),
    (
        "a pause from the due moment on",
        "office",
        "2026-10-12T10:00:00+02:00",
        60,
        [("2026-10-12T11:00:00+02:00", "2026-10-12T12:00:00+02:00")],
        "2026-10-12T11:00:00+02:00",
    ),
]
KEYS = ("note", "calendar", "start", "business_minutes", "pauses", "due")


def a_case(**changes: object) -> Table:
    case: Table = {
        "note": "a morning",
        "calendar": "office",
        "start": "2026-10-12T09:00:00+02:00",
        "business_minutes": 60,
        "due": "2026-10-12T10:00:00+02:00",
    }
    return case | changes


def a_file(*cases: object, calendars: object = None) -> str:
    return json.dumps({"calendars": CALENDARS if calendars is None else calendars, "cases": cases})


def the_desk() -> Calendar:
    return read_cases(a_file(a_case(calendar="desk")), "cases.json")[0].calendar


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def problems_of(text: str) -> list[tuple[int | None, str]]:
    with pytest.raises(Unreadable) as caught:
        check_cases(text, "cases.json")
    assert caught.value.source == "cases.json"
    return [(problem.line, problem.message) for problem in caught.value.problems]


@pytest.mark.parametrize("values", CASES, ids=[values[0] for values in CASES])
def test_our_own_golden_cases_hold(values: tuple[object, ...]) -> None:
    text = a_file(dict(zip(KEYS, values, strict=True)))

    assert check_cases(text, "own cases") == CheckResult(1, ())


@pytest.mark.parametrize("values", CASES, ids=[values[0] for values in CASES])
def test_stepping_through_the_minutes_gives_our_own_golden_cases(values: tuple[object, ...]) -> None:
    (case,) = read_cases(a_file(dict(zip(KEYS, values, strict=True))), "own cases")
    paused = {m for begin, end in case.pauses for m in range(minute_of(begin), minute_of(end))}
    versions = [(version.from_at, version.rules) for version in case.calendar.versions]
    stepping = MinuteStepping(versions, case.start, case.wanted + timedelta(days=1))

    assert stepping.add(case.start, case.span, paused) == case.wanted


# The golden file lies beside the project, not in it: where it is not at hand only the cases above can be checked.
@pytest.mark.skipif(not CHECKS, reason="DESKTOP_ESCALATION_CHECKS names no folder of golden cases")
def test_the_golden_cases_of_the_project_hold() -> None:
    text = (Path(CHECKS) / "business_time.json").read_text(encoding="utf-8")

    result = check_cases(text, "business_time.json")

    assert result.differences == ()
    assert result.count > 0


def test_a_wrong_due_moment_is_a_difference_in_the_offset_it_was_asked_in() -> None:
    wrong = a_case(due="2026-10-12T10:00:00.001+02:00")

    result = check_cases(a_file(a_case(), wrong), "cases.json")

    assert result.count == 2
    assert result.differences == (
        Difference(
            "a morning",
            datetime.fromisoformat("2026-10-12T10:00:00.001+02:00"),
            datetime.fromisoformat("2026-10-12T10:00:00+02:00"),
        ),
    )
    assert result.differences[0].got.utcoffset() == timedelta(hours=2)


def test_business_minutes_may_be_a_fraction() -> None:
    due = a_case(business_minutes=0.25, due="2026-10-12T07:00:15Z")
    third = a_case(business_minutes=20 / 60, due="2026-10-12T09:00:20+02:00")

    assert check_cases(a_file(due, third), "cases.json").differences == ()


def test_a_case_needs_no_note() -> None:
    case = a_case()
    del case["note"]

    assert check_cases(a_file(case), "cases.json") == CheckResult(1, ())


def test_what_is_no_json_is_refused_with_its_line() -> None:
    assert problems_of('{"calendars": {},\n "cases": [,]}') == [(2, "this is no JSON: Expecting value")]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"cases": ' + "1" * 5000 + "}"], ids=["too deep", "too long a number"]
)
def test_json_that_python_cannot_hold_is_refused(text: str) -> None:
    assert len(problems_of(text)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "[] stands where an object in braces is expected"),
        ("{}", '"calendars" is missing'),
        ('{"calendars": []}', "[] stands where an object in braces is expected"),
        ('{"calendars": {}}', '"cases" is missing'),
        ('{"calendars": {}, "cases": {}}', "{} stands where a list in brackets is expected"),
    ],
)
def test_a_file_of_another_form_is_refused(text: str, message: str) -> None:
    assert problems_of(text) == [(None, message)]


@pytest.mark.parametrize(
    ("calendar", "message"),
    [
        (7, "7 stands where an object in braces is expected"),
        ({"week": {"mon": ["09:00-17:00"]}}, '"zone" is missing'),
        (a_calendar("Europe/Berlim"), 'unknown zone "Europe/Berlim"; did you mean "Europe/Berlin"?'),
        (a_calendar(days=("tues",)), 'unknown weekday "tues"; did you mean "tue"?'),
        (a_calendar(hours=("9-17",)), '"9-17" is no interval: write it as "08:00-12:00"'),
        (a_calendar(days=()), "the calendar has no working time: give at least one weekday an interval"),
        (a_calendar() | {"holidays": ["Easter"]}, '"Easter" is no date: write it as 2026-04-03'),
        (a_calendar() | {"holidays": "2026-04-03"}, '"2026-04-03" stands where a list in brackets is expected'),
    ],
)
def test_a_faulty_calendar_is_refused_by_its_name(calendar: object, message: str) -> None:
    assert problems_of(a_file(a_case(), calendars={"office": calendar})) == [(None, f"calendar office: {message}")]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"calendar": "offic"}, 'unknown calendar "offic"; did you mean "office"?'),
        ({"calendar": 7}, "7 stands where a text in quotes is expected"),
        ({"start": "2026-10-12T09:00:00"}, '"2026-10-12T09:00:00" names no offset from UTC: write it as'),
        ({"due": "tomorrow"}, '"tomorrow" is no moment: write it as'),
        ({"business_minutes": "60"}, '"60" is no number of minutes'),
        ({"business_minutes": True}, "true is no number of minutes"),
        ({"business_minutes": 1e300}, "1e+300 is no number of minutes that a clock can count"),
        ({"business_minutes": float("nan")}, "NaN is no number of minutes that a clock can count"),
        ({"business_minutes": -1}, "-1 minutes cannot pass"),
        ({"business_minutes": 1e9}, 'calendar "office" has no'),
        ({"pauses": [["2026-10-12T09:00:00+02:00"]]}, '["2026-10-12T09:00:00+02:00"] is no pause: write it as'),
        ({"pauses": [["2026-10-12T09:00Z", "2026-10-12T08:00Z"]]}, "it ends before it begins"),
        ({"pauses": ["x" * 100]}, "x… stands where a list"),
    ],
)
def test_a_faulty_case_is_refused_by_its_number_and_note(change: Table, message: str) -> None:
    ((line, found),) = problems_of(a_file(a_case(), a_case(**change)))

    assert line is None
    assert found.startswith('case 2 "a morning": ')
    assert message in found


def test_all_faults_of_a_file_are_named_at_once() -> None:
    assert problems_of(a_file(a_case(calendar="none of them"), "x", a_case(), {"note": "empty"}))[1:] == [
        (None, 'case 2: "x" stands where an object in braces is expected'),
        (None, 'case 4 "empty": "calendar" is missing'),
    ]


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        ([], "2026-10-12T17:00+02:00"),
        ([("2026-10-12T15:00+02:00", "2026-10-12T16:00+02:00")], "2026-10-12T18:00+02:00"),
        ([("2026-10-12T15:00+02:00", "2026-10-12T17:00+02:00")], "2026-10-13T09:00+02:00"),
        ([("2026-10-12T18:00+02:00", "2026-10-13T08:00+02:00")], "2026-10-12T17:00+02:00"),
        ([("2026-10-12T17:00+02:00", "2026-10-13T08:00+02:00")], "2026-10-12T17:00+02:00"),
        ([("2026-10-09T08:00+02:00", "2026-10-12T15:00+02:00")], "2026-10-12T18:00+02:00"),
        ([("2026-10-09T08:00+02:00", "2026-10-09T15:00+02:00")], "2026-10-12T17:00+02:00"),
        (
            [
                ("2026-10-12T15:30+02:00", "2026-10-12T16:00+02:00"),
                ("2026-10-12T15:00+02:00", "2026-10-12T15:45+02:00"),
            ],
            "2026-10-12T18:00+02:00",
        ),
        (
            [
                ("2026-10-12T15:00+02:00", "2026-10-12T16:00+02:00"),
                ("2026-10-12T15:10+02:00", "2026-10-12T15:20+02:00"),
            ],
            "2026-10-12T18:00+02:00",
        ),
    ],
    ids=["none", "one", "to the next day", "after due", "at due", "over the start", "before", "overlapping", "nested"],
)
def test_a_pause_moves_the_due_moment_by_the_business_time_it_takes(pauses: list[tuple[str, str]], due: str) -> None:
    moments = [(at(paused_at), at(resumed_at)) for paused_at, resumed_at in pauses]

    assert due_with_pauses(the_desk(), at("2026-10-12T14:00+02:00"), timedelta(hours=3), moments) == at(due)


def test_a_zero_span_is_due_at_the_start_even_while_paused() -> None:
    pause = (at("2026-10-12T08:00Z"), at("2026-10-12T10:00Z"))

    assert due_with_pauses(the_desk(), at("2026-10-12T09:00Z"), timedelta(), [pause]) == at("2026-10-12T09:00Z")


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(Refused, match="lies before the start"):
        due_with_pauses(
            the_desk(),
            at("2026-10-12T09:00Z"),
            timedelta(hours=1),
            [(at("2026-10-12T10:00Z"), at("2026-10-12T09:00Z"))],
        )


@given(trials(), st.lists(st.tuples(st.integers(-600, 3000), st.integers(0, 900)), max_size=4))
@settings(deadline=None, max_examples=50)
def test_adding_with_pauses_agrees_with_stepping(trial: Trial, stops: list[tuple[int, int]]) -> None:
    calendar, stepping, start, end = trial
    begins = [(start + offset * timedelta(minutes=1), length * timedelta(minutes=1)) for offset, length in stops]
    paused = {minute_of(begin) + ahead for begin, length in begins for ahead in range(length // timedelta(minutes=1))}
    span = sum(
        (
            timedelta(minutes=1)
            for m in range(minute_of(start), minute_of(end))
            if m not in paused and stepping.is_open(m)
        ),
        timedelta(),
    )

    due_at = due_with_pauses(calendar, start, span, [(begin, begin + length) for begin, length in begins])

    assert due_at == stepping.add(start, span, paused)
