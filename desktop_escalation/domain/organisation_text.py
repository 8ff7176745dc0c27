"""An organisation as administrators write it: TOML to values, every fault with its line and the nearest known word."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from desktop_escalation.domain.calendar_text import read_calendar
from desktop_escalation.domain.errors import Problem, Unreadable
from desktop_escalation.domain.names import check_mail, check_name, check_wording, check_zone
from desktop_escalation.domain.organisation_table import Table, read_document
from desktop_escalation.domain.people import REASONS, Customer, Organisation, Site, Template, Tier
from desktop_escalation.domain.person_text import HIGHEST_TIER, read_person, read_team

FORMAT = 1

# A noun, the text of its key (a login, a name, a tier's level, a mail address) and a field.
Place = tuple[str, str, str]

# What two entries of a noun may not share; an empty one is a fault already.
Key = str | int | tuple[str, str] | None

T = TypeVar("T")

_KEYS = ("format", "site", "calendar", "tier", "person", "team", "customer", "template")
_PLAIN_SITE = Site()
_NAMED_BY = {"calendar": "name", "tier": "level", "person": "login", "team": "name"}


def parse_organisation(text: str, source: str) -> Organisation:
    """Read an organisation file; raise Unreadable with every fault, `source` being the file's name."""
    document = read_document(text, source)
    _refuse_newer_format(document, source)
    document.allow(*_KEYS)
    site = document.table("site")
    organisation = Organisation(
        site=None if site is None else _read_site(site),
        calendars=_read_each(document, "calendar", read_calendar, name=lambda calendar: calendar.name),
        tiers=_read_each(document, "tier", _read_tier, level=lambda tier: tier.level),
        people=_read_each(
            document, "person", read_person, login=lambda person: person.login, mail=lambda person: person.mail
        ),
        teams=_read_each(document, "team", read_team, name=lambda team: team.name),
        customers=_read_each(document, "customer", _read_customer, mail=lambda customer: customer.mail),
        templates=_read_each(document, "template", _read_template, name=_template_key),
    )
    document.faults.refuse(source)
    return organisation


def find_places(text: str) -> Mapping[Place, int]:
    """Find the lines of the fields of calendars, tiers, people and teams in a file that `parse_organisation` reads."""
    document = read_document(text, "")
    lines = document.faults.lines
    return {
        (noun, str(table.content[key]), field): lines.by_path[(*table.path, field)]
        for noun, key in _NAMED_BY.items()
        for table in document.tables(noun)
        for field in table.content
    }


def _refuse_newer_format(document: Table, source: str) -> None:
    number = document.number("format", FORMAT, least=1)
    if number > FORMAT:
        message = f"a newer program wrote this file (format {number}; this one reads {FORMAT}): update this program"
        raise Unreadable(source, [Problem(message, document.faults.lines.find(("format",)))])


def _read_each(document: Table, noun: str, read: Callable[[Table], T], **keys: Callable[[T], Key]) -> tuple[T, ...]:
    """Read an array of tables; two entries with the same key are a fault of the second."""
    tables = tuple(document.tables(noun))
    values = tuple(map(read, tables))
    for key, key_of in keys.items():
        _add_duplicates(tables, noun, key, map(key_of, values))
    return values


def _add_duplicates(tables: Iterable[Table], noun: str, key: str, found: Iterable[Key]) -> None:
    first_of: dict[Key, Table] = {}
    for table, value in zip(tables, found, strict=True):
        if not value:
            continue
        first = first_of.setdefault(value, table)
        if first is not table:
            line = table.faults.lines.find((*first.path, key))
            table.fault(key, f'another {noun} has the {key} "{table.content[key]}", on line {line}: remove one of them')


def _read_site(table: Table) -> Site:
    table.allow("name", "zone", "number_prefix", "names_to_customers", "reasons", "categories")
    return Site(
        name=table.read("name", check_name, _PLAIN_SITE.name),
        zone=table.read("zone", check_zone, _PLAIN_SITE.zone),
        number_prefix=table.read("number_prefix", check_name, _PLAIN_SITE.number_prefix),
        names_to_customers=table.flag("names_to_customers", default=False),
        reasons=table.read_all("reasons", check_name, REASONS),
        categories=table.read_all("categories", check_name),
    )


def _read_tier(table: Table) -> Tier:
    table.allow("level", "name", "default_team", "management")
    table.require("level", "name")
    return Tier(
        level=table.number("level", 0, least=1, most=HIGHEST_TIER),
        name=table.read("name", check_name, ""),
        default_team=table.read("default_team", check_name, None),
        management=table.flag("management", default=False),
    )


def _read_customer(table: Table) -> Customer:
    table.allow("mail", "name", "organisation", "plan", "vip", "language", "notices")
    table.require("mail", "name")
    return Customer(
        mail=table.read("mail", check_mail, ""),
        name=table.read("name", check_name, ""),
        organisation=table.read("organisation", check_name, None),
        plan=table.read("plan", check_name, None),
        vip=table.flag("vip", default=False),
        language=table.read("language", check_name, "en"),
        notices=table.flag("notices", default=True),
    )


def _read_template(table: Table) -> Template:
    table.allow("name", "language", "subject", "body")
    table.require("name", "language", "subject", "body")
    return Template(
        name=table.read("name", check_name, ""),
        language=table.read("language", check_name, "en"),
        subject=table.read("subject", check_name, ""),
        body=table.read("body", check_wording, ""),
    )


def _template_key(template: Template) -> Key:
    return template.name and (template.name, template.language)
