"""The receipt of a step: why it fired, or why not, with every sum that led there."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.choice import Choice
from desktop_escalation.domain.clock import NOTHING, Calendars, Clock, Stretch
from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.ladder import Escalation, StepKey
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.past import Spell
from desktop_escalation.domain.policy import AtOffset, AtPercent, Idle, Policy, Step, Unacknowledged, Unassigned, Wait
from desktop_escalation.domain.recipients import Telling
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import METRICS, firings, spell_stretches, threshold_of
from desktop_escalation.domain.wall_clock import WALL_CLOCK

FIRED = "fired"
SKIPPED = "skipped"
NOT_NEEDED = "not needed"
WAITING = "waiting"
HELD = "held"
PAUSED = "paused"
PARKED = "parked"
OBSOLETE = "obsolete"
OTHER_POLICY = "other policy"
OTHER_POLICIES = frozenset({OBSOLETE, OTHER_POLICY})


class Interval(Struct, frozen=True):
    """A part of the time from the start to the receipt's moment, and whether and why it counts."""

    from_at: datetime
    to_at: datetime
    counts: bool
    reason: str


class Arithmetic(Struct, frozen=True):
    """The sums of one step; `threshold` is None for triggers that count occurrences.

    `shift` is the business time by which an unkept promise put the step off.
    """

    metric: Metric | None
    target: timedelta | None
    threshold: timedelta | None
    counted: timedelta
    intervals: tuple[Interval, ...]
    shift: timedelta = NOTHING


class Passage(Struct, frozen=True):
    """Where an escalation found the ticket, and where it left it."""

    from_team: str
    from_tier: int
    to_team: str
    to_tier: int


class Receipt(Struct, frozen=True):
    """Everything that led to the outcome of a step, as it was seen at `at`.

    `step` and `policy` are "" where a person escalated; `why` says in words why a step has not fired, or what the
    person wrote.
    """

    policy: str
    version: int
    step: str
    trigger: str
    outcome: str
    at: datetime
    due_at: datetime | None
    arithmetic: Arithmetic
    conditions: tuple[Finding, ...] = ()
    recipients: tuple[Telling, ...] = ()
    choice: Choice | None = None
    done: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    lost_policies: tuple[str, ...] = ()
    passage: Passage | None = None
    repetition: int = 0
    why: str = ""


def passage_of(escalation: Escalation) -> Passage:
    """Give the way that an escalation took."""
    return Passage(escalation.from_team, escalation.from_tier, escalation.to_team, escalation.to_tier)


def arithmetic_of(life: Life, policy: Policy, step: Step, key: StepKey, at: datetime, rules: Rules) -> Arithmetic:
    """Work out the sums of a step as they stand at `at`."""
    clock = _clock_of(life, key)
    trigger = step.trigger
    if clock is not None and isinstance(trigger, AtPercent | AtOffset):
        return _of_clock(clock, threshold_of(clock, trigger, rules), at, rules)
    stretches, wait = _stretches(life, policy, step, key)
    if wait is None:
        return Arithmetic(None, None, None, NOTHING, ())
    calendar = rules.calendars[WALL_CLOCK if wait.is_wall else policy.calendar]
    threshold = span_of(wait.span, calendar, stretches[0].from_at if stretches else at)
    parts = tuple(intervals(stretches, at, rules.calendars))
    return Arithmetic(None, None, threshold, _counted(parts), parts)


def resolution_so_far(life: Life, at: datetime, rules: Rules) -> Arithmetic:
    """Work out how far the resolution clock had come at `at`, for an escalation that no clock brought about."""
    clock = next((clock for clock in reversed(life.clocks) if clock.metric is Metric.RESOLUTION), None)
    if clock is None:
        return Arithmetic(None, None, None, NOTHING, ())
    return _of_clock(clock, None, at, rules)


def _of_clock(clock: Clock, threshold: timedelta | None, at: datetime, rules: Rules) -> Arithmetic:
    parts = tuple(intervals(clock.stretches, at, rules.calendars))
    target = clock.effective_target(rules.calendars)
    return Arithmetic(clock.metric, target, threshold, _counted(parts), parts, clock.shift)


def _counted(parts: tuple[Interval, ...]) -> timedelta:
    return sum([part.to_at - part.from_at for part in parts if part.counts], NOTHING)


def intervals(stretches: tuple[Stretch, ...], at: datetime, calendars: Calendars) -> Iterator[Interval]:
    """Take the time until `at` apart into what counted and what did not, each with its reason."""
    end_of_last: datetime | None = None
    for stretch in stretches:
        end = at if stretch.to_at is None else min(stretch.to_at, at)
        if stretch.from_at >= end:
            continue
        if end_of_last is not None and end_of_last < stretch.from_at:
            yield Interval(end_of_last, stretch.from_at, counts=False, reason="not running")
        if stretch.is_running:
            for segment in calendars[stretch.calendar].segments(stretch.from_at, end):
                yield Interval(segment.from_at, segment.to_at, segment.counts, segment.reason)
        else:
            yield Interval(stretch.from_at, end, counts=False, reason=_pause_reason(stretch))
        end_of_last = end


def _pause_reason(stretch: Stretch) -> str:
    return f"paused, waiting for {stretch.paused_for}, by {stretch.paused_by}"


def _clock_of(life: Life, key: StepKey) -> Clock | None:
    if key.clock not in METRICS:
        return None
    return next((clock for clock in life.clocks if clock.metric == key.clock and clock.cycle == key.cycle), None)


def _stretches(life: Life, policy: Policy, step: Step, key: StepKey) -> tuple[tuple[Stretch, ...], Wait | None]:
    match step.trigger:
        case Unassigned(wait=wait):
            return _spell(life, life.past.unassigned, key, _calendar(policy, wait)), wait
        case Idle(wait=wait):
            return _spell(life, life.past.touched, key, _calendar(policy, wait)), wait
        case Unacknowledged(wait=wait, step=earlier):
            found = firings(life, policy.name, earlier)
            if not 0 < key.cycle <= len(found):
                return (), wait
            return (Stretch(found[key.cycle - 1].at, None, _calendar(policy, wait)),), wait
        case _:
            return (), None


def _spell(life: Life, spell: Spell | None, key: StepKey, calendar: str) -> tuple[Stretch, ...]:
    if spell is None or spell.number != key.cycle:
        return ()
    return spell_stretches(life.past, spell, calendar)


def _calendar(policy: Policy, wait: Wait) -> str:
    return WALL_CLOCK if wait.is_wall else policy.calendar
