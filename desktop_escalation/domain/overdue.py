"""What happens to a ticket by itself, at its own moment, whoever looks first: resumption, closing, a promise's end."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.clock import NOTHING, Clock
from desktop_escalation.domain.events import ENGINE, Event, Fact
from desktop_escalation.domain.ladder import Promise, StepKey
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import AtOffset, AtPercent, Step
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import Waiting, WaitingKind, schedule, threshold_of

AUTOMATIC = frozenset({WaitingKind.RESUME, WaitingKind.CLOSE, WaitingKind.PROMISE})
ACKNOWLEDGED = "acknowledged"


class _Held(Struct, frozen=True):
    """A step that the promise held, with the time that it would have had."""

    key: StepKey
    planned_at: datetime


def catch_up(life: Life, now: datetime, customer: Customer | None, rules: Rules) -> tuple[Life, tuple[Event, ...]]:
    """Let everything happen that happens by itself until `now`, each at its own moment, in their order.

    A change of policy that one of them brings about happens at the same moment, before the next.
    """
    history: tuple[Event, ...] = ()
    while True:
        waiting = schedule(life, rules)
        due = [
            (one.fire_at, one.kind)
            for one in waiting
            if one.kind in AUTOMATIC and one.fire_at is not None and one.fire_at <= now
        ]
        if not due:
            return life, history
        made = _happening(life, *min(due), waiting, rules)
        life, made = with_policy(evolve_all(life, made, rules), made, customer, rules)
        history += made


def _happening(
    life: Life, at: datetime, kind: WaitingKind, waiting: tuple[Waiting, ...], rules: Rules
) -> tuple[Event, ...]:
    match kind:
        case WaitingKind.RESUME:
            return (Event(at, ENGINE, events.Resumed()),)
        case WaitingKind.CLOSE:
            return (Event(at, ENGINE, events.Closed()),)
        case _:
            return _judge_promise(life, at, waiting, rules)


def _judge_promise(life: Life, until: datetime, waiting: tuple[Waiting, ...], rules: Rules) -> tuple[Event, ...]:
    promise, policy = life.ladder.promise, life.ticket.policy
    held = tuple(_held(waiting, promise))
    if promise is None or not promise.has_progress:
        return (Event(until, ENGINE, events.PromiseJudged(is_kept=False, shifts=_shifts(life, held, until, rules))),)
    version = 0 if policy is None else policy.version
    skips = (events.StepSkipped(one.key, version, one.planned_at, ACKNOWLEDGED) for one in held)
    facts: tuple[Fact, ...] = (*skips, events.PromiseJudged(is_kept=True))
    return tuple(Event(until, ENGINE, fact) for fact in facts)


def _held(waiting: tuple[Waiting, ...], promise: Promise | None) -> Iterator[_Held]:
    for one in waiting:
        if (
            promise is not None
            and one.key is not None
            and one.planned_at is not None
            and promise.covers(one.planned_at)
        ):
            yield _Held(one.key, one.planned_at)


def _shifts(life: Life, held: tuple[_Held, ...], until: datetime, rules: Rules) -> tuple[events.Shift, ...]:
    """Put the steps of each clock off so that its first held one fires at the promise's end."""
    policy = rules.policy(life.ticket.policy)
    steps = {} if policy is None else {step.id: step for step in policy.steps}
    shifts = []
    for clock in life.clocks:
        own = [one for one in held if _is_of(one.key, clock)]
        if own:
            first = min(own, key=lambda one: one.planned_at)
            shifts.append(_shift(clock, first, steps[first.key.step], until, rules))
    return tuple(shifts)


def _is_of(key: StepKey, clock: Clock) -> bool:
    return (key.clock, key.cycle, key.repetition) == (clock.metric, clock.cycle, 0)


def _shift(clock: Clock, first: _Held, step: Step, until: datetime, rules: Rules) -> events.Shift:
    trigger = step.trigger
    threshold = threshold_of(clock, trigger, rules) if isinstance(trigger, AtPercent | AtOffset) else None
    if threshold is None:
        threshold = clock.used(first.planned_at, rules.calendars) - clock.shift
    put_off = clock.used(until, rules.calendars) - max(NOTHING, threshold) - clock.shift
    return events.Shift(clock.metric, clock.cycle, clock.shift + max(NOTHING, put_off))
