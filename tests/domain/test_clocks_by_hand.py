"""Semantics, section 4: a due time set by hand wins until it is removed."""

from datetime import timedelta

from desktop_escalation.domain.clock import ClockState, HandDue
from desktop_escalation.domain.policy import Policy
from tests.domain.desk import at
from tests.domain.promises import FIRST, SUPPLIER, PromiseDesk, a_desk, promises

BREACHED, PAUSED, RUNNING = ClockState.BREACHED, ClockState.PAUSED, ClockState.RUNNING


def stepped(*triggers: str) -> Policy:
    steps = "\n".join(f'[[step]]\nat = "{trigger}"\ndo = [{{ tag = "t" }}]' for trigger in triggers)
    return promises(steps=steps)


def test_a_due_time_set_by_hand_wins_and_keeps_name_and_reason() -> None:
    desk = a_desk().promises_due("10:00", "16:00")
    assert desk.due() == "Mon 16:00"
    assert desk.clock().by_hand == HandDue(at("16:00"), "marek", "agreed by phone")
    desk.until("13:00")
    assert desk.state() is RUNNING
    desk.until("16:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 16:00")


def test_an_earlier_due_time_set_by_hand_wins_too() -> None:
    desk = a_desk().promises_due("10:00", "11:00").until("11:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 11:00")


def test_a_due_time_set_by_hand_may_lie_outside_of_business_hours() -> None:
    desk = a_desk().promises_due("10:00", "22:00").until("21:59")
    assert (desk.due(), desk.state()) == ("Mon 22:00", RUNNING)


def test_a_later_due_time_set_by_hand_replaces_an_earlier_one() -> None:
    assert a_desk().promises_due("10:00", "16:00").promises_due("11:00", "15:00").due() == "Mon 15:00"


def test_a_due_time_set_by_hand_touches_its_own_metric_only() -> None:
    desk = a_desk().promises_due("09:10", "16:00", metric=FIRST)
    assert (desk.due(FIRST), desk.due()) == ("Mon 16:00", "Mon 13:00")


def test_a_due_time_set_by_hand_wins_over_a_change_of_priority() -> None:
    desk = a_desk(2).promises_due("10:00", "17:00").becomes("15:00", 1)
    assert (desk.state(), desk.due()) == (RUNNING, "Mon 17:00")


def test_removing_a_due_time_brings_the_target_of_the_policy_back() -> None:
    assert a_desk().promises_due("10:00", "16:00").removes_due("11:00").due() == "Mon 13:00"


def test_removing_a_due_time_after_the_target_was_used_up_breaches_at_that_moment() -> None:
    desk = a_desk().promises_due("10:00", "17:00").removes_due("15:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 15:00")
    assert desk.clock().breach_cause == "due_removed"


def test_removing_a_due_time_does_not_undo_its_breach() -> None:
    desk = a_desk(2).promises_due("10:00", "11:00").removes_due("12:00")
    assert (desk.state(), desk.breached(), desk.clock().breach_cause) == (BREACHED, "Mon 11:00", None)
    assert desk.due() == "Mon 17:00"


def test_setting_a_due_time_does_not_undo_a_breach_that_no_engine_has_seen() -> None:
    desk = a_desk().promises_due("13:30", "17:00")
    assert (desk.state(), desk.breached(), desk.due()) == (BREACHED, "Mon 13:00", "Mon 17:00")


def test_setting_a_due_time_does_not_undo_a_breach_on_record() -> None:
    desk = a_desk()
    desk.runs("13:00")
    desk.promises_due("13:30", "17:00")
    assert (desk.state(), desk.breached(), desk.due()) == (BREACHED, "Mon 13:00", "Mon 17:00")


def test_a_pause_does_not_move_a_due_time_set_by_hand() -> None:
    desk = a_desk().promises_due("10:00", "16:00").pauses("11:00")
    assert desk.due() is None
    assert desk.resumes("12:00").due() == "Mon 16:00"


def test_a_due_time_set_by_hand_that_passes_during_a_pause_breaches_when_the_clock_runs_again() -> None:
    desk = a_desk().promises_due("10:00", "16:00").pauses("11:00").until("17:00")
    assert desk.state() is PAUSED
    desk.resumes("17:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 17:00")


def test_a_due_time_set_by_hand_during_a_pause_counts_after_it() -> None:
    desk = a_desk().pauses("10:00").promises_due("11:00", "16:00")
    assert (desk.due(), desk.state()) == (None, PAUSED)
    assert desk.resumes("12:00").due() == "Mon 16:00"


def test_a_pause_at_the_moment_set_by_hand_does_not_undo_the_breach() -> None:
    desk = a_desk().promises_due("10:00", "16:00").pauses("16:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 16:00")


def test_a_due_time_removed_during_a_pause_leaves_the_rest_of_the_target() -> None:
    desk = a_desk().promises_due("10:00", "16:00").pauses("11:00").removes_due("12:00")
    assert desk.state() is PAUSED
    assert desk.resumes("13:00").due() == "Mon 15:00"


def test_a_due_time_removed_during_a_pause_after_the_target_was_used_up_breaches_then() -> None:
    desk = a_desk().promises_due("10:00", "17:00").pauses("14:00").removes_due("15:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 15:00")


def test_the_steps_follow_a_due_time_set_by_hand() -> None:
    desk = a_desk(1, stepped("60m before resolution", "50% of resolution", "at resolution", "30m after resolution"))
    desk.promises_due("09:30", "15:00")
    assert desk.times() == {"1": "14:00", "2": "12:00", "3": "15:00", "4": "15:30"}


def test_the_step_at_one_hundred_percent_fires_when_the_clock_is_due() -> None:
    desk = a_desk(1, stepped("100% of resolution", "at resolution")).promises_due("10:00", "22:00")
    assert desk.times() == {"1": "22:00", "2": "22:00"}


def test_the_steps_of_a_due_time_that_passed_during_a_pause_wait_for_its_end() -> None:
    desk = a_desk(1, stepped("100% of resolution", "at resolution", "15 wall m after resolution"))
    desk.promises_due("10:00", "14:00").pauses("13:00", SUPPLIER)
    assert set(desk.times().values()) == {None}
    desk.resumes("15:00")
    assert desk.times() == {"1": "15:00", "2": "15:00", "3": "15:15"}


def test_the_target_on_record_is_the_time_used_by_the_due_time() -> None:
    desk = a_desk().promises_due("10:00", "16:00").pauses("11:00").resumes("12:00")
    assert desk.clock().effective_target(desk.directory.calendars) == timedelta(hours=6)


def test_a_due_time_set_by_hand_holds_when_the_cycle_is_reopened() -> None:
    desk = a_desk().promises_due("10:00", "16:00").resolves("12:00").reopens("14:00")
    assert (desk.due(), desk.state()) == ("Mon 16:00", RUNNING)


def test_a_due_time_set_by_hand_that_passed_while_resolved_breaches_when_reopened() -> None:
    desk = a_desk().promises_due("10:00", "13:00").resolves("12:00").reopens("14:00")
    assert (desk.state(), desk.breached()) == (BREACHED, "Mon 14:00")


def test_a_new_cycle_knows_nothing_of_the_due_time_of_the_old_one() -> None:
    desk = a_desk().promises_due("10:00", "16:00").resolves("12:00").reopens("09:00", days=2)
    assert desk.due() == "Wed 13:00"


def test_a_clock_without_a_target_any_more_ignores_its_due_time() -> None:
    desk: PromiseDesk = a_desk().promises_due("10:00", "16:00").becomes("11:00", 4).until("17:00")
    assert desk.state() is ClockState.CANCELLED
