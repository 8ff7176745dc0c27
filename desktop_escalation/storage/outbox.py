"""The outbox as couriers work on it: what is ready, who has it in hand, and what became of it."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from peewee import Case, Expression, ModelSelect, fn

from desktop_escalation.domain.budget import BURST_WINDOW, WINDOW, Used
from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.retry_time import MOST_ATTEMPTS
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.storage.messages import MessageRow, read_messages
from desktop_escalation.storage.ticket_rows import TicketRow
from desktop_escalation.storage.transaction import Transaction

LEASE = timedelta(seconds=60)
# More than these wait for the next round.
MOST_READY = 5000
NOBODY_CAME = {
    NoticeChannel.DESKTOP: "the person was at no computer that could show it in time",
    NoticeChannel.MAIL: "no mail was sent in time",
}

_COURIER_LOCK = 7002
_IN_NO_HAND = {"lease_by": None, "lease_until": None}


class ReadyRow(Struct, frozen=True):
    """A message whose next attempt is due and that nobody has in hand; a digest has no ticket."""

    id: int
    key: str
    ticket_id: int | None
    urgency: Urgency
    deliver_at: datetime
    expires_at: datetime | None


def lock_upkeep(tx: Transaction) -> None:
    """Let nobody else do what is done for all people until the commit."""
    _lock(tx, "upkeep")


def lock_portion(tx: Transaction, login: str, channel: NoticeChannel) -> None:
    """Let nobody else share out a person's messages until the commit, so that two keep one budget."""
    _lock(tx, f"{login}/{channel}")


def _lock(tx: Transaction, name: str) -> None:
    if tx.is_postgresql:
        tx.sql("SELECT pg_advisory_xact_lock(?, ?)", _COURIER_LOCK, zlib.crc32(name.encode()) >> 1)


def ready(tx: Transaction, login: str, channel: NoticeChannel) -> list[ReadyRow]:
    """List what may be tried for a person now, and keep it from others until the commit."""
    query = (
        MessageRow.select(
            MessageRow.id,
            MessageRow.key,
            MessageRow.ticket_id,
            MessageRow.urgency,
            MessageRow.deliver_at,
            MessageRow.expires_at,
        )
        .where(_is_ready(tx) & (MessageRow.recipient == login) & (MessageRow.channel == channel.value))
        .where(MessageRow.is_for_customer == False)  # noqa: E712 - a condition in SQL
        .order_by(MessageRow.next_try_at, MessageRow.id)
        .limit(MOST_READY)
    )
    return [
        ReadyRow(row_id, key, ticket_id, Urgency(urgency), deliver_at, expires_at)
        for row_id, key, ticket_id, urgency, deliver_at, expires_at in tx.rows(_locking(tx, query))
    ]


def is_anything_ready_for(tx: Transaction, login: str, channel: NoticeChannel) -> bool:
    """Say whether something may be tried for a person now."""
    is_theirs = _is_ready(tx) & (MessageRow.recipient == login) & (MessageRow.channel == channel.value)
    return bool(tx.rows(MessageRow.select(MessageRow.id).where(is_theirs).limit(1)))


def is_upkeep_due(tx: Transaction) -> bool:
    """Say whether the moment of some message in the centre has come, or some message is worthless or worn out.

    What merely waits for a courier, or was put off, asks for nothing.
    """
    channels = [channel.value for channel in NoticeChannel]
    has_come = _is_waiting(tx) & MessageRow.channel.in_(channels) & (MessageRow.deliver_at <= tx.now)
    is_for_centre = MessageRow.channel == NoticeChannel.CENTRE.value
    is_over = (MessageRow.expires_at <= tx.now) | (MessageRow.attempts >= MOST_ATTEMPTS)
    return bool(tx.rows(MessageRow.select(MessageRow.id).where(has_come & (is_for_centre | is_over)).limit(1)))


def recipients_of_ready(tx: Transaction, logins: Iterable[str]) -> list[str]:
    """List those of some people for whom something may be tried now, by any channel but the centre."""
    query = MessageRow.select(MessageRow.recipient).where(_is_ready_for(tx, logins)).distinct()
    return sorted(login for (login,) in tx.rows(query))


def ready_of(tx: Transaction, logins: Iterable[str]) -> tuple[Delivery, ...]:
    """Read what may be tried for some people now, and keep it from others until the commit."""
    query = MessageRow.select(MessageRow.id).where(_is_ready_for(tx, logins)).order_by(MessageRow.id).limit(MOST_READY)
    ids = [row_id for (row_id,) in tx.rows(_locking(tx, query))]
    return read_messages(tx, MessageRow.id.in_(ids), MOST_READY)


def ticket_ids_of(tx: Transaction, ids: Iterable[int]) -> dict[int, int]:
    """Give the row ids of the tickets that messages are about."""
    query = MessageRow.select(MessageRow.id, MessageRow.ticket_id)
    return dict(tx.rows(query.where(MessageRow.id.in_(list(ids)) & MessageRow.ticket_id.is_null(False))))


def policies_of(tx: Transaction, ticket_ids: Iterable[int]) -> dict[int, PolicyRef]:
    """Give the policies that tickets are under."""
    query = TicketRow.select(TicketRow.id, TicketRow.policy, TicketRow.policy_version).where(
        TicketRow.id.in_(sorted(ticket_ids)) & TicketRow.policy.is_null(False)
    )
    return {ticket_id: PolicyRef(name, version) for ticket_id, name, version in tx.rows(query)}


def count_used(tx: Transaction, login: str, channel: NoticeChannel) -> Used:
    """Count the messages, digests aside, that were sent to a person within the hour or are in a courier's hand now.

    One statement sees both as they are at one moment, so that what is recorded meanwhile counts once.
    """
    theirs = (
        (MessageRow.recipient == login) & (MessageRow.channel == channel.value) & MessageRow.ticket_id.is_null(False)
    )
    is_in_hand = (MessageRow.state == DeliveryState.WAITING.value) & (MessageRow.lease_until > tx.now)
    in_hand = MessageRow.select(fn.COUNT(MessageRow.id), fn.COUNT(MessageRow.id)).where(theirs & is_in_hand)
    in_minute = fn.COUNT(Case(None, [(MessageRow.sent_at > tx.now - BURST_WINDOW, 1)]))
    sent = MessageRow.select(fn.COUNT(MessageRow.id), in_minute).where(theirs & (MessageRow.sent_at > tx.now - WINDOW))
    counted = tx.rows(in_hand.union_all(sent))
    return Used(sum(hour for hour, _ in counted), sum(minute for _, minute in counted))


def take(tx: Transaction, ids: Sequence[int], courier: str) -> tuple[Delivery, ...]:
    """Put messages that are ready into a courier's hand until the lease ends; give them in the order of `ids`."""
    tx.run(
        MessageRow.update(lease_by=courier, lease_until=tx.now + LEASE).where(
            MessageRow.id.in_(list(ids)) & _is_ready(tx)
        )
    )
    taken = read_messages(tx, MessageRow.id.in_(list(ids)) & (MessageRow.lease_by == courier), len(ids))
    return tuple(sorted(taken, key=lambda one: ids.index(one.id)))


def hold(tx: Transaction, message_id: int, courier: str, attempt: int) -> bool:
    """Lengthen a lease right before the attempt with this number; False where it is not the courier's any more.

    Done a second time, after a commit whose answer was lost, it counts the attempt once.
    """
    is_next = MessageRow.attempts.in_([attempt - 1, attempt])
    held = MessageRow.update(lease_until=tx.now + LEASE, attempts=attempt).where(
        _is_held(message_id, courier) & (MessageRow.lease_until > tx.now) & is_next
    )
    return tx.run(held) == 1


def release(tx: Transaction, message_id: int, courier: str) -> bool:
    """Lay back a message that was not tried, so that another workstation may take it at once."""
    return _change(tx, message_id, courier, _IN_NO_HAND)


def take_back(tx: Transaction, message_id: int, courier: str, problem: str | None) -> bool:
    """Lay back a message whose attempt does not count, for it failed by what is wrong with this computer."""
    columns = {**_IN_NO_HAND, "attempts": MessageRow.attempts - 1, "problem": problem}
    return _change(tx, message_id, courier, columns)


def settle(tx: Transaction, message_id: int, courier: str, state: DeliveryState, way: str, problem: str | None) -> bool:
    """Record what became of a message; False where somebody else has it in hand.

    The courier's name stays, so that recording it again, after a commit whose answer was lost, is known as a repeat.
    """
    is_sent = state in {DeliveryState.SENT, DeliveryState.SHOWN}
    columns = {
        "state": state.value,
        "state_at": tx.now,
        "way": way,
        "problem": problem,
        "sent_at": tx.now if is_sent else None,
        "lease_until": None,
    }
    return _change(tx, message_id, courier, columns) or _is_settled(tx, message_id, courier, state)


def try_again(tx: Transaction, message_id: int, courier: str, at: datetime, way: str, problem: str | None) -> bool:
    """Let a message wait for its next attempt; False where somebody else has it in hand."""
    columns = {"next_try_at": at, "way": way, "problem": problem, **_IN_NO_HAND}
    return _change(tx, message_id, courier, columns)


def postpone(tx: Transaction, rows: Sequence[tuple[datetime, datetime | None, str | None, int]]) -> None:
    """Put off what may not be delivered now: when to try, when worthless, why, and the row's id, of each."""
    tx.update_many((MessageRow.next_try_at, MessageRow.expires_at, MessageRow.problem), (MessageRow.id,), rows)


def cancel(tx: Transaction, rows: Sequence[tuple[str, int]]) -> None:
    """Give up messages in favour of others, for a reason each."""
    columns = (MessageRow.state, MessageRow.state_at, MessageRow.problem)
    state = DeliveryState.CANCELLED.value
    tx.update_many(columns, (MessageRow.id,), [(state, tx.now, problem, row_id) for problem, row_id in rows])


def count_attempts(tx: Transaction, message_id: int) -> tuple[int, datetime | None]:
    """Tell how often a message was tried, and when it becomes worthless."""
    ((attempts, expires_at),) = tx.rows(
        MessageRow.select(MessageRow.attempts, MessageRow.expires_at).where(MessageRow.id == message_id)
    )
    return attempts, expires_at


def expire_messages(tx: Transaction) -> int:
    """Give up messages that waited until they were worthless; count them."""
    is_over = _is_waiting(tx) & (MessageRow.expires_at <= tx.now)
    ended = {"state": DeliveryState.EXPIRED.value, "state_at": tx.now}
    return sum(
        tx.run(
            MessageRow.update(problem=fn.COALESCE(MessageRow.problem, problem), **ended).where(
                is_over & (MessageRow.channel == channel.value)
            )
        )
        for channel, problem in NOBODY_CAME.items()
    )


def give_up_worn_out(tx: Transaction) -> int:
    """Give up messages whose couriers never came back from the last attempt; count them."""
    is_worn_out = _is_waiting(tx) & (MessageRow.attempts >= MOST_ATTEMPTS)
    problem = fn.COALESCE(MessageRow.problem, f"nobody came back from {MOST_ATTEMPTS} attempts")
    ended = {"state": DeliveryState.FAILED.value, "state_at": tx.now, "problem": problem}
    return tx.run(MessageRow.update(**ended).where(is_worn_out))


def show_in_centre(tx: Transaction) -> int:
    """Put messages whose moment has come into the notification centre, which is a list in the database; count them."""
    is_ready = (
        (MessageRow.state == DeliveryState.WAITING.value)
        & (MessageRow.channel == NoticeChannel.CENTRE.value)
        & (MessageRow.deliver_at <= tx.now)
    )
    return tx.run(MessageRow.update(state=DeliveryState.SENT.value, state_at=tx.now).where(is_ready))


def count_waiting(tx: Transaction, login: str | None) -> dict[str, int]:
    """Count the messages that wait, by channel: those for one person, or all."""
    is_waiting = MessageRow.state == DeliveryState.WAITING.value
    if login is not None:
        is_waiting &= (MessageRow.recipient == login) & (MessageRow.is_for_customer == False)  # noqa: E712
    counted = MessageRow.select(MessageRow.channel, fn.COUNT(MessageRow.id)).where(is_waiting)
    return dict(tx.rows(counted.group_by(MessageRow.channel)))


def _is_waiting(tx: Transaction) -> Expression:
    is_free = MessageRow.lease_until.is_null() | (MessageRow.lease_until <= tx.now)
    return (MessageRow.state == DeliveryState.WAITING.value) & is_free


def _is_ready(tx: Transaction) -> Expression:
    is_of_use = MessageRow.expires_at.is_null() | (MessageRow.expires_at > tx.now)
    return _is_waiting(tx) & (MessageRow.next_try_at <= tx.now) & is_of_use & (MessageRow.attempts < MOST_ATTEMPTS)


def _is_ready_for(tx: Transaction, logins: Iterable[str]) -> Expression:
    by_courier = MessageRow.channel.in_([NoticeChannel.DESKTOP.value, NoticeChannel.MAIL.value])
    is_theirs = MessageRow.recipient.in_(sorted(logins)) & (MessageRow.is_for_customer == False)  # noqa: E712
    return _is_ready(tx) & by_courier & is_theirs


def _locking(tx: Transaction, query: "ModelSelect[MessageRow]") -> "ModelSelect[MessageRow]":
    return query.for_update("FOR UPDATE SKIP LOCKED") if tx.is_postgresql else query  # type: ignore[arg-type]


def _is_held(message_id: int, courier: str) -> Expression:
    return (
        (MessageRow.id == message_id)
        & (MessageRow.lease_by == courier)
        & (MessageRow.state == DeliveryState.WAITING.value)
    )


def _is_settled(tx: Transaction, message_id: int, courier: str, state: DeliveryState) -> bool:
    is_theirs = (MessageRow.lease_by == courier) & (MessageRow.state == state.value)
    return bool(tx.rows(MessageRow.select(MessageRow.id).where((MessageRow.id == message_id) & is_theirs)))


def _change(tx: Transaction, message_id: int, courier: str, columns: Mapping[str, object]) -> bool:
    is_changed = tx.run(MessageRow.update(**columns).where(_is_held(message_id, courier))) == 1
    if is_changed:
        tx.touch("message")
    return is_changed
