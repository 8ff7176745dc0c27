"""Tickets that the engine could not decide about: kept apart, so that they hold up no other, and tried again."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct
from peewee import BigIntegerField, IntegerField, TextField, fn

from desktop_escalation.storage.fields import InstantField, to_milliseconds
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import Transaction

FIRST_RETRY = timedelta(minutes=1)
LONGEST_RETRY = timedelta(hours=1)
# After so many the longest pause is reached.
DOUBLINGS = 6


class SetAsideRow(Row):
    """A ticket that is set aside."""

    ticket_id = BigIntegerField(primary_key=True)
    since_at = InstantField()
    retry_at = InstantField()
    attempts = IntegerField()
    problem = TextField()


# SQLite takes the tables of a cross join in their order; by its own choice it reads all tickets where none is aside.
_ASIDE_DUE = """
SELECT set_aside.ticket_id FROM set_aside CROSS JOIN ticket
WHERE ticket.id = set_aside.ticket_id AND set_aside.retry_at <= ? ORDER BY set_aside.retry_at LIMIT ?
"""


class SetAside(Struct, frozen=True):
    """A ticket that is set aside: since when, what the last try ended with, and when the next one comes."""

    number: str
    subject: str
    since_at: datetime
    retry_at: datetime
    attempts: int
    problem: str


def set_aside(tx: Transaction, ticket_id: int, problem: str, *, is_doubtful: bool = False) -> SetAside:
    """Set a ticket aside, or for longer where it is aside already; each pause is twice the one before.

    Where it `is_doubtful` whether the ticket is to blame, the pause stays short, for another engine may do better.
    """
    row = SetAsideRow
    known = tx.rows(row.select(row.since_at, row.attempts).where(row.ticket_id == ticket_id))
    since_at, attempts = known[0] if known else (tx.now, 0)
    pause = FIRST_RETRY if is_doubtful else min(FIRST_RETRY * 2 ** min(attempts, DOUBLINGS), LONGEST_RETRY)
    values = (ticket_id, since_at, tx.now + pause, attempts + 1, problem)
    columns = (row.ticket_id, row.since_at, row.retry_at, row.attempts, row.problem)
    tx.insert_many(columns, [values], upsert_by=(row.ticket_id,))
    query = TicketRow.select(TicketRow.number, TicketRow.subject).where(TicketRow.id == ticket_id)
    ((number, subject),) = tx.rows(query)
    return SetAside(number, subject, *values[1:])


def bring_back(tx: Transaction, ids: Iterable[int]) -> None:
    """Bring tickets back among the others."""
    tx.run(SetAsideRow.delete().where(SetAsideRow.ticket_id.in_(list(ids))))


def list_set_aside(tx: Transaction) -> tuple[SetAside, ...]:
    """List the tickets that are set aside, those first that have been so for longest."""
    row = SetAsideRow
    query = row.select(TicketRow.number, TicketRow.subject, row.since_at, row.retry_at, row.attempts, row.problem)
    joined = query.join(TicketRow, on=(TicketRow.id == row.ticket_id)).order_by(row.since_at, row.ticket_id)
    return tuple(SetAside(*values) for values in tx.rows(joined))


def aside_due(tx: Transaction, limit: int) -> list[int]:
    """Find tickets that are to be tried again, whatever they wait for by now; a writing transaction claims them."""
    lock = "FOR UPDATE OF ticket SKIP LOCKED" if tx.is_postgresql and tx.is_writing else ""
    rows = tx.sql(f"{_ASIDE_DUE} {lock}", to_milliseconds(tx.now), limit)
    return [ticket_id for (ticket_id,) in rows]


def next_retry(tx: Transaction) -> datetime | None:
    """Tell when the next ticket that is set aside is tried again; None where none is."""
    ((first,),) = tx.rows(SetAsideRow.select(fn.MIN(SetAsideRow.retry_at)))
    found: datetime | None = first
    return found
