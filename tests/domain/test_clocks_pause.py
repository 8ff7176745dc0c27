"""Semantics, section 4: pauses, by reason and metric."""

from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import at
from tests.domain.promises import CUSTOMER, FIRST, NEXT, OWNERSHIP, SUPPLIER, UPDATE, a_desk, promises

BREACHED, PAUSED, RUNNING = ClockState.BREACHED, ClockState.PAUSED, ClockState.RUNNING


def test_a_pause_stops_the_metrics_that_the_policy_names_for_its_reason_and_no_others() -> None:
    desk = a_desk().replies("09:05").customer_writes("09:06").moves("09:07", "Network").pauses("09:10", SUPPLIER)
    assert desk.state() is PAUSED
    assert {desk.state(metric) for metric in (NEXT, UPDATE, OWNERSHIP)} == {RUNNING}
    desk.pauses("09:11", CUSTOMER)
    assert {desk.state(metric) for metric in (NEXT, UPDATE)} == {PAUSED}
    assert desk.state(OWNERSHIP) is RUNNING


def test_a_reason_that_the_policy_does_not_name_stops_nothing() -> None:
    desk = a_desk().pauses("09:10", PendingReason.CHANGE_WINDOW)
    assert desk.life.ticket.pending_reason is PendingReason.CHANGE_WINDOW
    assert desk.state() is RUNNING


def test_the_due_time_is_open_while_a_clock_is_paused_and_moves_by_the_business_time_of_the_pause() -> None:
    desk = a_desk().pauses("10:00")
    assert desk.due() is None
    assert desk.resumes("11:30").due() == "Mon 14:30"


def test_a_pause_is_kept_with_its_begin_end_reason_and_author() -> None:
    desk = a_desk().pauses("10:00", resume_at=at("11:00"))
    assert desk.life.ticket.resume_at == at("11:00")
    paused = desk.resumes("10:30").clock().stretches[1]
    assert (paused.from_at, paused.to_at, paused.paused_for, paused.paused_by) == (
        at("10:00"),
        at("10:30"),
        CUSTOMER,
        "marek",
    )


def test_a_pause_ends_by_itself_at_its_date() -> None:
    desk = a_desk().pauses("10:00", resume_at=at("11:00")).until("12:00")
    assert any(waiting.kind is WaitingKind.RESUME for waiting in schedule(desk.life, desk.scene.rules))
    desk.caught_up()
    assert desk.clock().stretches[1].to_at == at("11:00")
    assert desk.due() == "Mon 14:00"


def test_a_message_of_the_customer_ends_a_pause_for_the_customer() -> None:
    desk = a_desk().replies("09:10").pauses("10:00").customer_writes("11:00")
    assert desk.life.ticket.pending_reason is None
    assert desk.due() == "Mon 14:00"
    assert desk.due(NEXT) == "Mon 12:00"


def test_a_message_of_the_customer_does_not_end_another_pause() -> None:
    desk = a_desk().replies("09:10").pauses("10:00", SUPPLIER).customer_writes("11:00")
    assert desk.life.ticket.pending_reason is SUPPLIER
    assert desk.state() is PAUSED
    assert desk.state(NEXT) is RUNNING


def test_a_pause_that_begins_after_the_breach_does_not_undo_it() -> None:
    desk = a_desk().pauses("13:30").resumes("15:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")


def test_a_pause_that_begins_at_the_moment_of_being_due_does_not_undo_the_breach() -> None:
    desk = a_desk().pauses("13:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 13:00")


def test_a_pause_one_minute_before_being_due_saves_the_clock() -> None:
    desk = a_desk().pauses("12:59").until("17:00")
    assert desk.state() is PAUSED
    assert desk.resumes("17:00").due() == "Mon 17:01"


def test_a_pause_within_a_pause_changes_which_clocks_stand_still() -> None:
    desk = a_desk().replies("09:00").pauses("10:00", CUSTOMER).pauses("11:00", SUPPLIER).resumes("12:00")
    assert desk.due() == "Mon 15:00"
    assert desk.due(UPDATE) == "Mon 14:00"
    reasons = [stretch.paused_for for stretch in desk.clock().stretches]
    assert reasons == [None, CUSTOMER, SUPPLIER, None]


def test_a_second_pause_for_the_same_reason_is_one_stretch_with_the_new_date() -> None:
    desk = a_desk().pauses("10:00", resume_at=at("11:00")).pauses("10:30", resume_at=at("12:00")).until("12:30")
    desk.caught_up()
    assert [stretch.paused_for for stretch in desk.clock().stretches] == [None, CUSTOMER, None]
    assert desk.due() == "Mon 15:00"


def test_a_pause_of_no_time_moves_nothing() -> None:
    assert a_desk().pauses("10:00").resumes("10:00").due() == "Mon 13:00"


def test_a_pause_in_the_minute_of_creation_stops_the_clock_from_its_begin() -> None:
    desk = a_desk().pauses("09:00")
    assert [stretch.paused_for for stretch in desk.clock().stretches] == [CUSTOMER]
    assert desk.resumes("10:00").due() == "Mon 14:00"


def test_a_pause_over_a_night_costs_no_business_time() -> None:
    assert a_desk(clock="17:00").pauses("18:00").resumes("08:00", days=1).due() == "Tue 11:00"


def test_a_clock_that_starts_during_a_pause_starts_paused() -> None:
    early = '[[step]]\nat = "2h before next_response"\ndo = [{ tag = "early" }]'
    desk = (
        a_desk(1, promises({"supplier": '["next_response"]'}, steps=early))
        .replies("09:10")
        .pauses("09:20", SUPPLIER)
        .customer_writes("09:30")
    )
    assert desk.state(NEXT) is PAUSED
    assert desk.due(NEXT) is None
    assert desk.runs("10:00") == []
    desk.resumes("11:00")
    assert desk.due(NEXT) == "Mon 12:00"
    assert desk.times() == {"1": "11:00"}


def test_a_paused_clock_does_not_breach() -> None:
    desk = a_desk().replies("09:10").pauses("09:30")
    desk.runs("17:00", days=3)
    assert desk.state() is PAUSED
    assert desk.breached() is None


def test_resolving_ends_the_pause() -> None:
    desk = a_desk().pauses("10:00").resolves("11:00").reopens("12:00")
    assert desk.life.ticket.pending_reason is None
    assert desk.due() == "Mon 15:00"


def test_the_first_response_may_be_paused_too() -> None:
    desk = a_desk(1, promises({"supplier": '["first_response"]'})).pauses("09:30", SUPPLIER).resumes("10:30")
    assert desk.due(FIRST) == "Mon 11:00"
