"""What can happen to a ticket: the facts of its history, from which everything else is rebuilt."""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.attachment import Attachment
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Channel, PendingReason, PolicyRef, Priority
from desktop_escalation.domain.value import Variant

ENGINE = Author(AuthorKind.ENGINE, "engine")


class Opened(Variant, frozen=True):
    """The ticket came in and entered its first team.

    `has_messages` is False where a history without messages was imported, so that no response is waited for.
    """

    number: str
    subject: str
    body: str
    channel: Channel
    category: str | None
    priority: Priority
    team: str
    tier: int
    team_calendar: str
    customer: str | None
    has_messages: bool = True


class Begun(Variant, frozen=True):
    """Somebody began to work on the ticket, which an imported history knows without saying how."""


class PolicyApplied(Variant, frozen=True):
    """Another policy, or another version, governs the ticket from now on; None means that no policy matches."""

    policy: PolicyRef | None
    lost: tuple[str, ...]
    cause: str


class CustomerWrote(Variant, frozen=True):
    """A message of the customer."""

    body: str
    files: tuple[Attachment, ...] = ()


class Replied(Variant, frozen=True):
    """A public reply by a person."""

    body: str
    files: tuple[Attachment, ...] = ()


class Noted(Variant, frozen=True):
    """An internal note."""

    body: str
    files: tuple[Attachment, ...] = ()


class Assigned(Variant, frozen=True):
    """The ticket has another assignee, or none."""

    assignee: str | None
    why: str = ""


class Moved(Variant, frozen=True):
    """The ticket entered another team; `is_bounce` is set where it was handed back: without a note it is a bounce."""

    team: str
    tier: int
    team_calendar: str
    is_bounce: bool | None = None


class PriorityChanged(Variant, frozen=True):
    """The ticket has another priority."""

    priority: Priority


class Categorised(Variant, frozen=True):
    """The ticket has another category."""

    category: str | None


class Tagged(Variant, frozen=True):
    """A tag was put on the ticket or, where `is_on` is False, taken off."""

    tag: str
    is_on: bool = True


class Watched(Variant, frozen=True):
    """A person began or, where `is_on` is False, ceased to watch the ticket."""

    login: str
    is_on: bool = True


class Paused(Variant, frozen=True):
    """The ticket waits for something, until `resume_at` where that is known."""

    reason: PendingReason
    resume_at: datetime | None = None


class Resumed(Variant, frozen=True):
    """The ticket waits no longer."""


class Resolved(Variant, frozen=True):
    """The ticket was solved."""


class Reopened(Variant, frozen=True):
    """A resolved or closed ticket went back to work."""


class Closed(Variant, frozen=True):
    """The ticket is finished for good."""


class DueSet(Variant, frozen=True):
    """A person set when a clock is due."""

    metric: Metric
    due_at: datetime
    reason: str


class DueRemoved(Variant, frozen=True):
    """A person took back a due time set by hand."""

    metric: Metric
    reason: str


class MergedAway(Variant, frozen=True):
    """The ticket was merged into another."""

    into: str


class Absorbed(Variant, frozen=True):
    """Another ticket was merged into this one; `clocks` are those of its clocks that were due earlier."""

    number: str
    clocks: tuple[Clock, ...]


class Linked(Variant, frozen=True):
    """The ticket follows from, or led to, another one."""

    number: str


class CustomerEscalated(Variant, frozen=True):
    """The customer asked for the ticket to be escalated."""

    words: str


class EscalatedByHand(Variant, frozen=True):
    """A person escalated the ticket; the move itself follows as events of its own."""

    kind: EscalationKind
    reason: str
    note: str
    tried: str
    to_team: str
    to_tier: int
    told: tuple[str, ...]


class Acknowledged(Variant, frozen=True):
    """A person has seen the escalations and promised to act by `until`."""

    until: datetime


class Shift(Struct, frozen=True):
    """By how much business time the steps of one clock are put off in all."""

    metric: Metric
    cycle: int
    by: timedelta


class PromiseJudged(Variant, frozen=True):
    """A promise ended; `shifts` say how far the held steps were put off where it was not kept."""

    is_kept: bool
    shifts: tuple[Shift, ...] = ()


class HandedBack(Variant, frozen=True):
    """A person gave the ticket back to the tier that it came from; the move follows as an event of its own."""

    reason: str
    note: str


class DeEscalated(Variant, frozen=True):
    """A person closed the open escalations with an outcome."""

    outcome: str


class StepFired(Variant, frozen=True):
    """A step of the ladder fired; what it did to the ticket follows as events of its own."""

    key: StepKey
    version: int
    kind: EscalationKind
    reason: str
    to_team: str
    to_tier: int
    due_at: datetime
    told: tuple[str, ...]
    failed: tuple[str, ...]
    repeat_at: datetime | None = None


class StepSkipped(Variant, frozen=True):
    """A step of the ladder used its key without firing; `due_at` is None where its time was not known."""

    key: StepKey
    version: int
    due_at: datetime | None
    reason: str


class Breached(Variant, frozen=True):
    """The engine saw that a clock had passed its due time."""

    metric: Metric
    cycle: int


class CustomerTold(Variant, frozen=True):
    """A notice to the customer was written."""

    template: str


class CustomerNotTold(Variant, frozen=True):
    """A notice to the customer was held back."""

    template: str
    why: str


class Parked(Variant, frozen=True):
    """The ladder of the ticket pauses, because policies fired too often."""

    fired: int


class Unparked(Variant, frozen=True):
    """The ladder of the ticket goes on."""


Fact = (
    Opened
    | Begun
    | PolicyApplied
    | CustomerWrote
    | Replied
    | Noted
    | Assigned
    | Moved
    | PriorityChanged
    | Categorised
    | Tagged
    | Watched
    | Paused
    | Resumed
    | Resolved
    | Reopened
    | Closed
    | DueSet
    | DueRemoved
    | MergedAway
    | Absorbed
    | Linked
    | CustomerEscalated
    | EscalatedByHand
    | Acknowledged
    | PromiseJudged
    | HandedBack
    | DeEscalated
    | StepFired
    | StepSkipped
    | Breached
    | CustomerTold
    | CustomerNotTold
    | Parked
    | Unparked
)


class Event(Struct, frozen=True):
    """One fact of a ticket's history: when it happened, by whom, and what."""

    at: datetime
    by: Author
    fact: Fact
