"""Golden cases: business time computed elsewhere, in a JSON file, against which ours is checked.

{"calendars": {NAME: {"zone": …, "week": {"mon": ["09:00-17:00"]}, "holidays": ["2026-04-03"]}},
 "cases": [{"note": …, "calendar": NAME, "start": …, "business_minutes": 90, "due": …, "pauses": [[FROM, TO]]}]}
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar, CalendarVersion, due_with_pauses
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Problem, Refused, Unreadable, did_you_mean

# Moments are stored in milliseconds, so that a smaller difference is none.
_TOLERANCE = timedelta(milliseconds=1)


class GoldenCase(Struct, frozen=True):
    """A start, a span of business time, pauses, and the due moment that somebody else computed."""

    note: str
    calendar: Calendar
    start: datetime
    span: timedelta
    pauses: tuple[tuple[datetime, datetime], ...]
    wanted: datetime

    def due(self) -> datetime:
        """The due moment as we compute it, in the offset of the wanted one."""
        return due_with_pauses(self.calendar, self.start, self.span, self.pauses).astimezone(self.wanted.tzinfo)


class Difference(Struct, frozen=True):
    """A case whose due moment differs by a millisecond or more from the wanted one."""

    note: str
    wanted: datetime
    got: datetime


class CheckResult(Struct, frozen=True):
    """How many cases were checked, and those that differ."""

    count: int
    differences: tuple[Difference, ...]


def check_cases(text: str, source: str) -> CheckResult:
    """Compute every case of the JSON `text`; Unreadable names all faults of the file `source`."""
    cases = read_cases(text, source)
    problems: list[Problem] = []
    differences: list[Difference] = []
    for number, case in enumerate(cases, start=1):
        with _noting(problems, _place(number, case.note)):
            got = case.due()
            if abs(got - case.wanted) >= _TOLERANCE:
                differences.append(Difference(case.note, case.wanted, got))
    _refuse_faulty(source, problems)
    return CheckResult(len(cases), tuple(differences))


def read_cases(text: str, source: str) -> tuple[GoldenCase, ...]:
    """The cases of the JSON `text`; Unreadable names all faults of the file `source`."""
    calendar_tables, case_tables = _tables(text, source)
    problems: list[Problem] = []
    calendars: dict[str, Calendar] = {}
    for name, table in calendar_tables.items():
        with _noting(problems, f"calendar {name}"):
            calendars[name] = _calendar(name, _object(table))
    _refuse_faulty(source, problems)
    cases: list[GoldenCase] = []
    for number, table in enumerate(case_tables, start=1):
        with _noting(problems, _place(number, table.get("note") if isinstance(table, dict) else None)):
            cases.append(_case(_object(table), calendars))
    _refuse_faulty(source, problems)
    return tuple(cases)


def _tables(text: str, source: str) -> tuple[dict[str, object], list[object]]:
    """The file's calendars and cases, none of them read yet."""
    try:
        file = _object(json.loads(text))
        return _object(_member(file, "calendars")), _array(_member(file, "cases"))
    except json.JSONDecodeError as error:
        raise Unreadable(source, [Problem(f"this is no JSON: {error.msg}", error.lineno)]) from error
    except (Refused, ValueError, RecursionError) as error:
        raise Unreadable(source, [Problem(str(error))]) from error


@contextmanager
def _noting(problems: list[Problem], place: str) -> Iterator[None]:
    """Note what is refused inside as a problem at `place`, and go on after it."""
    try:
        yield
    except Refused as error:
        problems.append(Problem(f"{place}: {error}"))


def _refuse_faulty(source: str, problems: list[Problem]) -> None:
    if problems:
        raise Unreadable(source, problems)


def _place(number: int, note: object) -> str:
    return f'case {number} "{note}"' if note else f"case {number}"


def _calendar(name: str, table: dict[str, object]) -> Calendar:
    week = {
        Weekday.parse(weekday): tuple(WallInterval.parse(_text(interval)) for interval in _array(intervals))
        for weekday, intervals in _object(_member(table, "week")).items()
    }
    holidays = {_date(day): "" for day in _array(table.get("holidays", []))}
    rules = CalendarRules.of(_text(_member(table, "zone")), week, holidays)
    return Calendar(name, (CalendarVersion(1, None, rules),))


def _case(table: dict[str, object], calendars: dict[str, Calendar]) -> GoldenCase:
    name = _text(_member(table, "calendar"))
    if name not in calendars:
        raise Refused(f'unknown calendar "{name}"{did_you_mean(name, calendars)}')
    return GoldenCase(
        note=_text(table.get("note", "")),
        calendar=calendars[name],
        start=_moment(_member(table, "start")),
        span=_minutes(_member(table, "business_minutes")),
        pauses=tuple(_pause(pause) for pause in _array(table.get("pauses", []))),
        wanted=_moment(_member(table, "due")),
    )


def _pause(value: object) -> tuple[datetime, datetime]:
    ends = _array(value)
    if len(ends) != 2:
        raise Refused(f"{_shown(value)} is no pause: write it as [from, to]")
    paused_at, resumed_at = _moment(ends[0]), _moment(ends[1])
    if resumed_at < paused_at:
        raise Refused(f"{_shown(value)} is no pause: it ends before it begins")
    return paused_at, resumed_at


def _moment(value: object) -> datetime:
    text = _text(value)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise Refused(f'"{text}" is no moment: write it as 2026-03-27T16:00:00+01:00') from error
    if moment.tzinfo is None:
        raise Refused(f'"{text}" names no offset from UTC: write it as 2026-03-27T16:00:00+01:00')
    return moment


def _date(value: object) -> date:
    text = _text(value)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(f'"{text}" is no date: write it as 2026-04-03') from error


def _minutes(value: object) -> timedelta:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refused(f"{_shown(value)} is no number of minutes")
    try:
        span = timedelta(minutes=value)
    except (OverflowError, ValueError) as error:
        raise Refused(f"{_shown(value)} is no number of minutes that a clock can count") from error
    if span < timedelta():
        raise Refused(f"{_shown(value)} minutes cannot pass: a span is zero or longer")
    return span


def _member(table: dict[str, object], key: str) -> object:
    if key not in table:
        raise Refused(f'"{key}" is missing')
    return table[key]


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise Refused(f"{_shown(value)} stands where an object in braces is expected")
    return value


def _array(value: object) -> list[object]:
    if not isinstance(value, list):
        raise Refused(f"{_shown(value)} stands where a list in brackets is expected")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Refused(f"{_shown(value)} stands where a text in quotes is expected")
    return value


def _shown(value: object) -> str:
    """The value as JSON, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:59]}…"
