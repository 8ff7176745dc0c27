"""The ladder as it is drawn: how every rung stands, in which order, and when it fires."""

from desktop_escalation.domain import events
from desktop_escalation.domain.rungs import Rung, RungState, rungs
from desktop_escalation.domain.ticket import PendingReason, Priority
from tests.domain.desk import Desk, at
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, ladder, moves, step
from tests.domain.test_ladder_keys import Versions, moves_open, publishes

CUSTOMER = PendingReason.CUSTOMER
FIRST_AND_LAST = 'first_response = { 1 = "1h" }\nresolution = { 1 = "4h" }'
HOURLY = '{ every = "1h", times = 3 }'


def drawn(desk: Desk) -> tuple[Rung, ...]:
    return rungs(desk.caught_up(), desk.scene)


def states(desk: Desk) -> list[tuple[str | None, str, str | None]]:
    """List step, state and time of day of each rung."""
    return [
        (None if rung.step is None else rung.step.id, rung.state.value, None if rung.at is None else f"{rung.at:%H:%M}")
        for rung in drawn(desk)
    ]


# --- ahead --------------------------------------------------------------------


def test_the_earliest_step_ahead_is_the_next_one_wherever_it_stands_in_the_ladder() -> None:
    desk = desk_with(step("at resolution"), step("50% of resolution"), step("75% of resolution"))
    assert states(desk) == [("1", "ahead", "13:00"), ("2", "next", "11:00"), ("3", "ahead", "12:00")]


def test_of_two_steps_at_one_time_the_first_in_the_ladder_is_next() -> None:
    desk = desk_with(step("at resolution"), step("100% of resolution"))
    assert states(desk) == [("1", "next", "13:00"), ("2", "ahead", "13:00")]


def test_a_step_that_no_engine_has_looked_at_is_next_with_its_past_time() -> None:
    desk = desk_with(step("at resolution")).until("13:10")
    (rung,) = drawn(desk)
    assert (rung.state, rung.at) == (RungState.NEXT, at("13:00"))
    assert rung.why == "its time came Mon 12 Oct 13:00, at resolution, and no engine has looked since"


def test_silence_after_a_step_ahead_is_foreseen_on_the_calendar() -> None:
    desk = desk_with(
        step("at resolution"),
        step("30m unacknowledged after step 1"),
        step("6h unacknowledged after step 2"),
        step("30 wall m unacknowledged after step 1"),
    )
    assert [rung.at for rung in drawn(desk)] == [at("13:00"), at("13:30"), at("09:30", days=1), at("13:30")]
    assert [rung.state for rung in drawn(desk)] == [RungState.NEXT, *[RungState.AHEAD] * 3]


def test_silence_after_a_step_whose_time_is_open_is_not_foreseen() -> None:
    desk = desk_with(step("customer escalates"), step("30m unacknowledged after step 1"))
    assert states(desk) == [("1", "ahead", None), ("2", "ahead", None)]
    assert [rung.why for rung in drawn(desk)] == ["the customer has not escalated", "step 1 has not fired"]


# --- done ---------------------------------------------------------------------


def test_a_step_that_fired_is_done_with_its_escalation() -> None:
    desk = desk_with(step("at resolution"), step("1h after resolution"))
    desk.runs("13:00")
    done, coming = drawn(desk)
    assert (done.state, done.at, coming.state) == (RungState.DONE, at("13:00"), RungState.NEXT)
    assert done.escalation is not None
    assert (done.escalation.number, done.escalation.is_unacknowledged) == (1, True)


def test_a_done_step_shows_who_acknowledged_it_and_when() -> None:
    desk = desk_with(step("at resolution"))
    desk.runs("13:00")
    desk.until("13:06").acknowledges("13:30", by="jonas")
    (rung,) = drawn(desk)
    assert rung.escalation is not None
    assert (rung.escalation.acknowledged_by, rung.escalation.acknowledged_at) == ("jonas", at("13:06"))


def test_a_done_step_shows_how_often_it_told_again_and_when_it_tells_next() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    for hour in ("12:00", "13:00", "14:00"):
        desk.runs(hour)
    (rung,) = drawn(desk)
    assert (rung.at, rung.repeated, rung.again_at) == (at("12:00"), 2, at("15:00"))
    assert rung.escalation is not None
    assert rung.escalation.number == 3


def test_a_step_that_told_for_the_last_time_tells_no_more() -> None:
    desk = desk_with(step("1h before resolution", repeat='{ every = "1h", times = 1 }'), step("8h after resolution"))
    desk.runs("12:00")
    desk.runs("13:00")
    done, coming = drawn(desk)
    assert (done.repeated, done.again_at, coming.state) == (1, None, RungState.NEXT)


def test_what_a_done_step_could_not_do_is_on_its_rung() -> None:
    desk = desk_with(step("at resolution", TELL_LEAD, '{ involve = ["contact:nobody"] }'))
    desk.runs("13:00")
    (rung,) = drawn(desk)
    assert rung.escalation is not None
    assert rung.failed == rung.escalation.failed != ()


def test_a_step_that_fired_and_waits_again_has_two_rungs() -> None:
    desk = desk_with(step("10m idle"))
    desk.runs("09:10")
    desk.does(events.Noted("Here."))
    assert states(desk) == [("1", "done", "09:10"), ("1", "next", "09:20")]


def test_a_step_that_fired_and_waits_again_on_a_paused_clock_has_two_rungs() -> None:
    desk = desk_with(step("10m idle"))
    desk.runs("09:10")
    desk.does(events.Noted("Here."), events.Paused(CUSTOMER))
    assert states(desk) == [("1", "done", "09:10"), ("1", "paused", None)]


def test_a_step_that_fired_and_waits_for_its_occasion_only_has_one_rung() -> None:
    desk = desk_with(step("10m unassigned"))
    desk.runs("09:10")
    desk.does(events.Assigned("jonas"))
    assert states(desk) == [("1", "done", "09:10")]


# --- not now ------------------------------------------------------------------


def test_a_held_step_shows_the_promise_and_the_time_it_would_have() -> None:
    desk = desk_with(step("at resolution"), step("2h after resolution")).until("12:50").acknowledges("13:31")
    held, coming = drawn(desk)
    assert (held.state, held.at, coming.state) == (RungState.HELD, at("13:00"), RungState.NEXT)
    assert held.promise is not None
    assert (held.promise.by, held.promise.until) == ("marek", at("13:31"))
    assert coming.promise is None


def test_a_paused_step_says_what_the_ticket_waits_for() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.Paused(CUSTOMER)).until("11:00")
    (rung,) = drawn(desk)
    assert (rung.state, rung.at, rung.why) == (RungState.PAUSED, None, "its clock is paused, waiting for customer")


def test_a_parked_step_says_what_helps() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.Parked(11))
    (rung,) = drawn(desk)
    assert (rung.state, rung.at) == (RungState.PARKED, at("13:00"))
    assert "unpark it" in rung.why


def test_a_step_of_a_clock_that_was_met_is_not_needed() -> None:
    desk = desk_with(step("75% of first_response"), step("at resolution"), targets=FIRST_AND_LAST)
    desk.until("09:18").does(events.Replied("We are on it."))
    unneeded, coming = drawn(desk)
    assert (unneeded.state, coming.state) == (RungState.NOT_NEEDED, RungState.NEXT)
    assert unneeded.why == "the first response clock was met Mon 12 Oct 09:18"


def test_a_step_whose_condition_did_not_hold_is_skipped() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [3] }"), step("1h after resolution"))
    desk.runs("13:00")
    skipped, coming = drawn(desk)
    assert (skipped.state, skipped.at, skipped.why) == (RungState.SKIPPED, at("13:00"), "condition")
    assert coming.state is RungState.NEXT


def test_a_step_that_was_missed_says_so() -> None:
    desk = desk_with(step("at resolution"), step("1h after resolution"))
    desk.runs("17:00")
    missed, done = drawn(desk)
    assert (missed.state, done.state) == (RungState.SKIPPED, RungState.DONE)
    assert missed.why.startswith("missed")


def test_a_step_that_a_kept_promise_skipped_is_skipped() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:20").does(events.Noted("Done."))
    desk.runs("13:20")
    (rung,) = drawn(desk)
    assert (rung.state, rung.at, rung.why) == (RungState.SKIPPED, at("13:20"), "acknowledged")


def test_a_step_that_fired_once_and_was_skipped_the_next_time_has_two_rungs() -> None:
    desk = desk_with(step("10m idle", when="{ tier = [1] }"))
    desk.runs("09:10")
    moves(desk, "Network").runs("09:20")
    assert states(desk) == [("1", "done", "09:10"), ("1", "skipped", "09:20")]


# --- what no step of the policy stands for ------------------------------------


def test_an_escalation_by_hand_follows_the_last_step_that_had_fired_before_it() -> None:
    desk = desk_with(step("25% of resolution"), step("at resolution", TO_TIER_2), step("1h after resolution"))
    desk.runs("10:00")
    desk.until("10:30").escalates(tier=2)
    assert states(desk) == [
        ("1", "done", "10:00"),
        (None, "done", "10:30"),
        ("2", "skipped", "10:30"),
        ("3", "next", "14:00"),
    ]
    assert drawn(desk)[2].why == "by hand"


def test_an_escalation_by_hand_before_any_step_comes_first() -> None:
    desk = desk_with(step("25% of resolution")).until("09:30").escalates(tier=2)
    desk.runs("10:00")
    assert states(desk) == [(None, "done", "09:30"), ("1", "done", "10:00")]


def test_a_step_of_the_former_policy_is_kept_in_its_place() -> None:
    former = ladder(step("25% of resolution"), name="Former", head="order = 1\n[applies_when]\npriority = [1]")
    desk = Desk(policies=(former, ladder(step("at resolution"), head="order = 2"))).open()
    desk.runs("10:00")
    desk.does(events.PriorityChanged(Priority.HIGH))
    first, second = drawn(desk)
    assert (first.step, first.state, second.state) == (None, RungState.DONE, RungState.NEXT)
    assert first.escalation is not None
    assert first.escalation.key is not None
    assert first.escalation.key.policy == "Former"


def test_a_step_that_fired_under_an_older_version_is_done_in_the_newer_one() -> None:
    desk = Versions(policies=(ladder(step("25% of resolution"), step("at resolution")),))
    desk.open().runs("10:00")
    publishes(desk, ladder(step("25% of resolution"), step("at resolution"), version=2))
    moves_open(desk, "Ladder")
    assert states(desk) == [("1", "done", "10:00"), ("2", "next", "13:00")]


def test_a_ticket_without_a_policy_shows_what_people_did() -> None:
    desk = Desk(policies=()).open()
    assert drawn(desk) == ()
    desk.until("09:30").escalates(tier=2)
    assert states(desk) == [(None, "done", "09:30")]


def test_a_resolved_ticket_needs_no_further_step() -> None:
    desk = desk_with(step("2h idle"), step("at resolution")).until("10:00").does(events.Resolved())
    assert [state for _, state, _ in states(desk)] == ["not needed", "not needed"]
