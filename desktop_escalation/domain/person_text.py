"""People and teams as an organisation file writes them."""

import re
from datetime import date, time

from desktop_escalation.domain.calendar_rules import WallInterval, Weekday
from desktop_escalation.domain.calendar_text import parse_day
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.names import check_login, check_mail, check_name
from desktop_escalation.domain.organisation_table import Table
from desktop_escalation.domain.people import (
    BUDGET_PER_HOUR,
    CAPACITY,
    Absence,
    NoticeChannel,
    OnCall,
    Person,
    Role,
    Team,
)

HIGHEST_TIER = 1_000

_PLAIN = Person("", "")
_ANY_DAY = date(2000, 1, 1)
_MIDNIGHT: tuple[Weekday | None, time] = (None, time())
_HANDOVER = re.compile(r"(?:([a-z]+) )?((?:[01][0-9]|2[0-3]):[0-5][0-9])")
_PERSON_KEYS = (
    "login",
    "name",
    "mail",
    "role",
    "os_user",
    "substitute",
    "absences",
    "capacity",
    "skills",
    "languages",
    "channels",
    "quiet_hours",
    "budget",
)
_TEAM_KEYS = ("name", "tier", "calendar", "members", "lead", "manager", "handles", "contacts", "on_call")


def read_person(table: Table) -> Person:
    """Read one [[person]]."""
    table.allow(*_PERSON_KEYS)
    table.require("login", "name")
    return Person(
        login=table.read("login", check_login, ""),
        name=table.read("name", check_name, ""),
        mail=table.read("mail", check_mail, None),
        role=table.read("role", parse_role, Role.AGENT),
        os_user=table.read("os_user", check_name, None),
        substitute=table.read("substitute", check_name, None),
        absences=table.read_all("absences", parse_absence),
        capacity=table.number("capacity", CAPACITY, least=1),
        skills=table.read_all("skills", check_name),
        languages=table.read_all("languages", check_name, _PLAIN.languages),
        channels=table.read_all("channels", parse_channel, _PLAIN.channels),
        quiet_hours=table.read("quiet_hours", parse_quiet_hours, None),
        budget=table.number("budget", BUDGET_PER_HOUR, least=0),
    )


def read_team(table: Table) -> Team:
    """Read one [[team]]."""
    table.allow(*_TEAM_KEYS)
    table.require("name", "tier", "calendar")
    contacts = table.table("contacts")
    on_call = table.table("on_call")
    return Team(
        name=table.read("name", check_name, ""),
        tier=table.number("tier", 1, least=1, most=HIGHEST_TIER),
        calendar=table.read("calendar", check_name, ""),
        members=table.read_all("members", check_name),
        lead=table.read("lead", check_name, None),
        manager=table.read("manager", check_name, None),
        handles=table.read_all("handles", check_name),
        contacts={} if contacts is None else _read_contacts(contacts),
        on_call=None if on_call is None else _read_on_call(on_call),
    )


def parse_role(text: str) -> Role:
    """Read "agent", "lead", "manager" or "admin"."""
    if text not in set(Role):
        raise Refused(f'unknown role "{text}"{did_you_mean(text, Role)}')
    return Role(text)


def parse_channel(text: str) -> NoticeChannel:
    """Read "centre", "desktop" or "mail"."""
    if text not in set(NoticeChannel):
        raise Refused(f'unknown channel "{text}"{did_you_mean(text, NoticeChannel)}')
    return NoticeChannel(text)


def parse_absence(text: str) -> Absence:
    """Read "2026-12-21/2027-01-02", both days included, or a single day."""
    first, slash, last = text.partition("/")
    absence = Absence(parse_day(first), parse_day(last if slash else first))
    if absence.last_on < absence.first_on:
        raise Refused(f'"{text}" ends before it begins')
    return absence


def parse_quiet_hours(text: str) -> WallInterval:
    """Read "20:00-07:00"; a whole day would be silence."""
    quiet = WallInterval.parse(text)
    if quiet.closing_minute - quiet.begin_minute == 24 * 60:
        raise Refused(f'"{text}" are quiet all day: leave some of it for notices')
    return quiet


def parse_handover(text: str) -> tuple[Weekday | None, time]:
    """Read "mon 08:00" for a weekly handover or "08:00" for a daily one."""
    match = _HANDOVER.fullmatch(text)
    if match is None:
        raise Refused(f'"{text}" is no handover: write it as "mon 08:00" or "08:00"')
    word, clock = match.groups()
    return None if word is None else Weekday.parse(word), time.fromisoformat(clock)


def _read_contacts(table: Table) -> dict[str, str]:
    for role in table.content:
        table.check(role, role, check_name)
    return {role: table.read(role, check_name, "") for role in table.content}


def _read_on_call(table: Table) -> OnCall:
    table.allow("people", "handover", "from")
    table.require("people", "handover", "from")
    people = table.read_all("people", check_name, once=False)
    if "people" in table and not people:
        table.fault("people", "a rota needs at least one person")
    weekday, handover = table.read("handover", parse_handover, _MIDNIGHT)
    return OnCall(people, handover, table.read("from", parse_day, _ANY_DAY), weekday)
