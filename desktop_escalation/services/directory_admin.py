"""The organisation as administrators keep it: importing, checking and exporting files, and adding people."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.errors import Problem, Refused, Unreadable, did_you_mean
from desktop_escalation.domain.organisation_check import merge, unknown_names, warnings
from desktop_escalation.domain.organisation_diff import Entry, changed_entries
from desktop_escalation.domain.organisation_export import write_organisation
from desktop_escalation.domain.organisation_text import find_places, parse_organisation
from desktop_escalation.domain.people import CalendarSource, Organisation, Person, Team
from desktop_escalation.domain.policy_names import unknown_names as unknown_in_policy
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.template_places import placeholder_faults
from desktop_escalation.domain.value import replace
from desktop_escalation.services.actors import Actor, find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.holiday_packs import check_pack, expanded
from desktop_escalation.services.once import Once, Wish
from desktop_escalation.services.rescheduling import reschedule_on
from desktop_escalation.storage.calendars import load_calendars
from desktop_escalation.storage.changes import hold_new_tickets
from desktop_escalation.storage.customers import load_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import inactive_logins, load_organisation, save_organisation
from desktop_escalation.storage.policies import latest
from desktop_escalation.storage.transaction import Transaction


class ImportReport(Struct, frozen=True):
    """What became new or different, what looks odd, whose hours changed, and how many tickets that rescheduled."""

    entries: tuple[Entry, ...]
    warnings: tuple[str, ...]
    calendars: tuple[str, ...] = ()
    rescheduled: int = 0


class Colleague(Struct, frozen=True):
    """A person with the names of the teams that he or she is a member of; False is said of one who has left."""

    person: Person
    teams: tuple[str, ...]
    is_active: bool


class DirectoryAdmin(Struct, frozen=True):
    """The use cases around the organisation."""

    store: Store

    def import_organisation(self, asking: Asking, text: str, source: str) -> ImportReport:
        """Insert and update what a file says, all or nothing; `source` is the file's name in messages."""
        new = parse_organisation(text, source)

        def work(tx: Transaction, actor: Actor) -> ImportReport:
            hold_new_tickets(tx)
            existing = _existing(tx, new)
            merged = _merged(existing, new, text, source)
            return _save(tx, existing, new, merged, actor.name)

        return Once(self.store).do(asking, Wish(Right.ORGANISATION_IMPORT, (text,)), ImportReport, work)

    def check_organisation(self, asking: Asking, text: str, source: str) -> ImportReport:
        """Tell what importing a file would do, and do nothing."""
        new = parse_organisation(text, source)
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ORGANISATION_CHECK)
            existing = _existing(tx, new)
            merged = _merged(existing, new, text, source)
            return ImportReport(changed_entries(existing, new), _warnings(tx, merged))

    def export_organisation(self, asking: Asking) -> str:
        """Write the whole organisation, customers too, as the file that imports back unchanged."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ORGANISATION_EXPORT)
            return write_organisation(load_organisation(tx, with_customers=True))

    def add_person(self, asking: Asking, person: Person, teams: tuple[str, ...] = ()) -> ImportReport:
        """Take a new person in, as a member of some teams."""

        def work(tx: Transaction, actor: Actor) -> ImportReport:
            hold_new_tickets(tx)
            existing = load_organisation(tx)
            if any(known.login == person.login for known in existing.people):
                raise Refused(f'there is a person "{person.login}" already: change them with organisation import')
            new = Organisation(people=(person,), teams=tuple(_joined(existing, name, person) for name in teams))
            merged = merge(existing, new)
            for problem in unknown_names(merged):
                raise Refused(problem.message)
            return _save(tx, existing, new, merged, actor.name)

        return Once(self.store).do(asking, Wish(Right.PERSON_ADD, (person, teams)), ImportReport, work)

    def list_people(self, asking: Asking) -> tuple[Colleague, ...]:
        """List everybody, those who have left too, by login."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.PERSON_LIST)
            organisation, gone = load_organisation(tx), inactive_logins(tx)
            return tuple(
                Colleague(
                    person,
                    tuple(team.name for team in organisation.teams if person.login in team.members),
                    person.login not in gone,
                )
                for person in sorted(organisation.people, key=lambda person: person.login)
            )

    def renew_holidays(self, asking: Asking) -> ImportReport:
        """Expand the packs of public holidays anew, for the years that have come into reach; to be done each year."""

        def work(tx: Transaction, actor: Actor) -> ImportReport:
            hold_new_tickets(tx)
            existing = load_organisation(tx)
            return _save(tx, existing, Organisation(), existing, actor.name)

        return Once(self.store).do(asking, Wish(Right.CALENDAR_CHANGE), ImportReport, work)


# --- inside a transaction -----------------------------------------------------


def _existing(tx: Transaction, new: Organisation) -> Organisation:
    """Load the organisation with those customers that a file mentions."""
    return replace(load_organisation(tx), customers=load_customers(tx, (customer.mail for customer in new.customers)))


def _merged(existing: Organisation, new: Organisation, text: str, source: str) -> Organisation:
    merged, places = merge(existing, new), find_places(text)
    problems = (
        *unknown_names(merged, places),
        *placeholder_faults(text, new.templates),
        *_unknown_packs(new.calendars, places),
    )
    if problems:
        raise Unreadable(source, sorted(problems, key=lambda problem: problem.line or 0))
    return merged


def _unknown_packs(
    calendars: tuple[CalendarSource, ...], places: Mapping[tuple[str, str, str], int]
) -> Iterator[Problem]:
    for calendar in calendars:
        if calendar.public_holidays is None:
            continue
        try:
            check_pack(calendar.public_holidays)
        except Refused as refused:
            line = places.get(("calendar", calendar.name, "public_holidays"))
            yield Problem(f'calendar "{calendar.name}", public_holidays: {refused}', line)


def _save(tx: Transaction, existing: Organisation, new: Organisation, merged: Organisation, by: str) -> ImportReport:
    """Save what is new, expand every pack anew, and move the steps of the tickets whose hours changed."""
    before = load_calendars(tx)
    mentioned = {calendar.name for calendar in new.calendars}
    calendars = tuple(
        calendar for calendar in merged.calendars if calendar.name in mentioned or calendar.public_holidays is not None
    )
    save_organisation(tx, replace(new, calendars=calendars), _rules(tx, calendars), by)
    changed = tuple(name for name, calendar in load_calendars(tx).items() if before.get(name, calendar) != calendar)
    return ImportReport(changed_entries(existing, new), _warnings(tx, merged), changed, reschedule_on(tx, changed))


def _rules(tx: Transaction, calendars: tuple[CalendarSource, ...]) -> dict[str, CalendarRules]:
    return {calendar.name: expanded(calendar, tx.now) for calendar in calendars}


def _warnings(tx: Transaction, merged: Organisation) -> tuple[str, ...]:
    return (*warnings(merged), *_broken_policies(tx, merged))


def _broken_policies(tx: Transaction, merged: Organisation) -> Iterator[str]:
    for policy in latest(tx):
        for problem in unknown_in_policy(policy, merged):
            yield f'policy "{policy.name}": {problem.message}'


def _joined(existing: Organisation, name: str, person: Person) -> Team:
    teams = {team.name: team for team in existing.teams}
    if name not in teams:
        raise Refused(f'there is no team "{name}"{did_you_mean(name, teams)}')
    return replace(teams[name], members=(*teams[name].members, person.login))
