"""Business time: how much of it passes between two moments, and when a span of it has passed.

Openings are laid on the UTC line in whole microseconds, 52 weeks at a time, with the working time before each; a
question is then two searches by bisection. A stretch of 52 weeks that was laid once is kept and never changes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from itertools import accumulate, pairwise

from msgspec import Struct

from desktop_escalation.domain.calendar_rules import WORKING_TIME, CalendarRules
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.value import replace

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_SINCE_EVER = datetime.min.replace(tzinfo=UTC)
_FOR_EVER = datetime.max.replace(tzinfo=UTC)

_STRETCH = timedelta(weeks=52) // _MICROSECOND
_STRETCHES_OF_A_CENTURY = 101
_KNOWN_FROM = (datetime(1900, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND
_KNOWN_UNTIL = (datetime(3000, 1, 1, tzinfo=UTC) - _EPOCH) // _MICROSECOND

# An interval reaches at most into the second day after its begin, and a zone that skips a date shifts it by one more.
_REACH = timedelta(days=3)


class Segment(Struct, frozen=True):
    """A part of time that counts as business time or not, and why."""

    from_at: datetime
    to_at: datetime
    counts: bool
    reason: str


class CalendarVersion(Struct, frozen=True):
    """The rules that are in force from `from_at` on; None means since ever."""

    version: int
    from_at: datetime | None
    rules: CalendarRules


class _Stretch(Struct, frozen=True):
    """The openings of 52 weeks in microseconds since 1970, apart and in order; `before` is the work before each."""

    begins: tuple[int, ...]
    ends: tuple[int, ...]
    before: tuple[int, ...]
    total: int

    def worked_until(self, moment: int) -> int:
        """The work from the begin of the stretch to `moment`, which may lie after its end."""
        index = bisect_right(self.begins, moment) - 1
        if index < 0:
            return 0
        return self.before[index] + min(moment, self.ends[index]) - self.begins[index]

    def moment_of(self, worked: int) -> int:
        """The earliest moment by which `worked` has passed, which is over 0 and at most the total."""
        index = bisect_left(self.before, worked) - 1
        return self.begins[index] + worked - self.before[index]

    def openings(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of openings that lie from `begin` to a later `end`."""
        for index in range(bisect_right(self.ends, begin), bisect_left(self.begins, end)):
            yield max(begin, self.begins[index]), min(end, self.ends[index])


class Calendar(Struct, frozen=True, dict=True):
    """The working time of a team through all versions of its rules; each counts only while it is in force.

    Every moment is aware, comes back in UTC, and lies in the years 1900 to 2999. Threads may share a calendar.
    """

    name: str
    versions: tuple[CalendarVersion, ...]

    def __post_init__(self) -> None:
        """Refuse versions that leave a moment without rules or with two."""
        if not self.versions or self.versions[0].from_at is not None:
            raise Refused(f'the first version of calendar "{self.name}" counts since ever: give it no moment to begin')
        if any(version.from_at is None for version in self.versions[1:]):
            raise Refused(f'a later version of calendar "{self.name}" needs the moment from which it counts')
        begins = self._bounds[:-1]
        for (older, newer), (begin, end) in zip(pairwise(self.versions), pairwise(begins), strict=True):
            if older.version >= newer.version or begin >= end:
                raise Refused(f'version {newer.version} of calendar "{self.name}" does not follow {older.version}')

    @cached_property
    def _bounds(self) -> tuple[int, ...]:
        begins = (_microseconds(version.from_at or _SINCE_EVER) for version in self.versions)
        return (*begins, _microseconds(_FOR_EVER))

    @cached_property
    def _stretches(self) -> dict[int, _Stretch]:
        return {}

    def __reduce__(self) -> tuple[Callable[..., "Calendar"], tuple[str, tuple[CalendarVersion, ...]]]:
        """Travel between processes without the openings, which are soon laid again."""
        return Calendar, (self.name, self.versions)

    def add(self, start: datetime, span: timedelta) -> datetime:
        """The earliest moment by which `span` of business time has passed since `start`; a zero span gives `start`."""
        moment = _microseconds(start)
        needed = span // _MICROSECOND
        if needed <= 0:
            _refuse_negative(span)
            return _moment(moment)
        key = moment // _STRETCH
        horizon = key + _STRETCHES_OF_A_CENTURY
        stretch = self._stretch(key)
        needed += stretch.worked_until(moment)
        while needed > stretch.total:
            needed -= stretch.total
            key += 1
            if key > horizon:
                raise Refused(f'calendar "{self.name}" has no {span} of working time in a hundred years from {start}')
            stretch = self._stretch(key)
        return _moment(stretch.moment_of(needed))

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The business time that passes from `start` to `end`."""
        begin, stop = _ordered(start, end)
        first, last = begin // _STRETCH, stop // _STRETCH
        worked = self._stretch(last).worked_until(stop) - self._stretch(first).worked_until(begin)
        return (worked + sum(self._stretch(key).total for key in range(first, last))) * _MICROSECOND

    def segments(self, start: datetime, end: datetime) -> tuple[Segment, ...]:
        """Every part of [start, end) in order with the reason why it counts or not; neighbours differ in it."""
        begin, stop = _ordered(start, end)
        if begin == stop:
            return ()
        parts: list[Segment] = []
        at = begin
        for opens, closes in self._openings(begin, stop):
            if at < opens:
                parts.extend(self._closed(at, opens))
            parts.append(Segment(_moment(opens), _moment(closes), True, WORKING_TIME))
            at = closes
        if at < stop:
            parts.extend(self._closed(at, stop))
        return _joined(parts)

    def is_open(self, at: datetime) -> bool:
        """True where business time passes right after `at`."""
        return self.between(at, at + _MICROSECOND) > timedelta()

    def next_opening(self, at: datetime) -> datetime:
        """The earliest moment from `at` on at which the calendar is open."""
        return self.add(at, _MICROSECOND) - _MICROSECOND

    def version_at(self, at: datetime) -> int:
        """The number of the version in force at `at`."""
        return self._in_force(_microseconds(at))[0].version

    def rules_at(self, at: datetime) -> CalendarRules:
        """The rules in force at `at`."""
        return self._in_force(_microseconds(at))[0].rules

    def mean_working_day(self, at: datetime) -> timedelta:
        """The length of a working day by the rules in force at `at`, averaged over a week without holidays."""
        return self.rules_at(at).mean_working_day()

    def nth_working_day(self, start: datetime, n: int, wall_time: time) -> datetime:
        """`wall_time` on the n-th working day after the local date of `start`, by the rules in force at `start`.

        With n = 0 it is the date of `start` itself, so that the moment may lie before `start` or on a free day.
        """
        rules = self.rules_at(start)
        day = rules.nth_working_date(rules.local_date(start), n)
        return rules.instant(datetime.combine(day, wall_time))

    def known_at(self, at: datetime) -> "Calendar":
        """The calendar as it was known at `at`: without the versions that count only from a later moment on."""
        known = tuple(version for version in self.versions if version.from_at is None or version.from_at <= at)
        return self if len(known) == len(self.versions) else Calendar(self.name, known)

    def _in_force(self, moment: int) -> tuple[CalendarVersion, int]:
        """The version in force at `moment`, and the moment at which the next one begins."""
        index = bisect_right(self._bounds, moment, hi=len(self.versions)) - 1
        return self.versions[index], self._bounds[index + 1]

    def _stretch(self, key: int) -> _Stretch:
        stretch = self._stretches.get(key)
        if stretch is None:
            stretch = self._stretches[key] = self._laid(key * _STRETCH, (key + 1) * _STRETCH)
        return stretch

    def _laid(self, begin: int, end: int) -> _Stretch:
        if end <= _KNOWN_FROM or begin >= _KNOWN_UNTIL:
            raise Refused("business time is known for the years 1900 to 2999 only")
        openings: list[tuple[int, int]] = []
        for version, bounds in zip(self.versions, pairwise(self._bounds), strict=True):
            openings.extend(_clipped_openings(version.rules, max(begin, bounds[0]), min(end, bounds[1])))
        merged = _merged(openings)
        before = tuple(accumulate((closes - opens for opens, closes in merged), initial=0))
        return _Stretch(
            begins=tuple(opens for opens, _ in merged),
            ends=tuple(closes for _, closes in merged),
            before=before[:-1],
            total=before[-1],
        )

    def _openings(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        for key in range(begin // _STRETCH, -(-end // _STRETCH)):
            yield from self._stretch(key).openings(begin, end)

    def _closed(self, begin: int, end: int) -> Iterator[Segment]:
        """The closed time from `begin` to `end`, cut at local midnights and where the version changes."""
        while begin < end:
            version, next_bound = self._in_force(begin)
            from_at = _moment(begin)
            cut = min(end, next_bound, _microseconds(version.rules.next_midnight(from_at)))
            to_at = _moment(cut)
            yield Segment(from_at, to_at, False, version.rules.why_closed(from_at, to_at))
            begin = cut


def due_with_pauses(
    calendar: Calendar, start: datetime, span: timedelta, pauses: Iterable[tuple[datetime, datetime]]
) -> datetime:
    """The earliest moment by which `span` of business time outside of the pauses has passed since `start`.

    Pauses are (from, to) in any order and may overlap; what lies before `start` or after the due moment is without
    effect.
    """
    at, left = _moment(_microseconds(start)), span
    for paused, resumed in sorted(_ordered(paused_at, resumed_at) for paused_at, resumed_at in pauses):
        paused_at = max(at, _moment(paused))
        due_at = calendar.add(at, left)
        if due_at <= paused_at:
            return due_at
        left -= calendar.between(at, paused_at)
        at = max(at, _moment(resumed))
    return calendar.add(at, left)


def _microseconds(at: datetime) -> int:
    if at.tzinfo is not UTC and at.utcoffset() is None:
        raise Refused(f"{at} names no zone: business time is counted between moments with an offset from UTC")
    return (at - _EPOCH) // _MICROSECOND


def _moment(microseconds: int) -> datetime:
    return _EPOCH + microseconds * _MICROSECOND


def _ordered(start: datetime, end: datetime) -> tuple[int, int]:
    begin, stop = _microseconds(start), _microseconds(end)
    if stop < begin:
        raise Refused(f"the end {end} lies before the start {start}: exchange the two")
    return begin, stop


def _refuse_negative(span: timedelta) -> None:
    if span < timedelta():
        raise Refused(f"{span} of business time cannot pass: a span is zero or longer")


def _clipped_openings(rules: CalendarRules, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The openings that `rules` give between two moments; none where the end is not after the begin."""
    if begin >= end:
        return
    first, last = rules.local_date(_moment(begin)) - _REACH, rules.local_date(_moment(end)) + _REACH
    for opens_at, closes_at in rules.openings(first, last):
        opens, closes = max(begin, _microseconds(opens_at)), min(end, _microseconds(closes_at))
        if opens < closes:
            yield opens, closes


def _merged(openings: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The openings in order, with those that overlap or touch made one."""
    merged: list[tuple[int, int]] = []
    for opens, closes in sorted(openings):
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return merged


def _joined(parts: list[Segment]) -> tuple[Segment, ...]:
    """The parts with neighbours of the same reason made one."""
    joined: list[Segment] = []
    for part in parts:
        if joined and joined[-1].reason == part.reason and joined[-1].counts == part.counts:
            joined[-1] = replace(joined[-1], to_at=part.to_at)
        else:
            joined.append(part)
    return tuple(joined)
