"""The fields of a ticket that conditions may look at."""

from datetime import datetime

from desktop_escalation.domain.conditions import Facts
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Ticket


def facts_of(ticket: Ticket, customer: Customer | None, at: datetime) -> Facts:
    """Lay out what conditions see of a ticket at `at`; what is not known is None."""
    return {
        "priority": int(ticket.priority),
        "category": ticket.category,
        "state": ticket.state.value,
        "tier": ticket.tier,
        "team": ticket.team,
        "tags": ticket.tags,
        "subject": ticket.subject,
        "body": ticket.body,
        "channel": ticket.channel.value,
        "age": at - ticket.created_at,
        "reopened": ticket.reopened,
        "transfers": ticket.transfers,
        "customer.plan": None if customer is None else customer.plan,
        "customer.organisation": None if customer is None else customer.organisation,
        "customer.vip": None if customer is None else customer.vip,
        "customer.language": None if customer is None else customer.language,
    }
