"""Semantics, section 4: the surviving ticket keeps, for each metric, the earlier due."""

from datetime import timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, MONDAY, at
from tests.domain.promises import FIRST, NEXT, OWNERSHIP, RESOLUTION, UPDATE, PromiseDesk, a_desk, promises

BREACHED, CANCELLED, PAUSED, RUNNING = (
    ClockState.BREACHED,
    ClockState.CANCELLED,
    ClockState.PAUSED,
    ClockState.RUNNING,
)


def a_lost(priority: int = 1, clock: str = "09:00") -> PromiseDesk:
    return a_desk(priority, clock=clock).numbered("DE-2")


def test_the_survivor_keeps_the_earlier_due_of_each_metric() -> None:
    lost = a_lost(1, "10:00").assigns("10:01")
    kept = a_desk(2, clock="09:30").takes_in(lost, "10:30")
    assert (kept.due(), kept.due(FIRST), kept.due(OWNERSHIP)) == ("Mon 14:00", "Mon 11:00", "Mon 10:30")
    assert kept.cycles(RESOLUTION) == [1]


def test_the_survivor_keeps_its_own_clock_where_that_is_due_earlier() -> None:
    kept = a_desk(1)
    before = kept.life.clocks
    assert kept.takes_in(a_lost(2), "10:00").life.clocks == before


def test_of_two_clocks_due_at_the_same_time_the_survivor_keeps_its_own() -> None:
    kept = a_desk(1)
    kept.takes_in(a_lost(1), "09:10")
    absorbed = kept.history[-1].fact
    assert absorbed == events.Absorbed("DE-2", ())


def test_the_clocks_of_the_merged_ticket_are_cancelled_and_never_breach() -> None:
    lost = a_lost()
    a_desk(2).takes_in(lost, "09:10")
    lost.until("17:00", days=1)
    assert {lost.state(metric) for metric in (FIRST, OWNERSHIP, RESOLUTION)} == {CANCELLED}
    assert (lost.life.ticket.state, lost.life.ticket.merged_into) == (State.CLOSED, "DE-1")
    assert lost.runs() == []


def test_a_verdict_of_the_merged_ticket_from_before_stays() -> None:
    lost = a_lost()
    lost.runs("09:40")
    a_desk(2).takes_in(lost, "09:50")
    assert (lost.state(OWNERSHIP), lost.state()) == (BREACHED, CANCELLED)


def test_a_breach_comes_with_the_earlier_due() -> None:
    kept = a_desk(2).takes_in(a_lost(), "13:30")
    assert (kept.state(), kept.breached()) == (BREACHED, "Mon 13:00")


def test_a_breach_of_the_survivor_is_not_lost_to_an_earlier_due() -> None:
    kept = a_desk()
    kept.promises_due("13:30", "17:00")
    assert kept.breached() == "Mon 13:00"
    kept.takes_in(a_lost(2), "14:00")
    assert (kept.due(), kept.state(), kept.breached()) == ("Mon 17:00", BREACHED, "Mon 13:00")
    kept.promises_due("14:10", "17:30").takes_in(a_lost(2).numbered("DE-3"), "14:20")
    assert (kept.due(), kept.state(), kept.breached()) == ("Mon 17:00", BREACHED, "Mon 13:00")


def test_paused_clocks_are_compared_by_what_is_left_of_them() -> None:
    lost = a_lost(1).pauses("10:00")
    kept = a_desk(2).pauses("11:00").takes_in(lost, "15:00")
    assert (kept.state(), kept.due()) == (PAUSED, None)
    assert kept.resumes("15:00").due() == "Mon 18:00"


def test_a_paused_survivor_keeps_its_own_clock_where_less_is_left() -> None:
    kept = a_desk(1).pauses("12:00").takes_in(a_lost(1, "11:00"), "12:30")
    assert kept.resumes("12:30").due() == "Mon 13:30"


def test_a_running_clock_that_comes_to_a_paused_survivor_is_paused_from_then_on() -> None:
    kept = a_desk(2).pauses("09:30").takes_in(a_lost(1), "10:00")
    assert (kept.state(), kept.used()) == (PAUSED, timedelta(hours=1))
    assert kept.resumes("11:00").due() == "Mon 14:00"


def test_a_paused_clock_that_comes_to_a_running_survivor_runs_from_then_on() -> None:
    lost = a_lost(1).pauses("10:00")
    kept = a_desk(2).takes_in(lost, "12:00")
    assert (kept.state(), kept.due()) == (RUNNING, "Mon 15:00")


def test_a_due_time_set_by_hand_comes_along_where_it_is_earlier() -> None:
    kept = a_desk(2).takes_in(a_lost(2).promises_due("09:10", "12:00"), "10:00")
    assert kept.due() == "Mon 12:00"
    assert kept.removes_due("10:30").due() == "Mon 17:00"


def test_a_due_time_set_by_hand_gives_way_to_an_earlier_due() -> None:
    kept = a_desk(2).promises_due("09:10", "16:00").takes_in(a_lost(1), "10:00")
    assert kept.due() == "Mon 13:00"


def test_due_times_set_by_hand_on_paused_clocks_are_compared_as_such() -> None:
    lost = a_lost(2).promises_due("09:10", "12:00").pauses("10:00")
    kept = a_desk(1).pauses("10:00").takes_in(lost, "10:30")
    assert kept.resumes("10:30").due() == "Mon 12:00"


def test_a_metric_that_is_over_for_the_survivor_takes_nothing() -> None:
    kept = a_desk(2).replies("09:10").assigns("09:10").takes_in(a_lost(1), "09:20")
    assert kept.cycles(FIRST) == kept.cycles(OWNERSHIP) == [1]
    assert {kept.state(FIRST), kept.state(OWNERSHIP)} == {ClockState.MET}


def test_an_unanswered_message_of_the_merged_ticket_comes_along() -> None:
    lost = a_lost(1).replies("09:10").customer_writes("09:20")
    kept = a_desk(1).replies("09:15").takes_in(lost, "09:30")
    assert (kept.cycles(NEXT), kept.due(NEXT)) == ([1], "Mon 10:20")
    assert kept.resolves("09:40").reopens("10:00").due(NEXT) == "Mon 11:00"


def test_a_reply_answers_the_message_that_came_along() -> None:
    lost = a_lost(1).replies("09:10").customer_writes("09:20")
    kept = a_desk(1).replies("09:15").takes_in(lost, "09:30").replies("09:40")
    assert kept.state(NEXT) is ClockState.MET
    assert kept.resolves("09:50").reopens("10:00").cycles(NEXT) == [1]


def test_an_earlier_unanswered_message_takes_the_place_of_the_survivors() -> None:
    lost = a_lost(1).replies("09:10").customer_writes("09:20")
    kept = a_desk(1).replies("09:15").customer_writes("09:25").takes_in(lost, "09:30")
    assert (kept.cycles(NEXT), kept.due(NEXT)) == ([1], "Mon 10:20")


def test_a_promised_update_of_the_merged_ticket_comes_along() -> None:
    kept = a_desk(1).takes_in(a_lost(1).replies("09:10"), "09:30")
    assert (kept.cycles(UPDATE), kept.due(UPDATE)) == ([1], "Mon 13:10")
    assert kept.replies("09:40").due(UPDATE) == "Mon 13:40"


def test_a_survivor_without_a_target_takes_the_clock_of_the_merged_ticket() -> None:
    kept = a_desk(4).takes_in(a_lost(1), "09:30")
    assert kept.due() == "Mon 13:00"
    assert kept.becomes("10:00", 2).due() == "Mon 17:00"


def test_a_survivor_without_a_policy_takes_the_clock_with_its_policy() -> None:
    kept = PromiseDesk(policies=(), now=at("09:00"))
    kept.open(1)
    kept.policies = (promises(),)
    kept.takes_in(a_lost(1), "09:30")
    assert kept.clock().policy.name == "Promises"
    assert kept.due() == "Mon 13:00"


def test_a_clock_of_another_calendar_is_due_at_the_same_time_in_the_surviving_ticket() -> None:
    around = replace(promises({"calendar": f'"{ALWAYS}"', "resolution": '{ 1 = "20h" }'}), name="Around", order=1)
    lost = a_desk(1, around, promises()).numbered("DE-2")
    kept = a_desk(2, promises({"resolution": '{ 2 = "20h" }'}), clock="11:00")
    kept.policies = (*kept.policies, around)
    assert (lost.due(), kept.due()) == ("Tue 05:00", "Wed 11:00")
    kept.until("12:00")
    kept.takes_in(lost, "12:00")
    assert kept.due() == "Mon 18:00"
    assert kept.used() == timedelta(hours=3)


def test_a_holiday_added_after_a_merge_does_not_tell_the_span_of_another_calendar_anew() -> None:
    around = replace(promises({"calendar": f'"{ALWAYS}"', "resolution": '{ 1 = "20h" }'}), name="Around", order=1)
    kept = a_desk(2, promises({"resolution": '{ 2 = "20h" }'}))
    kept.policies = (*kept.policies, around)
    kept.takes_in(a_desk(1, around, promises()).numbered("DE-2"), "12:00")
    before = kept.clock()
    kept.until("13:00").has_holiday(MONDAY, at("13:00"))
    assert kept.clock() == before
    assert kept.due() == "Tue 13:00"


def test_a_due_clock_of_another_calendar_stays_due_when_it_was() -> None:
    around = replace(promises({"calendar": f'"{ALWAYS}"', "resolution": '{ 1 = "1h" }'}), name="Around", order=1)
    lost = a_desk(1, around, promises()).numbered("DE-2")
    kept = a_desk(2)
    kept.policies = (*kept.policies, around)
    kept.takes_in(lost, "12:00")
    assert (kept.due(), kept.breached()) == ("Mon 10:00", "Mon 10:00")


def test_promises_made_for_the_merged_ticket_do_not_put_off_the_survivors_steps() -> None:
    steps = '[[step]]\nat = "at resolution"\ndo = [{ tag = "t" }]\n[[step]]\nat = "1h after resolution"\n'
    policy = promises(steps=steps + 'do = [{ tag = "t" }]')
    lost = a_desk(1, policy).numbered("DE-2")
    lost.until("12:50").acknowledges("13:30")
    lost.runs("13:30")
    assert lost.clock().shift == timedelta(minutes=30)
    kept = a_desk(2, policy).takes_in(lost, "13:40")
    assert kept.clock().shift == timedelta()
    assert kept.times() == {"1": "13:00", "2": "14:00"}


def test_the_survivors_own_promise_still_puts_its_steps_off() -> None:
    policy = promises(steps='[[step]]\nat = "at resolution"\ndo = [{ tag = "t" }]')
    kept = a_desk(1, policy)
    kept.until("12:50").acknowledges("13:30").until("13:30").caught_up()
    kept.promises_due("13:35", "17:00").takes_in(
        a_desk(2, policy).numbered("DE-2").promises_due("14:00", "16:00"), "14:10"
    )
    assert kept.clock().shift == timedelta(minutes=30)


def test_the_open_escalations_of_the_merged_ticket_are_closed_as_merged() -> None:
    policy = promises(steps='[[step]]\nat = "at ownership"\ndo = [{ tag = "t" }]')
    lost = a_desk(1, policy).numbered("DE-2")
    lost.runs("09:30")
    a_desk(2, policy).takes_in(lost, "09:40")
    assert [escalation.outcome for escalation in lost.life.ladder.escalations] == ["merged"]
