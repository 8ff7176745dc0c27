"""Semantics, section 5: acknowledge, promise, progress, and what the promise held."""

import pytest

from desktop_escalation.domain import acts, events
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk, at
from tests.domain.ladders import TELL_CUSTOMER, desk_with, events_of, hands_back, ladder, moves, step

CUSTOMER = PendingReason.CUSTOMER
RUNGS = (
    step("at resolution"),
    step("15m after resolution"),
    step("30m after resolution"),
    step("60m after resolution"),
)


# --- the promise --------------------------------------------------------------


def test_an_acknowledgement_covers_all_open_escalations() -> None:
    desk = desk_with(*RUNGS)
    desk.runs("13:00")
    desk.runs("13:15")
    desk.until("13:16").acknowledges("14:00", by="jonas")
    assert [(one.acknowledged_by, one.acknowledged_at) for one in desk.life.ladder.escalations] == [
        ("jonas", at("13:16")),
        ("jonas", at("13:16")),
    ]


def test_a_second_acknowledgement_leaves_the_first_on_record() -> None:
    desk = desk_with(*RUNGS)
    desk.runs("13:00")
    desk.until("13:01").acknowledges("13:10").until("13:05").acknowledges("13:20", by="jonas")
    assert desk.life.ladder.escalations[0].acknowledged_at == at("13:01")


def test_a_closed_escalation_is_acknowledged_no_more() -> None:
    desk = desk_with(*RUNGS)
    desk.runs("13:00")
    desk.does(events.DeEscalated("No need.")).acknowledges("14:00")
    assert desk.life.ladder.escalations[0].acknowledged_at is None


def test_without_a_time_the_promise_lasts_as_the_policy_says_in_business_time() -> None:
    assert desk_with(*RUNGS).acknowledges().life.ladder.promise is not None
    for head, now, until in (("", "17:45", at("08:15", days=1)), ('promise = "1h"', "10:00", at("11:00"))):
        promise = desk_with(*RUNGS, head=head).until(now).acknowledges().life.ladder.promise
        assert promise is not None
        assert promise.until == until


def test_without_a_policy_the_time_must_be_said() -> None:
    desk = Desk(policies=()).open()
    with pytest.raises(Refused, match="say until when"):
        desk.acknowledges()
    assert desk.acknowledges("10:00").runs("11:00") == []
    assert events_of(desk, events.PromiseJudged) == [events.PromiseJudged(is_kept=False)]


def test_a_kept_promise_without_a_policy_skips_nothing() -> None:
    desk = Desk(policies=()).open().acknowledges("10:00").does(events.Noted("Done."))
    desk.runs("11:00")
    assert events_of(desk, events.PromiseJudged) == [events.PromiseJudged(is_kept=True)]


def test_a_new_promise_replaces_the_time_at_most_three_times() -> None:
    desk = desk_with(*RUNGS).acknowledges("10:00")
    for time in ("10:30", "11:00", "09:30"):
        desk.acknowledges(time)
    assert desk.life.ladder.promise is not None
    assert desk.life.ladder.promise.until == at("09:30")
    with pytest.raises(Refused, match="put off 3 times already"):
        desk.acknowledges("12:00")


def test_a_promise_after_the_first_has_ended_is_a_new_one() -> None:
    desk = desk_with(*RUNGS).acknowledges("09:10")
    for time in ("09:20", "09:30", "09:40"):
        desk.acknowledges(time)
    desk.until("09:41").acknowledges("10:00")
    assert desk.life.ladder.promise is not None
    assert desk.life.ladder.promise.replaced == 0


def test_a_promise_stops_no_clock() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:30")
    desk.runs("13:10")
    assert desk.clock().breached_at == at("13:00")


# --- held ---------------------------------------------------------------------


def test_steps_whose_time_comes_during_the_promise_are_held() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20")
    assert desk.times() == {"1": None, "2": None, "3": "13:30", "4": "14:00"}
    assert [desk.runs(time) for time in ("13:00", "13:19")] == [[], []]


def test_both_ends_of_the_promise_belong_to_it() -> None:
    desk = desk_with(*RUNGS).until("13:00").acknowledges("13:15")
    assert desk.times() == {"1": None, "2": None, "3": "13:30", "4": "14:00"}


def test_a_step_whose_time_came_before_the_promise_is_not_held() -> None:
    desk = desk_with(*RUNGS).until("13:01").acknowledges("13:40")
    assert desk.runs() == ["1"]
    assert desk.times() == {"2": None, "3": None, "4": "14:00"}


def test_a_step_is_held_whatever_its_trigger() -> None:
    desk = desk_with(
        step("2h unassigned"),
        step("1 time reopened"),
        step("customer escalates"),
        step("at first_response"),
        targets='first_response = { 1 = "1h" }',
    ).acknowledges("12:00")
    desk.until("09:30").does(events.CustomerEscalated("Now."), by="customer")
    assert desk.runs("11:30") == []


def test_a_held_step_is_released_by_a_shorter_promise() -> None:
    desk = desk_with(*RUNGS).until("12:30").acknowledges("13:40").until("12:40").acknowledges("12:50")
    assert desk.runs("13:00") == ["1"]


# --- with progress ------------------------------------------------------------


@pytest.mark.parametrize(
    "fact",
    [
        events.Replied("On it."),
        events.Noted("Swapped the router."),
        events.Moved("Network", 2, "Weekdays 08-18"),
        events.Paused(CUSTOMER, at("13:05")),
    ],
)
def test_a_reply_a_note_a_move_or_a_change_of_state_by_a_person_is_progress(fact: events.Fact) -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("13:00").does(fact)
    assert desk.life.ladder.promise is not None
    assert desk.life.ladder.promise.has_progress


@pytest.mark.parametrize(
    ("fact", "by"),
    [
        (events.Tagged("late"), "marek"),
        (events.Assigned("jonas"), "marek"),
        (events.Watched("jonas"), "jonas"),
        (events.CustomerWrote("Well?"), "customer"),
    ],
)
def test_other_acts_and_the_customer_are_no_progress(fact: events.Fact, by: str) -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("13:00").does(fact, by=by)
    assert desk.runs("13:20") == ["1"]


def test_what_the_engine_does_is_no_progress() -> None:
    desk = desk_with(step("15m before resolution", '{ note = "Hurry." }'), *RUNGS)
    desk.until("12:46").acknowledges("13:20")
    assert desk.runs() == ["1"]
    assert desk.runs("13:20") == ["2"]


def test_work_before_the_acknowledgement_is_no_progress() -> None:
    desk = desk_with(*RUNGS).until("12:50").does(events.Noted("Looking.")).acknowledges("13:20")
    assert desk.runs("13:20") == ["1"]


def test_work_after_the_promise_comes_too_late() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("13:21").does(events.Noted("Now."))
    assert desk.runs() == ["1"]


def test_with_progress_the_held_steps_are_skipped_and_later_ones_fire_at_their_own_time() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("12:55").does(events.Noted("Found it."))
    assert desk.runs("13:20") == []
    assert desk.skipped() == {"1": "acknowledged", "2": "acknowledged"}
    assert [(record.due_at, record.at) for record in desk.life.ladder.records] == [
        (at("13:00"), at("13:20")),
        (at("13:15"), at("13:20")),
    ]
    assert desk.times() == {"3": "13:30", "4": "14:00"}
    assert desk.runs("13:30") == ["3"]


def test_progress_is_judged_once_at_the_promised_time() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("12:55").does(events.Noted("Found it."))
    assert desk.skipped() == {}
    desk.until("13:25").acknowledges("13:45")
    desk.runs("13:45")
    assert desk.skipped() == {"1": "acknowledged", "2": "acknowledged"}
    assert [fact.is_kept for fact in events_of(desk, events.PromiseJudged)] == [True, False]


def test_progress_before_a_new_time_counts_for_it_too() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("12:55").does(events.Noted("Found it."))
    desk.until("13:00").acknowledges("13:40").runs("13:40")
    assert desk.skipped() == {"1": "acknowledged", "2": "acknowledged", "3": "acknowledged"}


def test_resolving_during_the_promise_needs_no_step() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("13:10").does(events.Resolved())
    assert desk.runs("15:00") == []
    assert desk.life.ladder.records == ()
    assert desk.life.ladder.promise is None


def test_handing_back_is_progress() -> None:
    desk = moves(desk_with(*RUNGS), "Network").until("12:50").acknowledges("13:20")
    hands_back(desk.until("13:10"))
    assert desk.runs("13:20") == []
    assert set(desk.skipped().values()) == {"acknowledged"}


# --- without progress ---------------------------------------------------------


def test_without_progress_the_first_held_step_fires_at_the_end_and_the_others_keep_their_distance() -> None:
    desk = desk_with(*RUNGS).until("12:46").acknowledges("13:31")
    assert desk.runs("13:31") == ["1"]
    assert desk.times() == {"2": "13:46", "3": "14:01", "4": "14:31"}


def test_a_promise_that_ends_exactly_at_a_steps_time_puts_nothing_off() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:00")
    assert desk.runs("13:00") == ["1"]
    assert desk.times() == {"2": "13:15", "3": "13:30", "4": "14:00"}


def test_a_promise_in_which_no_time_comes_puts_nothing_off() -> None:
    desk = desk_with(*RUNGS).until("10:00").acknowledges("11:00")
    assert desk.runs("11:00") == []
    assert desk.times() == {"1": "13:00", "2": "13:15", "3": "13:30", "4": "14:00"}


def test_no_step_ever_fires_before_its_own_time() -> None:
    desk = desk_with(*RUNGS, step("90m after resolution")).until("12:50").acknowledges("13:05")
    desk.runs("13:05")
    desk.until("13:05").acknowledges("13:25")
    assert desk.runs("13:25") == ["2"]
    assert desk.times() == {"3": "13:40", "4": "14:10", "5": "14:40"}


def test_a_promise_that_ends_in_the_night_fires_the_first_step_then_and_the_next_in_business_time() -> None:
    desk = Desk(policies=(ladder(*RUNGS),), now=at("13:40")).open()
    desk.until("17:30").acknowledges("22:00")
    assert desk.runs("21:59") == []
    assert desk.runs("22:00") == ["1"]
    assert desk.times() == {"2": "08:15", "3": "08:30", "4": "09:00"}


def test_each_clock_keeps_its_own_distances() -> None:
    desk = desk_with(
        step("at resolution"),
        step("10m after resolution"),
        step("at first_response"),
        step("10m after first_response"),
        targets='resolution = { 1 = "4h" }\nfirst_response = { 1 = "230m" }',
    )
    desk.until("12:45").acknowledges("13:05")
    assert desk.runs("13:05") == ["1", "3"]
    assert desk.times() == {"2": "13:15", "4": "13:15"}


def test_a_clock_without_held_steps_is_not_put_off() -> None:
    desk = desk_with(
        step("at first_response"),
        step("at resolution"),
        targets='resolution = { 1 = "4h" }\nfirst_response = { 1 = "1h" }',
    )
    desk.until("09:50").acknowledges("10:30")
    assert desk.runs("10:30") == ["1"]
    assert desk.times() == {"2": "13:00"}


def test_a_step_without_a_clock_fires_at_the_end() -> None:
    desk = desk_with(step("1h unassigned"), step("2h unassigned"), step("3h unassigned"))
    desk.until("09:50").acknowledges("11:30")
    assert desk.runs("11:29") == []
    assert desk.runs("11:30") == ["1", "2"]
    assert desk.times() == {"3": "12:00"}


def test_a_paused_clock_fires_nothing_until_it_runs() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20")
    desk.until("13:10").adds((events.Event(desk.now, events.ENGINE, events.Paused(CUSTOMER)),))
    assert desk.runs("13:20") == []
    assert set(desk.times().values()) == {None}
    desk.until("14:00").does(events.Resumed())
    assert desk.runs() == ["1"]
    assert desk.times() == {"2": "14:15", "3": "14:30", "4": "15:00"}


def test_a_clock_that_was_paused_before_its_steps_came_is_not_put_off() -> None:
    desk = desk_with(*RUNGS).until("12:50").does(events.Paused(CUSTOMER)).acknowledges("13:20")
    desk.runs("13:20")
    desk.until("14:00").does(events.Resumed())
    assert desk.times() == {"1": "14:10", "2": "14:25", "3": "14:40", "4": "15:10"}


def test_wall_clock_points_keep_their_distance_in_the_clocks_business_time() -> None:
    desk = desk_with(step("at resolution"), step("30 wall m after resolution"), step("60 wall m after resolution"))
    desk.until("12:50").acknowledges("13:10")
    assert desk.runs("13:10") == ["1"]
    assert desk.times() == {"2": "13:40", "3": "14:10"}


def test_a_wall_clock_point_that_was_held_first_fires_at_the_end() -> None:
    desk = desk_with(step("30 wall m after resolution"), step("60 wall m after resolution"))
    desk.until("13:20").acknowledges("13:40")
    assert desk.runs("13:40") == ["1"]
    assert desk.times() == {"2": "14:10"}


def test_a_wall_clock_point_that_was_held_in_the_night_fires_at_the_end() -> None:
    desk = Desk(policies=(ladder(step("6 wall h after resolution"), step("7 wall h after resolution")),)).open()
    desk.until("18:30").acknowledges("19:30")
    assert desk.runs("19:30") == ["1"]
    assert desk.runs("19:59") == []
    assert desk.runs("20:00") == ["2"]


def test_a_step_that_is_due_from_the_start_is_put_off_from_there() -> None:
    desk = desk_with(step("5h before resolution"), step("at resolution")).acknowledges("10:00")
    assert desk.runs("10:00") == ["1"]
    assert desk.times() == {"2": "14:00"}


def test_two_unkept_promises_add_up() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:10")
    assert desk.runs("13:10") == ["1"]
    desk.until("13:11").acknowledges("13:35")
    assert desk.runs("13:35") == ["2"]
    assert desk.times() == {"3": "13:50", "4": "14:20"}
    assert desk.clock().shift.total_seconds() == 20 * 60


def test_a_shift_moves_no_due_time_and_no_other_metric() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20")
    desk.runs("13:20")
    assert desk.clock(Metric.RESOLUTION).due_at(desk.directory.calendars) == at("13:00")


def test_the_engine_that_comes_late_to_the_promises_end_still_keeps_the_distances() -> None:
    desk = desk_with(*RUNGS).until("12:46").acknowledges("13:31")
    assert desk.runs("13:40") == ["1"]
    assert desk.times() == {"2": "13:46", "3": "14:01", "4": "14:31"}
    assert desk.life.ladder.escalations[0].due_at == at("13:31")


def test_a_condition_is_judged_when_the_held_step_fires() -> None:
    desk = desk_with(step("at resolution", when='{ tags = ["late"] }')).until("12:50").acknowledges("13:20")
    desk.until("13:10").does(events.Tagged("late"))
    assert desk.runs("13:20") == ["1"]


def test_a_new_escalation_during_the_promise_is_not_covered_by_it() -> None:
    desk = desk_with(*RUNGS).until("12:50").acknowledges("13:20").until("13:00").escalates(tier=2)
    assert desk.life.ladder.escalations[0].acknowledged_at is None


def test_a_promise_in_the_past_is_refused() -> None:
    with pytest.raises(Refused, match="lies in the past"):
        desk_with(*RUNGS).acknowledges("09:00")


def test_the_customer_hears_nothing_of_a_moment_that_a_long_promise_held_for_more_than_a_day() -> None:
    desk = desk_with(step("2h unassigned", TELL_CUSTOMER)).acknowledges("13:00", days=1)
    assert desk.runs("13:00", days=1) == ["1"]
    assert [fact.why for fact in events_of(desk, events.CustomerNotTold)] == ["the moment is older than a day"]


def test_an_unparked_ticket_keeps_its_promise() -> None:
    desk = desk_with(step("customer escalates"), *RUNGS)
    for minute in range(11):
        desk.until(f"09:{minute:02}").does(events.CustomerEscalated("Now."), by="customer").runs()
    desk.until("12:50").acknowledges("13:10")
    desk.until("13:05").adds(acts.unpark(desk.act("ingrid"), desk.life))
    assert desk.runs() == []
    assert desk.runs("13:10") == ["2"]
