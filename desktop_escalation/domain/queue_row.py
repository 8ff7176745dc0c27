"""A ticket as a row of a list, and the groups into which a list by due falls."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.standing import Countdown, Level
from desktop_escalation.domain.ticket import PendingReason, Priority, State

SOON = timedelta(hours=2)
_HALF_AN_HOUR = timedelta(minutes=30)
_DAY = timedelta(days=1)


class Resolution(Struct, frozen=True):
    """When a ticket was resolved, and how its resolution clock ended; None where it had none that was met or over."""

    at: datetime
    level: Level | None


class QueueRow(Struct, frozen=True):
    """What a list shows of a ticket.

    `updated_at` is when a person or a customer last did something about it, whatever the engine did since; `customer`
    is the mail address. Names are None where nobody of that login or mail is known. Only lists of resolved tickets know
    the `resolution`.
    """

    id: int
    number: str
    subject: str
    state: State
    pending_reason: PendingReason | None
    priority: Priority
    tier: int
    team: str
    assignee: str | None
    assignee_name: str | None
    customer: str | None
    customer_name: str | None
    organisation: str | None
    created_at: datetime
    updated_at: datetime
    countdown: Countdown | None
    resolution: Resolution | None = None


class DueGroup(StrEnum):
    """The groups of a list by due, in the order of the list."""

    BREACHED = "breached"
    NEXT_30_MIN = "next 30 min"
    NEXT_2_HOURS = "next 2 hours"
    TODAY = "today"
    LATER = "later"
    PAUSED = "paused"
    NO_TARGET = "no target"


def due_group(row: QueueRow, now: datetime, zone: str) -> DueGroup:
    """Tell the group of a row by the time on the wall until it is due; `zone` says when today ends."""
    if row.countdown is None:
        return DueGroup.NO_TARGET
    due_at = row.countdown.due_at
    if due_at is None:
        return DueGroup.PAUSED
    return next((group for group, last_at in group_ends(now, zone) if due_at <= last_at), DueGroup.LATER)


def group_ends(now: datetime, zone: str) -> Iterator[tuple[DueGroup, datetime]]:
    """Give the last due time of each group that has one, in their order; one that ends before another is empty."""
    yield DueGroup.BREACHED, now
    yield DueGroup.NEXT_30_MIN, now + _HALF_AN_HOUR
    yield DueGroup.NEXT_2_HOURS, now + SOON
    here = now.astimezone(ZoneInfo(zone))
    tomorrow = (here + _DAY).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    yield DueGroup.TODAY, tomorrow.astimezone(now.tzinfo) - timedelta(milliseconds=1)
