"""Builders of calendars, people, teams and directories with a default for everything."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import OnCall, Person, Site, Team, Tier
from desktop_escalation.domain.ticket import Channel, Priority, State, Ticket
from desktop_escalation.domain.value import replace

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
EVERY_DAY = (*WEEKDAYS, "sat", "sun")
MONDAY_NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)


def a_calendar(
    *intervals: str,
    name: str = "Days",
    zone: str = "UTC",
    days: Iterable[str] = WEEKDAYS,
    holidays: Mapping[date, str] | None = None,
) -> Calendar:
    opened = tuple(WallInterval.parse(text) for text in intervals or ("08:00-18:00",))
    week = {Weekday.parse(day): opened for day in days}
    return Calendar(name, (CalendarVersion(1, None, CalendarRules.of(zone, week, holidays or {})),))


ALWAYS = a_calendar("00:00-24:00", name="24/7", days=EVERY_DAY)


def a_team(
    name: str = "Network",
    *,
    tier: int = 2,
    calendar: str = "Days",
    members: Iterable[str] = (),
    lead: str | None = None,
    manager: str | None = None,
    handles: Iterable[str] = (),
    contacts: Mapping[str, str] | None = None,
    on_call: OnCall | None = None,
) -> Team:
    return Team(name, tier, calendar, tuple(members), lead, manager, tuple(handles), contacts or {}, on_call)


def a_directory(
    *teams: Team,
    people: Iterable[Person] = (),
    tiers: Iterable[Tier] = (),
    calendars: Iterable[Calendar] = (),
    loads: Mapping[str, int] | None = None,
    last_chosen: Mapping[str, datetime] | None = None,
    zone: str = "UTC",
) -> Directory:
    known = {calendar.name: calendar for calendar in (a_calendar(), ALWAYS, *calendars)}
    return Directory(
        site=Site(zone=zone),
        tiers={tier.level: tier for tier in tiers},
        teams={team.name: team for team in teams},
        people={person.login: person for person in people},
        calendars=known,
        loads=loads or {},
        last_chosen=last_chosen or {},
    )


def people(*logins: str) -> tuple[Person, ...]:
    return tuple(Person(login, login.title()) for login in logins)


def a_ticket(*, team: str = "Network", assignee: str | None = None, watchers: Iterable[str] = ()) -> Ticket:
    ticket = Ticket(
        number="DE-1",
        subject="VPN drops",
        body="Whole office",
        channel=Channel.MAIL,
        category="Network",
        priority=Priority.URGENT,
        state=State.OPEN,
        team=team,
        tier=2,
        customer=None,
        created_at=MONDAY_NOON,
    )
    return replace(ticket, assignee=assignee, watchers=frozenset(watchers))
