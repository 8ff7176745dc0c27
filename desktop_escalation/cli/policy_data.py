"""Policies as data for programs."""

from desktop_escalation.domain.action_text import write_action
from desktop_escalation.domain.condition_text import write_pairs
from desktop_escalation.domain.conditions import Condition
from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.policy import Step
from desktop_escalation.domain.spans import write_target
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.trigger_text import write_trigger
from desktop_escalation.services.policy_admin import PolicyPage
from desktop_escalation.services.policy_moves import Move


def page_data(page: PolicyPage) -> dict[str, object]:
    """Lay out a policy with its versions."""
    policy = page.policy
    return {
        "name": policy.name,
        "version": policy.version,
        "on": page.is_on,
        "order": policy.order,
        "calendar": policy.calendar,
        "applies_when": condition_text(policy.applies_when),
        "targets": {
            metric.value: {str(priority.value): write_target(target) for priority, target in by_priority.items()}
            for metric, by_priority in policy.targets.items()
        },
        "pauses": {reason.value: sorted(metrics) for reason, metrics in policy.pauses.items()},
        "steps": [_step_data(step) for step in policy.steps],
        "versions": [
            {
                "version": one.policy.version,
                "published_at": one.published_at.isoformat(),
                "published_by": one.published_by,
            }
            for one in page.versions
        ],
    }


def move_data(move: Move) -> dict[str, object]:
    """Lay out what becomes of one open ticket."""
    return {
        "ticket": move.ticket,
        "was": _ref_data(move.was),
        "becomes": _ref_data(move.becomes),
        "at_once": [
            {
                "step": step_key(one.step),
                "due_at": None if one.due_at is None else one.due_at.isoformat(),
                "outcome": one.outcome,
            }
            for one in move.steps
        ],
    }


def problem_data(problem: Problem) -> dict[str, object]:
    """Lay out a warning with its line, null where the whole file is meant."""
    return {"line": problem.line, "message": problem.message}


def condition_text(condition: Condition) -> str:
    """Write a condition on one line."""
    return ", ".join(write_pairs(condition)) or "always"


def step_key(step_id: str) -> str | int:
    """Give a step's id: a number where it is a position."""
    return int(step_id) if step_id.isdecimal() else step_id


def actions_text(step: Step) -> str:
    """Write what a step does on one line."""
    return ", ".join(write_action(action).removeprefix("{ ").removesuffix(" }") for action in step.actions)


def _step_data(step: Step) -> dict[str, object]:
    return {
        "step": step_key(step.id),
        "at": write_trigger(step.trigger),
        "if": condition_text(step.condition),
        "do": actions_text(step),
        "urgency": step.urgency.value,
    }


def _ref_data(ref: PolicyRef | None) -> dict[str, object] | None:
    return None if ref is None else {"policy": ref.name, "version": ref.version}
