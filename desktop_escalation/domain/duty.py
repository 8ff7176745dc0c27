"""Who is there at a moment: absences, working hours and the rota of a team that is on call."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Absence, OnCall, Team
from desktop_escalation.domain.working_time import is_working, next_working, openings

_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)


class Duty(Struct, frozen=True):
    """Whether a person is at work, and when that changes; None where it does not within a week.

    `absence` is the one that keeps the person away, whatever the hours are.
    """

    is_on: bool
    changes_at: datetime | None
    absence: Absence | None = None


def absence_at(directory: Directory, login: str, at: datetime) -> Absence | None:
    """Find the absence of a person that has the day of `at`, in the site's zone; None where the person is there."""
    absences = directory.person(login).absences
    if not absences:
        return None
    day = at.astimezone(ZoneInfo(directory.site.zone)).date()
    return next((absence for absence in absences if absence.first_on <= day <= absence.last_on), None)


def is_away(directory: Directory, login: str, at: datetime) -> bool:
    """Say whether a person is absent on the day of `at`, in the site's zone."""
    return absence_at(directory, login, at) is not None


def is_on_duty(directory: Directory, login: str, at: datetime, fallback: Calendar) -> bool:
    """Say whether a person is not away and works at `at`; `fallback` serves a person without a team."""
    return not is_away(directory, login, at) and is_working(directory.working_calendars(login, fallback), at)


def duty_at(directory: Directory, login: str, at: datetime, fallback: Calendar) -> Duty:
    """Tell how a person's duty stands at `at`; `fallback` serves a person without a team."""
    absence = absence_at(directory, login, at)
    calendars = directory.working_calendars(login, fallback)
    if absence is not None:
        return Duty(False, None, absence)
    if not is_working(calendars, at):
        opens_at = next_working(calendars, at)
        return Duty(False, opens_at if opens_at - at <= _WEEK else None)
    ends_at = at
    for opens_at, closes_at in openings(calendars, at, at + _WEEK):
        if opens_at > ends_at:
            break
        ends_at = closes_at
    return Duty(True, ends_at if ends_at < at + _WEEK else None)


def on_call(directory: Directory, team: Team, at: datetime) -> str | None:
    """Give the login whose turn it is, present or not; None without a rota or before its first handover.

    The handover is on the wall clock of the team's calendar. The first person begins on the day `from`; the next one
    takes over at the first handover of a later day.
    """
    rota = team.on_call
    if rota is None or not rota.people:
        return None
    rules = directory.calendar(team.calendar).rules_at(at)
    if at < rules.instant(datetime.combine(rota.from_on, rota.handover)):
        return None
    day = rules.local_date(at) + _DAY
    while day > rota.from_on and rules.instant(datetime.combine(day, rota.handover)) > at:
        day -= _DAY
    return rota.people[_handovers(rota, day) % len(rota.people)]


def _handovers(rota: OnCall, day: date) -> int:
    """Count the handovers after the first day of the rota, up to `day` and with it."""
    days = (day - rota.from_on).days
    if rota.weekday is None:
        return days
    until_first = (rota.weekday - rota.from_on.weekday() - 1) % 7 + 1
    return (days - until_first) // 7 + 1
