"""What became of a message, and what one attempt to deliver it came to."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.messages import Message


class DeliveryState(StrEnum):
    """What became of a message; `SENT` was handed to something that does not say whether anybody saw it."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SHOWN = "shown"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"
    IN_DIGEST = "in digest"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


class Delivery(Struct, frozen=True):
    """A message as it is kept, with what became of it.

    `way` says how it was sent, and `digest` is the key of the message in which it is one of many. `next_try_at` holds
    while it waits.
    """

    id: int
    message: Message
    made_at: datetime
    state: DeliveryState
    state_at: datetime
    problem: str | None
    attempts: int = 0
    next_try_at: datetime | None = None
    way: str | None = None
    digest: str | None = None


class Attempt(StrEnum):
    """What one attempt came to; `NOT_HERE` is a fault of this computer, not of the message."""

    SHOWN = "shown"
    HANDED_ON = "handed on"
    TRY_AGAIN = "try again"
    GIVEN_UP = "given up"
    NOT_HERE = "not here"


class Sent(Struct, frozen=True):
    """The honest result of one attempt by one way; `problem` says why it did not succeed."""

    attempt: Attempt
    way: str
    problem: str | None = None
