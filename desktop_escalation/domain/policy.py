"""A policy: what applies to which tickets, with targets by priority and a ladder of steps."""

from collections.abc import Mapping
from datetime import time, timedelta
from enum import StrEnum
from fractions import Fraction

from msgspec import Struct, field

from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import Variant


class BusinessSpan(Variant, frozen=True):
    """A span of business time: `exact` plus `working_days` mean working days of the calendar."""

    exact: timedelta = timedelta()
    working_days: Fraction = Fraction(0)


class ByWorkingDay(Variant, frozen=True):
    """A target "by `until` of the n-th working day after the start", in the calendar's zone."""

    days: int
    until: time


Target = BusinessSpan | ByWorkingDay


class Wait(Struct, frozen=True):
    """A span of a ladder: business time of the policy's calendar, or wall-clock time."""

    span: BusinessSpan
    is_wall: bool = False


# --- triggers -----------------------------------------------------------------


class AtPercent(Variant, frozen=True):
    """When this share of a clock's target is used."""

    metric: Metric
    percent: Fraction


class AtOffset(Variant, frozen=True):
    """A span before or after a clock is due; "at METRIC" is a span of zero after."""

    metric: Metric
    wait: Wait
    is_before: bool = False


class Unassigned(Variant, frozen=True):
    """When an active ticket has had no assignee for this long."""

    wait: Wait


class Idle(Variant, frozen=True):
    """When no person and no customer has touched an active ticket for this long."""

    wait: Wait


class TimesReopened(Variant, frozen=True):
    """At the n-th reopening only."""

    times: int


class TimesBounced(Variant, frozen=True):
    """At the n-th return of a ticket to the team it had just come from only."""

    times: int


class CustomerEscalates(Variant, frozen=True):
    """Whenever the customer escalates."""


class Unacknowledged(Variant, frozen=True):
    """When the firing of an earlier step has stayed unacknowledged for this long."""

    wait: Wait
    step: str


ClockTrigger = AtPercent | AtOffset
Trigger = AtPercent | AtOffset | Unassigned | Idle | TimesReopened | TimesBounced | CustomerEscalates | Unacknowledged


# --- actions ------------------------------------------------------------------


class AssignMode(StrEnum):
    """How a move chooses the assignee in the new team."""

    NOBODY = "nobody"
    LEAST_LOADED = "least loaded"
    ROUND_ROBIN = "round robin"
    LAST_AGENT = "last agent"
    ON_CALL = "on call"
    PERSON = "person"


class Assign(Struct, frozen=True):
    """A way to choose the assignee; `login` is set for `PERSON` only."""

    mode: AssignMode = AssignMode.NOBODY
    login: str | None = None


class RecipientKind(StrEnum):
    """Whom a step may tell."""

    ASSIGNEE = "assignee"
    TEAM = "team"
    LEAD = "lead"
    MANAGER = "manager"
    ON_CALL = "on_call"
    WATCHERS = "watchers"
    PERSON = "person"
    CONTACT = "contact"


class Recipient(Struct, frozen=True):
    """One recipient of a step; `name` is a login, a team or a contact's role where the kind takes one, else ""."""

    kind: RecipientKind
    name: str = ""

    def __str__(self) -> str:
        """Give the text that a policy file writes."""
        return f"{self.kind}:{self.name}" if self.name else str(self.kind)


class MoveTo(Variant, frozen=True):
    """Move the ticket up to a team, or to a tier whose team is then found by the ticket's category."""

    tier: int | None = None
    team: str | None = None
    assign: Assign = Assign()


class Involve(Variant, frozen=True):
    """Tell people; the assignee stays."""

    recipients: tuple[Recipient, ...]


class RaisePriority(Variant, frozen=True):
    """Raise the priority to `to`; a ticket that is more urgent already keeps its own."""

    to: Priority


class TellCustomer(Variant, frozen=True):
    """Send the customer a notice made from a template of the organisation."""

    template: str


class AddTag(Variant, frozen=True):
    """Put a tag on the ticket."""

    tag: str


class AddNote(Variant, frozen=True):
    """Write an internal note."""

    text: str


Action = MoveTo | Involve | RaisePriority | TellCustomer | AddTag | AddNote


# --- the ladder ---------------------------------------------------------------


class Urgency(StrEnum):
    """When a step's notices may be delivered; it never delays the step itself."""

    NOW = "now"
    WORKING_HOURS = "working hours"
    DIGEST = "digest"


class Repeat(Struct, frozen=True):
    """Tell again every `every`, at most `times` times after the first."""

    every: timedelta
    times: int


class Step(Struct, frozen=True):
    """One rung of a ladder; `id` is its position (from "1") unless the policy names it."""

    id: str
    position: int
    trigger: Trigger
    trigger_text: str
    actions: tuple[Action, ...]
    condition: Condition = field(default_factory=Condition)
    repeat: Repeat | None = None
    urgency: Urgency = Urgency.WORKING_HOURS
    is_named: bool = False


class Policy(Struct, frozen=True):
    """A policy as written; `version` is 0 until it is published. Wall-clock spans are `timedelta`."""

    name: str
    order: int
    calendar: str
    applies_when: Condition
    targets: Mapping[Metric, Mapping[Priority, Target]]
    pauses: Mapping[PendingReason, frozenset[Metric]]
    steps: tuple[Step, ...]
    reopen_continues_within: BusinessSpan = BusinessSpan(timedelta(hours=16))
    close_after: timedelta = timedelta(days=5)
    grace: timedelta = timedelta(minutes=15)
    promise: BusinessSpan = BusinessSpan(timedelta(minutes=30))
    tell_customer_by_hand: str | None = None
    version: int = 0

    def target(self, metric: Metric, priority: Priority) -> Target | None:
        """Give the target of a metric at a priority; None where the policy sets none."""
        return self.targets.get(metric, {}).get(priority)

    def pauses_clock(self, reason: PendingReason | None, metric: Metric) -> bool:
        """Say whether a clock of this metric stands still while the ticket waits for `reason`."""
        return reason is not None and metric in self.pauses.get(reason, frozenset())

    def step(self, step_id: str) -> Step | None:
        """Find a step by its id; None where this version has none of that id."""
        return next((step for step in self.steps if step.id == step_id), None)
