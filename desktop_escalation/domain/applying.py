"""Why a policy governed a ticket at a moment: its conditions, and what they saw then."""

from collections.abc import Sequence
from datetime import datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.ticket_after import opened_ticket, ticket_after


def applying(policy: Policy, ticket: Ticket, customer: Customer | None, at: datetime) -> tuple[Finding, ...]:
    """Say what each test of a policy's `applies_when` sees of a ticket; of customers only the present is known."""
    return policy.applies_when.judge(facts_of(ticket, customer, at)).findings


def ticket_before(history: Sequence[Event], at: datetime) -> Ticket:
    """Give the ticket as it stood before whatever happened at a moment, at the earliest as it was opened."""
    opened = history[0]
    if not isinstance(opened.fact, events.Opened):
        raise TypeError(f"a history begins with the opening of a ticket, not with {type(opened.fact).__name__}")
    ticket = opened_ticket(opened, opened.fact)
    for event in history[1:]:
        if event.at >= at:
            break
        ticket = ticket_after(ticket, event)
    return ticket
