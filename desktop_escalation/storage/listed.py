"""What lists know of tickets, as it is stored: to be compared with what follows from the lives."""

from collections.abc import Sequence
from typing import Any

from peewee import Field

from desktop_escalation.domain.life import Life
from desktop_escalation.domain.standing import Countdown
from desktop_escalation.storage import ticket_columns as columns
from desktop_escalation.storage.row import is_among
from desktop_escalation.storage.ticket_rows import PersonalQueueRow, TicketRow
from desktop_escalation.storage.transaction import Transaction

LISTED_COLUMNS: tuple[Field, ...] = (*columns.COUNTDOWN_COLUMNS, TicketRow.touched_at)


def load_listed(tx: Transaction, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """Load the stored countdown of tickets and when they were touched, in the order of `LISTED_COLUMNS`."""
    found = tx.rows(TicketRow.select(TicketRow.id, *LISTED_COLUMNS).where(is_among(TicketRow.id, ids)))
    return {values[0]: tuple(values[1:]) for values in found}


def listed_values(life: Life, countdown: Countdown | None) -> tuple[Any, ...]:
    """Give what should be stored of them, in whole milliseconds as the database keeps them."""
    values = (*columns.countdown_values(countdown), life.past.touched.since_at)
    return tuple(_kept(column, value) for column, value in zip(LISTED_COLUMNS, values, strict=True))


def _kept(column: Field, value: Any) -> Any:
    return value if value is None else column.python_value(column.db_value(value))  # type: ignore[no-untyped-call]


def load_places(tx: Transaction, ids: Sequence[int]) -> dict[int, set[tuple[Any, ...]]]:
    """Load the stored rows of the places of tickets in personal queues."""
    found: dict[int, set[tuple[Any, ...]]] = {ticket_id: set() for ticket_id in ids}
    query = PersonalQueueRow.select(*columns.PLACE_COLUMNS).where(is_among(PersonalQueueRow.ticket_id, ids))
    for values in tx.rows(query):
        found[values[0]].add(tuple(values))
    return found
