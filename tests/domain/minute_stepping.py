"""A slow oracle for business time: it walks the UTC line minute by minute and reads a wall clock at each.

It asks the zone only what its clocks show at a UTC minute, never the way back, and knows nothing of openings,
bisection or prefix sums. Minutes are counted from 1970. The calendars it is tried on lie around switches of the offset.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday

SWITCHES = [
    ("Europe/Berlin", date(2026, 3, 29)),
    ("Europe/Berlin", date(2026, 10, 25)),
    ("America/New_York", date(2026, 3, 8)),
    ("America/New_York", date(2026, 11, 1)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Havana", date(2026, 11, 1)),
    ("Asia/Beirut", date(2026, 3, 29)),
    ("Asia/Beirut", date(2026, 10, 25)),
    ("America/Santiago", date(2026, 4, 5)),
    ("America/Santiago", date(2026, 9, 6)),
    ("Pacific/Apia", date(2011, 12, 30)),
    ("America/St_Johns", date(2006, 10, 29)),
    ("UTC", date(2025, 11, 5)),  # the second of the two midnights at which 52 weeks end and others begin
    ("Asia/Kathmandu", date(2025, 11, 5)),
]
DAYS_TRIED = 4

_DAY = 1440
_LAID = 4 * _DAY  # how far outside of the asked minutes an interval may begin
_READ = 7 * _DAY


def minute_of(at: datetime) -> int:
    """The number of the minute that begins at `at`."""
    return int(at.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """The UTC moment at which the minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


@cache
def _readings(zone: str, first: int, last: int) -> tuple[dict[int, int], list[tuple[int, int, int]]]:
    """The first minute at which each wall time is read, and each jump ahead as (last minute before it, from, to)."""
    wall_clock = ZoneInfo(zone)
    first_read: dict[int, int] = {}
    jumps: list[tuple[int, int, int]] = []
    previous: int | None = None
    for minute in range(first, last):
        local = moment_of(minute).astimezone(wall_clock).replace(tzinfo=UTC)
        reading = minute_of(local)
        first_read.setdefault(reading, minute)
        if previous is not None and reading > previous + 1:
            jumps.append((minute - 1, previous, reading))
        previous = reading
    return first_read, jumps


class MinuteStepping:
    """Business time from `first` to `last`, by stepping; versions are (from or None, rules), the oldest first."""

    def __init__(
        self, versions: Sequence[tuple[datetime | None, CalendarRules]], first: datetime, last: datetime
    ) -> None:
        """Decide for each minute whether it is worked."""
        self._first, self._last = minute_of(first), minute_of(last)
        worked_by = [self._worked_minutes(rules) for _, rules in versions]
        begins = [None if from_at is None else minute_of(from_at) for from_at, _ in versions]
        self._open: list[bool] = []
        for minute in range(self._first, self._last):
            in_force = max(index for index, begin in enumerate(begins) if begin is None or begin <= minute)
            self._open.append(minute in worked_by[in_force])

    def is_open(self, minute: int) -> bool:
        """True where the minute is worked."""
        return self._open[minute - self._first]

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The worked minutes from `start` to `end`."""
        return timedelta(minutes=sum(map(self.is_open, range(minute_of(start), minute_of(end)))))

    def add(self, start: datetime, span: timedelta, paused: Collection[int] = ()) -> datetime:
        """The end of the minute by which `span` was worked outside of the paused minutes; IndexError beyond `last`."""
        minute, left = minute_of(start), span
        while left > timedelta():
            if self.is_open(minute) and minute not in paused:
                left -= timedelta(minutes=1)
            minute += 1
        return moment_of(minute)

    def _worked_minutes(self, rules: CalendarRules) -> set[int]:
        holidays = {day for day, _ in rules.holidays}
        worked: set[int] = set()
        day = moment_of(self._first - _LAID).date() + timedelta(days=1)
        while day < moment_of(self._last + _LAID).date():
            midnight = minute_of(datetime(day.year, day.month, day.day, tzinfo=UTC))
            for interval in () if day in holidays else rules.week[day.weekday()]:
                runs_on = _DAY if interval.end_minute <= interval.begin_minute else 0
                begin = self._minute_reading(rules.zone, midnight + interval.begin_minute)
                end = self._minute_reading(rules.zone, midnight + interval.end_minute + runs_on)
                worked.update(range(begin, end))
            day += timedelta(days=1)
        return worked

    def _minute_reading(self, zone: str, wall: int) -> int:
        first_read, jumps = _readings(zone, self._first - _READ, self._last + _READ)
        for last_before, jumps_from, jumps_to in jumps:
            if jumps_from < wall < jumps_to:
                return last_before + wall - jumps_from
        return first_read[wall]


Trial = tuple[Calendar, MinuteStepping, datetime, datetime]


@st.composite
def weeks(draw: st.DrawFn) -> dict[Weekday, list[WallInterval]]:
    """Intervals apart from each other anywhere in the week, from Sunday into Monday too."""
    cuts = sorted(draw(st.sets(st.integers(0, 2015), min_size=2, max_size=20)))
    begins, ends = cuts[0::2], cuts[1::2]
    shift = draw(st.integers(0, 2015))
    week: dict[Weekday, list[WallInterval]] = {}
    for begin, end in zip(begins, ends, strict=False):
        weekday, begin_minute = divmod((begin + shift) * 5 % 10080, 1440)
        length = min((end - begin) * 5, 1440)
        end_minute = (begin_minute + length) % 1440 or draw(st.sampled_from([0, 1440]))
        week.setdefault(Weekday(weekday), []).append(WallInterval(begin_minute, end_minute))
    return week


@st.composite
def trials(draw: st.DrawFn) -> Trial:
    """A calendar, its oracle, and two moments in order, a few days around a switch of the offset."""
    zone, switch = draw(st.sampled_from(SWITCHES))
    first, last = days_around(switch, DAYS_TRIED)
    minutes = st.integers(minute_of(first), minute_of(last) - 1)
    days = st.integers(-DAYS_TRIED, DAYS_TRIED).map(lambda ahead: switch + timedelta(days=ahead))
    changes = sorted(draw(st.sets(minutes, max_size=2)))
    versions = [
        (from_at, CalendarRules.of(zone, draw(weeks()), draw(st.dictionaries(days, st.sampled_from(["", "Feast"])))))
        for from_at in (None, *map(moment_of, changes))
    ]
    calendar = Calendar("Any", tuple(CalendarVersion(n, *version) for n, version in enumerate(versions)))
    start, end = sorted(draw(st.tuples(minutes, minutes)))
    return calendar, MinuteStepping(versions, first, last), moment_of(start), moment_of(end)


def days_around(day: date, days: int) -> tuple[datetime, datetime]:
    """The UTC midnights `days` before and after `day`."""
    middle = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return middle - timedelta(days=days), middle + timedelta(days=days)
