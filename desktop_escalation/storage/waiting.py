"""What tickets wait for, as rows: found by time, and compared with what follows from the lives."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import fn

from desktop_escalation.storage import ticket_columns as columns
from desktop_escalation.storage.fields import from_milliseconds, to_milliseconds
from desktop_escalation.storage.row import is_among
from desktop_escalation.storage.set_aside import aside_due, next_retry
from desktop_escalation.storage.ticket_rows import ClockRow, WaitingRow
from desktop_escalation.storage.transaction import Transaction

AT_ONCE = 250

# Written out, since the order of the plan is what makes it cheap: the index of what waits by time comes first.
_DUE = """
SELECT waiting.ticket_id FROM waiting JOIN ticket ON ticket.id = waiting.ticket_id
WHERE waiting.fire_at <= ?
AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.ticket_id = waiting.ticket_id)
ORDER BY waiting.fire_at, waiting.ticket_id LIMIT ?
"""
_COUNT = """
SELECT COUNT(DISTINCT ticket_id) FROM waiting
WHERE fire_at <= ? AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.ticket_id = waiting.ticket_id)
"""
_NEXT = """
SELECT fire_at FROM waiting
WHERE fire_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM set_aside WHERE set_aside.ticket_id = waiting.ticket_id)
ORDER BY fire_at LIMIT 1
"""


def load_waiting(tx: Transaction, ids: Sequence[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Load the stored rows of what tickets wait for, to be compared with what follows from their lives."""
    found: dict[int, set[tuple[Any, ...]]] = {ticket_id: set() for ticket_id in ids}
    for values in tx.rows(WaitingRow.select(*columns.WAITING_COLUMNS).where(is_among(WaitingRow.ticket_id, ids))):
        found[values[0]].add(tuple(values))
    return found


def due_tickets(tx: Transaction, limit: int = AT_ONCE) -> dict[int, bool]:
    """Find tickets for which something is due, the longest due first; True for those that are set aside.

    A writing transaction claims them until its commit: on PostgreSQL what another engine has claimed is left to it, and
    the next ones are taken instead. Tickets that are set aside are left out until it is time to try them again, and are
    then found whatever they wait for, since a person may have acted on them meanwhile.
    """
    return dict.fromkeys(sound_due(tx, limit), False) | dict.fromkeys(aside_due(tx, limit), True)


def sound_due(tx: Transaction, limit: int) -> list[int]:
    """Find tickets, and maybe some twice, for which something is due and that are not set aside, in the same way."""
    lock = "FOR UPDATE OF ticket SKIP LOCKED" if tx.is_postgresql and tx.is_writing else ""
    rows = tx.sql(f"{_DUE} {lock}", to_milliseconds(tx.now), limit)
    return [ticket_id for (ticket_id,) in rows]


def next_due(tx: Transaction) -> datetime | None:
    """Tell when the next thing is due, or the next ticket set aside is tried; None where nothing is waited for."""
    return min((at for at in (next_waiting(tx), next_retry(tx)) if at is not None), default=None)


def next_waiting(tx: Transaction) -> datetime | None:
    """Tell when the next thing is due for a ticket that is not set aside."""
    rows = tx.sql(_NEXT)
    return from_milliseconds(rows[0][0]) if rows else None


def oldest_due(tx: Transaction, ids: Sequence[int]) -> datetime | None:
    """Tell since when something is due for some tickets."""
    is_theirs = is_among(WaitingRow.ticket_id, ids) & (WaitingRow.fire_at <= tx.now)
    ((first,),) = tx.rows(WaitingRow.select(fn.MIN(WaitingRow.fire_at)).where(is_theirs))
    found: datetime | None = first
    return found


def count_due(tx: Transaction) -> int:
    """Count the tickets for which something is due, less those that are set aside."""
    ((count,),) = tx.sql(_COUNT, to_milliseconds(tx.now))
    return int(count)


def load_due_times(tx: Transaction, ids: Sequence[int]) -> dict[int, dict[tuple[str, int], datetime | None]]:
    """Load the stored due time of each clock, by metric and cycle."""
    found: dict[int, dict[tuple[str, int], datetime | None]] = {ticket_id: {} for ticket_id in ids}
    query = ClockRow.select(ClockRow.ticket_id, ClockRow.metric, ClockRow.cycle, ClockRow.due_at)
    for ticket_id, metric, cycle, due_at in tx.rows(query.where(is_among(ClockRow.ticket_id, ids))):
        found[ticket_id][metric, cycle] = due_at
    return found
