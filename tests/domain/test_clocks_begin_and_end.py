"""Semantics, section 4: when each metric starts, what meets it, and whether it starts again."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.clock import ClockState, Ending
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import rebuild
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.past import Spell
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, at
from tests.domain.promises import FIRST, NEXT, OWNERSHIP, RESOLUTION, UPDATE, a_desk, promises

MET, BREACHED, CANCELLED = ClockState.MET, ClockState.BREACHED, ClockState.CANCELLED


def test_a_new_ticket_starts_first_response_ownership_and_resolution() -> None:
    desk = a_desk()
    assert {clock.metric for clock in desk.life.clocks} == {FIRST, OWNERSHIP, RESOLUTION}
    assert (desk.due(FIRST), desk.due(OWNERSHIP), desk.due()) == ("Mon 10:00", "Mon 09:30", "Mon 13:00")


def test_the_first_public_reply_by_a_person_meets_the_first_response() -> None:
    desk = a_desk().replies("09:59")
    assert desk.state(FIRST) is MET
    assert desk.clock(FIRST).ended_at == at("09:59")


def test_a_reply_at_the_very_moment_of_being_due_comes_too_late() -> None:
    assert a_desk().replies("10:00").state(FIRST) is BREACHED


def test_an_automatic_mail_never_counts_as_a_reply() -> None:
    desk = a_desk().until("09:10")
    for kind in (AuthorKind.ENGINE, AuthorKind.CUSTOMER):
        desk.history.append(Event(desk.now, Author(kind, "robot"), events.Replied("We have received your mail.")))
    assert desk.state(FIRST) is ClockState.RUNNING
    assert not desk.life.past.first_response_is_over
    assert UPDATE not in {clock.metric for clock in desk.life.clocks}


def test_an_escalation_notice_to_the_customer_meets_nothing_and_restarts_nothing() -> None:
    desk = a_desk().replies("09:10")
    desk.customer_writes("09:20")
    before = desk.life.clocks
    desk.until("09:30").does(events.CustomerTold("raised"))
    assert desk.life.clocks == before


def test_an_internal_note_answers_nobody() -> None:
    desk = a_desk().until("09:10")
    desk.does(events.Noted("Looking."))
    assert desk.state(FIRST) is ClockState.RUNNING


def test_the_first_response_never_starts_again() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").replies("09:30").resolves("10:00").reopens("10:30")
    assert desk.cycles(FIRST) == [1]


def test_no_next_response_starts_before_the_first_response_is_met() -> None:
    desk = a_desk().customer_writes("09:20")
    assert desk.cycles(NEXT) == []
    desk.replies("09:30")
    assert desk.cycles(NEXT) == []


def test_the_next_response_counts_from_the_oldest_unanswered_message() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").customer_writes("09:50")
    assert desk.cycles(NEXT) == [1]
    assert desk.due(NEXT) == "Mon 10:20"


def test_a_public_reply_meets_the_next_response_and_each_turn_starts_another() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").replies("09:40").customer_writes("11:00")
    assert desk.cycles(NEXT) == [1, 2]
    assert desk.due(NEXT) == "Mon 12:00"
    assert [clock.ending for clock in desk.life.clocks if clock.metric is NEXT] == [Ending.MET, None]


def test_a_message_and_its_answer_at_the_same_instant_are_one_turn_that_is_met() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:20").replies("09:20")
    assert desk.state(NEXT) is MET
    assert desk.customer_writes("09:20").cycles(NEXT) == [1, 2]


def test_the_update_clock_starts_with_each_reply_and_is_met_by_the_next() -> None:
    desk = a_desk().replies("09:10")
    assert desk.due(UPDATE) == "Mon 13:10"
    desk.replies("12:00")
    assert desk.cycles(UPDATE) == [1, 2]
    assert desk.due(UPDATE) == "Mon 16:00"
    assert desk.life.clocks[-2].ending is Ending.MET


def test_no_update_starts_where_the_policy_promises_none() -> None:
    desk = a_desk(1, promises({"update": '{ 2 = "8h" }'})).replies("09:10")
    assert desk.cycles(UPDATE) == []


def test_updates_are_promised_until_the_ticket_is_solved() -> None:
    desk = a_desk().replies("09:10").resolves("10:00")
    assert desk.state(UPDATE) is CANCELLED
    assert desk.replies("10:30").cycles(UPDATE) == [1]


def test_assigning_by_hand_meets_the_ownership() -> None:
    desk = a_desk().assigns("09:20")
    assert desk.state(OWNERSHIP) is MET


def test_assigning_by_a_rule_meets_the_ownership() -> None:
    desk = a_desk().until("09:20")
    desk.history.append(Event(desk.now, events.ENGINE, events.Assigned("marek", "least loaded")))
    assert desk.state(OWNERSHIP) is MET


def test_taking_the_assignee_off_does_not_start_another_ownership() -> None:
    desk = a_desk().assigns("09:20").assigns("09:25", None)
    assert desk.cycles(OWNERSHIP) == [1]
    assert desk.state(OWNERSHIP) is MET


def test_leaving_a_team_meets_its_ownership_and_entering_another_starts_it() -> None:
    desk = a_desk().moves("09:20", "Network")
    assert [clock.ending for clock in desk.life.clocks if clock.metric is OWNERSHIP] == [Ending.MET, None]
    assert desk.due(OWNERSHIP) == "Mon 09:50"


def test_each_visit_to_a_team_has_its_own_ownership() -> None:
    desk = a_desk().moves("09:20", "Network").moves("09:30", "Desk").moves("09:40", "Network")
    assert desk.cycles(OWNERSHIP) == [1, 2, 3, 4]


def test_an_assignee_who_belongs_to_the_new_team_owns_the_ticket_there_at_once() -> None:
    desk = a_desk(1, team="Network").assigns("09:10", "yuki").moves("09:20", "Edge")
    assert desk.cycles(OWNERSHIP) == [1, 2]
    assert desk.state(OWNERSHIP) is MET


def test_an_assignee_who_is_a_stranger_to_the_new_team_loses_the_ticket() -> None:
    desk = a_desk().assigns("09:10").moves("09:20", "Network")
    assert desk.life.ticket.assignee is None
    assert desk.state(OWNERSHIP) is ClockState.RUNNING


def test_ownership_runs_on_the_calendar_of_the_team_and_the_rest_on_the_policys() -> None:
    desk = a_desk(clock="17:50")
    teams = {**desk.directory.teams, "Network": replace(desk.directory.team("Network"), calendar=ALWAYS)}
    desk.directory = replace(desk.directory, teams=teams)
    desk.moves("17:55", "Network")
    assert desk.due(OWNERSHIP) == "Mon 18:25"
    assert desk.due() == "Tue 11:50"
    desk.moves("18:10", "Desk")
    assert desk.due(OWNERSHIP) == "Tue 08:30"


def test_moving_leaves_the_clocks_of_the_customer_alone() -> None:
    desk = a_desk().replies("09:10").customer_writes("09:15")
    before = {metric: desk.clock(metric) for metric in (NEXT, UPDATE, RESOLUTION)}
    desk.moves("09:20", "Network")
    assert {metric: desk.clock(metric) for metric in before} == before


def test_resolving_meets_the_resolution() -> None:
    desk = a_desk().resolves("12:59")
    assert desk.state() is MET
    assert desk.clock().ended_at == at("12:59")


def test_resolving_cancels_the_other_clocks_that_run() -> None:
    desk = a_desk().resolves("09:10")
    assert {clock.metric: clock.ending for clock in desk.life.clocks} == {
        FIRST: Ending.CANCELLED,
        OWNERSHIP: Ending.CANCELLED,
        RESOLUTION: Ending.MET,
    }


def test_resolving_lets_verdicts_stay() -> None:
    desk = a_desk().resolves("10:30")
    assert desk.state(FIRST) is BREACHED
    assert desk.breached(FIRST) == "Mon 10:00"
    assert desk.clock(FIRST).ending is Ending.CANCELLED


def test_resolving_too_late_is_a_breach_on_record() -> None:
    desk = a_desk().resolves("14:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")
    assert desk.clock().ending is Ending.MET


def test_closing_wipes_nothing() -> None:
    desk = a_desk().resolves("14:00")
    before = desk.life.clocks
    desk.runs("14:00", days=7)
    assert desk.life.ticket.closed_at == at("14:00", days=5)
    assert desk.life.clocks == before


def test_closing_without_resolving_ends_the_clocks_like_resolving() -> None:
    desk = a_desk().until("09:10")
    desk.does(events.Closed())
    assert desk.state() is MET
    assert desk.state(FIRST) is CANCELLED


def test_breached_holds_from_due_on_whoever_looks() -> None:
    desk = a_desk().until("12:59")
    assert desk.state() is ClockState.RUNNING
    desk.until("13:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")
    desk.runs("15:00")
    assert desk.clock().breached_at == at("13:00")


def test_a_breach_put_on_record_twice_changes_nothing() -> None:
    desk = a_desk().until("15:00")
    desk.does(events.Breached(RESOLUTION, 1), events.Breached(RESOLUTION, 1), events.Breached(RESOLUTION, 9))
    assert desk.clock().breached_at == at("13:00")
    assert desk.cycles(RESOLUTION) == [1]


def test_a_breached_clock_measures_on_until_it_is_met() -> None:
    desk = a_desk()
    desk.runs("13:00")
    desk.until("15:00")
    assert desk.used().total_seconds() == 6 * 3600
    desk.pauses("15:00").resumes("16:00").resolves("17:00")
    assert desk.used().total_seconds() == 7 * 3600
    assert desk.state() is BREACHED


def test_the_next_due_is_the_earliest_over_the_running_clocks() -> None:
    desk = a_desk()
    assert desk.next_due() == "Mon 09:30"
    assert desk.assigns("09:10").next_due() == "Mon 10:00"
    assert desk.replies("09:20").next_due() == "Mon 13:00"
    assert desk.pauses("09:30").next_due() is None
    assert desk.customer_writes("10:00").next_due() == "Mon 11:00"
    assert desk.resolves("10:10").next_due() is None


def test_a_breached_clock_counts_for_the_next_due_until_it_is_met() -> None:
    desk = a_desk().assigns("09:10")
    desk.runs("11:00")
    assert desk.next_due() == "Mon 10:00"
    assert desk.replies("11:30").next_due() == "Mon 13:00"


def test_acknowledgement_has_no_target_and_therefore_no_clock() -> None:
    desk = a_desk().until("09:30")
    desk.runs()
    assert Metric.ACKNOWLEDGEMENT not in {clock.metric for clock in desk.life.clocks}


def test_a_target_that_ends_at_closing_is_due_at_closing() -> None:
    assert a_desk(clock="14:00").due() == "Mon 18:00"


def test_a_ticket_that_comes_in_at_night_is_counted_from_opening() -> None:
    desk = a_desk(clock="22:00")
    assert desk.due() == "Tue 12:00"
    desk.until("08:00", days=1)
    assert desk.used().total_seconds() == 0


def test_a_history_without_messages_waits_for_no_response() -> None:
    desk = a_desk()
    opened = desk.history[0].fact
    assert isinstance(opened, events.Opened)
    desk.history[0] = replace(desk.history[0], fact=replace(opened, has_messages=False))
    assert desk.cycles(FIRST) == []
    assert desk.customer_writes("09:10").due(NEXT) == "Mon 10:10"


def test_a_life_begins_with_the_opening_of_a_ticket() -> None:
    desk = a_desk()
    with pytest.raises(TypeError, match="not with PolicyApplied"):
        rebuild(desk.history[1:], desk.scene.rules)


def test_work_on_a_new_ticket_opens_it_and_a_pending_one_stays_pending() -> None:
    for fact in (events.Replied("Hello"), events.Acknowledged(at("10:00")), events.Assigned("marek"), events.Begun()):
        assert a_desk().does(fact).life.ticket.state is State.OPEN
        assert a_desk().pauses("09:00").does(fact).life.ticket.state is State.PENDING
    assert a_desk().does(events.Noted("Looking."), events.Assigned(None)).life.ticket.state is State.NEW


def test_taking_nobody_off_a_ticket_does_not_start_another_time_without_an_assignee() -> None:
    desk = a_desk().until("09:10").does(events.Assigned(None))
    assert desk.life.past.unassigned == Spell(1, at("09:00"))
    desk.assigns("09:20").assigns("09:30", None)
    assert desk.life.past.unassigned == Spell(2, at("09:30"))
