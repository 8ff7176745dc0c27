"""The time that an explanation is about, taken apart."""

from datetime import timedelta
from itertools import pairwise

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.ticket import PendingReason
from tests.domain.desk import Desk, at
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, step
from tests.ui.escalations.explanations import escalated_by_hand, explanation, reasons_of
from ui.escalations.time_line import MarkKind, PartKind, TimeLine, time_line

HOURS = timedelta(hours=1)


def line_of(desk: Desk, step_id: str = "1") -> TimeLine:
    reasons = reasons_of(desk)
    found = time_line(explanation(reasons, step_id), reasons)
    assert found is not None
    return found


def parts(line: TimeLine) -> list[tuple[str, str, str | None]]:
    return [
        (part.kind.value, f"{part.from_at:%d %H:%M}", None if part.to_at is None else f"{part.to_at:%d %H:%M}")
        for part in line.parts
    ]


def marks(line: TimeLine) -> list[tuple[str, str, str]]:
    return [(mark.kind.value, f"{mark.at:%d %H:%M}", mark.words) for mark in line.marks]


def raised() -> Desk:
    steps = step("25% of resolution", TO_TIER_2), step("75% of resolution")
    desk = desk_with(*steps, targets='resolution = { 1 = "8h" }')
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("10:30").does(events.Resumed())
    desk.runs("11:30")
    return desk.until("12:00")


def test_a_raised_ticket_shows_what_counted_what_did_not_and_what_was_ahead_then() -> None:
    assert parts(line_of(raised())) == [
        ("running", "12 09:00", "12 10:00"),
        ("paused", "12 10:00", "12 10:30"),
        ("running", "12 10:30", "12 11:30"),
        ("ahead", "12 11:30", "12 17:30"),
    ]


def test_the_step_the_due_time_and_other_steps_of_the_clock_are_marked() -> None:
    line = line_of(raised())
    assert marks(line) == [
        ("step", "12 11:30", "raised at 2 h (25 %)"),
        ("due", "12 17:30", "resolution due"),
        ("other", "12 15:30", "75 %, step 2"),
    ]
    assert (line.tier, line.due_at, line.seen_at) == (2, at("17:30"), at("11:30"))


def test_closed_hours_ahead_are_told_apart() -> None:
    desk = desk_with(step("25% of resolution"), targets='resolution = { 1 = "10h" }')
    desk.until("10:00")
    assert parts(line_of(desk))[1:] == [
        ("ahead", "12 10:00", "12 18:00"),
        ("closed", "12 18:00", "13 08:00"),
        ("ahead", "13 08:00", "13 09:00"),
    ]


def test_the_parts_follow_each_other_without_gaps_and_add_up_to_the_target() -> None:
    line = line_of(raised())
    assert all(one.to_at == other.from_at for one, other in pairwise(line.parts))
    assert sum((part.counted for part in line.parts), timedelta()) == 8 * HOURS


def test_a_step_that_waits_is_marked_where_it_will_come_and_so_is_now() -> None:
    line = line_of(desk_with(step("25% of resolution")).until("09:30"))
    assert marks(line) == [
        ("step", "12 10:00", "step 1"),
        ("due", "12 13:00", "resolution due"),
        ("now", "12 09:30", "now"),
    ]


def test_a_step_at_the_due_time_says_both_at_once() -> None:
    line = line_of(desk_with(step("at resolution")).until("09:30"))
    assert marks(line)[0] == ("step", "12 13:00", "step 1, resolution due")
    assert line.due_at == line.step_at == at("13:00")


def test_a_step_behind_the_due_time_makes_the_line_longer() -> None:
    line = line_of(desk_with(step("60m after resolution")).until("09:30"))
    assert parts(line)[-1] == ("ahead", "12 09:30", "12 14:00")
    assert (line.due_at, line.step_at) == (at("13:00"), at("14:00"))


def test_a_paused_clock_leaves_open_when_it_goes_on() -> None:
    desk = (
        desk_with(step("25% of resolution")).until("09:30").does(events.Paused(PendingReason.CUSTOMER)).until("11:00")
    )
    line = line_of(desk)
    assert parts(line) == [
        ("running", "12 09:00", "12 09:30"),
        ("paused", "12 09:30", "12 11:00"),
        ("ahead", "12 11:00", None),
    ]
    assert line.is_paused
    assert [mark.kind for mark in line.marks] == [MarkKind.NOW]


def test_a_clock_that_ended_has_nothing_ahead() -> None:
    desk = desk_with(step("75% of first_response"), targets='first_response = { 1 = "1h" }')
    line = line_of(desk.until("09:20").does(events.Replied("We are on it.")).until("11:00"))
    assert parts(line) == [("running", "12 09:00", "12 09:20")]
    assert marks(line) == [("step", "12 09:20", "ended")]


def test_a_skipped_step_says_so_where_its_time_came() -> None:
    desk = desk_with(step("25% of resolution", when="{ tier = 3 }"))
    desk.runs("10:00")
    assert marks(line_of(desk.until("11:00")))[0] == ("step", "12 10:00", "step 1 skipped")


def test_a_wait_ends_at_its_step_and_has_no_due_time() -> None:
    line = line_of(desk_with(step("2h unassigned")).until("09:30"))
    assert parts(line) == [("running", "12 09:00", "12 09:30"), ("ahead", "12 09:30", "12 11:00")]
    assert line.due_at is None


def test_a_wait_by_the_wall_clock_goes_on_through_the_night() -> None:
    line = line_of(desk_with(step("24 wall h unassigned")).until("17:00"))
    assert parts(line)[-1] == ("ahead", "12 17:00", "13 09:00")


def test_an_escalation_by_hand_shows_how_far_the_resolution_had_come() -> None:
    reasons = escalated_by_hand(desk_with(step("at resolution")).until("10:00"))
    (one,) = (one for one in reasons.explanations if one.receipt.outcome == "by hand")
    line = time_line(one, reasons)
    assert line is not None
    assert marks(line)[0] == ("step", "12 10:00", "escalated by hand")
    assert parts(line) == [("running", "12 09:00", "12 10:00"), ("ahead", "12 10:00", "12 13:00")]


@pytest.mark.parametrize("trigger", ["2 times reopened", "2 times bounced", "customer escalates"])
def test_a_step_that_counts_occurrences_is_about_no_time(trigger: str) -> None:
    reasons = reasons_of(desk_with(step(trigger)))
    assert time_line(explanation(reasons, "1"), reasons) is None


def test_a_line_over_a_week_is_long() -> None:
    short, long = (
        desk_with(step("at resolution")),
        desk_with(step("at resolution"), targets='resolution = { 1 = "80h" }'),
    )
    assert not line_of(short.until("09:30")).is_long
    assert line_of(long.until("09:30")).is_long


def test_steps_without_a_clock_mark_nothing_on_the_clock_of_another() -> None:
    line = line_of(
        desk_with(step("25% of resolution"), step("1h unassigned"), step("1h idle", TELL_LEAD)).until("09:30")
    )
    assert MarkKind.OTHER not in {mark.kind for mark in line.marks}
    assert PartKind.PAUSED not in {part.kind for part in line.parts}
