"""When a notice may reach a person: its urgency, the person's working time and the quiet hours."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.working_time import next_working

_DAY = timedelta(days=1)
_ZONES_APART = timedelta(days=2)
_PATIENCE = timedelta(weeks=1)


def deliverable_at(
    person: Person, at: datetime, urgency: Urgency, calendars: Sequence[Calendar], *, override_quiet: bool
) -> datetime:
    """Give the earliest moment from `at` on at which a notice may be delivered.

    `calendars` are the person's working time, one at least; the first one's zone reads the quiet hours and the days.
    """
    quiet = None if override_quiet else person.quiet_hours
    match urgency:
        case Urgency.NOW:
            return _after_quiet(quiet, at, calendars[0])
        case Urgency.WORKING_HOURS:
            return _working(quiet, at, calendars)
        case _:
            return _working(quiet, _next_working_day(at, calendars), calendars)


def deliverable_again_at(person: Person, now: datetime, urgency: Urgency, calendars: Sequence[Calendar]) -> datetime:
    """Give the moment from `now` on at which a notice that has waited for its time may be delivered.

    The morning that a digest waits for has come by then, so what is left of its urgency is the working time.
    """
    left = Urgency.WORKING_HOURS if urgency is Urgency.DIGEST else urgency
    return deliverable_at(person, now, left, calendars, override_quiet=urgency is Urgency.NOW)


def _working(quiet: WallInterval | None, at: datetime, calendars: Sequence[Calendar]) -> datetime:
    """Give the next working moment outside the quiet hours, or their end where they hide a week of work."""
    first_at = moment = next_working(calendars, at)
    while moment <= first_at + _PATIENCE:
        loud_at = _after_quiet(quiet, moment, calendars[0])
        if loud_at == moment:
            return moment
        moment = next_working(calendars, loud_at)
    return _after_quiet(quiet, first_at, calendars[0])


def _after_quiet(quiet: WallInterval | None, at: datetime, calendar: Calendar) -> datetime:
    if quiet is None:
        return at
    rules = calendar.rules_at(at)
    today = rules.local_date(at)
    for day in (today - _DAY, today):
        begin = _midnight(day) + timedelta(minutes=quiet.begin_minute)
        ends_at = rules.instant(begin + quiet.length)
        if rules.instant(begin) <= at < ends_at:
            return ends_at
    return at


def _next_working_day(at: datetime, calendars: Sequence[Calendar]) -> datetime:
    """Give the first begin of work, from `at` on, that is also the first of its day."""
    rules = calendars[0].rules_at(at)
    day = rules.local_date(at)
    while True:
        day = rules.local_date(next_working(calendars, rules.instant(_midnight(day))))
        begins = _begins(calendars, rules, day)
        if begins and begins[0] >= at:
            return begins[0]
        day += _DAY


def _begins(calendars: Sequence[Calendar], rules: CalendarRules, day: date) -> list[datetime]:
    """List the moments of a day, read in the zone of `rules`, at which an interval of a calendar begins."""
    midnight = rules.instant(_midnight(day))
    return sorted(
        opens_at
        for calendar in calendars
        for opens_at, closes_at in calendar.rules_at(midnight).openings(day - _ZONES_APART, day + _ZONES_APART)
        if opens_at < closes_at and rules.local_date(opens_at) == day
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
