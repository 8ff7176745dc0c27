from desktop_escalation.domain import events
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.ticket_view import view
from tests.domain.desk import Desk, a_policy, at

WAITING = """
name = "Waiting"
order = 1
calendar = "Weekdays 08-18"
[applies_when]
state = ["pending"]
[targets]
resolution = { 1 = "40h" }
"""
WORKING = """
name = "Working"
order = 2
calendar = "Weekdays 08-18"
[targets]
resolution = { 1 = "4h" }
"""


def test_a_ticket_is_shown_under_the_policy_that_the_end_of_its_pause_brings_about() -> None:
    desk = Desk(policies=(a_policy(WAITING), a_policy(WORKING))).open().until("09:30")
    desk.does(events.Paused(PendingReason.CUSTOMER, at("10:00")))
    shown = view(desk.life, at("10:30"), desk.customer, desk.scene.rules)
    assert shown.ticket.policy is not None
    assert shown.ticket.policy.name == "Working"
    assert shown.clocks[0].due_at == at("13:00")


def test_a_policy_changes_at_the_moment_of_what_brought_it_about_whoever_looks_first() -> None:
    desk = Desk(policies=(a_policy(WAITING), a_policy(WORKING))).open().until("09:30")
    desk.does(events.Paused(PendingReason.CUSTOMER, at("10:00")))
    _, overdue = catch_up(desk.life, at("12:00"), desk.customer, desk.scene.rules)
    assert [(type(event.fact), event.at) for event in overdue] == [
        (events.Resumed, at("10:00")),
        (events.PolicyApplied, at("10:00")),
    ]
