"""Which tickets to list: the question behind every queue."""

from dataclasses import dataclass

from desktop_escalation.domain.ticket import State

ACTIVE = (State.NEW, State.OPEN, State.PENDING)
SHOWN = 200


@dataclass(frozen=True, slots=True)
class QueueQuery:
    """Which tickets to list; what is None or empty does not matter."""

    states: tuple[State, ...] = ACTIVE
    tier: int | None = None
    team: str | None = None
    assignee: str | None = None
    is_unassigned: bool = False
    customer: str | None = None
    priority: int | None = None
    is_breached: bool = False
    limit: int = SHOWN
