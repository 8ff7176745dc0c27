"""The sentence of a receipt; those of steps that have not fired are with `test_explain`."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.receipt import Passage
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wording import metric_words, person_name
from tests.domain.desk import Desk, a_directory
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, moves, receipts, sentence, step, with_person

TARGETS = """resolution = { 1 = "4h", 2 = "8h" }
first_response = { 1 = "4h" }
ownership = { 1 = "4h" }"""


def said(desk: Desk, time: str) -> str:
    """Let the first step fire, and say why."""
    desk.runs(time)
    return sentence(desk, receipts(desk)[-1])


def _target(metric: str) -> str:
    return f"its 4 h {metric} target"


@pytest.mark.parametrize(
    ("trigger", "time", "still", "rest"),
    [
        ("75% of resolution", "12:00", "unresolved after 3 h", f"75 % of {_target('resolution')}"),
        ("15m before resolution", "12:45", "unresolved after 3 h 45 min", f"15 min before {_target('resolution')}"),
        ("at resolution", "13:00", "unresolved after 4 h", f"when {_target('resolution')}"),
        ("15m after resolution", "13:15", "unresolved after 4 h 15 min", f"15 min after {_target('resolution')}"),
        (
            "30 wall m after resolution",
            "13:30",
            "unresolved after 4 h 30 min",
            f"30 min by the wall clock after {_target('resolution')}",
        ),
        ("5h before resolution", "09:00", "unresolved after 0 min", f"5 h before {_target('resolution')}"),
        ("at first_response", "13:00", "without a first answer after 4 h", f"when {_target('first response')}"),
        ("at ownership", "13:00", "without an owner after 4 h", f"when {_target('ownership')}"),
    ],
)
def test_a_firing_at_a_point_of_a_clock_says_how_far_the_clock_had_come(
    trigger: str, time: str, still: str, rest: str
) -> None:
    desk = desk_with(step(trigger, TO_TIER_2, TELL_LEAD), targets=TARGETS)
    end = "" if "%" in trigger else " was used up"
    because = f"it was still {still} of working time, {rest}{end}"
    assert said(desk, time) == f"This ticket was raised to L2 Network because {because}."


@pytest.mark.parametrize(
    ("trigger", "time", "because"),
    [
        ("2h unassigned", "11:00", "nobody had it for 2 h of working time"),
        ("90m idle", "10:30", "nobody had touched it for 1 h 30 min of working time"),
        ("2 wall h idle", "11:00", "nobody had touched it for 2 h by the wall clock"),
    ],
)
def test_a_firing_after_a_span_says_for_how_long_nothing_happened(trigger: str, time: str, because: str) -> None:
    desk = desk_with(step(trigger, TO_TIER_2, TELL_LEAD), targets=TARGETS)
    assert said(desk, time) == f"This ticket was raised to L2 Network because {because}."


@pytest.mark.parametrize(
    ("trigger", "because"),
    [
        ("1 time reopened", "it was reopened once"),
        ("2 times bounced", "it came back to the team that it had come from 2 times"),
        ("customer escalates", "the customer asked for it"),
    ],
)
def test_a_firing_that_counts_says_what_happened(trigger: str, because: str) -> None:
    desk = desk_with(step(trigger))
    for team in ("Network", "Desk", "Network", "Desk"):
        moves(desk, team)
    desk.does(events.Resolved()).does(events.Reopened(), events.CustomerEscalated("Now."))
    assert said(desk, "09:00") == f"Ingrid was told of this ticket because {because}."


def test_a_step_that_went_unacknowledged_is_named() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    assert said(desk, "13:30") == (
        "Ingrid was told of this ticket because step 1 stayed unacknowledged for 30 min of working time."
    )


def test_a_repetition_tells_again() -> None:
    desk = desk_with(step("3h before resolution", repeat='{ every = "1h", times = 1 }'))
    desk.runs("10:00")
    assert said(desk, "11:00").startswith("Ingrid was told of this ticket again because")


def test_several_who_were_told_are_listed() -> None:
    desk = desk_with(step("at resolution", '{ involve = ["lead", "manager", "team"] }'))
    assert said(desk, "13:00").startswith("Ingrid, Helen and Marek were told of this ticket because")


def test_a_step_that_neither_moved_nor_told_was_taken() -> None:
    assert said(desk_with(step("at resolution", '{ tag = "late" }')), "13:00").startswith("Step 1 was taken because")


def test_a_move_within_the_tier_is_no_raise() -> None:
    desk = desk_with(step("at resolution"))
    desk.runs("13:00")
    moved = replace(receipts(desk)[0], passage=Passage("Desk", 1, "Access", 1))
    assert sentence(desk, moved).startswith("This ticket was moved to Access because")


def test_the_least_loaded_is_named() -> None:
    desk = desk_with(step("at resolution", '{ move_to = { tier = 2, assign = "least loaded" } }'))
    assert said(desk, "13:00").endswith("was used up. Jonas had the least load.")


def test_another_choice_gives_its_reason() -> None:
    desk = desk_with(step("at resolution", '{ move_to = { tier = 2, assign = "round robin" } }'))
    assert said(desk, "13:00").endswith("was used up. Jonas was chosen: the turn of Jonas in Network.")


def test_where_nobody_was_on_duty_the_sentence_says_so() -> None:
    desk = desk_with(step("6 wall h after resolution", '{ move_to = { tier = 2, assign = "least loaded" } }'))
    assert said(desk, "19:00").endswith("Nobody was assigned: nobody of Network is on duty.")


def test_an_unkept_promise_is_told() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:20")
    assert said(desk, "13:20") == (
        "Ingrid was told of this ticket because it was still unresolved after 4 h of working time, when its 4 h"
        " resolution target was used up. A promise that was not kept had put this off by 20 min of working time."
    )


def test_a_late_step_says_when_it_was_due_and_for_which_ones_it_stands() -> None:
    desk = desk_with(step("1h before resolution"), step("30m before resolution"), step("at resolution"))
    assert said(desk, "14:00").endswith(
        " It was due Mon 12 Oct 13:00 and came Mon 12 Oct 14:00. It stands for steps 1 and 2, missed before it."
    )
    pair = desk_with(step("1h before resolution"), step("at resolution"))
    assert said(pair, "14:00").endswith(" It stands for step 1, missed before it.")


def test_seconds_late_are_not_worth_a_sentence() -> None:
    desk = desk_with(step("at resolution"))
    desk.until("13:00").now += timedelta(seconds=59)
    desk.runs()
    assert "It was due" not in sentence(desk, receipts(desk)[0])


def test_what_failed_is_told() -> None:
    desk = desk_with(step("at resolution", '{ involve = ["assignee"] }'))
    assert said(desk, "13:00").endswith("Not done: involve assignee: found nobody (DE-1 has no assignee).")


def test_a_false_condition_is_told_with_what_was_seen() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [2, 3], priority = [1] }"))
    assert said(desk, "13:00") == "Step 1 was skipped: its condition did not hold (tier should be 2 or 3 and was 1)."


def test_a_missed_step_is_told_with_its_cause() -> None:
    desk = desk_with(step("1h before resolution"), step("at resolution"))
    desk.runs("14:00")
    assert sentence(desk, receipts(desk)[0]) == "Step 1 was skipped: it was missed, engine late."


def test_an_escalation_by_hand_that_told_nobody_is_still_an_escalation() -> None:
    desk = desk_with(step("at resolution"))
    desk.runs("13:00")
    bare = replace(receipts(desk)[0], step="", outcome="by hand", passage=None, recipients=(), why="Marek gave “x”: y.")
    assert sentence(desk, bare) == "This ticket was escalated by hand: Marek gave “x”: y."


def test_a_person_is_named_or_else_the_login_is() -> None:
    assert person_name(a_directory(), "marek") == "Marek"
    assert person_name(a_directory(), "left") == "left"


def test_a_clock_is_named_in_plain_words() -> None:
    assert [metric_words(metric) for metric in (Metric.FIRST_RESPONSE, Metric.UPDATE)] == ["first response", "update"]


def test_the_names_are_those_of_the_directory() -> None:
    desk = with_person(desk_with(step("at resolution")), Person("ingrid", "Ingrid Solberg"))
    assert said(desk, "13:00").startswith("Ingrid Solberg was told")
