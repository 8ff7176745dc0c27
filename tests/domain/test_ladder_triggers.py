"""Semantics, section 5, triggers: when the steps of a ladder fire."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, Desk, at
from tests.domain.ladders import desk_with, hands_back, ladder, moves, step

CUSTOMER = PendingReason.CUSTOMER


@pytest.mark.parametrize(
    ("trigger", "time"),
    [
        ("75% of resolution", "12:00"),
        ("12.5% of resolution", "09:30"),
        ("150% of resolution", "15:00"),
        ("15m before resolution", "12:45"),
        ("at resolution", "13:00"),
        ("15m after resolution", "13:15"),
        ("15 wall m before resolution", "12:45"),
        ("6 wall h after resolution", "19:00"),
        ("1d before resolution", "09:00"),
        ("9 wall h before resolution", "09:00"),
    ],
)
def test_a_point_of_a_clock_is_a_share_or_a_span_before_or_after_its_due_time(trigger: str, time: str) -> None:
    desk = desk_with(step(trigger))
    assert desk.times() == {"1": time}


def test_a_step_fires_at_its_instant_and_not_before() -> None:
    desk = desk_with(step("at resolution"))
    assert desk.runs("12:59") == []
    desk.now = at("13:00").replace(microsecond=0)
    assert desk.runs() == ["1"]


def test_business_spans_after_due_skip_the_night_and_wall_spans_do_not() -> None:
    desk = Desk(
        policies=(ladder(step("2h after resolution"), step("2 wall h after resolution")),), now=at("13:00")
    ).open()
    assert desk.times() == {"1": "09:00", "2": "19:00"}


def test_a_day_in_a_span_is_the_mean_working_day_of_the_calendar() -> None:
    desk = desk_with(step("1d after resolution"))
    assert desk.runs("12:59", days=1) == []
    assert desk.runs("13:00", days=1) == ["1"]


def test_wall_points_wait_while_the_clock_is_paused_before_its_due_time() -> None:
    desk = desk_with(step("30 wall m after resolution"), step("30 wall m before resolution"))
    desk.until("12:00").does(events.Paused(CUSTOMER))
    assert desk.times() == {"1": None, "2": None}
    desk.until("12:20").does(events.Resumed())
    assert desk.times() == {"1": "13:50", "2": "12:50"}


def test_a_wall_point_that_falls_into_a_pause_after_the_breach_fires_when_the_clock_runs_again() -> None:
    desk = desk_with(step("30 wall m after resolution"))
    desk.until("13:10").does(events.Paused(CUSTOMER))
    assert desk.runs("14:00") == []
    desk.until("14:10").does(events.Resumed())
    assert desk.runs() == ["1"]


def test_unassigned_fires_after_the_span_without_an_assignee() -> None:
    desk = desk_with(step("2h unassigned"))
    assert desk.times() == {"1": "11:00"}
    assert desk.runs("11:00") == ["1"]


def test_unassigned_is_over_when_somebody_has_the_ticket_and_begins_anew_after() -> None:
    desk = desk_with(step("2h unassigned"))
    desk.until("10:00").does(events.Assigned("marek"))
    assert desk.times() == {}
    desk.until("10:30").does(events.Assigned(None))
    assert desk.times() == {"1": "12:30"}


def test_unassigned_fires_once_in_each_spell() -> None:
    desk = desk_with(step("1h unassigned"))
    assert desk.runs("10:00") == ["1"]
    desk.until("10:10").does(events.Assigned("marek")).until("10:20").does(events.Assigned(None))
    assert desk.runs("11:20") == ["1"]
    assert [record.key.cycle for record in desk.life.ladder.records] == [1, 2]


def test_idle_counts_from_the_last_event_by_a_person_or_customer() -> None:
    desk = desk_with(step("1h idle"))
    desk.until("09:30").does(events.Noted("Looking."))
    assert desk.times() == {"1": "10:30"}
    desk.until("09:40").does(events.CustomerWrote("Well?"), by="customer")
    assert desk.times() == {"1": "10:40"}


def test_what_the_engine_does_is_no_touch() -> None:
    desk = desk_with(step("30m before resolution", '{ note = "Hurry." }'), step("4h idle"))
    assert desk.runs("12:30") == ["1"]
    assert desk.times() == {"2": "13:00"}


def test_idle_and_unassigned_count_in_wall_time_only_where_it_is_written() -> None:
    desk = Desk(
        policies=(ladder(step("2h idle"), step("2 wall h idle"), step("2 wall h unassigned")),), now=at("17:00")
    ).open()
    assert desk.times() == {"1": "09:00", "2": "19:00", "3": "19:00"}


def test_pending_stops_idle_and_unassigned_for_whatever_reason() -> None:
    desk = desk_with(step("2h unassigned"), step("2h idle"))
    desk.until("10:00").does(events.Paused(PendingReason.CHANGE_WINDOW, at("12:00")))
    assert desk.times() == {"1": None, "2": None}
    assert desk.runs("11:59") == []
    assert desk.runs("12:00") == []
    assert desk.times() == {"1": "13:00", "2": "14:00"}


def test_a_wait_that_was_over_before_a_spell_began_takes_nothing_from_it() -> None:
    desk = desk_with(step("1h unassigned")).does(events.Assigned("marek"))
    desk.until("09:10").does(events.Paused(CUSTOMER)).until("09:20").does(events.Resumed())
    desk.until("10:00").does(events.Assigned(None))
    assert desk.times() == {"1": "11:00"}


def test_two_waits_in_one_spell_both_count() -> None:
    desk = desk_with(step("2h unassigned"))
    desk.until("09:30").does(events.Paused(CUSTOMER)).until("10:00").does(events.Resumed())
    desk.until("10:30").does(events.Paused(PendingReason.SUPPLIER)).until("11:00").does(events.Resumed())
    assert desk.times() == {"1": "12:00"}


def test_n_times_reopened_fires_at_the_nth_only() -> None:
    desk = desk_with(step("2 times reopened"))
    fired = []
    for hour in (10, 11, 12):
        desk.until(f"{hour}:00").does(events.Resolved()).until(f"{hour}:30").does(events.Reopened())
        fired.append(desk.runs())
    assert fired == [[], ["1"], []]


def test_n_times_bounced_fires_at_the_nth_return_to_the_team_before() -> None:
    desk = desk_with(step("2 times bounced"))
    fired = []
    for minute, team in enumerate(("Network", "Desk", "Network", "Desk"), 10):
        moves(desk.until(f"09:{minute}"), team)
        fired.append(desk.runs())
    assert fired == [[], [], ["1"], []]


def test_a_round_over_three_teams_is_no_bounce() -> None:
    desk = desk_with(step("1 times bounced"))
    for team in ("Network", "Edge", "Desk"):
        moves(desk, team)
    assert desk.runs() == []


def test_a_hand_back_with_a_note_is_no_bounce_and_one_without_is() -> None:
    explained, unexplained = (desk_with(step("1 time bounced")) for _ in range(2))
    for desk, note in ((explained, "Router is fine."), (unexplained, " ")):
        moves(desk, "Network")
        hands_back(desk, "wrong team", note)
    assert explained.runs() == []
    assert unexplained.runs() == ["1"]


def test_each_escalation_by_the_customer_fires_the_step() -> None:
    desk = desk_with(step("customer escalates"))
    desk.until("10:00").does(events.CustomerEscalated("Now."), by="customer")
    assert desk.runs() == ["1"]
    desk.until("10:05").does(events.CustomerEscalated("Again."), by="customer")
    desk.does(events.CustomerEscalated("And again."), by="customer")
    assert desk.runs() == ["1", "1"]
    assert [record.key.cycle for record in desk.life.ladder.records] == [1, 2, 3]


def test_unacknowledged_counts_from_the_firing_of_the_earlier_step() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    assert desk.times() == {"1": "13:00"}
    assert desk.runs("13:05") == ["1"]
    assert desk.times() == {"2": "13:35"}
    assert desk.runs("13:35") == ["2"]


def test_an_acknowledgement_ends_unacknowledged() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    desk.until("13:10").acknowledges("13:20")
    assert desk.times() == {}
    assert desk.runs("15:00") == []


def test_unacknowledged_in_wall_time_goes_through_the_night() -> None:
    desk = Desk(
        policies=(ladder(step("at resolution"), step("1 wall h unacknowledged after step 1")),), now=at("13:30")
    ).open()
    assert desk.runs("17:30") == ["1"]
    assert desk.times() == {"2": "18:30"}


def test_unacknowledged_fires_once_for_each_firing_of_the_earlier_step() -> None:
    desk = desk_with(step("customer escalates"), step("10m unacknowledged after step 1"))
    for time in ("10:00", "10:05"):
        desk.until(time).does(events.CustomerEscalated("Now."), by="customer").runs()
    assert desk.runs("10:10") == ["2"]
    assert desk.runs("10:15") == ["2"]
    assert desk.runs("11:00") == []


def test_a_skipped_step_is_not_waited_for() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [3] }"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    assert desk.times() == {}


def test_two_clocks_that_are_due_at_once_fire_each_their_own_step() -> None:
    targets = 'first_response = { 1 = "1h" }\nownership = { 1 = "1h" }'
    desk = desk_with(step("at ownership"), step("at first_response"), targets=targets)
    assert desk.runs("10:00") == ["1", "2"]
    assert {record.key.clock for record in desk.life.ladder.records} == {"ownership", "first_response"}


def test_two_steps_at_one_instant_fire_in_the_order_of_the_ladder() -> None:
    desk = desk_with(step("60m before resolution"), step("75% of resolution"), step("3h idle"))
    assert desk.runs("12:00") == ["1", "2", "3"]


def test_each_cycle_of_a_clock_fires_its_steps_anew() -> None:
    desk = desk_with(step("at next_response"), targets='next_response = { 1 = "1h" }')
    desk.does(events.Replied("Hello."))
    desk.until("09:30").does(events.CustomerWrote("And?"), by="customer")
    assert desk.runs("10:30") == ["1"]
    desk.does(events.Replied("Soon."))
    desk.until("11:00").does(events.CustomerWrote("When?"), by="customer")
    assert desk.runs("12:00") == ["1"]
    assert [record.key.cycle for record in desk.life.ladder.records] == [1, 2]


def test_ownership_steps_run_on_the_calendar_of_the_team() -> None:
    desk = Desk(policies=(ladder(step("at ownership"), targets='ownership = { 1 = "2h" }'),), now=at("17:00"))
    teams = desk.directory.teams
    desk.directory = replace(desk.directory, teams={**teams, "Desk": replace(teams["Desk"], calendar=ALWAYS)})
    assert desk.open().times() == {"1": "19:00"}


def test_a_due_time_set_by_hand_moves_the_steps_with_it() -> None:
    steps = (step("30m before resolution"), step("at resolution"), step("30m after resolution"))
    desk = desk_with(*steps, step("50% of resolution"))
    desk.until("10:00").does(events.DueSet(Metric.RESOLUTION, at("17:00"), "agreed"))
    assert desk.times() == {"1": "16:30", "2": "17:00", "3": "17:30", "4": "13:00"}
    desk.until("10:10").does(events.Paused(CUSTOMER))
    assert set(desk.times().values()) == {None}


def test_at_a_due_time_set_by_hand_in_the_night_fires_in_the_night() -> None:
    desk = desk_with(step("at resolution"), step("15m after resolution"))
    desk.does(events.DueSet(Metric.RESOLUTION, at("22:00"), "agreed"))
    assert desk.times() == {"1": "22:00", "2": "08:15"}


def test_a_priority_change_carries_the_time_used_and_moves_the_steps() -> None:
    desk = desk_with(step("60m before resolution"), step("75% of resolution"), priority=2)
    assert desk.times() == {"1": "16:00", "2": "15:00"}
    desk.until("10:00").does(events.PriorityChanged(Priority.URGENT))
    assert desk.times() == {"1": "12:00", "2": "12:00"}
