"""The ladder of one ticket: which steps used their key, which escalations are open, what was promised."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct


class EscalationKind(StrEnum):
    """Functional is a move up a tier, hierarchical tells a lead, a manager or a contact, a notice neither."""

    FUNCTIONAL = "functional"
    HIERARCHICAL = "hierarchical"
    NOTICE = "notice"


class StepKey(Struct, frozen=True):
    """What a step may use once: with the ticket this is the key of the whole product's "exactly once".

    `clock` is a metric or, for a trigger without a clock, the trigger's word; `cycle` is then the number of its
    occurrence. `repetition` 0 is the first firing.
    """

    policy: str
    step: str
    clock: str
    cycle: int
    repetition: int = 0


class StepOutcome(StrEnum):
    """How a step used its key."""

    FIRED = "fired"
    SKIPPED = "skipped"


class StepRecord(Struct, frozen=True):
    """A key that was used; `escalation` is the number of the escalation that stands for it, where one does."""

    key: StepKey
    version: int
    outcome: StepOutcome
    reason: str
    due_at: datetime | None
    at: datetime
    escalation: int | None = None


class Escalation(Struct, frozen=True):
    """The record that a step fired or a person escalated; `number` counts within the ticket, from 1."""

    number: int
    kind: EscalationKind
    reason: str
    by: str
    from_team: str
    from_tier: int
    to_team: str
    to_tier: int
    due_at: datetime
    fired_at: datetime
    key: StepKey | None = None
    version: int | None = None
    told: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    note: str = ""
    tried: str = ""
    repeat_at: datetime | None = None
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    outcome: str | None = None
    outcome_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Nobody has closed it with an outcome."""
        return self.outcome is None

    @property
    def is_unacknowledged(self) -> bool:
        """It is open and nobody has acknowledged it."""
        return self.outcome is None and self.acknowledged_at is None


class Promise(Struct, frozen=True):
    """A running acknowledgement: who acts by when, how often the time was replaced, whether progress was seen."""

    by: str
    at: datetime
    until: datetime
    replaced: int = 0
    has_progress: bool = False

    def covers(self, at: datetime) -> bool:
        """Say whether a step whose time is `at` is held: both ends of the promise belong to it."""
        return self.at <= at <= self.until
