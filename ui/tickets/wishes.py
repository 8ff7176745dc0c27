"""What the dialogs of the daily acts ask for, one frozen value each."""

from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.ticket import PendingReason, Priority


class AssignWish(Struct, frozen=True):
    """To whom the ticket is to be given; None for nobody."""

    login: str | None


class MoveWish(Struct, frozen=True):
    """Into which team's queue the ticket is to go."""

    team: str


class AcknowledgeWish(Struct, frozen=True):
    """By when somebody acts; None leaves it to the policy's promise."""

    until: datetime | None


class HandBackWish(Struct, frozen=True):
    """Why the ticket goes back, and what changed; without a note it counts as a bounce."""

    reason: str
    note: str


class PauseWish(Struct, frozen=True):
    """What the ticket waits for, until a moment where that is known."""

    reason: PendingReason
    resume_at: datetime | None


class PriorityWish(Struct, frozen=True):
    """How urgent the ticket is to be."""

    priority: Priority


class ResolveWish(Struct, frozen=True):
    """What is written before the ticket is resolved, to the customer where `is_public`; "" for nothing."""

    text: str
    is_public: bool


class ReopenWish(Struct, frozen=True):
    """What is noted internally once the ticket is reopened; "" for nothing."""

    note: str
