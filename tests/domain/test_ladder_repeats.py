"""Semantics, section 5: repeats."""

from desktop_escalation.domain import events
from desktop_escalation.domain.people import Person, Team
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import ALWAYS, Desk, at
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, hands_back, ladder, receipts, step

HOURLY = '{ every = "1h", times = 3 }'
NOW = '"now"'


def test_a_step_tells_again_at_most_m_times() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    assert [desk.runs(f"{hour}:00") for hour in (12, 13, 14, 15, 16, 17)] == [["1"], ["1"], ["1"], ["1"], [], []]
    assert [record.key.repetition for record in desk.life.ladder.records] == [0, 1, 2, 3]


def test_a_repetition_only_tells() -> None:
    desk = desk_with(step("1h before resolution", TO_TIER_2, TELL_LEAD, '{ tag = "late" }', repeat=HOURLY))
    desk.runs("12:00")
    desk.does(events.Tagged("late", is_on=False))
    desk.runs("13:00")
    assert desk.life.ticket.tags == frozenset()
    assert desk.life.ticket.transfers == 1
    assert desk.told() == ["ingrid", "ingrid"]


def test_a_repetition_counts_in_the_working_time_of_those_who_are_told() -> None:
    desk = Desk(policies=(ladder(step("at resolution", repeat=HOURLY)),), now=at("13:30")).open()
    desk.runs("17:30")
    assert desk.times() == {"1": "08:30"}


def test_a_repetition_counts_in_the_union_of_their_hours() -> None:
    desk = Desk(
        policies=(ladder(step("at resolution", '{ involve = ["lead", "person:owl"] }', repeat=HOURLY)),),
        now=at("13:30"),
    )
    directory = desk.directory
    night = Team("Night", 1, ALWAYS, ("owl",))
    desk.directory = replace(
        directory,
        people={**directory.people, "owl": Person("owl", "Owl")},
        teams={**directory.teams, "Night": night},
    )
    desk.open().runs("17:30")
    assert desk.times() == {"1": "18:30"}


def test_an_urgent_step_repeats_by_the_wall_clock() -> None:
    desk = Desk(policies=(ladder(step("at resolution", repeat=HOURLY, urgency=NOW)),), now=at("13:30")).open()
    desk.runs("17:30")
    assert desk.times() == {"1": "18:30"}


def test_a_repeat_that_tells_nobody_counts_on_the_calendar_of_the_policy() -> None:
    desk = Desk(
        policies=(ladder(step("at resolution", '{ involve = ["assignee"] }', repeat=HOURLY)),), now=at("13:30")
    ).open()
    desk.runs("17:30")
    assert desk.times() == {"1": "08:30"}


def test_an_acknowledgement_ends_the_repeats_for_good() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.until("12:10").acknowledges("12:20")
    assert desk.runs("17:00") == []


def test_a_hand_back_ends_the_repeats() -> None:
    desk = desk_with(step("1h before resolution", TO_TIER_2, repeat=HOURLY))
    desk.runs("12:00")
    hands_back(desk.until("12:10"))
    assert desk.runs("17:00") == []


def test_resolving_ends_the_repeats_also_after_a_reopening() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.does(events.Resolved()).until("12:30").does(events.Reopened())
    assert desk.runs("15:00") == []


def test_a_de_escalation_ends_the_repeats() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.does(events.DeEscalated("Customer agreed."))
    assert desk.runs("15:00") == []


def test_a_clock_that_is_met_ends_the_repeats_of_its_steps() -> None:
    desk = desk_with(step("at first_response", repeat=HOURLY), targets='first_response = { 1 = "1h" }')
    desk.runs("10:00")
    desk.until("10:30").does(events.Replied("Hello."))
    assert desk.runs("15:00") == []


def test_a_pause_of_the_clock_does_not_stop_the_repeats() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.until("12:10").does(events.Paused(PendingReason.CUSTOMER))
    assert desk.runs("13:00") == ["1"]


def test_missed_repetitions_become_one() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    assert desk.runs("15:30") == ["1"]
    assert desk.times() == {"1": "16:30"}


def test_a_repetition_whose_condition_no_longer_holds_is_skipped_and_is_the_last() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY, when='{ tags = { not = ["known"] } }'))
    desk.runs("12:00")
    desk.until("12:30").does(events.Tagged("known"))
    assert desk.runs("13:00") == []
    desk.does(events.Tagged("known", is_on=False))
    assert desk.runs("17:00") == []
    assert receipts(desk)[-1].repetition == 1


def test_repeats_of_a_step_without_a_clock_go_on() -> None:
    desk = desk_with(step("1h unassigned", repeat='{ every = "30m", times = 1 }'))
    assert [desk.runs(time) for time in ("10:00", "10:30", "11:00")] == [["1"], ["1"], []]


def test_each_repetition_sends_messages_of_its_own() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.runs("13:00")
    keys = [message.key for message in desk.messages]
    assert len(keys) == len(set(keys)) == 6


def test_a_repeat_under_another_policy_is_dropped() -> None:
    urgent = ladder(
        step("1h before resolution", repeat=HOURLY), name="Urgent", head="order = 1\n[applies_when]\npriority = [1]"
    )
    desk = Desk(policies=(urgent, ladder(name="Rest", head="order = 2"))).open()
    desk.runs("12:00")
    desk.does(events.PriorityChanged(Priority.HIGH))
    assert desk.runs("15:00") == []
