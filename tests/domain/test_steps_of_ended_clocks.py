"""Semantics, sections 4 and 5: steps whose time came, unseen by an engine, on clocks that an act then ends."""

from desktop_escalation.domain import events
from desktop_escalation.domain.decision import Decision, pass_over_ended
from desktop_escalation.domain.life import evolve_all
from desktop_escalation.domain.ticket import Priority
from tests.domain.desk import Desk, a_policy

LADDER = """
name = "P"
calendar = "Weekdays 08-18"
[applies_when]
priority = [1, 2]
[targets]
first_response = { 1 = "1h" }
resolution = { 1 = "2h" }
[[step]]
at = "at first_response"
do = [{ tag = "slow" }]
[[step]]
at = "at resolution"
do = [{ tag = "late" }]
"""


def ended_by(desk: Desk, *facts: events.Fact) -> Decision:
    made = desk.act().makes(*facts)
    return pass_over_ended(desk.life, evolve_all(desk.life, made, desk.scene.rules), desk.scene)


def skipped(decision: Decision) -> list[str]:
    return [event.fact.key.step for event in decision.events if isinstance(event.fact, events.StepSkipped)]


def a_desk() -> Desk:
    return Desk(policies=(a_policy(LADDER),)).open().until("11:30")


def test_a_reply_puts_on_record_what_was_missed_of_its_own_clock_only() -> None:
    decision = ended_by(a_desk(), events.Replied("Hello"))
    assert skipped(decision) == ["1"]
    assert [one.receipt.outcome for one in decision.receipts] == ["skipped (missed, engine late)"]


def test_resolving_puts_on_record_what_was_missed_of_all_clocks() -> None:
    assert skipped(ended_by(a_desk(), events.Resolved())) == ["1", "2"]


def test_what_ends_no_clock_leaves_overdue_steps_to_the_engine() -> None:
    assert skipped(ended_by(a_desk(), events.Noted("Looking"))) == []


def test_a_clock_that_loses_its_target_drops_its_steps_without_a_record() -> None:
    assert skipped(ended_by(a_desk(), events.PriorityChanged(Priority.HIGH))) == []


def test_the_steps_of_a_policy_that_goes_are_dropped_without_a_record() -> None:
    gone = events.PolicyApplied(None, (), "a field changed")
    assert skipped(ended_by(a_desk(), gone, events.Resolved())) == []


def test_a_ticket_without_a_policy_has_no_steps_to_miss() -> None:
    assert skipped(ended_by(Desk(policies=()).open(), events.Resolved())) == []
