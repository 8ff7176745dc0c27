"""Steps of a ladder that can never fire; only what is certain is called a fault."""

from collections.abc import Iterator

from desktop_escalation.domain.conditions import Condition, Operator, Seen, Value
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import (
    AtOffset,
    AtPercent,
    Idle,
    MoveTo,
    Policy,
    RaisePriority,
    Step,
    TimesReopened,
    Unassigned,
)
from desktop_escalation.domain.ticket import Channel, Priority, State
from desktop_escalation.domain.toml_lines import Path

_SINGLE = (
    *("priority", "category", "state", "tier", "team", "channel"),
    *("customer.plan", "customer.organisation", "customer.vip", "customer.language"),
)
_COMPLETE: dict[str, tuple[Seen, ...]] = {
    "priority": tuple(int(priority) for priority in Priority),
    "state": tuple(State),
    "channel": tuple(Channel),
    "customer.vip": (True, False, None),
}
_ANYTHING_ELSE = "\N{WHITE SQUARE}"


def never_fires(policy: Policy) -> Iterator[tuple[Path, str]]:
    """Find what can never happen, each with its path in the policy's file and a sentence."""
    for field in _SINGLE:
        if not admitted(field, policy.applies_when):
            yield (
                ("applies_when", field),
                f'"applies_when" holds for no ticket: its tests of "{field}" exclude each other',
            )
            return
    for step in policy.steps:
        yield from _of_step(policy, step)


def admitted(field: str, *conditions: Condition) -> tuple[Seen, ...]:
    """List samples of the values of a field that no condition excludes by its tests of that field.

    Where the values of a field are few, these are all; else they are those that the conditions name, a value
    beside them, and None where the field may be missing. Nothing at all means that the conditions exclude each other.
    """
    return tuple(
        sample
        for sample in _COMPLETE.get(field, _samples(field, conditions))
        if all(admits(condition, field, sample) for condition in conditions)
    )


def admits(condition: Condition, field: str, sample: Seen) -> bool:
    """Say whether a condition's tests of one field let a value pass; `contains` excludes nothing for certain."""
    own = (test for test in condition.tests if test.field == field and test.operator is not Operator.CONTAINS)
    if not all(test.holds(sample) for test in own):
        return False
    alternatives = condition.alternatives
    return not alternatives or any(admits(alternative, field, sample) for alternative in alternatives)


def _samples(field: str, conditions: tuple[Condition, ...]) -> tuple[Seen, ...]:
    wanted = [value for condition in conditions for value in _wanted(condition, field)]
    numbers = [value for value in wanted if isinstance(value, int)]
    if field == "tier":
        return tuple(range(1, max(numbers, default=0) + 2))
    return (*wanted, _ANYTHING_ELSE, None)


def _wanted(condition: Condition, field: str) -> Iterator[Value]:
    for test in condition.tests:
        if test.field == field:
            yield from test.wanted
    for alternative in condition.alternatives:
        yield from _wanted(alternative, field)


def _of_step(policy: Policy, step: Step) -> Iterator[tuple[Path, str]]:
    path: Path = ("step", step.position - 1)
    if isinstance(step.trigger, AtPercent | AtOffset):
        missing = _missing_target(policy, step, step.trigger.metric)
        if missing:
            yield (*path, "at"), f'this step never fires: "{step.trigger.metric}" {missing}'
    states = set(admitted("state", step.condition))
    if states and not states - _states_that_stop(step):
        message = f'this step never fires: "{step.trigger_text}" stops in the states that "if" names'
        yield (*path, "if", "state"), message
    if isinstance(step.trigger, TimesReopened) and not _admits_times(policy, step, step.trigger.times):
        yield (*path, "at"), 'this step never fires: a condition wants fewer "reopened"'
    for field in _SINGLE:
        if not admitted(field, step.condition):
            yield (*path, "if", field), f'this step never fires: its tests of "{field}" exclude each other'
        elif not admitted(field, policy.applies_when, step.condition) and not _is_changed(policy, step, field):
            yield (*path, "if", field), f'this step never fires: "applies_when" excludes what "if" wants of "{field}"'


def _missing_target(policy: Policy, step: Step, metric: Metric) -> str:
    with_target = {int(priority) for priority in policy.targets.get(metric, {})}
    if not with_target:
        return "has no target"
    if not with_target & set(admitted("priority", policy.applies_when)):
        return 'has no target at a priority that "applies_when" admits'
    if not with_target & set(admitted("priority", step.condition)):
        return 'has no target at a priority that "if" admits'
    return ""


def _admits_times(policy: Policy, step: Step, times: int) -> bool:
    conditions = (policy.applies_when, step.condition)
    wanted = (value for condition in conditions for value in _wanted(condition, "reopened"))
    highest = max((value for value in wanted if isinstance(value, int)), default=times)
    counts = range(times, max(highest, times) + 2)
    return any(all(admits(condition, "reopened", count) for condition in conditions) for count in counts)


def _states_that_stop(step: Step) -> set[Seen]:
    finished: set[Seen] = {State.RESOLVED, State.CLOSED}
    if isinstance(step.trigger, AtPercent | AtOffset):
        return finished
    return finished | {State.PENDING} if isinstance(step.trigger, Idle | Unassigned) else set()


def _is_changed(policy: Policy, step: Step, field: str) -> bool:
    """Another step may have changed the field by the time the step fires."""
    actions = [action for other in policy.steps if other.id != step.id for action in other.actions]
    if field == "priority":
        return any(isinstance(action, RaisePriority) for action in actions)
    return field in {"tier", "team"} and any(isinstance(action, MoveTo) for action in actions)
