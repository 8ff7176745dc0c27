"""Every message with its outcome: what is in the notification centre, in the outbox, and behind them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import (
    JOIN,
    BigAutoField,
    BigIntegerField,
    BooleanField,
    Expression,
    IntegerField,
    ModelSelect,
    TextField,
)

from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row, columns_of
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import Transaction


class MessageRow(Row):
    """A message; its key makes a repeat recognisable.

    The courier named by `lease_by` has it in hand until `lease_until`. `sent_at` is when it left by its way, `digest`
    the key of the message in which it is one of many.
    """

    id = BigAutoField()
    key = TextField()
    ticket_id = BigIntegerField(null=True)
    escalation = IntegerField(null=True)
    recipient = TextField()
    is_for_customer = BooleanField()
    channel = TextField()
    urgency = TextField()
    made_at = InstantField()
    deliver_at = InstantField()
    expires_at = InstantField(null=True)
    subject = TextField()
    body = TextField()
    why = TextField()
    state = TextField()
    state_at = InstantField()
    problem = TextField(null=True)
    next_try_at = InstantField(null=True)
    attempts = IntegerField(default=0)
    way = TextField(null=True)
    digest = TextField(null=True)
    sent_at = InstantField(null=True)
    lease_by = TextField(null=True)
    lease_until = InstantField(null=True)


# A storm of hundreds by three channels is still seen whole.
LONGEST_LIST = 5000
_OF_COURIERS = frozenset({"attempts", "way", "digest", "sent_at", "lease_by", "lease_until"})
_NOT_TOLD = frozenset({"sent_at", "lease_by", "lease_until"})

# What a message is made with; what couriers add has its default in the table.
COLUMNS = tuple(column for column in columns_of(MessageRow, but=MessageRow.id) if column.name not in _OF_COURIERS)
_READ = tuple(column for column in columns_of(MessageRow) if column.name not in _NOT_TOLD)


def add_messages(tx: Transaction, messages: Sequence[tuple[int, Message]]) -> None:
    """Put messages of tickets, given by row id, into the outbox; one that is there already is left as it is."""
    add_earlier_messages(tx, [(ticket_id, message, tx.now) for ticket_id, message in messages])


def reopen_messages(tx: Transaction, messages: Sequence[Message]) -> None:
    """Let those of some messages that were cancelled wait again, as if they were made now."""
    waiting, cancelled = DeliveryState.WAITING.value, DeliveryState.CANCELLED.value
    rows = [
        (waiting, tx.now, message.deliver_at, message.deliver_at, message.expires_at, 0, None, message.key, cancelled)
        for message in messages
    ]
    columns = (
        MessageRow.state,
        MessageRow.state_at,
        MessageRow.deliver_at,
        MessageRow.next_try_at,
        MessageRow.expires_at,
        MessageRow.attempts,
        MessageRow.problem,
    )
    tx.update_many(columns, (MessageRow.key, MessageRow.state), rows)


def add_earlier_messages(tx: Transaction, messages: Sequence[tuple[int, Message, datetime]]) -> None:
    """Put messages that were made at some moment up to now into the outbox, as `add_messages` does."""
    rows = [message_values(made_at, ticket_id, message) for ticket_id, message, made_at in messages]
    if tx.insert_many(COLUMNS, rows, skip_taken=True):
        tx.touch("message")


def message_values(
    made_at: datetime, ticket_id: int | None, message: Message, outcome: tuple[DeliveryState, datetime] | None = None
) -> tuple[Any, ...]:
    """Give a message's columns in the order of `COLUMNS`; without an outcome it waits since it was made."""
    state, state_at = (DeliveryState.WAITING, made_at) if outcome is None else outcome
    return (
        message.key,
        ticket_id,
        message.escalation,
        message.to,
        message.is_for_customer,
        str(message.channel),
        str(message.urgency),
        made_at,
        message.deliver_at,
        message.expires_at,
        message.subject,
        message.body,
        message.why,
        str(state),
        state_at,
        None,
        message.deliver_at,
    )


def list_messages(
    tx: Transaction, *, recipient: str | None = None, ticket_id: int | None = None, limit: int = LONGEST_LIST
) -> tuple[Delivery, ...]:
    """List messages, the newest last, for one recipient or about one ticket where that is asked."""
    query = _select()
    if recipient is not None:
        query = query.where(MessageRow.recipient == recipient)
    if ticket_id is not None:
        query = query.where(MessageRow.ticket_id == ticket_id)
    rows = tx.rows(query.order_by(MessageRow.deliver_at.desc(), MessageRow.id.desc()).limit(limit))
    return tuple(_read(values) for values in reversed(rows))


def read_messages(tx: Transaction, condition: Expression, limit: int) -> tuple[Delivery, ...]:
    """Read the messages of which a condition holds, the oldest first."""
    return tuple(_read(values) for values in tx.rows(_select().where(condition).order_by(MessageRow.id).limit(limit)))


def _select() -> "ModelSelect[MessageRow]":
    return MessageRow.select(*_READ, TicketRow.number).join(
        TicketRow, JOIN.LEFT_OUTER, on=(MessageRow.ticket_id == TicketRow.id)
    )


def _read(values: tuple[Any, ...]) -> Delivery:
    names = (*(column.name for column in _READ), "number")
    row = dict(zip(names, values, strict=True))
    message = Message(
        key=row["key"],
        ticket=row["number"],
        escalation=row["escalation"],
        to=row["recipient"],
        is_for_customer=bool(row["is_for_customer"]),
        channel=NoticeChannel(row["channel"]),
        urgency=Urgency(row["urgency"]),
        deliver_at=row["deliver_at"],
        expires_at=row["expires_at"],
        subject=row["subject"],
        body=row["body"],
        why=row["why"],
    )
    state = DeliveryState(row["state"])
    return Delivery(
        id=row["id"],
        message=message,
        made_at=row["made_at"],
        state=state,
        state_at=row["state_at"],
        problem=row["problem"],
        attempts=row["attempts"],
        next_try_at=row["next_try_at"] if state is DeliveryState.WAITING else None,
        way=row["way"],
        digest=row["digest"],
    )
