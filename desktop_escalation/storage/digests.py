"""Digests: the messages of the outbox that stand for many, and the many that each stands for."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from peewee import Expression, fn

from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.digest import Lines
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.storage.messages import COLUMNS, MessageRow, message_values
from desktop_escalation.storage.portions import VALUES_OF_A_STATEMENT, portions
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import Transaction


class KeptDigest(Struct, frozen=True):
    """A digest in the outbox: open where `left_at` is None, else in a courier's hand, sent or given up since then."""

    key: str
    opened_at: datetime
    left_at: datetime | None


def last_digests(tx: Transaction, login: str, channel: NoticeChannel) -> tuple[KeptDigest, ...]:
    """Find the last two digests of a person, the newest first."""
    query = (
        MessageRow.select(
            MessageRow.key,
            MessageRow.made_at,
            MessageRow.state,
            MessageRow.state_at,
            MessageRow.sent_at,
            MessageRow.lease_until,
        )
        .where((MessageRow.recipient == login) & (MessageRow.channel == channel.value) & MessageRow.ticket_id.is_null())
        .order_by(MessageRow.id.desc())
        .limit(2)
    )
    return tuple(
        KeptDigest(key, made_at, _left_at(tx, DeliveryState(state), sent_at or state_at, lease_until))
        for key, made_at, state, state_at, sent_at, lease_until in tx.rows(query)
    )


def _left_at(
    tx: Transaction, state: DeliveryState, ended_at: datetime, lease_until: datetime | None
) -> datetime | None:
    if state is not DeliveryState.WAITING:
        return ended_at
    return tx.now if lease_until is not None and lease_until > tx.now else None


def add_digest(tx: Transaction, digest: Message) -> None:
    """Put a digest into the outbox."""
    tx.insert_many(COLUMNS, [message_values(tx.now, None, digest)])


def fold(tx: Transaction, ids: Sequence[int], key: str) -> None:
    """Let messages be lines of a digest instead of being delivered themselves."""
    columns = {"state": DeliveryState.IN_DIGEST.value, "state_at": tx.now, "digest": key, "problem": None}
    for chunk in portions(ids, VALUES_OF_A_STATEMENT // 2):
        tx.run(MessageRow.update(**columns).where(MessageRow.id.in_(chunk)))


def unfold(tx: Transaction, key: str, expires_at: datetime | None) -> int:
    """Let the lines of a digest that is not delivered be messages again, of use as long as it was; count them."""
    are_lines = _are_lines(key)
    if expires_at is not None:
        tx.run(MessageRow.update(expires_at=expires_at).where(are_lines & (MessageRow.expires_at < expires_at)))
    columns = {"state": DeliveryState.WAITING.value, "state_at": tx.now, "digest": None}
    return tx.run(MessageRow.update(**columns).where(are_lines))


def is_in_open_digest() -> Expression:
    """State that a message is a line of a digest that is not delivered yet."""
    digest = MessageRow.alias()
    is_open = digest.ticket_id.is_null() & (digest.state == DeliveryState.WAITING.value)
    keys = digest.select(digest.key).where(is_open)
    return (MessageRow.state == DeliveryState.IN_DIGEST.value) & MessageRow.digest.in_(keys)


def count_lines(tx: Transaction, key: str) -> Lines:
    """Count what a digest stands for."""
    query = (
        MessageRow.select(TicketRow.team, MessageRow.urgency, fn.COUNT(MessageRow.id))
        .join(TicketRow, on=(MessageRow.ticket_id == TicketRow.id))
        .where(_are_lines(key))
        .group_by(TicketRow.team, MessageRow.urgency)
    )
    by_team: dict[str, int] = {}
    urgencies = set()
    for team, urgency, count in tx.rows(query):
        by_team[team] = by_team.get(team, 0) + count
        urgencies.add(Urgency(urgency))
    return Lines(by_team, Urgency.NOW in urgencies, urgencies == {Urgency.DIGEST})


def rewrite_digest(tx: Transaction, digest: Message) -> None:
    """Write what a digest says by now, and when it is delivered."""
    columns = {
        "urgency": digest.urgency.value,
        "deliver_at": digest.deliver_at,
        "next_try_at": digest.deliver_at,
        "expires_at": digest.expires_at,
        "subject": digest.subject,
        "body": digest.body,
        "why": digest.why,
    }
    tx.run(MessageRow.update(**columns).where(MessageRow.key == digest.key))


def _are_lines(key: str) -> Expression:
    """State that messages are lines of a digest still, and were not acknowledged meanwhile."""
    return (MessageRow.digest == key) & (MessageRow.state == DeliveryState.IN_DIGEST.value)
