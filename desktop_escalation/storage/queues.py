"""Finding tickets by queue: one query, sorted by what is due next."""

from functools import reduce
from operator import and_

from peewee import SQL, Expression, Select, fn

from desktop_escalation.domain.queue import ACTIVE, QueueQuery
from desktop_escalation.storage.ticket_rows import ClockRow, TicketRow
from desktop_escalation.storage.transaction import Transaction


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
    if query.is_breached:
        conditions.append(TicketRow.id.in_(_breached(tx)))
    found = TicketRow.select(TicketRow.id).where(reduce(and_, conditions))
    ordered = found.order_by(SQL("next_due_at IS NULL"), TicketRow.next_due_at, TicketRow.id)
    return [row[0] for row in tx.rows(ordered.limit(query.limit))]


def _breached(tx: Transaction) -> Select:
    is_over = ClockRow.ending.is_null() & (ClockRow.due_at <= tx.now)
    return ClockRow.select(ClockRow.ticket_id).where(ClockRow.breached_at.is_null(is_null=False) | is_over)


def all_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets, the oldest first."""
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).order_by(TicketRow.id))]


def active_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets that are at work, the oldest first."""
    is_active = TicketRow.state.in_([state.value for state in ACTIVE])
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).where(is_active).order_by(TicketRow.id))]


def count_tickets(tx: Transaction) -> int:
    """Count all tickets, whatever their state."""
    ((count,),) = tx.rows(TicketRow.select(fn.COUNT(TicketRow.id)))
    return int(count)
