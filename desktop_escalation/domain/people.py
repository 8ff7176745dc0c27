"""The organisation: who works where, when, and for whom; as written in `organisation.toml`."""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum

from msgspec import Struct, field

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday

CAPACITY = 8
BUDGET_PER_HOUR = 12


class Role(StrEnum):
    """What a person may do; each role includes those before it."""

    AGENT = "agent"
    LEAD = "lead"
    MANAGER = "manager"
    ADMIN = "admin"


class NoticeChannel(StrEnum):
    """The ways to reach a person; the in-app notification centre is always one of them."""

    CENTRE = "centre"
    DESKTOP = "desktop"
    MAIL = "mail"


class Absence(Struct, frozen=True):
    """Days on which a person is away, both ends included, in the site's zone."""

    first_on: date
    last_on: date


class Person(Struct, frozen=True):
    """Somebody who works on tickets; `capacity` is a number of open tickets, `budget` notices an hour."""

    login: str
    name: str
    mail: str | None = None
    role: Role = Role.AGENT
    os_user: str | None = None
    substitute: str | None = None
    absences: tuple[Absence, ...] = ()
    capacity: int = CAPACITY
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    channels: tuple[NoticeChannel, ...] = (NoticeChannel.DESKTOP, NoticeChannel.MAIL)
    quiet_hours: WallInterval | None = None
    budget: int = BUDGET_PER_HOUR


class OnCall(Struct, frozen=True):
    """A rota in which the next person takes over at `handover`: weekly on `weekday`, daily where that is None."""

    people: tuple[str, ...]
    handover: time
    from_on: date
    weekday: Weekday | None = None


class Team(Struct, frozen=True):
    """People of one tier with a speciality, a calendar, a lead and a manager."""

    name: str
    tier: int
    calendar: str
    members: tuple[str, ...] = ()
    lead: str | None = None
    manager: str | None = None
    handles: tuple[str, ...] = ()
    contacts: Mapping[str, str] = field(default_factory=dict)
    on_call: OnCall | None = None


class Tier(Struct, frozen=True):
    """An ordered level of support."""

    level: int
    name: str
    default_team: str | None = None
    management: bool = False


class Customer(Struct, frozen=True):
    """Somebody who is helped, known by the mail address; `notices` False means never told of escalations."""

    mail: str
    name: str
    organisation: str | None = None
    plan: str | None = None
    vip: bool = False
    language: str = "en"
    notices: bool = True


class Template(Struct, frozen=True):
    """The wording of a notice in one language, with placeholders."""

    name: str
    language: str
    subject: str
    body: str


class PublicHolidays(Struct, frozen=True):
    """A pack of public holidays of a country (ISO 3166), and of a part of it where named."""

    country: str
    subdivision: str | None = None


class CalendarSource(Struct, frozen=True):
    """A calendar as written: its own rules, and a pack of public holidays that a service expands to days."""

    name: str
    rules: CalendarRules
    public_holidays: PublicHolidays | None = None


REASONS = ("needs expertise", "no progress", "business impact", "customer asks", "security")


class Site(Struct, frozen=True):
    """What holds for the whole installation; `zone` serves the days and periods of reports."""

    name: str = "Support"
    zone: str = "UTC"
    number_prefix: str = "DE-"
    names_to_customers: bool = False
    reasons: tuple[str, ...] = REASONS
    categories: tuple[str, ...] = ()


class Organisation(Struct, frozen=True):
    """A whole organisation file; `site` is None where the file leaves the site as it is."""

    site: Site | None = None
    calendars: tuple[CalendarSource, ...] = ()
    tiers: tuple[Tier, ...] = ()
    people: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    customers: tuple[Customer, ...] = ()
    templates: tuple[Template, ...] = ()
