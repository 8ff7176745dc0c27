"""An organisation written as the file that reads back as the same; what has its default is left out."""

import json
import re
from collections.abc import Iterator, Mapping

from desktop_escalation.domain.calendar_rules import Weekday
from desktop_escalation.domain.people import (
    Absence,
    CalendarSource,
    Customer,
    OnCall,
    Organisation,
    Person,
    Site,
    Team,
    Template,
    Tier,
)

Written = str | int | bool | tuple[object, ...] | Mapping[str, object] | None

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def write_organisation(organisation: Organisation) -> str:
    """Give the text of an organisation file."""
    return "\n".join(_blocks(organisation))


def _blocks(organisation: Organisation) -> Iterator[str]:
    if organisation.site is not None:
        yield _block("[site]", _site(organisation.site))
    yield from (_block("[[calendar]]", _calendar(calendar)) for calendar in organisation.calendars)
    yield from (_block("[[tier]]", _tier(tier)) for tier in organisation.tiers)
    yield from (_block("[[person]]", _person(person)) for person in organisation.people)
    yield from (_block("[[team]]", _team(team)) for team in organisation.teams)
    yield from (_block("[[customer]]", _customer(customer)) for customer in organisation.customers)
    yield from (_block("[[template]]", _template(template)) for template in organisation.templates)


def _block(header: str, fields: Mapping[str, Written]) -> str:
    lines = [f"{_key(name)} = {_value(value)}\n" for name, value in fields.items() if value is not None]
    return f"{header}\n{''.join(lines)}"


def _site(site: Site) -> dict[str, Written]:
    plain = Site()
    return {
        "name": site.name,
        "zone": site.zone,
        "number_prefix": site.number_prefix,
        "names_to_customers": site.names_to_customers,
        "reasons": _unless(plain.reasons, site.reasons),
        "categories": _unless(plain.categories, site.categories),
    }


def _calendar(calendar: CalendarSource) -> dict[str, Written]:
    rules, pack = calendar.rules, calendar.public_holidays
    week = {str(day): tuple(map(str, rules.week[day])) for day in Weekday if rules.week[day]}
    holidays = tuple({"on": str(day), "name": name} if name else str(day) for day, name in rules.holidays)
    return {
        "name": calendar.name,
        "zone": rules.zone,
        "week": week,
        "holidays": _unless((), holidays),
        "public_holidays": None if pack is None else {"country": pack.country, "subdivision": pack.subdivision},
    }


def _tier(tier: Tier) -> dict[str, Written]:
    return {
        "level": tier.level,
        "name": tier.name,
        "default_team": tier.default_team,
        "management": tier.management or None,
    }


def _person(person: Person) -> dict[str, Written]:
    plain = Person(person.login, person.name)
    quiet = person.quiet_hours
    return {
        "login": person.login,
        "name": person.name,
        "mail": person.mail,
        "role": str(person.role),
        "os_user": person.os_user,
        "substitute": person.substitute,
        "absences": _unless((), tuple(map(_absence, person.absences))),
        "capacity": _unless(plain.capacity, person.capacity),
        "skills": _unless(plain.skills, person.skills),
        "languages": _unless(plain.languages, person.languages),
        "channels": _unless(plain.channels, person.channels),
        "quiet_hours": None if quiet is None else str(quiet),
        "budget": _unless(plain.budget, person.budget),
    }


def _absence(absence: Absence) -> str:
    return str(absence.first_on) if absence.first_on == absence.last_on else f"{absence.first_on}/{absence.last_on}"


def _team(team: Team) -> dict[str, Written]:
    return {
        "name": team.name,
        "tier": team.tier,
        "calendar": team.calendar,
        "members": team.members,
        "lead": team.lead,
        "manager": team.manager,
        "handles": _unless((), team.handles),
        "contacts": _unless({}, team.contacts),
        "on_call": None if team.on_call is None else _on_call(team.on_call),
    }


def _on_call(rota: OnCall) -> dict[str, object]:
    clock = f"{rota.handover:%H:%M}"
    handover = clock if rota.weekday is None else f"{rota.weekday} {clock}"
    return {"people": rota.people, "handover": handover, "from": str(rota.from_on)}


def _customer(customer: Customer) -> dict[str, Written]:
    plain = Customer(customer.mail, customer.name)
    return {
        "name": customer.name,
        "mail": customer.mail,
        "organisation": customer.organisation,
        "plan": customer.plan,
        "vip": _unless(plain.vip, customer.vip),
        "language": _unless(plain.language, customer.language),
        "notices": _unless(plain.notices, customer.notices),
    }


def _template(template: Template) -> dict[str, Written]:
    return {
        "name": template.name,
        "language": template.language,
        "subject": template.subject,
        "body": template.body,
    }


def _unless(default: Written, value: Written) -> Written:
    return None if value == default else value


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else _text(name)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, Mapping):
        pairs = (f"{_key(name)} = {_value(item)}" for name, item in value.items() if item is not None)
        return f"{{ {', '.join(pairs)} }}"
    return str(value).lower() if isinstance(value, bool) else _text(value) if isinstance(value, str) else str(value)


def _text(text: str) -> str:
    """Write a TOML string; JSON's escapes are TOML's, but for the one character that JSON does not escape."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
