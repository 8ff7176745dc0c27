"""A ticket as it is shown: what follows from its life at one moment."""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.ladder import Escalation, StepOutcome, StepRecord
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.wall_clock import WALL_CLOCK


class ClockView(Struct, frozen=True):
    """A clock as it stands; `target` is None where a metric is only measured, `due_at` while it is paused.

    A breached clock goes on (`is_going`) until it is met or cancelled.
    """

    metric: Metric
    cycle: int
    state: ClockState
    target: timedelta | None
    used: timedelta
    due_at: datetime | None
    breached_at: datetime | None
    is_going: bool
    set_by_hand: bool = False


class NextStep(Struct, frozen=True):
    """A step that may still fire; `at` is None while it is held or paused, `planned_at` its time without a promise."""

    step: str
    at: datetime | None
    planned_at: datetime | None


class TicketView(Struct, frozen=True):
    """A ticket with its clocks, escalations, skipped steps and next steps."""

    ticket: Ticket
    clocks: tuple[ClockView, ...]
    escalations: tuple[Escalation, ...]
    skipped: tuple[StepRecord, ...]
    next_steps: tuple[NextStep, ...]
    promised_until: datetime | None


def view(life: Life, now: datetime, customer: Customer | None, rules: Rules) -> TicketView:
    """Show a ticket at `now`: also what has happened by itself since somebody last wrote it down."""
    life, _ = catch_up(life, now, customer, rules)
    steps = (one for one in schedule(life, rules) if one.kind is WaitingKind.STEP and one.key is not None)
    promise = life.ladder.promise
    return TicketView(
        ticket=life.ticket,
        clocks=(*_clocks(life, now, rules), *_acknowledgements(life, now, rules)),
        escalations=life.ladder.escalations,
        skipped=tuple(record for record in life.ladder.records if record.outcome is StepOutcome.SKIPPED),
        next_steps=tuple(NextStep(one.key.step, one.fire_at, one.planned_at) for one in steps if one.key is not None),
        promised_until=None if promise is None else promise.until,
    )


def _clocks(life: Life, now: datetime, rules: Rules) -> tuple[ClockView, ...]:
    calendars = rules.calendars
    return tuple(
        ClockView(
            metric=clock.metric,
            cycle=clock.cycle,
            state=clock.state(now, calendars),
            target=clock.effective_target(calendars),
            used=clock.used(now, calendars),
            due_at=clock.due_at(calendars),
            breached_at=clock.breach_at(now, calendars),
            is_going=clock.is_going,
            set_by_hand=clock.by_hand is not None,
        )
        for clock in life.clocks
    )


def _acknowledgements(life: Life, now: datetime, rules: Rules) -> tuple[ClockView, ...]:
    policy = rules.policy(life.ticket.policy)
    calendar = rules.calendars[WALL_CLOCK] if policy is None else rules.calendar_of(policy)
    return tuple(
        ClockView(
            metric=Metric.ACKNOWLEDGEMENT,
            cycle=escalation.number,
            state=_acknowledgement_state(escalation),
            target=None,
            used=calendar.between(escalation.fired_at, _answered_at(escalation, now)),
            due_at=None,
            breached_at=None,
            is_going=escalation.is_unacknowledged,
        )
        for escalation in life.ladder.escalations
    )


def _answered_at(escalation: Escalation, now: datetime) -> datetime:
    return escalation.acknowledged_at or escalation.outcome_at or max(now, escalation.fired_at)


def _acknowledgement_state(escalation: Escalation) -> ClockState:
    if escalation.acknowledged_at is not None:
        return ClockState.MET
    return ClockState.RUNNING if escalation.is_open else ClockState.CANCELLED
