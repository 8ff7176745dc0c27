"""What happens to a ticket by itself, at its own moment, whoever looks first: resumption, closing, a promise's end."""

from datetime import datetime, timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.events import ENGINE, Event
from desktop_escalation.domain.ladder import StepKey
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.policy import AtOffset, AtPercent, Metric, Policy
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import METRICS, Waiting, WaitingKind, schedule, threshold_of

AUTOMATIC = frozenset({WaitingKind.RESUME, WaitingKind.CLOSE, WaitingKind.PROMISE})
ACKNOWLEDGED = "acknowledged"


def catch_up(life: Life, now: datetime, rules: Rules) -> tuple[Life, tuple[Event, ...]]:
    """Let everything happen that happens by itself until `now`, each at its own moment, in their order."""
    history: tuple[Event, ...] = ()
    while True:
        waiting = schedule(life, rules)
        due = [one for one in waiting if one.kind in AUTOMATIC and one.fire_at is not None and one.fire_at <= now]
        if not due:
            return life, history
        first = min(due, key=lambda one: (one.fire_at or now, one.kind))
        made = _happening(life, first, waiting, rules)
        life = evolve_all(life, made, rules)
        history += made


def _happening(life: Life, first: Waiting, waiting: tuple[Waiting, ...], rules: Rules) -> tuple[Event, ...]:
    assert first.fire_at is not None
    match first.kind:
        case WaitingKind.RESUME:
            return (Event(first.fire_at, ENGINE, events.Resumed()),)
        case WaitingKind.CLOSE:
            return (Event(first.fire_at, ENGINE, events.Closed()),)
        case _:
            return _judge_promise(life, first.fire_at, waiting, rules)


def _judge_promise(life: Life, until: datetime, waiting: tuple[Waiting, ...], rules: Rules) -> tuple[Event, ...]:
    promise, policy = life.ladder.promise, rules.policy(life.ticket.policy)
    assert promise is not None
    held = [one for one in waiting if one.is_held and one.planned_at is not None and one.planned_at <= until]
    if not promise.has_progress:
        shifts = () if policy is None else _shifts(life, held, policy, until, rules)
        return (Event(until, ENGINE, events.PromiseJudged(is_kept=False, shifts=shifts)),)
    skips = tuple(
        Event(until, ENGINE, events.StepSkipped(one.key, policy.version, one.planned_at, ACKNOWLEDGED))
        for one in held
        if one.key is not None and policy is not None
    )
    return (*skips, Event(until, ENGINE, events.PromiseJudged(is_kept=True)))


def _shifts(life: Life, held: list[Waiting], policy: Policy, until: datetime, rules: Rules) -> tuple[events.Shift, ...]:
    earliest: dict[tuple[str, int], Waiting] = {}
    for one in held:
        if one.key is None or one.key.clock not in METRICS or one.key.repetition:
            continue
        known = earliest.setdefault((one.key.clock, one.key.cycle), one)
        if _planned(one) < _planned(known):
            earliest[one.key.clock, one.key.cycle] = one
    return tuple(_shift(life, one.key, one, policy, until, rules) for one in earliest.values() if one.key is not None)


def _planned(one: Waiting) -> datetime:
    assert one.planned_at is not None
    return one.planned_at


def _shift(life: Life, key: StepKey, one: Waiting, policy: Policy, until: datetime, rules: Rules) -> events.Shift:
    clock = next(clock for clock in life.clocks if clock.metric == key.clock and clock.cycle == key.cycle)
    step = policy.step(key.step)
    threshold: timedelta | None = None
    if step is not None and isinstance(step.trigger, AtPercent | AtOffset):
        threshold = threshold_of(clock, step.trigger, rules)
    if threshold is None:
        threshold = clock.used(_planned(one), rules.calendars) - clock.shift
    put_off = max(timedelta(), clock.used(until, rules.calendars) - max(timedelta(), threshold) - clock.shift)
    return events.Shift(Metric(key.clock), key.cycle, clock.shift + put_off)
