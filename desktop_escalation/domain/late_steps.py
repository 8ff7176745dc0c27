"""Which due steps fire and which are skipped: conditions, and the rule for steps that are late."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.conditions import Verdict
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.firing import Shot, tier_of
from desktop_escalation.domain.ladder import StepKey
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.policy import Action, Involve, MoveTo, Policy, RaisePriority, Step
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import METRICS
from desktop_escalation.domain.ticket import Channel

CONDITION = "condition"


class Due(Struct, frozen=True):
    """A step whose time has come."""

    step: Step
    key: StepKey
    fire_at: datetime


class PlannedSkip(Struct, frozen=True):
    """A due step that uses its key without firing."""

    due: Due
    reason: str
    is_missed: bool = False


class Plan(Struct, frozen=True):
    """What is to be done about due steps that belong together: skip some, and fire one or none."""

    at: Due
    skips: tuple[PlannedSkip, ...]
    shot: Shot | None

    @property
    def missed(self) -> tuple[PlannedSkip, ...]:
        """The steps that were skipped because they came too late."""
        return tuple(skip for skip in self.skips if skip.is_missed)


def plan_steps(
    life: Life, policy: Policy, due: tuple[Due, ...], verdicts: Mapping[StepKey, Verdict], scene: Scene
) -> tuple[Plan, ...]:
    """Plan what the due steps of a ticket do, in the order of their times, then of the ladder."""
    if len(due) == 1:
        return (_single(due[0], verdicts[due[0].key].holds),)
    plans: list[Plan] = []
    for group in _groups(due):
        oldest = min(group, key=lambda one: one.fire_at)
        if len(group) > 1 and _is_late(life, policy, oldest, scene):
            plans.append(_late(life, group, oldest, verdicts, scene))
        else:
            plans.extend(_single(one, verdicts[one.key].holds) for one in group)
    return tuple(sorted(plans, key=lambda plan: (plan.at.fire_at, plan.at.step.position)))


def _is_late(life: Life, policy: Policy, oldest: Due, scene: Scene) -> bool:
    unparked_at = life.past.unparked_at
    was_parked = unparked_at is not None and oldest.fire_at < unparked_at
    return was_parked or scene.now - oldest.fire_at > policy.grace


def _groups(due: tuple[Due, ...]) -> Iterator[tuple[Due, ...]]:
    clocks: dict[tuple[str, int], list[Due]] = {}
    for one in due:
        if one.key.clock in METRICS and one.key.repetition == 0:
            clocks.setdefault((one.key.clock, one.key.cycle), []).append(one)
        else:
            yield (one,)
    for group in clocks.values():
        yield tuple(sorted(group, key=lambda one: one.step.position))


def _single(due: Due, holds: bool) -> Plan:  # noqa: FBT001 - the verdict is the question
    if not holds:
        return Plan(due, (PlannedSkip(due, CONDITION),), None)
    actions = due.step.actions if due.key.repetition == 0 else _telling(due.step.actions)
    return Plan(due, (), Shot(due.step, due.key, due.fire_at, actions))


def _telling(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    return tuple(action for action in actions if isinstance(action, Involve))


def _late(life: Life, group: tuple[Due, ...], oldest: Due, verdicts: Mapping[StepKey, Verdict], scene: Scene) -> Plan:
    holding = [one for one in group if verdicts[one.key].holds]
    last = holding[-1] if holding else None
    skips = []
    for one in group:
        if not verdicts[one.key].holds:
            skips.append(PlannedSkip(one, CONDITION))
        elif one is not last:
            skips.append(PlannedSkip(one, missed_reason(life, one.fire_at, scene), is_missed=True))
    if last is None:
        return Plan(oldest, tuple(skips), None)
    replaced = tuple(one.step for one in holding[:-1])
    actions = _carrying(last.step, replaced, scene.directory)
    return Plan(oldest, tuple(skips), Shot(last.step, last.key, last.fire_at, actions))


def _carrying(step: Step, replaced: tuple[Step, ...], directory: Directory) -> tuple[Action, ...]:
    """Give the actions of a step together with the last move and the highest priority of those that it replaces.

    A move that the step itself takes further is left out.
    """
    actions = step.actions
    earlier = [action for other in replaced for action in other.actions]
    raises = [action for action in (*earlier, *actions) if isinstance(action, RaisePriority)]
    if raises:
        highest = min(raises, key=lambda action: action.to)
        actions = (highest, *(action for action in actions if not isinstance(action, RaisePriority)))
    moves = [action for action in earlier if isinstance(action, MoveTo)]
    own = [tier_of(action, directory) for action in actions if isinstance(action, MoveTo)]
    if moves and tier_of(moves[-1], directory) > max(own, default=0):
        actions = (moves[-1], *actions)
    return actions


def missed_reason(life: Life, fire_at: datetime, scene: Scene) -> str:
    """Name why a step was missed: a change of policy, parking, or the time in which no engine ran."""
    past = life.past
    if past.governed_at is not None and fire_at < past.governed_at:
        return "missed, policy change"
    if past.unparked_at is not None and fire_at < past.unparked_at:
        return "missed, parked"
    outage = next((one for one in scene.outages if fire_at < one.to_at and _began_before(one.from_at, fire_at)), None)
    if outage is None:
        return "missed, import" if life.ticket.channel is Channel.IMPORT else "missed, engine late"
    until = f"{scene.local(outage.to_at):%H:%M}"
    if outage.from_at is None:
        return f"missed, engine off until {until}"
    return f"missed, engine off {scene.local(outage.from_at):%H:%M}–{until}"


def _began_before(from_at: datetime | None, fire_at: datetime) -> bool:
    return from_at is None or from_at <= fire_at
