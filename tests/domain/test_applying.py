"""Why a policy governs a ticket."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import conditions, events
from desktop_escalation.domain.applying import applying
from desktop_escalation.domain.conditions import Age, Condition, Operator
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, at
from tests.domain.ladders import desk_with, step

URGENT = conditions.Test("priority", Operator.ANY_OF, (1,))
YOUNG = conditions.Test("age", Operator.MAX, (Age(timedelta(hours=1)),))


def seen(desk: Desk, until: str) -> list[tuple[str, bool]]:
    return [(one.seen, one.holds) for one in applying(asking(desk.policies[0]), desk.history, None, at(until))]


def asking(policy: Policy) -> Policy:
    return replace(policy, applies_when=Condition((URGENT, YOUNG)))


def test_conditions_are_judged_when_the_policy_was_applied_and_not_when_a_step_is_due() -> None:
    assert seen(desk_with(step("at resolution")).until("15:00"), "15:00") == [("1", True), ("0 min", True)]


def test_what_changes_later_is_not_what_they_saw() -> None:
    desk = desk_with(step("at resolution")).until("10:00")
    lowered = replace(desk.history[-1], at=at("10:00"), fact=events.PriorityChanged(Priority.LOW))
    desk.history.append(lowered)
    assert seen(desk, "10:00")[0] == ("1", True)


def test_of_several_times_the_last_until_then_counts_by_its_place_in_the_history() -> None:
    desk = desk_with(step("at resolution"))
    applied = next(event for event in desk.history if isinstance(event.fact, events.PolicyApplied))
    for clock, priority in (("10:00", Priority.LOW), ("11:00", Priority.URGENT)):
        change = replace(applied, at=at(clock), fact=events.PriorityChanged(priority))
        desk.history += [change, replace(applied, at=at(clock))]
    assert [seen(desk, clock)[0] for clock in ("09:59", "10:00", "10:59", "11:00")] == [
        ("1", True),
        ("4", False),
        ("4", False),
        ("1", True),
    ]


def test_before_it_was_applied_nothing_was_seen() -> None:
    desk = desk_with(step("at resolution"))
    assert applying(asking(desk.policies[0]), desk.history, None, desk.history[0].at - timedelta(days=1)) == ()


def test_a_history_begins_with_the_opening() -> None:
    desk = desk_with(step("at resolution"))
    applied = [event for event in desk.history if isinstance(event.fact, events.PolicyApplied)]
    with pytest.raises(TypeError, match="begins with the opening"):
        applying(asking(desk.policies[0]), [*applied, *applied], None, at("10:00"))
