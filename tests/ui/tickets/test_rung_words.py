"""What the ladder says of a rung."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, at
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, hands_back, ladder, step
from tests.ui.tickets.desk_tickets import HOURLY, climbing, on_desk
from ui.shared.moments import full_words
from ui.tickets.rung_words import RungLine, Tone, rung_line, rung_sentence, rung_tooltip

CUSTOMER = PendingReason.CUSTOMER


def lines(desk: Desk, asker: str = "marek") -> list[RungLine]:
    shown = on_desk(desk, asker)
    return [rung_line(rung, shown, desk.now) for rung in shown.rungs]


def whens(desk: Desk, asker: str = "marek") -> list[str]:
    return [line.when for line in lines(desk, asker)]


def tooltip(desk: Desk, row: int = 0) -> list[str]:
    shown = on_desk(desk)
    return rung_tooltip(shown.rungs[row], shown, desk.now).split("\n")


def test_a_whole_ladder_reads_from_top_to_bottom() -> None:
    assert lines(climbing(), "jonas") == [
        RungLine("", "75 % of first response: tell lead Ingrid", "not needed", Tone.MUTED),
        RungLine("", "25 % of resolution: raise to L2, mail customer", "10:00, ack in 6 min", Tone.MUTED),
        RungLine("", "75 % of resolution: tell assignee and lead", "12:00, waiting for you", Tone.WARN),
        RungLine("Next:", "resolution overdue: tell lead Ingrid", "in 12 min (13:00)", Tone.WARN),
        RungLine("", "30 min unacknowledged: tell manager Helen, hourly × 3", "13:30", Tone.MUTED),
    ]


def test_somebody_else_is_not_told_that_it_waits_for_him() -> None:
    assert whens(climbing(), "yuki")[2] == "12:00, not acknowledged"


def test_a_step_that_told_nobody_waits_for_nobody() -> None:
    desk = desk_with(step("at resolution", '{ tag = "late" }'))
    desk.runs("13:00")
    assert whens(desk) == ["13:00"]


def test_the_next_step_is_critical_once_its_time_is_past() -> None:
    (line,) = lines(desk_with(step("at resolution")).until("13:18"))
    assert (line.when, line.tone) == ("18 min over (13:00)", Tone.CRITICAL)


def test_the_time_of_another_day_is_told_once() -> None:
    assert whens(desk_with(step("at resolution", TELL_LEAD), step("6h after resolution"))) == [
        "in 4 h (13:00)",
        "Tue 09:00",
    ]


def test_a_step_whose_time_cannot_be_told_says_nothing() -> None:
    assert whens(desk_with(step("customer escalates"))) == [""]


def test_a_held_step_names_who_holds_it_and_until_when() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:31")
    assert (whens(desk, "yuki"), whens(desk)) == (["held by Marek until 13:31"], ["held by you until 13:31"])


def test_a_paused_and_a_parked_step_say_so() -> None:
    paused = desk_with(step("at resolution")).until("10:00").does(events.Paused(CUSTOMER))
    assert whens(paused) == ["paused"]
    assert whens(desk_with(step("at resolution")).does(events.Parked(11))) == ["parked"]


def test_a_skipped_step_says_why_in_a_word() -> None:
    unfit = desk_with(step("at resolution", when="{ tier = [3] }"))
    unfit.runs("13:00")
    missed = desk_with(step("at resolution"), step("1h after resolution"))
    missed.runs("17:00")
    by_hand = desk_with(step("at resolution", TO_TIER_2)).escalates(tier=2)
    kept = desk_with(step("at resolution")).until("12:50").acknowledges("13:20").does(events.Noted("Done."))
    kept.runs("13:20")
    assert [whens(desk)[-1 if desk is by_hand else 0] for desk in (unfit, missed, by_hand, kept)] == [
        "skipped, condition",
        "skipped, too late",
        "skipped, by hand",
        "skipped, acknowledged",
    ]


def test_a_closed_escalation_says_how_it_was_closed() -> None:
    back = hands_back(desk_with(step("at resolution")).escalates(tier=2))
    assert whens(back)[0] == "09:00, handed back"
    for fact, outcome in ((events.Resolved(), "resolved"), (events.DeEscalated("false alarm"), "false alarm")):
        desk = desk_with(step("at resolution"))
        desk.runs("13:00")
        assert whens(desk.does(fact)) == [f"13:00, {outcome}"]


def test_an_escalation_by_hand_names_the_reason_and_the_team() -> None:
    desk = desk_with(step("at resolution")).escalates(tier=2)
    assert lines(desk)[0].what == "By hand: no progress, to L2 Network"
    assert {"Escalated by Marek", "Firmware bug.", "Told: Jonas and Yuki"} <= set(tooltip(desk))


def test_a_step_of_a_former_policy_names_it() -> None:
    former = ladder(step("25% of resolution"), name="Former", head="order = 1\n[applies_when]\npriority = [1]")
    desk = Desk(policies=(former,)).open()
    desk.runs("10:00")
    desk.does(events.PriorityChanged(Priority.HIGH))
    assert lines(desk)[0].what == "Step 1 of Former: 25% of resolution"


def test_the_tooltip_tells_every_action_and_why() -> None:
    assert tooltip(climbing(), 1) == [
        "Step 2, done, 25 % of resolution: raise to L2, mail customer, 10:00, ack in 6 min",
        "• raise to L2",
        "• mail customer",
        full_words(at("10:00"), "UTC"),
        "Acknowledged by Jonas 10:06",
    ]


def test_the_tooltip_says_why_a_step_has_not_fired() -> None:
    assert "Why: the first response clock was met Mon 12 Oct 09:18" in tooltip(climbing(), 0)
    assert "Counts from step 4" in tooltip(climbing(), 4)


def test_the_tooltip_tells_of_repetitions() -> None:
    desk = desk_with(step("1h before resolution", repeat=HOURLY))
    desk.runs("12:00")
    desk.runs("13:00")
    assert {"Told again 1 ×", "Tells again 14:00", "Told: Ingrid"} <= set(tooltip(desk))


def test_what_could_not_be_done_is_told_to_eyes_and_ears() -> None:
    desk = desk_with(step("at resolution", TELL_LEAD, '{ involve = ["contact:nobody"] }'))
    desk.runs("13:00")
    shown = on_desk(desk)
    assert rung_sentence(shown.rungs[0], shown, desk.now).endswith("not all of it could be done")
    assert tooltip(desk)[-1].startswith("Not done: ")


@pytest.mark.parametrize("name", ["a\u202eb", "x" * 5_000, "two\nlines"])
def test_names_cannot_rule_the_line(name: str) -> None:
    desk = desk_with(step("at resolution"))
    desk.runs("13:00")
    desk.does(events.DeEscalated(name))
    shown = on_desk(desk)
    escalation = shown.rungs[0].escalation
    assert escalation is not None
    when = rung_line(replace(shown.rungs[0], escalation=replace(escalation, outcome=name)), shown, desk.now).when
    assert "\u202e" not in when
    assert "\n" not in when
    assert len(when) < 600
