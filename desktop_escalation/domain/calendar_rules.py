"""The rules of a calendar: a zone, the working intervals of a week, and the holidays."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from msgspec import Struct
from msgspec.structs import force_setattr

from desktop_escalation.domain.errors import Refused, did_you_mean

WORKING_TIME = "working time"
NO_WORKING_DAY = "no working day"
HOLIDAY = "holiday"
BREAK = "break"
NIGHT = "night"
OUTSIDE_HOURS = "outside hours"

MINUTES_OF_A_DAY = 1440
DAYS_OF_A_CENTURY = 36525

_INTERVAL_TEXT = re.compile(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})")


class Weekday(IntEnum):
    """A day of the week, numbered as `date.weekday()` numbers it."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6

    @classmethod
    def parse(cls, text: str) -> "Weekday":
        """The weekday written "mon", "tue" and so on."""
        for weekday in cls:
            if str(weekday) == text:
                return weekday
        raise Refused(f'unknown weekday "{text}"{did_you_mean(text, map(str, cls))}')

    def __str__(self) -> str:
        """The first three letters in lower case."""
        return self.name.lower()


class WallInterval(Struct, frozen=True, order=True):
    """A stretch of the wall clock in minutes of the day; one that ends at or before its begin runs past midnight."""

    begin_minute: int
    end_minute: int

    def __post_init__(self) -> None:
        """Refuse minutes that are not on a clock's face; only an end may be 24:00."""
        if not (0 <= self.begin_minute < MINUTES_OF_A_DAY and 0 <= self.end_minute <= MINUTES_OF_A_DAY):
            raise Refused(f'"{self}" is no interval: it begins from 00:00 to 23:59 and ends from 00:00 to 24:00')

    @classmethod
    def parse(cls, text: str) -> "WallInterval":
        """The interval written as "08:00-12:00"."""
        match = _INTERVAL_TEXT.fullmatch(text)
        if match is None:
            raise Refused(f'"{text}" is no interval: write it as "08:00-12:00"')
        begin_hour, begin_minute, end_hour, end_minute = map(int, match.groups())
        if max(begin_minute, end_minute) > 59:
            raise Refused(f'"{text}" is no interval: an hour has the minutes 00 to 59')
        return cls(begin_hour * 60 + begin_minute, end_hour * 60 + end_minute)

    @property
    def closing_minute(self) -> int:
        """The end in minutes from the midnight that opens the day of the begin; up to 48 hours."""
        return self.end_minute if self.end_minute > self.begin_minute else self.end_minute + MINUTES_OF_A_DAY

    @property
    def length(self) -> timedelta:
        """The span on a wall clock that nobody shifts."""
        return timedelta(minutes=self.closing_minute - self.begin_minute)

    def __str__(self) -> str:
        """The text that `parse` reads."""
        return f"{_clock_text(self.begin_minute)}-{_clock_text(self.end_minute)}"


class CalendarRules(Struct, frozen=True, dict=True):
    """When a team works: seven tuples of intervals from Monday on, less those that begin on a holiday.

    `holidays` pairs each date with its name, "" where it has none.
    """

    zone: str
    week: tuple[tuple[WallInterval, ...], ...]
    holidays: tuple[tuple[date, str], ...] = ()

    def __post_init__(self) -> None:
        """Put intervals and holidays in order, and refuse what no clock could be counted by."""
        force_setattr(self, "week", tuple(tuple(sorted(intervals)) for intervals in self.week))
        force_setattr(self, "holidays", tuple(sorted(self.holidays)))
        _refuse_unknown_zone(self.zone)
        _refuse_unfit_week(self.week)
        _refuse_repeated_holiday(self.holidays)

    @cached_property
    def _names(self) -> Mapping[date, str]:
        return dict(self.holidays)

    @classmethod
    def of(
        cls,
        zone: str,
        week: Mapping[Weekday, Iterable[WallInterval]],
        holidays: Mapping[date, str] = MappingProxyType({}),
    ) -> "CalendarRules":
        """The rules of a week in which the weekdays that are left out are free."""
        return cls(zone, tuple(tuple(week.get(weekday, ())) for weekday in Weekday), tuple(holidays.items()))

    def mean_working_day(self) -> timedelta:
        """The wall time of a week without holidays, shared among the weekdays on which an interval begins."""
        total = sum((interval.length for intervals in self.week for interval in intervals), timedelta())
        return total / sum(bool(intervals) for intervals in self.week)

    def is_working_day(self, day: date) -> bool:
        """True where an interval begins on `day` and no holiday removes it."""
        return bool(self.intervals_on(day))

    def intervals_on(self, day: date) -> tuple[WallInterval, ...]:
        """The intervals that begin on `day`, in order; none on a holiday."""
        return () if day in self._names else self.week[day.weekday()]

    def nth_working_date(self, day: date, n: int) -> date:
        """The n-th working date strictly after `day`, which is itself the 0th whether it is worked or not."""
        if n < 0:
            raise Refused(f"{n} working days after a start: the number of days is 0 or more")
        found = day
        for ahead in range(1, DAYS_OF_A_CENTURY):
            if n == 0:
                return found
            found = day + timedelta(days=ahead)
            n -= self.is_working_day(found)
        raise Refused("the calendar has too few working days in the next hundred years")

    def instant(self, wall: datetime, *, fold: int = 0) -> datetime:
        """The UTC moment at which the wall clock shows the naive `wall`, as RFC 5545 section 3.3.5 says.

        An ambiguous time is its first occurrence (its second with `fold=1`); a missing one is read with the offset
        before the gap.
        """
        return wall.replace(tzinfo=ZoneInfo(self.zone), fold=fold).astimezone(UTC)

    def local_date(self, at: datetime) -> date:
        """The date on the calendar's wall at `at`."""
        return at.astimezone(ZoneInfo(self.zone)).date()

    def next_midnight(self, at: datetime) -> datetime:
        """The first moment after `at` at which the wall clock begins the next local date."""
        tomorrow = _midnight(self.local_date(at)) + timedelta(days=1)
        first = self.instant(tomorrow)
        return first if first > at else self.instant(tomorrow, fold=1)

    def openings(self, first: date, last: date) -> Iterator[tuple[datetime, datetime]]:
        """Begin and end in UTC of each interval that begins from `first` to `last`.

        A switch of the offset can leave them overlapping, empty, or with the end before the begin.
        """
        for ahead in range((last - first).days + 1):
            midnight = _midnight(first) + timedelta(days=ahead)
            for interval in self.intervals_on(midnight.date()):
                opens = midnight + timedelta(minutes=interval.begin_minute)
                yield self.instant(opens), self.instant(opens + interval.length)

    def why_closed(self, from_at: datetime, to_at: datetime) -> str:
        """Why nobody works from `from_at` to `to_at`, a closed stretch of one local date, named in plain words."""
        day = self.local_date(from_at)
        if not self.week[day.weekday()]:
            return NO_WORKING_DAY
        if day in self._names:
            return f"{HOLIDAY}: {self._names[day]}" if self._names[day] else HOLIDAY
        today = tuple(self.openings(day, day))
        if not any(opens_at >= to_at for opens_at, _ in today):
            return NIGHT
        if any(closes_at <= from_at for _, closes_at in today):
            return BREAK
        yesterday = day - timedelta(days=1)
        midnight_at = self.instant(_midnight(day))
        came_in = any(midnight_at < closes_at <= from_at for _, closes_at in self.openings(yesterday, yesterday))
        return OUTSIDE_HOURS if came_in else NIGHT


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())


def _clock_text(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _refuse_unknown_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(f'unknown zone "{zone}"{did_you_mean(zone, available_timezones())}') from error


def _refuse_unfit_week(week: tuple[tuple[WallInterval, ...], ...]) -> None:
    if len(week) != len(Weekday):
        raise Refused(f"a week has seven days, not {len(week)}")
    laid = [(weekday * MINUTES_OF_A_DAY, weekday, interval) for weekday in Weekday for interval in week[weekday]]
    if not laid:
        raise Refused("the calendar has no working time: give at least one weekday an interval")
    midnight, weekday, interval = laid[0]
    next_week = (midnight + len(Weekday) * MINUTES_OF_A_DAY, weekday, interval)
    for (midnight, weekday, interval), (next_midnight, next_weekday, follower) in pairwise([*laid, next_week]):
        if midnight + interval.closing_minute > next_midnight + follower.begin_minute:
            raise Refused(f"{weekday} {interval} overlaps {next_weekday} {follower}: end one before the other begins")


def _refuse_repeated_holiday(holidays: tuple[tuple[date, str], ...]) -> None:
    for (day, _), (next_day, _) in pairwise(holidays):
        if day == next_day:
            raise Refused(f"{day} is listed twice as a holiday: keep one of the two")
