"""What became of a message."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_escalation.domain.messages import Message


class DeliveryState(StrEnum):
    """What became of a message."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    SHOWN = "shown"
    READ = "read"
    ACKNOWLEDGED = "acknowledged"
    EXPIRED = "expired"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message as it is kept, with what became of it."""

    id: int
    message: Message
    made_at: datetime
    state: DeliveryState
    state_at: datetime
    problem: str | None
