"""What a decision needs beside the tickets, loaded in the same transaction: rules, people, loads, customers."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct, field

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import AssignMode, MoveTo, Policy, Urgency
from desktop_escalation.domain.rules import Rules, make_rules
from desktop_escalation.domain.scene import Outage, Scene
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage import policies
from desktop_escalation.storage.customers import load_customers
from desktop_escalation.storage.engine_log import last_choices
from desktop_escalation.storage.lives import StoredLife
from desktop_escalation.storage.loads import last_agents_of, open_tickets_by_login
from desktop_escalation.storage.transaction import Transaction


class Surroundings(Struct, frozen=True):
    """The rules and the people of a moment, with the customers of the tickets at hand."""

    now: datetime
    rules: Rules
    directory: Directory
    customers: Mapping[str, Customer]
    outages: tuple[Outage, ...] = ()
    deliverable: dict[tuple[str, Urgency, bool, str], datetime] = field(default_factory=dict)

    def customer_of(self, life: Life) -> Customer | None:
        """Give the customer of a ticket; None where it has none."""
        mail = life.ticket.customer
        return None if mail is None else self.customers.get(mail.lower())

    def scene(self, life: Life, last_agents: tuple[str, ...] = (), directory: Directory | None = None) -> Scene:
        """Set the scene for a decision about one ticket; `directory` has the loads as earlier choices left them."""
        return Scene(
            now=self.now,
            rules=self.rules,
            directory=directory or self.directory,
            customer=self.customer_of(life),
            last_agents=last_agents,
            outages=self.outages,
            deliverable=self.deliverable,
        )


def load_rules(tx: Transaction, directory: Directory, refs: Iterable[PolicyRef]) -> Rules:
    """Give the policies in force, and the versions that some tickets are or were under."""
    in_force = tx.kept("policies in force", policies.latest)
    known = {PolicyRef(policy.name, policy.version) for policy in in_force}
    versions = {ref: _version(tx, ref) for ref in set(refs) - known}
    return make_rules(in_force, versions, directory.calendars)


def _version(tx: Transaction, ref: PolicyRef) -> Policy:
    return tx.kept(f"policy {ref.name}/{ref.version}", lambda tx: policies.version(tx, ref.name, ref.version))


def look_around(tx: Transaction, lives: Iterable[Life] = ()) -> Surroundings:
    """Load what decisions about these tickets need."""
    at_hand = tuple(lives)
    directory = load_directory(tx)
    refs = {life.ticket.policy for life in at_hand if life.ticket.policy is not None}
    rules = load_rules(tx, directory, refs)
    mails = {life.ticket.customer for life in at_hand if life.ticket.customer is not None}
    customers = {customer.mail.lower(): customer for customer in load_customers(tx, mails)}
    return Surroundings(tx.now, rules, directory, customers)


def with_loads(tx: Transaction, around: Surroundings, of: Collection[str] | None = None) -> Surroundings:
    """Add the loads `of` some people or of all, and when they were chosen last, where a policy chooses by that."""
    modes = assign_modes(around.rules)
    directory = around.directory
    if AssignMode.LEAST_LOADED in modes:
        directory = replace(directory, loads=open_tickets_by_login(tx, of))
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


def candidates(around: Surroundings) -> frozenset[str]:
    """List the members of every team to which a policy may move a ticket and give it to the least loaded."""
    moves = [move for policy in _policies(around.rules) for move in _moves(policy)]
    by_load = [move for move in moves if move.assign.mode is AssignMode.LEAST_LOADED]
    names, tiers = {move.team for move in by_load}, {move.tier for move in by_load if move.team is None}
    teams = (team for team in around.directory.teams.values() if team.name in names or team.tier in tiers)
    return frozenset(login for team in teams for login in team.members)


def assign_modes(rules: Rules) -> frozenset[AssignMode]:
    """Give the ways in which some policy assigns."""
    return frozenset().union(*(_modes(policy) for policy in _policies(rules)))


def _policies(rules: Rules) -> tuple[Policy, ...]:
    return (*rules.in_force, *rules.versions.values())


def _modes(policy: Policy) -> frozenset[AssignMode]:
    return frozenset(move.assign.mode for move in _moves(policy))


def _moves(policy: Policy) -> Iterator[MoveTo]:
    return (action for step in policy.steps for action in step.actions if isinstance(action, MoveTo))
