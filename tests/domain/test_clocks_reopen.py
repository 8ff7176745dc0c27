"""Semantics, section 4: reopening."""

from datetime import timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.clock import ClockState, Ending
from desktop_escalation.domain.ticket import PolicyRef, Priority
from tests.domain.desk import at
from tests.domain.promises import NEXT, OWNERSHIP, RESOLUTION, UPDATE, a_desk, promises

BREACHED, CANCELLED, MET, RUNNING = ClockState.BREACHED, ClockState.CANCELLED, ClockState.MET, ClockState.RUNNING


def test_reopened_soon_the_resolution_goes_on_with_the_time_used() -> None:
    desk = a_desk().resolves("11:00").reopens("15:00")
    assert (desk.cycles(RESOLUTION), desk.used(), desk.due()) == ([1], timedelta(hours=2), "Mon 17:00")


def test_the_window_is_counted_in_business_hours_and_includes_its_end() -> None:
    desk = a_desk().resolves("11:00").reopens("17:00", days=1)
    assert desk.cycles(RESOLUTION) == [1]


def test_reopened_a_minute_outside_of_the_window_a_new_cycle_begins() -> None:
    desk = a_desk().resolves("11:00").reopens("17:01", days=1)
    assert desk.cycles(RESOLUTION) == [1, 2]
    assert (desk.used(), desk.due()) == (timedelta(), "Wed 11:01")
    assert desk.life.clocks[2].ending is Ending.MET


def test_the_window_is_a_field_of_the_policy() -> None:
    short = promises(head='reopen_continues_within = "1h"')
    assert a_desk(1, short).resolves("11:00").reopens("12:00").cycles(RESOLUTION) == [1]
    assert a_desk(1, short).resolves("11:00").reopens("12:01").cycles(RESOLUTION) == [1, 2]


def test_a_night_does_not_use_the_window_up() -> None:
    short = promises(head='reopen_continues_within = "1h"')
    assert a_desk(1, short).resolves("17:30").reopens("08:30", days=1).cycles(RESOLUTION) == [1]


def test_a_verdict_that_was_reopened_in_its_own_cycle_is_superseded() -> None:
    desk = a_desk().resolves("12:00")
    assert desk.state() is MET
    desk.reopens("14:00")
    assert desk.state() is RUNNING
    desk.until("15:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 15:00")
    assert desk.resolves("15:30").state() is BREACHED


def test_a_breached_resolution_that_is_reopened_in_its_cycle_stays_breached() -> None:
    desk = a_desk().resolves("14:00").reopens("15:00")
    assert (desk.cycles(RESOLUTION), desk.state(), desk.breached()) == ([1], BREACHED, "Mon 13:00")
    assert desk.used() == timedelta(hours=5)
    assert desk.resolves("16:00").state() is BREACHED


def test_a_breached_resolution_that_is_reopened_later_begins_unbreached() -> None:
    desk = a_desk().resolves("14:00").reopens("14:00", days=3)
    assert (desk.cycles(RESOLUTION), desk.state()) == ([1, 2], RUNNING)
    assert desk.life.clocks[2].breached_at == at("13:00")


def test_a_ticket_resolved_and_reopened_at_one_instant_loses_nothing() -> None:
    assert a_desk().resolves("11:00").reopens("11:00").due() == "Mon 13:00"


def test_a_ticket_may_be_reopened_again_and_again() -> None:
    desk = a_desk().resolves("10:00").reopens("11:00").resolves("12:00").reopens("15:00")
    assert (desk.used(), desk.due()) == (timedelta(hours=2), "Mon 17:00")


def test_next_response_begins_anew_where_a_message_is_still_unanswered() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").resolves("09:30").reopens("10:00")
    assert desk.cycles(NEXT) == [1, 2]
    assert (desk.state(NEXT), desk.due(NEXT)) == (RUNNING, "Mon 11:00")


def test_next_response_does_not_begin_where_every_message_was_answered() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").replies("09:25").resolves("09:30").reopens("10:00")
    assert desk.cycles(NEXT) == [1]


def test_a_reply_after_resolving_answers_the_message() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").resolves("09:30").replies("09:40").reopens("10:00")
    assert desk.cycles(NEXT) == [1]


def test_a_message_of_the_customer_reopens_a_resolved_ticket_and_wants_an_answer() -> None:
    desk = a_desk().replies("09:10").resolves("09:30").customer_writes("10:00")
    assert desk.life.ticket.reopened == 1
    assert desk.due(NEXT) == "Mon 11:00"


def test_a_message_after_resolving_without_any_reply_wants_an_answer_too() -> None:
    desk = a_desk().resolves("09:30").customer_writes("10:00")
    assert desk.due(NEXT) == "Mon 11:00"


def test_ownership_begins_anew_where_nobody_is_assigned() -> None:
    desk = a_desk().resolves("09:10").reopens("10:00")
    assert desk.cycles(OWNERSHIP) == [1, 2]
    assert (desk.state(OWNERSHIP), desk.due(OWNERSHIP)) == (RUNNING, "Mon 10:30")


def test_ownership_is_met_at_once_where_the_assignee_is_still_there() -> None:
    desk = a_desk().assigns("09:05").resolves("09:10").reopens("10:00")
    assert desk.cycles(OWNERSHIP) == [1, 2]
    assert desk.state(OWNERSHIP) is MET


def test_a_resolved_ticket_that_was_moved_belongs_to_its_new_team_when_reopened() -> None:
    desk = a_desk().resolves("09:10").until("09:20")
    desk.does(events.Moved("Network", 2, "24/7"))
    assert desk.cycles(OWNERSHIP) == [1]
    desk.reopens("20:00")
    assert desk.due(OWNERSHIP) == "Mon 20:30"


def test_update_waits_for_the_next_reply_after_reopening() -> None:
    desk = a_desk().replies("09:10").resolves("10:00").reopens("11:00")
    assert desk.cycles(UPDATE) == [1]
    assert desk.replies("11:30").due(UPDATE) == "Mon 15:30"


def test_a_resolution_reopened_into_a_shorter_target_is_breached_by_the_change() -> None:
    desk = a_desk(2).resolves("14:00").until("14:30")
    desk.does(events.PriorityChanged(Priority.URGENT))
    assert desk.state() is MET
    desk.reopens("15:00")
    assert (desk.breached(), desk.clock().breach_cause) == ("Mon 15:00", "policy_change")


def test_a_resolution_reopened_without_a_target_is_cancelled_with_its_used_time_kept() -> None:
    desk = a_desk().resolves("10:00").until("10:30")
    desk.does(events.PriorityChanged(Priority.LOW))
    assert desk.state() is MET
    desk.reopens("14:00").until("17:00")
    assert (desk.cycles(RESOLUTION), desk.state(), desk.used()) == ([1], CANCELLED, timedelta(hours=1))
    assert desk.clock().ended_at == at("14:00")
    assert desk.becomes("17:00", 1).due() == "Tue 10:00"


def test_a_resolution_that_came_by_a_merge_is_cancelled_where_the_reopened_ticket_has_no_target() -> None:
    desk = a_desk(4).takes_in(a_desk(1).numbered("DE-2"), "09:30").resolves("10:00")
    assert desk.state() is MET
    assert desk.reopens("11:00").state() is CANCELLED


def test_a_resolution_reopened_under_a_policy_without_a_target_is_cancelled_too() -> None:
    lines = {"name": '"Other"', "resolution": '{ 2 = "8h" }'}
    other = promises(lines, "order = 1", '[applies_when]\ntags = ["vip"]')
    desk = a_desk(1, promises(), other).resolves("10:00").until("10:30")
    desk.does(events.Tagged("vip"))
    desk.reopens("11:00")
    assert (desk.life.ticket.policy, desk.state()) == (PolicyRef("Other", 1), CANCELLED)


def test_a_closed_ticket_reopened_by_a_machine_begins_a_new_cycle() -> None:
    desk = a_desk().until("10:00")
    desk.does(events.Closed())
    desk.until("10:30").does(events.Reopened())
    assert desk.cycles(RESOLUTION) == [1, 2]
