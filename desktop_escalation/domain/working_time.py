"""The working time of a person in several teams: the union of their calendars, where no moment counts twice."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from desktop_escalation.domain.business_time import Calendar

_WINDOW = timedelta(weeks=1)


def is_working(calendars: Sequence[Calendar], at: datetime) -> bool:
    """Say whether at least one of the calendars is open at `at`."""
    return any(calendar.is_open(at) for calendar in calendars)


def next_working(calendars: Sequence[Calendar], at: datetime) -> datetime:
    """Give the earliest moment from `at` on at which at least one of the calendars is open."""
    return min(calendar.next_opening(at) for calendar in calendars)


def add_working(calendars: Sequence[Calendar], start: datetime, span: timedelta) -> datetime:
    """Give the earliest moment by which `span` of the union has passed since `start`; a zero span gives `start`."""
    if len(calendars) == 1 or span <= timedelta():
        return calendars[0].add(start, span)
    left = span
    at = start
    while True:
        at = next_working(calendars, at)
        for opens_at, closes_at in openings(calendars, at, at + _WINDOW):
            if closes_at - opens_at >= left:
                return opens_at + left
            left -= closes_at - opens_at
        at += _WINDOW


def openings(calendars: Sequence[Calendar], start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Give the parts of [start, end) in which a calendar is open, in order and apart from each other."""
    reached = start
    for opens_at, closes_at in sorted(
        (segment.from_at, segment.to_at)
        for calendar in calendars
        for segment in calendar.segments(start, end)
        if segment.counts
    ):
        if closes_at > reached:
            yield max(opens_at, reached), closes_at
            reached = closes_at
