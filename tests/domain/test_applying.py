"""Why a policy governed a ticket at a moment."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import conditions, events
from desktop_escalation.domain.applying import applying, ticket_before
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import at
from tests.domain.ladders import desk_with, step

URGENT_ONLY = conditions.Condition((conditions.Test("priority", conditions.Operator.ANY_OF, (1,)),))


def test_the_conditions_of_a_policy_are_judged_on_the_ticket_as_it_stood() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.PriorityChanged(Priority.LOW))
    before, after = (ticket_before(desk.history, at(clock)) for clock in ("10:00", "10:01"))
    assert (before.priority, after.priority) == (Priority.URGENT, Priority.LOW)
    policy = replace(desk.policies[0], applies_when=URGENT_ONLY)
    found = [applying(policy, ticket, None, at("10:01")) for ticket in (before, after)]
    assert [(one.seen, one.holds) for (one,) in found] == [("1", True), ("4", False)]


def test_before_its_first_moment_a_ticket_is_as_it_was_opened() -> None:
    desk = desk_with(step("at resolution"))
    assert ticket_before(desk.history, desk.history[0].at - timedelta(days=1)).number == "DE-1"


def test_a_history_begins_with_the_opening() -> None:
    desk = desk_with(step("at resolution"))
    with pytest.raises(TypeError, match="begins with the opening"):
        ticket_before(desk.does(events.Resolved()).history[-1:], at("10:00"))
