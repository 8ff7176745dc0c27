"""Rows of a past that was made up or imported: written with moments of their own instead of the clock's."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.messages import Message
from desktop_escalation.storage.engine_log import EngineWatchRow
from desktop_escalation.storage.messages import COLUMNS, message_values
from desktop_escalation.storage.ticket_rows import TicketCounterRow
from desktop_escalation.storage.transaction import Transaction


class PastMessage(Struct, frozen=True):
    """A message of the ticket with this row id, and what became of it."""

    ticket_id: int
    message: Message
    made_at: datetime
    state: DeliveryState
    state_at: datetime


def add_past_messages(tx: Transaction, messages: Sequence[PastMessage]) -> None:
    """Write messages whose keys are new."""
    rows = (message_values(one.made_at, one.ticket_id, one.message, (one.state, one.state_at)) for one in messages)
    tx.insert_many(COLUMNS, rows)
    if messages:
        tx.touch("message")


def add_past_watch(tx: Transaction, engine: str, from_at: datetime, to_at: datetime) -> None:
    """Write the time in which an engine was there."""
    tx.run(EngineWatchRow.insert(engine=engine, from_at=from_at, to_at=to_at))


def continue_numbers_after(tx: Transaction, last: int) -> None:
    """Let the next ticket have the number after `last`."""
    tx.run(TicketCounterRow.update(last=last))
