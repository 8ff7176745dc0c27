"""Which tickets to list, and in which order: the question behind every queue."""

from datetime import timedelta
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.ticket import State

ACTIVE = (State.NEW, State.OPEN, State.PENDING)
OVER = (State.RESOLVED, State.CLOSED)
SHOWN = 200


class Sort(StrEnum):
    """The orders of a list.

    By due, running clocks come first, then paused ones by what is left of them, then tickets without a target. Of equal
    priority the next due comes first. By number means as they came in. By resolved means
    when they were resolved: others have no place there.
    """

    DUE = "due"
    PRIORITY = "priority"
    NUMBER = "number"
    UPDATED = "updated"
    RESOLVED = "resolved"


class Position(Struct, frozen=True):
    """Where a page of a list ended: the values of its last ticket by which the list is sorted."""

    values: tuple[int, ...]


class Count(Struct, frozen=True):
    """How many tickets a list has, and how many of them are over."""

    tickets: int = 0
    breached: int = 0

    def __add__(self, other: "Count") -> "Count":
        """Add the counts of two lists that share no ticket."""
        return Count(self.tickets + other.tickets, self.breached + other.breached)


class QueueQuery(Struct, frozen=True):
    """Which tickets to list; what is None or empty does not matter.

    `due_within` leaves only running clocks that are over or due within that time from now: no time means over.
    `is_breached` means that a clock is or was over. What is watched by or was escalated to a person is at work.
    """

    states: tuple[State, ...] = ACTIVE
    tier: int | None = None
    team: str | None = None
    assignee: str | None = None
    is_unassigned: bool = False
    customer: str | None = None
    priority: int | None = None
    is_breached: bool = False
    escalated_to: str | None = None
    watched_by: str | None = None
    due_within: timedelta | None = None
    sort: Sort = Sort.DUE
    is_descending: bool = False
    limit: int = SHOWN

    def __post_init__(self) -> None:
        """Refuse to ask for what no queue has."""
        if self.escalated_to is not None and self.watched_by is not None:
            raise ValueError("a list is of what is watched or of what was escalated, not of both")
        if (self.escalated_to or self.watched_by) and not set(self.states) <= set(ACTIVE):
            raise ValueError("what is watched or was escalated is listed only while it is at work")
