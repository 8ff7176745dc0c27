"""Calendars at the desk: which there are, when a span of business time has passed, how much of it passes."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.people import CalendarSource
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.spans import parse_business_span, parse_target
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.calendars import load_calendar_sources, load_calendars
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction


class CalendarPage(Struct, frozen=True):
    """A calendar as written, the number of its version in force, and how many holidays that one has."""

    source: CalendarSource
    version: int
    holidays: int


class Stretch(Struct, frozen=True):
    """Two moments on the wall clock of a calendar, and the business time between them."""

    from_at: datetime
    to_at: datetime
    business_time: timedelta


class CalendarDesk(Struct, frozen=True):
    """Questions to calendars; nothing is changed."""

    store: Store

    def list(self, asking: Asking) -> tuple[CalendarPage, ...]:
        """List the calendars in the order in which they came."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.CALENDAR_LIST)
            calendars = load_calendars(tx)
            return tuple(_page(source, calendars[source.name]) for source in load_calendar_sources(tx))

    def add(self, asking: Asking, name: str, start: datetime, span: str) -> Stretch:
        """Tell when a span such as "4h", "2d" or "1d 17:00" has passed since a start."""
        target = parse_target(span) if ":" in span else parse_business_span(span)
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.CALENDAR_ADD)
            calendar = _find(tx, name)
            business_time = span_of(target, calendar, start)
            return _stretch(calendar, start, calendar.add(start, business_time), business_time)

    def between(self, asking: Asking, name: str, from_at: datetime, to_at: datetime) -> Stretch:
        """Tell how much business time passes between two moments."""
        if to_at < from_at:
            raise Refused(f"{to_at.isoformat()} is before {from_at.isoformat()}: name the earlier moment first")
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.CALENDAR_BETWEEN)
            calendar = _find(tx, name)
            return _stretch(calendar, from_at, to_at, calendar.between(from_at, to_at))


def _page(source: CalendarSource, calendar: Calendar) -> CalendarPage:
    latest = calendar.versions[-1]
    return CalendarPage(source, latest.version, len(latest.rules.holidays))


def _find(tx: Transaction, name: str) -> Calendar:
    calendars = load_calendars(tx)
    if name not in calendars:
        raise Refused(f'there is no calendar "{name}"{did_you_mean(name, calendars)}')
    return calendars[name]


def _stretch(calendar: Calendar, from_at: datetime, to_at: datetime, business_time: timedelta) -> Stretch:
    zone = ZoneInfo(calendar.versions[-1].rules.zone)
    return Stretch(from_at.astimezone(zone), to_at.astimezone(zone), business_time)
