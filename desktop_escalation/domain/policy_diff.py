"""What differs between two policies, in sentences."""

from collections.abc import Iterator, Mapping

from desktop_escalation.domain.action_text import write_action
from desktop_escalation.domain.condition_text import write_pairs
from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import Policy, Repeat, Step
from desktop_escalation.domain.spans import write_business_span, write_target, write_wall_span
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.trigger_text import write_trigger

Sentences = Iterator[str]


def diff(a: Policy, b: Policy) -> tuple[str, ...]:
    """Say how `b` differs from `a`; nothing where they mean the same, whatever their versions."""
    parts = (_fields(a, b), _conditions(a, b), _targets(a, b), _pauses(a, b), _steps(a, b))
    return tuple(sentence for part in parts for sentence in part)


def _fields(a: Policy, b: Policy) -> Sentences:
    before, after = _field_texts(a), _field_texts(b)
    for field, old in before.items():
        if old != after[field]:
            yield f"{field}: {old} → {after[field]}"


def _field_texts(policy: Policy) -> Mapping[str, str]:
    return {
        "name": policy.name,
        "order": str(policy.order),
        "calendar": policy.calendar,
        "reopen_continues_within": write_business_span(policy.reopen_continues_within),
        "close_after": write_wall_span(policy.close_after),
        "grace": write_wall_span(policy.grace),
        "promise": write_business_span(policy.promise),
        "tell_customer_by_hand": policy.tell_customer_by_hand or "nothing",
    }


def _conditions(a: Policy, b: Policy) -> Sentences:
    if a.applies_when != b.applies_when:
        yield f"applies when: {_condition_text(a.applies_when)} → {_condition_text(b.applies_when)}"


def _condition_text(condition: Condition) -> str:
    return ", ".join(write_pairs(condition)) or "always"


def _targets(a: Policy, b: Policy) -> Sentences:
    for metric in Metric:
        for priority in Priority:
            old, new = _target_text(a, metric, priority), _target_text(b, metric, priority)
            if old != new:
                yield f"target of {metric} at priority {priority.value}: {old} → {new}"


def _target_text(policy: Policy, metric: Metric, priority: Priority) -> str:
    target = policy.target(metric, priority)
    return "none" if target is None else write_target(target)


def _pauses(a: Policy, b: Policy) -> Sentences:
    for reason in PendingReason:
        for metric in Metric:
            if a.pauses_clock(reason, metric) and not b.pauses_clock(reason, metric):
                yield f"waiting for {reason} no longer pauses {metric}"
            if b.pauses_clock(reason, metric) and not a.pauses_clock(reason, metric):
                yield f"waiting for {reason} now pauses {metric}"


def _steps(a: Policy, b: Policy) -> Sentences:
    for step in a.steps:
        if b.step(step.id) is None:
            yield f"step {step.id} is removed: {_step_text(step)}"
    for step in b.steps:
        old = a.step(step.id)
        if old is None:
            yield f"step {step.id} is added: {_step_text(step)}"
        else:
            yield from _step(old, step)
    kept_before = [step.id for step in a.steps if b.step(step.id)]
    kept_after = [step.id for step in b.steps if a.step(step.id)]
    if kept_before != kept_after:
        yield f"steps are reordered: {', '.join(kept_before)} → {', '.join(kept_after)}"


def _step_text(step: Step) -> str:
    return f"{write_trigger(step.trigger)}: {_actions_text(step)}"


def _step(a: Step, b: Step) -> Sentences:
    pairs = (
        ("at", write_trigger(a.trigger), write_trigger(b.trigger)),
        ("if", _condition_text(a.condition), _condition_text(b.condition)),
        ("do", _actions_text(a), _actions_text(b)),
        ("repeat", _repeat_text(a.repeat), _repeat_text(b.repeat)),
        ("urgency", str(a.urgency), str(b.urgency)),
    )
    for field, old, new in pairs:
        if old != new:
            yield f"step {b.id}, {field}: {old} → {new}"


def _actions_text(step: Step) -> str:
    return ", ".join(write_action(action).removeprefix("{ ").removesuffix(" }") for action in step.actions)


def _repeat_text(repeat: Repeat | None) -> str:
    return "never" if repeat is None else f"every {write_wall_span(repeat.every)}, at most {repeat.times} times"
