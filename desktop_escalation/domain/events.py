"""What can happen to a ticket: the facts of its history, from which everything else is rebuilt."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_escalation.domain.attachment import Attachment
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Channel, PendingReason, PolicyRef, Priority

ENGINE = Author(AuthorKind.ENGINE, "engine")


@dataclass(frozen=True, slots=True)
class Opened:
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


@dataclass(frozen=True, slots=True)
class Begun:
    """Somebody began to work on the ticket, which an imported history knows without saying how."""


@dataclass(frozen=True, slots=True)
class PolicyApplied:
    """Another policy, or another version, governs the ticket from now on; None means that no policy matches."""

    policy: PolicyRef | None
    lost: tuple[str, ...]
    cause: str


@dataclass(frozen=True, slots=True)
class CustomerWrote:
    """A message of the customer."""

    body: str
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Replied:
    """A public reply by a person."""

    body: str
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """An internal note."""

    body: str
    files: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Assigned:
    """The ticket has another assignee, or none."""

    assignee: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """The ticket entered another team; `is_bounce` is set where it was handed back: without a note it is a bounce."""

    team: str
    tier: int
    team_calendar: str
    is_bounce: bool | None = None


@dataclass(frozen=True, slots=True)
class PriorityChanged:
    """The ticket has another priority."""

    priority: Priority


@dataclass(frozen=True, slots=True)
class Categorised:
    """The ticket has another category."""

    category: str | None


@dataclass(frozen=True, slots=True)
class Tagged:
    """A tag was put on the ticket or, where `is_on` is False, taken off."""

    tag: str
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Watched:
    """A person began or, where `is_on` is False, ceased to watch the ticket."""

    login: str
    is_on: bool = True


@dataclass(frozen=True, slots=True)
class Paused:
    """The ticket waits for something, until `resume_at` where that is known."""

    reason: PendingReason
    resume_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Resumed:
    """The ticket waits no longer."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The ticket was solved."""


@dataclass(frozen=True, slots=True)
class Reopened:
    """A resolved or closed ticket went back to work."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The ticket is finished for good."""


@dataclass(frozen=True, slots=True)
class DueSet:
    """A person set when a clock is due."""

    metric: Metric
    due_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DueRemoved:
    """A person took back a due time set by hand."""

    metric: Metric
    reason: str


@dataclass(frozen=True, slots=True)
class MergedAway:
    """The ticket was merged into another."""

    into: str


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Another ticket was merged into this one; `clocks` are those of its clocks that were due earlier."""

    number: str
    clocks: tuple[Clock, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """The ticket follows from, or led to, another one."""

    number: str


@dataclass(frozen=True, slots=True)
class CustomerEscalated:
    """The customer asked for the ticket to be escalated."""

    words: str


@dataclass(frozen=True, slots=True)
class EscalatedByHand:
    """A person escalated the ticket; the move itself follows as events of its own."""

    kind: EscalationKind
    reason: str
    note: str
    tried: str
    to_team: str
    to_tier: int
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A person has seen the escalations and promised to act by `until`."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much business time the steps of one clock are put off in all."""

    metric: Metric
    cycle: int
    by: timedelta


@dataclass(frozen=True, slots=True)
class PromiseJudged:
    """A promise ended; `shifts` say how far the held steps were put off where it was not kept."""

    is_kept: bool
    shifts: tuple[Shift, ...] = ()


@dataclass(frozen=True, slots=True)
class HandedBack:
    """A person gave the ticket back to the tier that it came from; the move follows as an event of its own."""

    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class DeEscalated:
    """A person closed the open escalations with an outcome."""

    outcome: str


@dataclass(frozen=True, slots=True)
class StepFired:
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


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """A step of the ladder used its key without firing; `due_at` is None where its time was not known."""

    key: StepKey
    version: int
    due_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Breached:
    """The engine saw that a clock had passed its due time."""

    metric: Metric
    cycle: int


@dataclass(frozen=True, slots=True)
class CustomerTold:
    """A notice to the customer was written."""

    template: str


@dataclass(frozen=True, slots=True)
class CustomerNotTold:
    """A notice to the customer was held back."""

    template: str
    why: str


@dataclass(frozen=True, slots=True)
class Parked:
    """The ladder of the ticket pauses, because policies fired too often."""

    fired: int


@dataclass(frozen=True, slots=True)
class Unparked:
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


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of a ticket's history: when it happened, by whom, and what."""

    at: datetime
    by: Author
    fact: Fact
