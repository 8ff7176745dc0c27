"""What tickets wait for, as rows: found by time, and compared with what follows from the lives."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import fn

from desktop_escalation.storage import ticket_columns as columns
from desktop_escalation.storage.ticket_rows import ClockRow, WaitingRow
from desktop_escalation.storage.transaction import Transaction

AT_ONCE = 500


def load_waiting(tx: Transaction, ids: Sequence[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Load the stored rows of what tickets wait for, to be compared with what follows from their lives."""
    found: dict[int, set[tuple[Any, ...]]] = {ticket_id: set() for ticket_id in ids}
    for values in tx.rows(WaitingRow.select(*columns.WAITING_COLUMNS).where(WaitingRow.ticket_id.in_(list(ids)))):
        found[values[0]].add(tuple(values))
    return found


def due_tickets(tx: Transaction, now: datetime, limit: int = AT_ONCE) -> list[int]:
    """Find tickets for which something is due, the longest due first."""
    query = (
        WaitingRow.select(WaitingRow.ticket_id)
        .where(WaitingRow.fire_at <= now)
        .order_by(WaitingRow.fire_at, WaitingRow.ticket_id)
        .limit(limit)
    )
    return list(dict.fromkeys(row[0] for row in tx.rows(query)))


def next_due(tx: Transaction) -> datetime | None:
    """Tell when the next thing is due; None where nothing is waited for."""
    ((first,),) = tx.rows(
        WaitingRow.select(fn.MIN(WaitingRow.fire_at)).where(WaitingRow.fire_at.is_null(is_null=False))
    )
    found: datetime | None = first
    return found


def oldest_due(tx: Transaction, ids: Sequence[int]) -> datetime | None:
    """Tell since when something is due for some tickets."""
    is_theirs = WaitingRow.ticket_id.in_(list(ids)) & (WaitingRow.fire_at <= tx.now)
    ((first,),) = tx.rows(WaitingRow.select(fn.MIN(WaitingRow.fire_at)).where(is_theirs))
    found: datetime | None = first
    return found


def count_due(tx: Transaction) -> int:
    """Count the tickets for which something is due."""
    query = WaitingRow.select(fn.COUNT(WaitingRow.ticket_id.distinct())).where(WaitingRow.fire_at <= tx.now)
    ((count,),) = tx.rows(query)
    return int(count)


def load_due_times(tx: Transaction, ids: Sequence[int]) -> dict[int, dict[tuple[str, int], datetime | None]]:
    """Load the stored due time of each clock, by metric and cycle."""
    found: dict[int, dict[tuple[str, int], datetime | None]] = {ticket_id: {} for ticket_id in ids}
    query = ClockRow.select(ClockRow.ticket_id, ClockRow.metric, ClockRow.cycle, ClockRow.due_at)
    for ticket_id, metric, cycle, due_at in tx.rows(query.where(ClockRow.ticket_id.in_(list(ids)))):
        found[ticket_id][metric, cycle] = due_at
    return found
