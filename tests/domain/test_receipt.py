"""Semantics, section 8: the receipt of what fired or was skipped, with its arithmetic."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.receipt import Arithmetic, Passage, Receipt
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import MONDAY, OFFICE, Desk, at
from tests.domain.ladders import TELL_LEAD, TO_TIER_2, desk_with, ladder, receipts, step

MINUTE = timedelta(minutes=1)


def minutes(arithmetic: Arithmetic) -> int:
    return arithmetic.counted // MINUTE


def parts(receipt: Receipt) -> list[tuple[str, str, bool, str]]:
    return [
        (f"{part.from_at:%d %H:%M}", f"{part.to_at:%d %H:%M}", part.counts, part.reason)
        for part in receipt.arithmetic.intervals
    ]


def recount(receipt: Receipt, start: datetime) -> int:
    """Sum by an oracle of its own: minute by minute from the start, what lies in a counted interval."""
    counted = [(part.from_at, part.to_at) for part in receipt.arithmetic.intervals if part.counts]
    span = (receipt.at - start) // MINUTE
    return sum(any(a <= start + MINUTE * n < b for a, b in counted) for n in range(span))


def test_a_receipt_has_target_threshold_sum_policy_version_and_step() -> None:
    desk = desk_with(step("15m before resolution", TO_TIER_2, TELL_LEAD, when="{ tier = [1] }"))
    desk.runs("12:45")
    (receipt,) = receipts(desk)
    assert (receipt.policy, receipt.version, receipt.step) == ("Ladder", 1, "1")
    assert (receipt.outcome, receipt.trigger) == ("fired", "15m before resolution")
    assert (receipt.at, receipt.due_at) == (at("12:45"), at("12:45"))
    sums = receipt.arithmetic
    assert (sums.metric, sums.target, sums.threshold) == (
        Metric.RESOLUTION,
        timedelta(hours=4),
        timedelta(hours=3, minutes=45),
    )
    assert sums.counted == sums.threshold
    assert [(one.field, one.wanted, one.seen, one.holds) for one in receipt.conditions] == [("tier", "1", "1", True)]
    assert [telling.login for telling in receipt.recipients] == ["ingrid"]
    assert receipt.passage == Passage("Desk", 1, "Network", 2)
    assert receipt.done == ("moved to Network, tier 2", "told ingrid")


def test_each_interval_has_its_reason_and_the_sum_is_that_of_those_that_count() -> None:
    desk = Desk(policies=(ladder(step("at resolution")),), now=at("15:00")).open()
    desk.until("15:30").does(events.Paused(PendingReason.CUSTOMER), by="marek")
    desk.until("16:00").does(events.Resumed())
    desk.runs("09:30", days=1)
    (receipt,) = receipts(desk)
    assert parts(receipt) == [
        ("12 15:00", "12 15:30", True, "working time"),
        ("12 15:30", "12 16:00", False, "paused, waiting for customer, by marek"),
        ("12 16:00", "12 18:00", True, "working time"),
        ("12 18:00", "13 08:00", False, "night"),
        ("13 08:00", "13 09:30", True, "working time"),
    ]
    assert minutes(receipt.arithmetic) == recount(receipt, at("15:00")) == 240


def test_a_holiday_and_a_weekend_are_named() -> None:
    desk = Desk(policies=(ladder(step("at resolution")),), now=at("17:00", days=4))
    calendar = desk.directory.calendars[OFFICE]
    holiday = MONDAY.replace(day=MONDAY.day + 7)
    rules = replace(calendar.versions[0].rules, holidays=((holiday, "Founders' Day"),))
    calendars = {**desk.directory.calendars, OFFICE: Calendar(OFFICE, (CalendarVersion(1, None, rules),))}
    desk.directory = replace(desk.directory, calendars=calendars)
    desk.open().runs("11:00", days=8)
    (receipt,) = receipts(desk)
    reasons = [reason for _, _, counts, reason in parts(receipt) if not counts]
    assert reasons == ["night", "no working day", "holiday: Founders' Day", "night"]
    assert minutes(receipt.arithmetic) == recount(receipt, at("17:00", days=4)) == 240


def test_the_intervals_leave_no_gap_from_the_start_to_the_receipt() -> None:
    desk = Desk(policies=(ladder(step("at resolution")),), now=at("15:00")).open()
    desk.until("15:30").does(events.Paused(PendingReason.CUSTOMER)).until("16:00").does(events.Resumed())
    desk.until("17:00").does(events.Resolved()).until("17:30").does(events.Reopened())
    desk.runs("10:00", days=1)
    intervals = receipts(desk)[0].arithmetic.intervals
    assert (intervals[0].from_at, intervals[-1].to_at) == (at("15:00"), at("10:00", days=1))
    assert all(first.to_at == second.from_at for first, second in pairwise(intervals))


def test_the_time_in_which_a_ticket_was_resolved_is_told_as_such() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.Resolved())
    desk.until("11:00").does(events.Reopened()).runs("14:00")
    assert parts(receipts(desk)[0])[1] == ("12 10:00", "12 11:00", False, "not running")


def test_a_shift_is_told_apart_and_threshold_and_shift_make_the_sum() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:20")
    desk.runs("13:20")
    sums = receipts(desk)[0].arithmetic
    assert (sums.threshold, sums.shift) == (timedelta(hours=4), timedelta(minutes=20))
    assert sums.counted == timedelta(hours=4, minutes=20)


def test_a_wall_clock_point_has_no_threshold_in_business_time() -> None:
    desk = desk_with(step("30 wall m after resolution"))
    desk.runs("13:30")
    sums = receipts(desk)[0].arithmetic
    assert (sums.threshold, sums.counted) == (None, timedelta(hours=4, minutes=30))


@pytest.mark.parametrize(("trigger", "threshold"), [("2h unassigned", 120), ("90m idle", 90), ("1 wall h idle", 60)])
def test_a_spell_is_summed_too(trigger: str, threshold: int) -> None:
    desk = desk_with(step(trigger))
    desk.until("09:00").runs("11:00")
    (receipt,) = receipts(desk)
    sums = receipt.arithmetic
    assert (sums.metric, sums.target) == (None, None)
    assert sums.threshold == timedelta(minutes=threshold)
    assert minutes(sums) == recount(receipt, at("09:00")) == 120


def test_a_wait_in_a_spell_is_told_with_its_reason() -> None:
    desk = desk_with(step("1h unassigned")).until("09:30").does(events.Paused(PendingReason.SUPPLIER), by="jonas")
    desk.until("10:00").does(events.Resumed()).runs("10:30")
    assert parts(receipts(desk)[0])[1] == ("12 09:30", "12 10:00", False, "paused, waiting for supplier, by jonas")


def test_unacknowledged_is_summed_from_the_firing() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    desk.runs("13:30")
    sums = receipts(desk)[1].arithmetic
    assert (sums.threshold, sums.counted) == (timedelta(minutes=30), timedelta(minutes=30))
    assert [part.from_at for part in sums.intervals] == [at("13:00")]


@pytest.mark.parametrize("fact", [events.CustomerEscalated("Now."), events.Reopened()])
def test_a_trigger_that_counts_occurrences_has_no_sums(fact: events.Fact) -> None:
    desk = desk_with(step("customer escalates"), step("1 time reopened"))
    if isinstance(fact, events.Reopened):
        desk.does(events.Resolved())
    desk.does(fact).runs()
    sums = receipts(desk)[0].arithmetic
    assert (sums.threshold, sums.counted, sums.intervals) == (None, timedelta(), ())


def test_a_repetition_about_a_spell_that_is_over_has_no_intervals() -> None:
    desk = desk_with(step("1h unassigned", repeat='{ every = "1h", times = 2 }'))
    desk.runs("10:00")
    desk.until("10:30").does(events.Assigned("marek")).runs("11:00")
    desk.until("11:10").does(events.Assigned(None)).runs("12:00")
    assert [minutes(receipt.arithmetic) for receipt in receipts(desk)] == [60, 0, 0]


def test_a_skipped_step_has_a_receipt_too() -> None:
    desk = desk_with(step("at resolution", when='{ tier = [2, 3], tags = { contains = "x" } }'))
    desk.runs("13:00")
    (receipt,) = receipts(desk)
    assert (receipt.outcome, receipt.passage, receipt.recipients) == ("skipped (condition)", None, ())
    assert [(one.field, one.holds) for one in receipt.conditions] == [("tier", False), ("tags", False)]
    assert receipt.arithmetic.counted == timedelta(hours=4)


def test_a_receipt_shows_who_was_looked_at_and_why_one_was_chosen() -> None:
    desk = desk_with(step("at resolution", '{ move_to = { tier = 2, assign = "least loaded" } }'))
    desk.directory = replace(desk.directory, loads={"jonas": 3})
    desk.runs("13:00")
    choice = receipts(desk)[0].choice
    assert choice is not None
    assert choice.chosen == "yuki"
    assert [(one.login, one.load, one.fit) for one in choice.candidates] == [("jonas", 3, True), ("yuki", 0, True)]


def test_receipts_belong_to_their_escalation_or_to_none() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [2] }"), step("15m after resolution"))
    desk.runs("13:15")
    found = [(one.escalation, one.receipt.step) for decision in desk.decisions for one in decision.receipts]
    assert found == [(None, "1"), (1, "2")]
    assert (desk.decisions[0].fired, desk.decisions[0].skipped) == (1, 1)


def test_a_clock_under_two_calendars_is_summed_under_both() -> None:
    desk = Desk(policies=(ladder(step("at resolution")),), now=at("16:00")).open()
    calendar = desk.directory.calendars[OFFICE]
    rules = replace(calendar.versions[0].rules, holidays=((MONDAY, ""),))
    changed = Calendar(OFFICE, (*calendar.versions, CalendarVersion(2, at("17:00"), rules)))
    desk.directory = replace(desk.directory, calendars={**desk.directory.calendars, OFFICE: changed})
    desk.runs("11:00", days=1)
    (receipt,) = receipts(desk)
    assert minutes(receipt.arithmetic) == recount(receipt, at("16:00")) == 240
    assert [reason for _, _, counts, reason in parts(receipt) if not counts] == ["holiday", "night"]
