"""A calendar as an organisation file writes it: intervals by weekday, holidays, and a pack of public holidays."""

import re
from collections.abc import Iterator
from datetime import date

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.names import check_name, check_zone
from desktop_escalation.domain.organisation_table import Table
from desktop_escalation.domain.people import CalendarSource, PublicHolidays

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WEEKDAYS = {str(weekday): weekday for weekday in Weekday}
_ALL_WEEK = ((WallInterval.parse("00:00-24:00"),),) * len(Weekday)


def parse_day(text: str) -> date:
    """Read a date written as "2026-12-24"."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused(f'"{text}" is no day: write it as "2026-12-24"')
    return day


def read_calendar(table: Table) -> CalendarSource:
    """Read one [[calendar]]."""
    table.allow("name", "zone", "week", "holidays", "public_holidays")
    table.require("name", "zone", "week")
    name = table.read("name", check_name, "")
    return CalendarSource(name, _read_rules(table), _read_pack(table.table("public_holidays")))


def _read_rules(table: Table) -> CalendarRules:
    zone = table.read("zone", check_zone, "UTC")
    week_table = table.table("week")
    week = _ALL_WEEK if week_table is None else _read_week(week_table)
    rules = table.build("week", lambda: CalendarRules(zone, week)) or CalendarRules(zone, _ALL_WEEK)
    holidays = tuple(_read_holidays(table))
    return table.build("holidays", lambda: CalendarRules(zone, rules.week, holidays)) or rules


def _read_week(table: Table) -> tuple[tuple[WallInterval, ...], ...]:
    """Read the intervals of seven days; a week with faults reads as open all the time, so that no other is found."""
    known_faults = len(table.faults.problems)
    for word in table.content:
        if word not in _WEEKDAYS:
            table.fault(word, f'unknown weekday "{word}"{did_you_mean(word, _WEEKDAYS)}')
    week = tuple(table.read_all(word, WallInterval.parse) for word in _WEEKDAYS)
    return week if len(table.faults.problems) == known_faults else _ALL_WEEK


def _read_holidays(table: Table) -> Iterator[tuple[date, str]]:
    for index, item in table.items("holidays"):
        content = item if isinstance(item, dict) else {"on": item}
        holiday = Table(content, (*table.path, "holidays", index), table.faults)
        holiday.allow("on", "name")
        holiday.require("on")
        day = holiday.read("on", parse_day, None)
        if day is not None:
            yield day, holiday.read("name", check_name, "")


def _read_pack(table: Table | None) -> PublicHolidays | None:
    if table is None:
        return None
    table.allow("country", "subdivision")
    table.require("country")
    return PublicHolidays(table.read("country", check_name, ""), table.read("subdivision", check_name, None))
