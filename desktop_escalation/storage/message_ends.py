"""What acts on tickets make of the messages about them: acknowledged with an escalation, given up with the ticket."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.events import Acknowledged, Event
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.storage.digests import is_in_open_digest
from desktop_escalation.storage.messages import MessageRow
from desktop_escalation.storage.portions import VALUES_OF_A_STATEMENT, portions
from desktop_escalation.storage.transaction import Transaction

# What failed, expired or was cancelled reached nobody, and stays so.
_ACKNOWLEDGEABLE = (
    DeliveryState.WAITING,
    DeliveryState.SENT,
    DeliveryState.SHOWN,
    DeliveryState.READ,
    DeliveryState.IN_DIGEST,
)
_BY_COURIER = (NoticeChannel.DESKTOP, NoticeChannel.MAIL)


@dataclass(slots=True)
class MessageEnds:
    """What many changes end: escalations that a person acknowledged, and tickets on which nobody works any more."""

    acknowledged: list[tuple[int, str, tuple[int, ...]]] = field(default_factory=list)
    ended: dict[str, list[int]] = field(default_factory=dict)

    def gather(self, ticket_id: int, before: Life, after: Life, events: Iterable[Event]) -> None:
        """Add what a change of a ticket ends; nearly every one ends nothing."""
        if before.ticket.is_active and not after.ticket.is_active:
            self.ended.setdefault(_reason(after.ticket), []).append(ticket_id)
        for event in events:
            if isinstance(event.fact, Acknowledged) and event.by.kind is AuthorKind.PERSON:
                numbers = tuple(one.number for one in after.ladder.escalations if one.is_open)
                self.acknowledged.append((ticket_id, event.by.name, numbers))

    def write(self, tx: Transaction) -> None:
        """Give the messages their outcomes; what is in a courier's hand is not delivered either."""
        count = sum(_acknowledge(tx, *one) for one in self.acknowledged if one[2])
        for reason, ids in self.ended.items():
            count += _cancel(tx, reason, ids)
        if count:
            tx.touch("message")


def _reason(ticket: Ticket) -> str:
    return f"the ticket is {ticket.state if ticket.merged_into is None else 'merged'}"


def _acknowledge(tx: Transaction, ticket_id: int, login: str, escalations: Sequence[int]) -> int:
    theirs = (
        (MessageRow.ticket_id == ticket_id)
        & (MessageRow.recipient == login)
        & (MessageRow.is_for_customer == False)  # noqa: E712 - a condition in SQL
        & MessageRow.escalation.in_(list(escalations))
        & MessageRow.state.in_([state.value for state in _ACKNOWLEDGEABLE])
    )
    columns = {"state": DeliveryState.ACKNOWLEDGED.value, "state_at": tx.now, "problem": None, "lease_until": None}
    return tx.run(MessageRow.update(**columns).where(theirs))


def _cancel(tx: Transaction, reason: str, ticket_ids: Sequence[int]) -> int:
    """Give up what waits for staff; the centre is a list that keeps everything, and customers wait for their word."""
    columns = {
        "state": DeliveryState.CANCELLED.value,
        "state_at": tx.now,
        "problem": reason,
        "digest": None,
        "lease_until": None,
    }
    count = 0
    for chunk in portions(ticket_ids, VALUES_OF_A_STATEMENT // 2):
        waits = (
            MessageRow.ticket_id.in_(chunk)
            & MessageRow.channel.in_([channel.value for channel in _BY_COURIER])
            & (MessageRow.is_for_customer == False)  # noqa: E712 - a condition in SQL
            & ((MessageRow.state == DeliveryState.WAITING.value) | is_in_open_digest())
        )
        count += tx.run(MessageRow.update(**columns).where(waits))
    return count
