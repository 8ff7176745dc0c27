"""Which policy governs a ticket: the first by order whose condition holds."""

from collections.abc import Iterable
from datetime import datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.conditions import Facts
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.life import Life, evolve
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.ticket import PolicyRef, Ticket

LOOKED_AT = (
    events.Opened,
    events.Begun,
    events.PriorityChanged,
    events.Categorised,
    events.Moved,
    events.Tagged,
    events.Reopened,
    events.Paused,
    events.Resumed,
    events.Assigned,
    events.Replied,
    events.Acknowledged,
)


def match(ticket: Ticket, customer: Customer | None, rules: Rules, at: datetime) -> events.PolicyApplied:
    """Find the policy that governs a ticket, and the names of those that match too but come later.

    A ticket that is under a policy is compared with the version that it is under: publishing touches new tickets only.
    """
    return _first(_candidates(ticket, rules), ticket, customer, at)


def lost_policies(ticket: Ticket, facts: Facts, rules: Rules) -> tuple[str, ...]:
    """Name the policies in force that would govern a ticket, of which these are the facts, if its own did not."""
    own = None if ticket.policy is None else ticket.policy.name
    return tuple(policy.name for policy in rules.in_force if policy.name != own and policy.applies_when.holds(facts))


def _first(
    candidates: Iterable[Policy], ticket: Ticket, customer: Customer | None, at: datetime
) -> events.PolicyApplied:
    facts = facts_of(ticket, customer, at)
    matching = [policy for policy in candidates if policy.applies_when.holds(facts)]
    if not matching:
        return events.PolicyApplied(None, (), "")
    winner = matching[0]
    return events.PolicyApplied(
        PolicyRef(winner.name, winner.version), tuple(policy.name for policy in matching[1:]), ""
    )


def _candidates(ticket: Ticket, rules: Rules) -> list[Policy]:
    if ticket.policy is None:
        return list(rules.in_force)
    own = rules.versions[ticket.policy]
    if any(policy is own for policy in rules.in_force):
        return list(rules.in_force)
    others = [policy for policy in rules.in_force if policy.name != own.name]
    return sorted([*others, own], key=lambda policy: (policy.order, policy.name))


def rematched(life: Life, since: tuple[Event, ...], customer: Customer | None, rules: Rules) -> tuple[Event, ...]:
    """List the change of policy that events of one moment bring about: none, or one."""
    if not life.ticket.is_active or not any(isinstance(event.fact, LOOKED_AT) for event in since):
        return ()
    last = since[-1]
    found = match(life.ticket, customer, rules, last.at)
    is_new = any(isinstance(event.fact, events.Opened) for event in since)
    if found.policy == life.ticket.policy and not is_new:
        return ()
    cause = "created" if is_new else "a field changed"
    return (Event(last.at, last.by, events.PolicyApplied(found.policy, found.lost, cause)),)


def with_policy(
    life: Life, since: tuple[Event, ...], customer: Customer | None, rules: Rules
) -> tuple[Life, tuple[Event, ...]]:
    """Carry a life over the change of policy that `since` brings about; give back all events, that one included."""
    change = rematched(life, since, customer, rules)
    for event in change:
        life = evolve(life, event, rules)
    return life, (*since, *change)


def moved_to_version_in_force(
    life: Life, name: str, customer: Customer | None, rules: Rules, act: Act
) -> tuple[Event, ...]:
    """List the change of policy that bringing open tickets under what is now in force of a name means for one.

    A ticket under an older version, or under a policy that is off, is matched anew; one that is under another policy
    or under none changes only where the named policy wins.
    """
    ticket = life.ticket
    if not ticket.is_active:
        return ()
    is_under = ticket.policy is not None and ticket.policy.name == name
    candidates = rules.in_force if is_under else _candidates(ticket, rules)
    found = _first(candidates, ticket, customer, act.at)
    is_won = found.policy is not None and found.policy.name == name
    if found.policy == ticket.policy or not (is_under or is_won):
        return ()
    return act.makes(events.PolicyApplied(found.policy, found.lost, "moved by hand"))
