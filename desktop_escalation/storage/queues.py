"""Finding tickets by queue: one query, sorted by what is due next."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from peewee import SQL, Expression

from desktop_escalation.domain.ticket import State
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import Transaction

ACTIVE = (State.NEW, State.OPEN, State.PENDING)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which tickets to list; what is None or empty does not matter."""

    states: tuple[State, ...] = ACTIVE
    tier: int | None = None
    team: str | None = None
    assignee: str | None = None
    is_unassigned: bool = False
    customer: str | None = None
    priority: int | None = None
    limit: int = SHOWN


def find_tickets(tx: Transaction, query: QueueQuery) -> list[int]:
    """Find the row ids of tickets, the next due first, those without a due time last."""
    conditions: list[Expression] = [TicketRow.state.in_([state.value for state in query.states])]
    if query.tier is not None:
        conditions.append(TicketRow.tier == query.tier)
    if query.team is not None:
        conditions.append(TicketRow.team == query.team)
    if query.assignee is not None:
        conditions.append(TicketRow.assignee == query.assignee)
    if query.is_unassigned:
        conditions.append(TicketRow.assignee.is_null())
    if query.customer is not None:
        conditions.append(TicketRow.customer == query.customer.lower())
    if query.priority is not None:
        conditions.append(TicketRow.priority == query.priority)
    found = TicketRow.select(TicketRow.id).where(reduce(and_, conditions))
    ordered = found.order_by(SQL("next_due_at IS NULL"), TicketRow.next_due_at, TicketRow.id)
    return [row[0] for row in tx.rows(ordered.limit(query.limit))]
