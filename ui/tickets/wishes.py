"""What the dialogs of the daily acts ask for, one frozen value each."""

from dataclasses import dataclass
from datetime import datetime

from desktop_escalation.domain.ticket import PendingReason, Priority


@dataclass(frozen=True, slots=True)
class AssignWish:
    """To whom the ticket is to be given; None for nobody."""

    login: str | None


@dataclass(frozen=True, slots=True)
class MoveWish:
    """Into which team's queue the ticket is to go."""

    team: str


@dataclass(frozen=True, slots=True)
class AcknowledgeWish:
    """By when somebody acts; None leaves it to the policy's promise."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class HandBackWish:
    """Why the ticket goes back, and what changed; without a note it counts as a bounce."""

    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class PauseWish:
    """What the ticket waits for, until a moment where that is known."""

    reason: PendingReason
    resume_at: datetime | None


@dataclass(frozen=True, slots=True)
class PriorityWish:
    """How urgent the ticket is to be."""

    priority: Priority


@dataclass(frozen=True, slots=True)
class ResolveWish:
    """What is written before the ticket is resolved, to the customer where `is_public`; "" for nothing."""

    text: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class ReopenWish:
    """What is noted internally once the ticket is reopened; "" for nothing."""

    note: str
