"""What a decision needs beside the tickets, loaded in the same transaction: rules, people, loads, customers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.people import Customer, Site
from desktop_escalation.domain.policy import AssignMode, MoveTo, Policy
from desktop_escalation.domain.rules import Rules, make_rules
from desktop_escalation.domain.scene import Outage, Scene
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.storage import policies
from desktop_escalation.storage.calendars import load_calendars
from desktop_escalation.storage.customers import load_customers
from desktop_escalation.storage.directory import inactive_logins, load_organisation
from desktop_escalation.storage.engine_log import last_choices
from desktop_escalation.storage.lives import StoredLife
from desktop_escalation.storage.loads import last_agents_of, open_tickets_by_login
from desktop_escalation.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The rules and the people of a moment, with the customers of the tickets at hand."""

    now: datetime
    rules: Rules
    directory: Directory
    customers: Mapping[str, Customer]
    outages: tuple[Outage, ...] = ()

    def customer_of(self, life: Life) -> Customer | None:
        """Give the customer of a ticket; None where it has none."""
        mail = life.ticket.customer
        return None if mail is None else self.customers.get(mail.lower())

    def scene(self, life: Life, last_agents: tuple[str, ...] = ()) -> Scene:
        """Set the scene for a decision about one ticket."""
        return Scene(self.now, self.rules, self.directory, self.customer_of(life), last_agents, self.outages)


def load_directory(tx: Transaction) -> Directory:
    """Load the organisation as decisions see it; those who have left are nobody's recipient."""
    organisation = load_organisation(tx)
    gone = inactive_logins(tx)
    return Directory(
        site=organisation.site or Site(),
        tiers={tier.level: tier for tier in organisation.tiers},
        teams={team.name: team for team in organisation.teams},
        people={person.login: person for person in organisation.people if person.login not in gone},
        calendars=load_calendars(tx),
        templates={(template.name, template.language): template for template in organisation.templates},
    )


def load_rules(tx: Transaction, directory: Directory, refs: Iterable[PolicyRef]) -> Rules:
    """Load the policies in force, and the versions that some tickets are or were under."""
    in_force = policies.latest(tx)
    known = {PolicyRef(policy.name, policy.version) for policy in in_force}
    versions = {ref: policies.version(tx, ref.name, ref.version) for ref in set(refs) - known}
    return make_rules(in_force, versions, directory.calendars)


def look_around(tx: Transaction, lives: Iterable[Life] = ()) -> Surroundings:
    """Load what decisions about these tickets need."""
    at_hand = tuple(lives)
    directory = load_directory(tx)
    refs = {life.ticket.policy for life in at_hand if life.ticket.policy is not None}
    rules = load_rules(tx, directory, refs)
    mails = {life.ticket.customer for life in at_hand if life.ticket.customer is not None}
    customers = {customer.mail.lower(): customer for customer in load_customers(tx, mails)}
    return Surroundings(tx.now, rules, directory, customers)


def with_loads(tx: Transaction, around: Surroundings) -> Surroundings:
    """Add how loaded people are and when they were last chosen, where a policy chooses by that."""
    modes = assign_modes(around.rules)
    directory = around.directory
    if AssignMode.LEAST_LOADED in modes:
        directory = replace(directory, loads=open_tickets_by_login(tx))
    if AssignMode.ROUND_ROBIN in modes:
        directory = replace(directory, last_chosen=last_choices(tx))
    return around if directory is around.directory else replace(around, directory=directory)


def agents_who_knew(tx: Transaction, stored: StoredLife, rules: Rules) -> tuple[str, ...]:
    """List who worked for the ticket's customer before, latest first, where the ticket's policy chooses by that."""
    ticket = stored.life.ticket
    policy = rules.policy(ticket.policy)
    if policy is None or ticket.customer is None or AssignMode.LAST_AGENT not in _modes(policy):
        return ()
    return last_agents_of(tx, ticket.customer, but=stored.id)


def assign_modes(rules: Rules) -> frozenset[AssignMode]:
    """Give the ways in which some policy assigns."""
    return frozenset().union(*(_modes(policy) for policy in (*rules.in_force, *rules.versions.values())))


def _modes(policy: Policy) -> frozenset[AssignMode]:
    return frozenset(
        action.assign.mode for step in policy.steps for action in step.actions if isinstance(action, MoveTo)
    )
