"""What a ticket waits for: every step that may still fire with its time, breaches, resumptions, closings, promises."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.clock import Clock, Stretch, first_running, reached
from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.ladder import StepKey, StepOutcome, StepRecord
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.past import Past, Spell
from desktop_escalation.domain.policy import (
    AtOffset,
    AtPercent,
    ClockTrigger,
    Idle,
    Policy,
    Repeat,
    Step,
    TimesBounced,
    TimesReopened,
    Unacknowledged,
    Unassigned,
    Wait,
)
from desktop_escalation.domain.rules import CLOSE_AFTER_WITHOUT_POLICY, Rules
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wall_clock import WALL_CLOCK

METRICS = frozenset(metric.value for metric in Metric)


class WaitingKind(StrEnum):
    """What will happen."""

    STEP = "step"
    BREACH = "breach"
    RESUME = "resume"
    CLOSE = "close"
    PROMISE = "promise"


class Waiting(Struct, frozen=True):
    """One thing that a ticket waits for.

    `fire_at` is None while a pause, a promise or parking holds it; `planned_at` is then the time that it would have
    without that, where it can be told. `key` is set for steps, `clock` for breaches.
    """

    kind: WaitingKind
    fire_at: datetime | None
    planned_at: datetime | None
    key: StepKey | None = None
    clock: tuple[Metric, int] | None = None


def schedule(life: Life, rules: Rules) -> tuple[Waiting, ...]:
    """List everything that the ticket waits for, steps in the order of the ladder; worked out once for each life."""
    for by, known in life.known:
        if by is rules:
            return known
    found = _schedule(life, rules)
    life.known[:] = [(rules, found)]
    return found


def _schedule(life: Life, rules: Rules) -> tuple[Waiting, ...]:
    if not life.ticket.is_active:
        return _closing(life, rules)
    policy = rules.policy(life.ticket.policy)
    steps = () if policy is None else _steps(life, policy, rules)
    return (*steps, *_breaches(life, rules), *_automatic(life))


def _closing(life: Life, rules: Rules) -> tuple[Waiting, ...]:
    ticket = life.ticket
    if ticket.state is not State.RESOLVED or ticket.resolved_at is None:
        return ()
    policy = rules.policy(ticket.policy)
    at = ticket.resolved_at + (CLOSE_AFTER_WITHOUT_POLICY if policy is None else policy.close_after)
    return (Waiting(WaitingKind.CLOSE, at, at),)


def _breaches(life: Life, rules: Rules) -> Iterator[Waiting]:
    for clock in life.clocks:
        if clock.ending is None and clock.breached_at is None:
            breach = _breach(clock, rules)
            if breach is not None:
                yield breach


def _breach(clock: Clock, rules: Rules) -> Waiting | None:
    known = clock.known.get(id(rules))
    if known is None or known[0] is not rules:
        due_at = clock.due_at(rules.calendars)
        about = (clock.metric, clock.cycle)
        breach = None if due_at is None else Waiting(WaitingKind.BREACH, due_at, due_at, clock=about)
        known = clock.known[id(rules)] = (rules, None, breach)
    found: Waiting | None = known[2]
    return found


def _automatic(life: Life) -> Iterator[Waiting]:
    resume_at, promise = life.ticket.resume_at, life.ladder.promise
    if resume_at is not None:
        yield Waiting(WaitingKind.RESUME, resume_at, resume_at)
    if promise is not None:
        yield Waiting(WaitingKind.PROMISE, promise.until, promise.until)


# --- steps --------------------------------------------------------------------


class _Ladder(Struct, frozen=True):
    life: Life
    policy: Policy
    rules: Rules

    def calendar_name(self, wait: Wait) -> str:
        return WALL_CLOCK if wait.is_wall else self.policy.calendar

    def span(self, wait: Wait, at: datetime) -> timedelta:
        return span_of(wait.span, self.rules.calendars[self.calendar_name(wait)], at)

    def key(self, step: Step, clock: str, cycle: int, repetition: int = 0) -> StepKey:
        return StepKey(self.policy.name, step.id, clock, cycle, repetition)

    def waiting(self, step: Step, clock: str, cycle: int, at: datetime | None) -> Waiting:
        return Waiting(WaitingKind.STEP, at, at, self.key(step, clock, cycle))


def _steps(life: Life, policy: Policy, rules: Rules) -> tuple[Waiting, ...]:
    ladder = _Ladder(life, policy, rules)
    found: list[Waiting] = []
    for step in policy.steps:
        found += _first_firings(ladder, step)
        if step.repeat is not None:
            found += _repeated(ladder, step, step.repeat)
    if life.ladder.records:
        used = life.ladder.used_keys()
        found = [waiting for waiting in found if waiting.key not in used]
    return tuple([_held(life, waiting) for waiting in found] if _may_hold(life) else found)


def _may_hold(life: Life) -> bool:
    is_waiting = life.ladder.promise is not None or life.ticket.parked_at is not None
    return is_waiting or any(clock.is_paused for clock in life.clocks)


def _held(life: Life, waiting: Waiting) -> Waiting:
    promise = life.ladder.promise
    is_promised = promise is not None and waiting.fire_at is not None and promise.covers(waiting.fire_at)
    if is_promised or life.ticket.parked_at is not None or is_on_paused_clock(life, waiting.key):
        return replace(waiting, fire_at=None)
    return waiting


def is_on_paused_clock(life: Life, key: StepKey | None) -> bool:
    """Say whether a step belongs to a clock that stands still, which fires nothing until it runs; repeats go on."""
    if key is None or key.repetition:
        return False
    return any(clock.is_paused and (clock.metric, clock.cycle) == (key.clock, key.cycle) for clock in life.clocks)


def _first_firings(ladder: _Ladder, step: Step) -> Iterable[Waiting]:
    past, trigger = ladder.life.past, step.trigger
    match trigger:
        case AtPercent() | AtOffset():
            return _points(ladder, step, trigger)
        case Unassigned(wait=wait):
            return _spell(ladder, step, "unassigned", past.unassigned, wait)
        case Idle(wait=wait):
            return _spell(ladder, step, "idle", past.touched, wait)
        case TimesReopened(times=times):
            return _nth(ladder, step, "reopened", past.reopened_ats, times)
        case TimesBounced(times=times):
            return _nth(ladder, step, "bounced", past.bounced_ats, times)
        case Unacknowledged():
            return _unacknowledged(ladder, step, trigger)
        case _:
            escalated_ats = enumerate(past.customer_escalated_ats, 1)
            return [ladder.waiting(step, "customer", number, at) for number, at in escalated_ats]


def _points(ladder: _Ladder, step: Step, trigger: ClockTrigger) -> list[Waiting]:
    return [
        _on_clock(ladder, step, trigger, clock)
        for clock in ladder.life.clocks
        if clock.metric is trigger.metric and clock.ending is None
    ]


def _on_clock(ladder: _Ladder, step: Step, trigger: ClockTrigger, clock: Clock) -> Waiting:
    """Tell when a step fires on a clock: worked out once, since most events leave the clocks as they are."""
    known = clock.known.get(id(step))
    if known is None or known[0] is not ladder.policy or known[1] is not ladder.rules:
        waiting = ladder.waiting(step, clock.metric, clock.cycle, _step_time(clock, trigger, ladder.rules))
        known = clock.known[id(step)] = (ladder.policy, ladder.rules, waiting)
    found: Waiting = known[2]
    return found


def _nth(ladder: _Ladder, step: Step, word: str, ats: tuple[datetime, ...], times: int) -> Iterator[Waiting]:
    if len(ats) >= times:
        yield ladder.waiting(step, word, times, ats[times - 1])


def _spell(ladder: _Ladder, step: Step, word: str, spell: Spell | None, wait: Wait) -> Iterator[Waiting]:
    if spell is None:
        return
    stretches = spell_stretches(ladder.life.past, spell, ladder.calendar_name(wait))
    span = ladder.span(wait, spell.since_at)
    yield ladder.waiting(step, word, spell.number, reached(stretches, span, ladder.rules.calendars))


def spell_stretches(past: Past, spell: Spell, calendar: str) -> tuple[Stretch, ...]:
    """Lay out the time since a spell began; it stands still while the ticket is pending, for whatever reason."""
    stretches: list[Stretch] = []
    at = spell.since_at
    for wait in past.waits:
        if wait.to_at is not None and wait.to_at <= at:
            continue
        begin = max(at, wait.from_at)
        if at < begin:
            stretches.append(Stretch(at, begin, calendar))
        stretches.append(Stretch(begin, wait.to_at, calendar, wait.reason, wait.by))
        if wait.to_at is None:
            return tuple(stretches)
        at = wait.to_at
    return (*stretches, Stretch(at, None, calendar))


def _unacknowledged(ladder: _Ladder, step: Step, trigger: Unacknowledged) -> Iterator[Waiting]:
    calendar = ladder.rules.calendars[ladder.calendar_name(trigger.wait)]
    for number, record in enumerate(firings(ladder.life, ladder.policy.name, trigger.step), 1):
        escalation = ladder.life.ladder.escalations[(record.escalation or 0) - 1]
        if escalation.is_unacknowledged:
            at = calendar.add(record.at, ladder.span(trigger.wait, record.at))
            yield ladder.waiting(step, "unacknowledged", number, at)


def firings(life: Life, policy: str, step_id: str) -> tuple[StepRecord, ...]:
    """List the occurrences of a step that "unacknowledged after" counts from: those that fired and those by hand."""
    return tuple(
        record
        for record in life.ladder.records
        if (record.key.policy, record.key.step, record.key.repetition) == (policy, step_id, 0)
        and (record.outcome is StepOutcome.FIRED or record.reason == BY_HAND)
    )


def _repeated(ladder: _Ladder, step: Step, repeat: Repeat) -> Iterator[Waiting]:
    for escalation in ladder.life.ladder.escalations:
        key = escalation.key
        if key is None or (key.policy, key.step) != (ladder.policy.name, step.id):
            continue
        is_asked = escalation.is_unacknowledged and key.repetition < repeat.times
        if is_asked and escalation.repeat_at is not None and _still_matters(ladder.life, key):
            again, at = replace(key, repetition=key.repetition + 1), escalation.repeat_at
            yield Waiting(WaitingKind.STEP, at, at, again)


def _still_matters(life: Life, key: StepKey) -> bool:
    if key.clock not in METRICS:
        return True
    return any(clock.metric == key.clock and clock.cycle == key.cycle and clock.is_going for clock in life.clocks)


# --- the time of a step on a clock --------------------------------------------


def threshold_of(clock: Clock, trigger: ClockTrigger, rules: Rules) -> timedelta | None:
    """Give the business time at which a step is due on a clock; None for wall-clock spans, which count from the due."""
    if isinstance(trigger, AtPercent):
        return _share(clock.effective_target(rules.calendars), trigger)
    if trigger.wait.is_wall:
        return None
    calendar = rules.calendars[clock.stretches[0].calendar]
    span = span_of(trigger.wait.span, calendar, clock.started_at)
    return clock.effective_target(rules.calendars) + (-span if trigger.is_before else span)


def _share(target: timedelta, trigger: AtPercent) -> timedelta:
    return timedelta(milliseconds=round(target // timedelta(milliseconds=1) * trigger.percent / 100))


def _step_time(clock: Clock, trigger: ClockTrigger, rules: Rules) -> datetime | None:
    """Tell when a step is due on a clock, a promise's shift included; None while a pause keeps that open."""
    if clock.by_hand is not None and clock.is_paused:
        return None
    own = _own_time(clock, trigger, rules)
    if own is None or clock.shifted_at is None:
        return own
    return first_running(clock.stretches, max(own, clock.shifted_at))


def _own_time(clock: Clock, trigger: ClockTrigger, rules: Rules) -> datetime | None:
    threshold = threshold_of(clock, trigger, rules)
    if threshold is None:
        return _wall_time(clock, trigger, rules)
    if threshold == clock.effective_target(rules.calendars) and not clock.shift:
        return clock.due_at(rules.calendars)
    return clock.reached_at(threshold + clock.shift, rules.calendars)


def _wall_time(clock: Clock, trigger: ClockTrigger, rules: Rules) -> datetime | None:
    due_at = clock.due_at(rules.calendars)
    if due_at is None or not isinstance(trigger, AtOffset):
        return None
    span = span_of(trigger.wait.span, rules.calendars[WALL_CLOCK], clock.started_at)
    own = max(clock.started_at, due_at - span if trigger.is_before else due_at + span)
    if clock.shift:
        own = rules.calendars[clock.stretches[-1].calendar].add(own, clock.shift)
    return first_running(clock.stretches, own)
