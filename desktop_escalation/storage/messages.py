"""The outbox and the notification centre: every message with its outcome."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from peewee import BigAutoField, BigIntegerField, BooleanField, IntegerField, TextField, chunked, fn

from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row, columns_of
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import VALUES_OF_A_STATEMENT, Transaction


class MessageRow(Row):
    """A message; its key makes a repeat recognisable."""

    id = BigAutoField()
    key = TextField()
    ticket_id = BigIntegerField()
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


COLUMNS = columns_of(MessageRow, but=MessageRow.id)


def add_messages(tx: Transaction, messages: Sequence[tuple[int, Message]]) -> None:
    """Put messages of tickets, given by row id, into the outbox; one that is there already is left as it is."""
    add_earlier_messages(tx, [(ticket_id, message, tx.now) for ticket_id, message in messages])


def add_earlier_messages(tx: Transaction, messages: Sequence[tuple[int, Message, datetime]]) -> None:
    """Put messages that were made at some moment up to now into the outbox, as `add_messages` does."""
    known = _known_keys(tx, [message.key for _, message, _ in messages])
    fresh = {message.key: (made_at, ticket_id, message) for ticket_id, message, made_at in reversed(messages)}
    tx.insert_many(COLUMNS, [message_values(*one) for key, one in reversed(fresh.items()) if key not in known])
    if fresh.keys() - known:
        tx.touch("message")


def _known_keys(tx: Transaction, keys: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for chunk in chunked(keys, VALUES_OF_A_STATEMENT):
        found.update(row[0] for row in tx.rows(MessageRow.select(MessageRow.key).where(MessageRow.key.in_(chunk))))
    return found


def message_values(
    made_at: datetime, ticket_id: int, message: Message, outcome: tuple[DeliveryState, datetime] | None = None
) -> tuple[Any, ...]:
    """Give a message's columns in the order of `COLUMNS`; without an outcome it waits since it was made."""
    state, state_at = (DeliveryState.WAITING, made_at) if outcome is None else outcome
    return (
        message.key,
        ticket_id,
        message.escalation,
        message.to,
        message.is_for_customer,
        message.channel.value,
        message.urgency.value,
        made_at,
        message.deliver_at,
        message.expires_at,
        message.subject,
        message.body,
        message.why,
        state.value,
        state_at,
        None,
    )


def list_messages(
    tx: Transaction, *, recipient: str | None = None, ticket_id: int | None = None, limit: int = 500
) -> tuple[Delivery, ...]:
    """List messages, the newest last, for one recipient or about one ticket where that is asked."""
    query = MessageRow.select(MessageRow.id, *COLUMNS, TicketRow.number).join(
        TicketRow, on=(MessageRow.ticket_id == TicketRow.id)
    )
    if recipient is not None:
        query = query.where(MessageRow.recipient == recipient)
    if ticket_id is not None:
        query = query.where(MessageRow.ticket_id == ticket_id)
    rows = tx.rows(query.order_by(MessageRow.deliver_at.desc(), MessageRow.id.desc()).limit(limit))
    return tuple(_read(values) for values in reversed(rows))


def _read(values: tuple[Any, ...]) -> Delivery:
    names = ("id", *(column.name for column in COLUMNS), "number")
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
    return Delivery(row["id"], message, row["made_at"], DeliveryState(row["state"]), row["state_at"], row["problem"])


def expire_messages(tx: Transaction) -> int:
    """Give up messages that waited until they were worthless; count them."""
    is_over = (MessageRow.state == DeliveryState.WAITING.value) & (MessageRow.expires_at <= tx.now)
    return tx.run(MessageRow.update(state=DeliveryState.EXPIRED.value, state_at=tx.now).where(is_over))


def show_in_centre(tx: Transaction) -> int:
    """Put messages whose moment has come into the notification centre, which is a list in the database; count them."""
    is_ready = (
        (MessageRow.state == DeliveryState.WAITING.value)
        & (MessageRow.channel == NoticeChannel.CENTRE.value)
        & (MessageRow.deliver_at <= tx.now)
    )
    return tx.run(MessageRow.update(state=DeliveryState.SENT.value, state_at=tx.now).where(is_ready))


def count_waiting(tx: Transaction) -> dict[str, int]:
    """Count the messages that wait, by channel."""
    is_waiting = MessageRow.state == DeliveryState.WAITING.value
    counted = MessageRow.select(MessageRow.channel, fn.COUNT(MessageRow.id)).where(is_waiting)
    return dict(tx.rows(counted.group_by(MessageRow.channel)))
