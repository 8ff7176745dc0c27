"""Finding tickets by queue, sorted by what is due next: by one query or, at the end of a list, by two."""

from collections.abc import Iterator
from functools import reduce
from operator import and_

from peewee import Node, Select, fn

from desktop_escalation.domain.queue import ACTIVE, QueueQuery
from desktop_escalation.storage.ticket_rows import IS_ACTIVE, ClockRow, TicketRow
from desktop_escalation.storage.transaction import Transaction


def find_tickets(tx: Transaction, query: QueueQuery) -> list[int]:
    """Find the row ids of tickets, the next due first, those without a due time last."""
    found = TicketRow.select(TicketRow.id).where(reduce(and_, _conditions(tx, query)))
    with_due = found.where(TicketRow.next_due_at.is_null(is_null=False)).order_by(TicketRow.next_due_at, TicketRow.id)
    ids = [row[0] for row in tx.rows(with_due.limit(query.limit))]
    if len(ids) == query.limit:
        return ids
    without = found.where(TicketRow.next_due_at.is_null()).order_by(TicketRow.id)
    return ids + [row[0] for row in tx.rows(without.limit(query.limit - len(ids)))]


def _conditions(tx: Transaction, query: QueueQuery) -> Iterator[Node]:
    yield (
        IS_ACTIVE if set(query.states) == set(ACTIVE) else TicketRow.state.in_([state.value for state in query.states])
    )
    if query.tier is not None:
        yield TicketRow.tier == query.tier
    if query.team is not None:
        yield TicketRow.team == query.team
    if query.assignee is not None:
        yield TicketRow.assignee == query.assignee
    if query.is_unassigned:
        yield TicketRow.assignee.is_null()
    if query.customer is not None:
        yield TicketRow.customer == query.customer.lower()
    if query.priority is not None:
        yield TicketRow.priority == query.priority
    if query.is_breached:
        yield TicketRow.id.in_(_breached(tx))


def _breached(tx: Transaction) -> Select:
    is_over = ClockRow.ending.is_null() & (ClockRow.due_at <= tx.now)
    return ClockRow.select(ClockRow.ticket_id).where(ClockRow.breached_at.is_null(is_null=False) | is_over)


def all_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets, the oldest first."""
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).order_by(TicketRow.id))]


def active_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets that are at work, the oldest first."""
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).where(IS_ACTIVE).order_by(TicketRow.id))]


def count_tickets(tx: Transaction) -> int:
    """Count all tickets, whatever their state."""
    ((count,),) = tx.rows(TicketRow.select(fn.COUNT(TicketRow.id)))
    return int(count)
