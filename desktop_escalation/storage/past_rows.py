"""Rows of a past that was made up or imported: written with moments of their own instead of the clock's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.messages import Message
from desktop_escalation.storage.engine_log import EnginePassRow, EngineWatchRow
from desktop_escalation.storage.messages import COLUMNS
from desktop_escalation.storage.row import columns_of
from desktop_escalation.storage.ticket_rows import TicketCounterRow
from desktop_escalation.storage.transaction import Transaction


@dataclass(frozen=True, slots=True)
class PastMessage:
    """A message of the ticket with this row id, and what became of it."""

    ticket_id: int
    message: Message
    made_at: datetime
    state: DeliveryState
    state_at: datetime


@dataclass(frozen=True, slots=True)
class PastPass:
    """A pass of the engine that found something due."""

    at: datetime
    looked_at: int
    fired: int
    skipped: int


def add_past_messages(tx: Transaction, messages: Sequence[PastMessage]) -> None:
    """Write messages whose keys are new."""
    tx.insert_many(COLUMNS, [_values(one) for one in messages])
    if messages:
        tx.touch("message")


def _values(one: PastMessage) -> tuple[object, ...]:
    message = one.message
    return (
        message.key,
        one.ticket_id,
        message.escalation,
        message.to,
        message.is_for_customer,
        message.channel.value,
        message.urgency.value,
        one.made_at,
        message.deliver_at,
        message.expires_at,
        message.subject,
        message.body,
        message.why,
        one.state.value,
        one.state_at,
        None,
    )


def add_past_passes(
    tx: Transaction, engine: str, passes: Sequence[PastPass], watched: tuple[datetime, datetime]
) -> None:
    """Write the passes of an engine, and the time in which it was there."""
    rows = [(one.at, engine, one.looked_at, one.fired, one.skipped) for one in passes]
    tx.insert_many(columns_of(EnginePassRow, but=EnginePassRow.id), rows)
    tx.insert_many(columns_of(EngineWatchRow, but=EngineWatchRow.id), [(engine, *watched)])


def continue_numbers_after(tx: Transaction, last: int) -> None:
    """Let the next ticket have the number after `last`."""
    tx.run(TicketCounterRow.update(last=last))
