"""The organisation: site, tiers, people, teams and templates, with its calendars and customers."""

from collections.abc import Mapping

from peewee import AutoField, BooleanField, IntegerField, IntegrityError, TextField

from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Organisation, Person, Site, Team, Template, Tier
from desktop_escalation.domain.value import replace
from desktop_escalation.storage.calendars import load_calendar_sources, save_calendars
from desktop_escalation.storage.customers import load_all_customers, save_customers
from desktop_escalation.storage.directory_history import record_change
from desktop_escalation.storage.kept import DIRECTORY_CHANGED
from desktop_escalation.storage.shelf import DocumentRow, Shelf
from desktop_escalation.storage.transaction import Transaction


class SiteRow(DocumentRow):
    """The one row of the installation."""

    id = IntegerField(primary_key=True)


class TierRow(DocumentRow):
    """A tier."""

    level = IntegerField(primary_key=True)


class PersonRow(DocumentRow):
    """A person; `mail` is in lower case, `os_user` the login where none is given."""

    id = AutoField()
    login = TextField()
    mail = TextField(null=True)
    os_user = TextField()
    is_active = BooleanField()


class TeamRow(DocumentRow):
    """A team."""

    id = AutoField()
    name = TextField()
    tier = IntegerField()


class TemplateRow(DocumentRow):
    """A template in one language."""

    id = AutoField()
    name = TextField()
    language = TextField()


_SITE = Shelf(SiteRow, Site, {SiteRow.id: lambda _: 1}, order=SiteRow.id)
_TIERS = Shelf(TierRow, Tier, {TierRow.level: lambda tier: tier.level}, order=TierRow.level)
_PEOPLE = Shelf(
    PersonRow,
    Person,
    {
        PersonRow.login: lambda person: person.login,
        PersonRow.mail: lambda person: None if person.mail is None else person.mail.lower(),
        PersonRow.os_user: lambda person: person.os_user or person.login,
    },
    order=PersonRow.id,
)
_TEAMS = Shelf(
    TeamRow, Team, {TeamRow.name: lambda team: team.name, TeamRow.tier: lambda team: team.tier}, order=TeamRow.id
)
_TEMPLATES = Shelf(
    TemplateRow,
    Template,
    {TemplateRow.name: lambda template: template.name, TemplateRow.language: lambda template: template.language},
    order=TemplateRow.id,
    is_paired=True,
)


def load_organisation(tx: Transaction, *, with_customers: bool = False) -> Organisation:
    """Take the organisation as it stands; tiers by level, all else in the order in which it came."""
    return Organisation(
        site=next(iter(_SITE.load(tx)), None),
        calendars=load_calendar_sources(tx),
        tiers=_TIERS.load(tx),
        people=_PEOPLE.load(tx),
        teams=_TEAMS.load(tx),
        customers=load_all_customers(tx) if with_customers else (),
        templates=_TEMPLATES.load(tx),
    )


def save_organisation(
    tx: Transaction, organisation: Organisation, rules_by_calendar: Mapping[str, CalendarRules], by: str
) -> Organisation:
    """Insert and update by name, level, login or mail; give what was new or different, which the history keeps too.

    `rules_by_calendar` has the expanded rules of each calendar that the organisation brings.
    """
    changed = Organisation(
        site=next(iter(_SITE.put(tx, () if organisation.site is None else (organisation.site,))), None),
        calendars=save_calendars(tx, organisation.calendars, rules_by_calendar),
        tiers=_TIERS.put(tx, organisation.tiers),
        people=_save_people(tx, organisation.people),
        teams=_TEAMS.put(tx, organisation.teams),
        templates=_TEMPLATES.put(tx, organisation.templates),
    )
    if changed != Organisation():
        record_change(tx, changed, by)
        tx.touch(DIRECTORY_CHANGED)
    return replace(changed, customers=save_customers(tx, organisation.customers))


def find_person_by_os_user(tx: Transaction, os_user: str) -> Person | None:
    """Find who works under this name of the operating system; None where that is nobody."""
    return tx.kept("people by os_user", _people_by_os_user).get(os_user)


def load_people(tx: Transaction) -> Mapping[str, Person]:
    """Take everybody by login, also those who have left; kept until somebody changes the organisation."""
    return tx.kept("people", lambda tx: {person.login: person for person in _PEOPLE.load(tx)})


def _people_by_os_user(tx: Transaction) -> Mapping[str, Person]:
    return {person.os_user or person.login: person for person in load_people(tx).values()}


def inactive_logins(tx: Transaction) -> frozenset[str]:
    """The people who have left: their names stay, but they are given no work."""
    return frozenset(login for (login,) in tx.rows(PersonRow.select(PersonRow.login).where(~PersonRow.is_active)))


def set_active(tx: Transaction, login: str, *, is_active: bool) -> None:
    """Let a person go, or take the person back."""
    if not tx.run(PersonRow.update(is_active=is_active).where(PersonRow.login == login)):
        raise Refused(f'there is no person "{login}"')
    tx.touch(DIRECTORY_CHANGED)


def _save_people(tx: Transaction, people: tuple[Person, ...]) -> tuple[Person, ...]:
    try:
        with tx.savepoint():
            return _PEOPLE.put(tx, people)
    except IntegrityError as error:
        raise Refused(
            "two people cannot have the same mail address or os_user, not even while they swap them"
        ) from error
