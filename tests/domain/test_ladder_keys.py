"""Semantics, section 5: once, versions, scheduling, order of policies, loops and parking."""

import pytest

from desktop_escalation.domain import acts, events
from desktop_escalation.domain.decision import decide
from desktop_escalation.domain.ladder import StepKey, StepOutcome
from desktop_escalation.domain.life import begin_life
from desktop_escalation.domain.matching import moved_to_version_in_force
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rules import make_rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.ticket import PendingReason, PolicyRef, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import PRIYA, Desk, at
from tests.domain.ladders import TELL_CUSTOMER, TO_TIER_2, desk_with, events_of, ladder, receipts, step


class Versions(Desk):
    """A desk that knows older versions beside the policies in force."""

    older: tuple[Policy, ...] = ()

    @property
    def scene(self) -> Scene:
        versions = {PolicyRef(policy.name, policy.version): policy for policy in self.older}
        rules = make_rules(self.policies, versions, self.directory.calendars)
        return Scene(self.now, rules, self.directory, self.customer, (), self.outages)


def publishes(desk: Versions, policy: Policy) -> None:
    desk.older = (*desk.older, *desk.policies)
    desk.policies = (policy,)


def moves_open(desk: Versions, name: str) -> None:
    rules, act = desk.scene.rules, desk.act("helen")
    desk.history.extend(moved_to_version_in_force(desk.caught_up(), name, desk.customer, rules, act))


# --- once ---------------------------------------------------------------------


def test_a_step_fires_once_however_often_the_engine_looks() -> None:
    desk = desk_with(step("at resolution"))
    assert [desk.runs(time) for time in ("13:00", "13:00", "13:05", "17:00")] == [["1"], [], [], []]


def test_deciding_twice_from_one_life_gives_the_same_events_keys_and_messages() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2, TELL_CUSTOMER)).until("13:00")
    first, second = (decide(desk.life, desk.scene) for _ in range(2))
    assert first == second


def test_the_key_names_policy_step_clock_cycle_and_repetition() -> None:
    desk = desk_with(step("at resolution", id='"due"'), step("1 time reopened"))
    desk.runs("13:00")
    desk.does(events.Resolved(), events.Reopened()).runs()
    assert [record.key for record in desk.life.ladder.records] == [
        StepKey("Ladder", "due", "resolution", 1, 0),
        StepKey("Ladder", "2", "reopened", 1, 0),
    ]


def test_a_reopening_in_its_own_cycle_fires_nothing_again() -> None:
    desk = desk_with(step("50% of resolution"))
    desk.runs("11:00")
    desk.does(events.Resolved()).until("12:00").does(events.Reopened())
    assert desk.runs("17:00") == []


def test_a_reopening_in_a_new_cycle_fires_the_ladder_anew() -> None:
    desk = desk_with(step("50% of resolution"), head='reopen_continues_within = "1h"')
    desk.runs("11:00")
    desk.does(events.Resolved()).until("14:00").does(events.Reopened())
    assert desk.runs("16:00") == ["1"]


def test_a_priority_that_goes_and_comes_back_fires_nothing_again() -> None:
    desk = desk_with(step("50% of resolution"))
    desk.runs("11:00")
    desk.does(events.PriorityChanged(Priority.LOW), events.PriorityChanged(Priority.URGENT))
    assert desk.runs("12:00") == []


# --- versions -----------------------------------------------------------------


def test_publishing_leaves_open_tickets_under_their_version() -> None:
    desk = Versions(policies=(ladder(step("at resolution")),))
    desk.open()
    publishes(desk, ladder(step("1h before resolution"), version=2))
    desk.until("10:00").does(events.PriorityChanged(Priority.HIGH), events.PriorityChanged(Priority.URGENT))
    assert desk.times() == {"1": "13:00"}


def test_moving_to_a_version_with_stated_ids_fires_nothing_again_and_swallows_nothing() -> None:
    old = ladder(step("3h before resolution"), step("2h before resolution"), step("1h before resolution"))
    new = ladder(
        step("90m before resolution", id='"extra"'),
        step("1h before resolution", id='"3"'),
        step("2h before resolution", id='"2"'),
        step("at resolution", id='"due"'),
        version=2,
    )
    desk = Versions(policies=(old,))
    desk.open()
    assert [desk.runs(time) for time in ("10:00", "11:00")] == [["1"], ["2"]]
    publishes(desk, new)
    moves_open(desk, "Ladder")
    assert desk.times() == {"extra": "11:30", "3": "12:00", "due": "13:00"}
    assert [desk.runs(time) for time in ("11:30", "12:00", "13:00")] == [["extra"], ["3"], ["due"]]
    assert {record.version for record in desk.life.ladder.records} == {1, 2}


def test_a_ticket_that_is_under_the_version_in_force_or_done_with_is_not_moved() -> None:
    desk = Versions(policies=(ladder(step("at resolution")),))
    desk.open()
    before = list(desk.history)
    moves_open(desk, "Ladder")
    assert desk.history == before
    desk.does(events.Resolved())
    publishes(desk, ladder(step("at resolution"), version=2))
    moves_open(desk, "Ladder")
    assert desk.life.ticket.policy == PolicyRef("Ladder", 1)


def test_moving_the_open_tickets_takes_those_of_other_policies_only_where_the_named_one_wins() -> None:
    mine = ladder(step("at resolution"), name="Mine", head="order = 5")
    desk = Versions(policies=(mine,))
    desk.open()
    for order, name, winner in ((9, "Later", "Mine"), (1, "Earlier", "Earlier")):
        desk.policies = (*desk.policies, ladder(name=name, head=f"order = {order}"))
        moves_open(desk, name)
        assert desk.life.ticket.policy == PolicyRef(winner, 1)


def test_moving_to_another_policy_drops_its_waiting_steps_and_keeps_used_keys() -> None:
    urgent = ladder(
        step("50% of resolution"),
        step("at resolution"),
        name="Urgent",
        head="order = 1\n[applies_when]\npriority = [1]",
    )
    rest = ladder(step("60% of resolution"), name="Rest", head="order = 2")
    desk = Desk(policies=(urgent, rest)).open()
    desk.runs("11:00")
    desk.does(events.PriorityChanged(Priority.HIGH))
    assert desk.times() == {"1": "13:48"}
    desk.until("12:00").does(events.PriorityChanged(Priority.URGENT))
    assert desk.times() == {"2": "13:00"}


def test_a_step_that_moves_the_ticket_to_another_policy_ends_the_pass_for_the_old_one() -> None:
    urgent = ladder(
        step("at resolution", "{ raise_priority = 1 }"),
        step("8h idle"),
        name="High",
        head="order = 1\n[applies_when]\npriority = [2]",
    )
    rest = ladder(step("9h idle"), name="Rest", head="order = 2")
    desk = Desk(policies=(urgent, rest)).open(priority=2)
    assert desk.runs("17:00") == ["1"]
    assert desk.life.ticket.policy == PolicyRef("Rest", 1)
    assert [record.key.policy for record in desk.life.ladder.records] == ["High"]
    assert desk.times() == {"1": "18:00"}


# --- scheduling ---------------------------------------------------------------


def test_all_steps_are_scheduled_when_the_clock_starts_and_none_waits_for_another() -> None:
    desk = desk_with(
        step("1h before resolution", when="{ tier = [3] }"), step("at resolution"), step("1h after resolution")
    )
    assert desk.times() == {"1": "12:00", "2": "13:00", "3": "14:00"}
    assert [desk.runs(time) for time in ("12:00", "13:00", "14:00")] == [[], ["2"], ["3"]]


def test_every_pause_change_and_reopening_reschedules_the_steps() -> None:
    desk = desk_with(step("at resolution"))
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("10:30").does(events.Resumed())
    assert desk.times() == {"1": "13:30"}
    desk.does(events.PriorityChanged(Priority.HIGH))
    assert desk.times() == {"1": "17:30"}
    desk.until("11:00").does(events.Resolved())
    assert desk.times() == {}
    desk.until("12:00").does(events.Reopened())
    assert desk.times() == {"1": "08:30"}


def test_a_wait_that_ends_by_itself_reschedules_at_its_own_moment_whenever_the_engine_looks() -> None:
    desk = desk_with(step("at resolution"), head='grace = "5h"')
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER, at("11:00")))
    assert desk.runs("14:30") == ["1"]
    assert desk.life.ladder.escalations[0].due_at == at("14:00")


# --- order and loops ----------------------------------------------------------


def test_the_first_policy_by_order_applies_and_the_receipt_names_those_that_lost() -> None:
    first = ladder(step("at resolution"), name="First", head="order = 1")
    others = (
        ladder(name="Second", head="order = 2"),
        ladder(name="Other", head="order = 3\n[applies_when]\ntier = [3]"),
    )
    desk = Desk(policies=(*others, first)).open()
    desk.runs("13:00")
    assert receipts(desk)[0].policy == "First"
    assert receipts(desk)[0].lost_policies == ("Second",)
    assert desk.history[1].fact == events.PolicyApplied(PolicyRef("First", 1), ("Second",), "created")


def test_a_ticket_without_a_policy_waits_for_nothing() -> None:
    desk = Desk(policies=(ladder(step("at resolution"), head="[applies_when]\ntier = [3]"),)).open()
    assert desk.runs("17:00") == []
    assert desk.life.ticket.policy is None


def escalated_often(times: int) -> Desk:
    desk = desk_with(step("customer escalates"), step("at resolution"), step("15m after resolution"))
    for minute in range(times):
        desk.until(f"09:{minute:02}").does(events.CustomerEscalated("Now."), by="customer").runs()
    return desk


def test_ten_firings_in_a_day_park_nothing() -> None:
    assert escalated_often(10).life.ticket.parked_at is None


def test_the_eleventh_firing_parks_the_ticket_and_lead_and_administrator_are_told() -> None:
    desk = escalated_often(11)
    assert desk.life.ticket.parked_at == at("09:10")
    assert events_of(desk, events.Parked) == [events.Parked(11)]
    parked = [
        message for message in desk.messages if message.key.startswith("DE-1/parked") and message.channel == "centre"
    ]
    assert [message.to for message in parked] == ["ingrid", "root"]


def test_the_ladder_of_a_parked_ticket_pauses() -> None:
    desk = escalated_often(11)
    assert desk.times() == {"2": None, "3": None}
    assert desk.runs("13:00") == []
    desk.does(events.CustomerEscalated("Still."), by="customer")
    assert desk.runs("13:00") == []


def test_a_pass_stops_where_it_parks() -> None:
    desk = desk_with(step("customer escalates"))
    desk.does(*(events.CustomerEscalated(f"{number}") for number in range(20)), by="customer")
    assert len(desk.runs()) == 11
    assert desk.life.ticket.parked_at == desk.now


def test_unparking_treats_what_was_missed_as_late_however_short_the_parking() -> None:
    desk = escalated_often(11)
    desk.until("13:16").adds(acts.unpark(desk.act("ingrid"), desk.life))
    assert desk.runs() == ["3"]
    assert desk.skipped() == {"2": "missed, parked"}


def test_after_unparking_the_count_begins_anew() -> None:
    desk = escalated_often(11)
    desk.until("09:30").adds(acts.unpark(desk.act("ingrid"), desk.life))
    desk.does(events.CustomerEscalated("Once more."), by="customer")
    assert desk.runs() == ["1"]
    assert desk.life.ticket.parked_at is None


def test_firings_older_than_a_day_do_not_park() -> None:
    desk = escalated_often(10)
    desk.until("09:05", days=1).does(events.CustomerEscalated("Hm."), by="customer")
    desk.runs()
    assert desk.life.ticket.parked_at is None


def test_a_parked_ticket_can_be_resolved_and_stays_parked_when_reopened() -> None:
    desk = escalated_often(11).does(events.Resolved())
    assert desk.runs("13:00") == []
    desk.does(events.Reopened())
    assert desk.life.ticket.parked_at is not None
    assert desk.runs("17:30") == []


def test_clocks_go_on_while_a_ticket_is_parked() -> None:
    desk = escalated_often(11)
    desk.runs("13:00")
    assert desk.clock().breached_at == at("13:00")


def test_skips_are_no_firings() -> None:
    desk = desk_with(step("customer escalates", when="{ tier = [3] }"))
    for _ in range(12):
        desk.does(events.CustomerEscalated("Now."), by="customer").runs()
    assert desk.life.ticket.parked_at is None
    assert {record.outcome for record in desk.life.ladder.records} == {StepOutcome.SKIPPED}


def test_a_resolved_ticket_closes_by_itself() -> None:
    desk = Desk(policies=(), customer=replace(PRIYA)).open().until("10:00").does(events.Resolved())
    desk.runs("10:00", days=5)
    assert desk.life.ticket.closed_at == at("10:00", days=5)
    short = desk_with(step("at resolution"), head='close_after = "1h"').until("10:00").does(events.Resolved())
    short.runs("11:00")
    assert short.life.ticket.closed_at == at("11:00")


def test_a_life_begins_with_the_opening_of_a_ticket() -> None:
    desk = Desk()
    with pytest.raises(TypeError, match="not with Noted"):
        begin_life(desk.act().makes(events.Noted("Hm."))[0], desk.scene.rules)
