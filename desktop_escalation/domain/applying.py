"""Why a policy governs a ticket: what its conditions saw when it came to govern it."""

from collections.abc import Sequence
from datetime import datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import PolicyRef, Ticket
from desktop_escalation.domain.ticket_after import opened_ticket, ticket_after


def applying(
    policy: Policy, history: Sequence[Event], customer: Customer | None, until: datetime
) -> tuple[Finding, ...]:
    """Say what each test of `applies_when` saw when the policy was applied, for the last time until a moment.

    Policies are matched when a ticket is opened and when a field changes that one of them looks at, not in between
    (semantics 4). Nothing where it was not applied by then. Of customers only the present is known.
    """
    ref = PolicyRef(policy.name, policy.version)
    times = [
        place
        for place, event in enumerate(history)
        if isinstance(event.fact, events.PolicyApplied) and event.fact.policy == ref and event.at <= until
    ]
    if not times:
        return ()
    seen = facts_of(_ticket_after(history[: times[-1]]), customer, history[times[-1]].at)
    return policy.applies_when.judge(seen).findings


def _ticket_after(history: Sequence[Event]) -> Ticket:
    opened = history[0]
    if not isinstance(opened.fact, events.Opened):
        raise TypeError(f"a history begins with the opening of a ticket, not with {type(opened.fact).__name__}")
    ticket = opened_ticket(opened, opened.fact)
    for event in history[1:]:
        ticket = ticket_after(ticket, event)
    return ticket
