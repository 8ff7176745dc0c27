"""The ladder of one ticket as it is drawn: what every rung did, what it waits for, and when."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.explain import why_not
from desktop_escalation.domain.ladder import Escalation, Promise, StepKey
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.policy import Policy, Step, Unacknowledged
from desktop_escalation.domain.receipt import HELD, NOT_NEEDED, PARKED, PAUSED, SKIPPED, WAITING, Receipt
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wall_clock import WALL_CLOCK


class RungState(StrEnum):
    """How a rung stands; `NEXT` is the one that fires first of those ahead."""

    DONE = "done"
    NEXT = "next"
    AHEAD = "ahead"
    HELD = "held"
    PAUSED = "paused"
    PARKED = "parked"
    SKIPPED = "skipped"
    NOT_NEEDED = "not needed"


_STATES = {
    WAITING: RungState.AHEAD,
    HELD: RungState.HELD,
    PAUSED: RungState.PAUSED,
    PARKED: RungState.PARKED,
    NOT_NEEDED: RungState.NOT_NEEDED,
}


class Rung(Struct, frozen=True):
    """One rung; `step` is None where a person or a step of a policy that governs no longer escalated.

    `at` is when it fired or was passed over, or else when it will fire as far as that can be told. `why` says in words
    what a rung waits for or why it was passed over. `escalation` is the last firing, `repeated` how often it had told
    again by then, and `again_at` when it tells again. `promise` is what holds it.
    """

    state: RungState
    step: Step | None
    at: datetime | None
    why: str = ""
    escalation: Escalation | None = None
    failed: tuple[str, ...] = ()
    repeated: int = 0
    again_at: datetime | None = None
    promise: Promise | None = None


class _Series(Struct, frozen=True):
    """An escalation with those that told of it again."""

    escalations: tuple[Escalation, ...]

    @property
    def key(self) -> StepKey | None:
        return self.escalations[0].key

    def is_of(self, policy: Policy, step: Step) -> bool:
        return self.key is not None and (self.key.policy, self.key.step) == (policy.name, step.id)

    def rung(self, step: Step | None, again_at: datetime | None = None) -> Rung:
        last = self.escalations[-1]
        failed = tuple(dict.fromkeys(words for escalation in self.escalations for words in escalation.failed))
        fired_at, repeated = self.escalations[0].fired_at, len(self.escalations) - 1
        return Rung(RungState.DONE, step, fired_at, "", last, failed, repeated, again_at)


def rungs(life: Life, scene: Scene) -> tuple[Rung, ...]:
    """List the rungs of a ticket in the order of its policy's ladder.

    A step that fired and waits again has two. Escalations that no step of the policy stands for follow the last step
    that had fired before them.
    """
    policy, series = scene.rules.policy(life.ticket.policy), tuple(_series(life.ladder.escalations))
    if policy is None:
        return tuple(one.rung(None) for one in series)
    own = [rung for step in policy.steps for rung in _of_step(life, policy, step, scene, series)]
    others = (one for one in series if not any(one.is_of(policy, step) for step in policy.steps))
    return tuple(_with_others(_foreseen(_with_next(own), policy, scene.rules), others))


def _series(escalations: Iterable[Escalation]) -> Iterator[_Series]:
    found: dict[StepKey | int, list[Escalation]] = {}
    for escalation in escalations:
        key = escalation.key
        found.setdefault(escalation.number if key is None else replace(key, repetition=0), []).append(escalation)
    return (_Series(tuple(one)) for one in found.values())


def _of_step(life: Life, policy: Policy, step: Step, scene: Scene, series: tuple[_Series, ...]) -> Iterator[Rung]:
    fired = [one for one in series if one.is_of(policy, step)]
    if fired:
        yield fired[-1].rung(step, _again_at(life, fired[-1], scene.rules))
    receipt = why_not(life, policy, step, scene)
    if receipt.outcome.startswith(SKIPPED):
        yield Rung(RungState.SKIPPED, step, receipt.at, receipt.outcome.removeprefix(SKIPPED).strip(" ()"))
    elif receipt.outcome in _STATES and (not fired or _waits(receipt)):
        state = _STATES[receipt.outcome]
        promise = life.ladder.promise if state is RungState.HELD else None
        yield Rung(state, step, receipt.due_at, receipt.why, promise=promise)


def _waits(receipt: Receipt) -> bool:
    """Say whether an occurrence of the step waits, rather than the step for its occasion."""
    return receipt.due_at is not None or receipt.outcome in {PAUSED, PARKED}


def _again_at(life: Life, fired: _Series, rules: Rules) -> datetime | None:
    for waiting in schedule(life, rules):
        if waiting.key is not None and waiting.key.repetition and replace(waiting.key, repetition=0) == fired.key:
            return waiting.fire_at
    return None


def _with_next(found: list[Rung]) -> list[Rung]:
    times = [rung.at for rung in found if rung.state is RungState.AHEAD and rung.at is not None]
    if not times:
        return found
    place = next(place for place, rung in enumerate(found) if rung.state is RungState.AHEAD and rung.at == min(times))
    return [*found[:place], replace(found[place], state=RungState.NEXT), *found[place + 1 :]]


def _foreseen(found: list[Rung], policy: Policy, rules: Rules) -> Iterator[Rung]:
    """Tell when "unacknowledged after" comes if the step before it fires at its time and nobody answers."""
    times: dict[str, datetime] = {}
    for rung in found:
        at, step = rung.at, rung.step
        if at is None and rung.state is RungState.AHEAD and step is not None:
            at = _after_silence(step, times, policy, rules)
        if at is not None and step is not None and rung.state in {RungState.NEXT, RungState.AHEAD}:
            times[step.id] = at
        yield replace(rung, at=at)


def _after_silence(step: Step, times: dict[str, datetime], policy: Policy, rules: Rules) -> datetime | None:
    trigger = step.trigger
    if not isinstance(trigger, Unacknowledged) or trigger.step not in times:
        return None
    calendar = rules.calendars[WALL_CLOCK if trigger.wait.is_wall else policy.calendar]
    fires_at = times[trigger.step]
    return calendar.add(fires_at, span_of(trigger.wait.span, calendar, fires_at))


def _with_others(own: Iterable[Rung], others: Iterable[_Series]) -> list[Rung]:
    found = list(own)
    for other in others:
        rung, place = other.rung(None), 0
        for number, earlier in enumerate(found, 1):
            if earlier.state is RungState.DONE and _is_before(earlier, rung):
                place = number
        found.insert(place, rung)
    return found


def _is_before(earlier: Rung, rung: Rung) -> bool:
    return earlier.at is not None and rung.at is not None and earlier.at <= rung.at
