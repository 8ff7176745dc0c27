"""The fields of a ticket that conditions may look at."""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.conditions import Age, Facts, Seen
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Ticket


class _Sight(Struct, frozen=True):
    """A ticket at a moment, of which conditions look at a few fields only."""

    ticket: Ticket
    customer: Customer | None
    at: datetime

    def get(self, field: str, /) -> Seen:
        read = _FIELDS.get(field)
        if read is not None:
            return read(self)
        read_customer = _CUSTOMER_FIELDS.get(field)
        return None if read_customer is None or self.customer is None else read_customer(self.customer)


def facts_of(ticket: Ticket, customer: Customer | None, at: datetime) -> Facts:
    """Give what conditions see of a ticket at `at`; what is not known is None."""
    return _Sight(ticket, customer, at)


_FIELDS: Mapping[str, Callable[[_Sight], Seen]] = {
    "priority": lambda sight: int(sight.ticket.priority),
    "category": lambda sight: sight.ticket.category,
    "state": lambda sight: sight.ticket.state.value,
    "tier": lambda sight: sight.ticket.tier,
    "team": lambda sight: sight.ticket.team,
    "tags": lambda sight: sight.ticket.tags,
    "subject": lambda sight: sight.ticket.subject,
    "body": lambda sight: sight.ticket.body,
    "channel": lambda sight: sight.ticket.channel.value,
    "age": lambda sight: Age(sight.at - sight.ticket.created_at),
    "reopened": lambda sight: sight.ticket.reopened,
    "transfers": lambda sight: sight.ticket.transfers,
}
_CUSTOMER_FIELDS: Mapping[str, Callable[[Customer], Seen]] = {
    "customer.plan": lambda customer: customer.plan,
    "customer.organisation": lambda customer: customer.organisation,
    "customer.vip": lambda customer: customer.vip,
    "customer.language": lambda customer: customer.language,
}
