"""Policies as files that read back unchanged."""

from collections.abc import Iterator, Mapping

from desktop_escalation.domain.condition_text import write_key, write_pairs, write_tests, write_text
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import Policy, Target
from desktop_escalation.domain.spans import write_business_span, write_target, write_wall_span
from desktop_escalation.domain.step_text import write_step
from desktop_escalation.domain.ticket import Priority


def write_policy(policy: Policy) -> str:
    """Give the text of a policy file; reading it gives the same policy, its version aside.

    Raise Refused where a condition tests a field in a way that no file can say.
    """
    blocks = ["\n".join(_head(policy)), *_applies_when(policy)]
    targets = [_target_line(metric, policy.targets[metric]) for metric in Metric if policy.targets.get(metric)]
    if targets:
        blocks.append("\n".join(("[targets]", *targets)))
    if policy.pauses:
        blocks.append("\n".join(("[pauses]", *_pauses(policy))))
    return "\n\n".join((*blocks, *(write_step(step) for step in policy.steps))) + "\n"


def _head(policy: Policy) -> Iterator[str]:
    yield f"name = {write_text(policy.name)}"
    yield f"order = {policy.order}"
    yield f"calendar = {write_text(policy.calendar)}"
    yield f"reopen_continues_within = {write_text(write_business_span(policy.reopen_continues_within))}"
    yield f"close_after = {write_text(write_wall_span(policy.close_after))}"
    yield f"grace = {write_text(write_wall_span(policy.grace))}"
    yield f"promise = {write_text(write_business_span(policy.promise))}"
    if policy.tell_customer_by_hand is not None:
        yield f"tell_customer_by_hand = {write_text(policy.tell_customer_by_hand)}"


def _applies_when(policy: Policy) -> Iterator[str]:
    tests = write_tests(policy.applies_when)
    if tests:
        yield "\n".join(("[applies_when]", *tests))
    for alternative in policy.applies_when.alternatives:
        yield "\n".join(("[[applies_when.any]]", *write_pairs(alternative)))


def _target_line(metric: Metric, by_priority: Mapping[Priority, Target]) -> str:
    targets = ", ".join(
        f"{priority.value} = {write_text(write_target(by_priority[priority]))}" for priority in sorted(by_priority)
    )
    return f"{metric} = {{ {targets} }}"


def _pauses(policy: Policy) -> Iterator[str]:
    for reason, paused in policy.pauses.items():
        metrics = ", ".join(write_text(metric) for metric in Metric if metric in paused)
        yield f"{write_key(reason)} = [{metrics}]"
