"""An explanation in words: sentence, sums, rule, people, conditions, messages."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.choice import Candidate, Choice
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.delivery import DeliveryState
from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, a_directory
from tests.domain.ladders import TO_TIER_2, desk_with, moves, step
from tests.ui.escalations.explanations import escalated_by_hand, explanation, page_of, reasons_of
from ui.escalations.chosen_list import chosen_list
from ui.escalations.conditions_table import conditions_table, wanted_words
from ui.escalations.explain_page import ExplainPage, explain_page
from ui.escalations.page_table import PageTable, Tone
from ui.escalations.sum_words import exact_words, from_to_words, reason_of_time
from ui.escalations.told_table import told_table

ASSIGNING = '{ move_to = { tier = 2, assign = "least loaded" } }'
TARGETS = 'resolution = { 1 = "8h" }'


def climbed() -> Desk:
    """A ticket that waited for its customer from 10:00 to 10:30 and was raised at 11:30."""
    desk = desk_with(
        step("25% of resolution", ASSIGNING, '{ involve = ["lead"] }', when="{ tier = 1 }"),
        step("75% of resolution"),
        targets=TARGETS,
    )
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER)).until("10:30").does(events.Resumed())
    desk.runs("11:30")
    return desk.until("11:36").acknowledges(by="jonas")


def texts(table: PageTable | None) -> list[tuple[str, ...]]:
    assert table is not None
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_a_raised_ticket_says_where_from_where_to_and_who_took_it_on() -> None:
    page = page_of(climbed(), "1")
    assert page.title == "Why was DE-1 escalated?"
    assert page.moment == "Mon 12 Oct, 11:30:00"
    assert [place.words for place in page.places] == ["L1 Desk", "L2 Network"]
    assert page.sentence.startswith("This ticket was raised to L2 Network because it was still unresolved after 2 h")
    assert page.sentence.endswith("Jonas acknowledged it after 6 min.")
    assert page.strong == ("L2 Network", "2 h of working time", "Jonas")
    assert all(part in page.sentence for part in page.strong)


def test_the_arithmetic_adds_up_line_by_line() -> None:
    assert texts(page_of(climbed(), "1").sums) == [
        ("Working time", "Mon 09:00, 10:00", "1 h", "1 h"),
        ("Waiting for customer, by Marek", "Mon 10:00, 10:30", "0", "1 h"),
        ("Working time", "Mon 10:30, 11:30", "1 h", "2 h"),
        ("Step 1 comes at 25 % of 8 h", "", "", "2 h"),
        ("Resolution due: 8 h less 2 h used = 6 h after Mon 11:30", "", "", "Mon 17:30"),
    ]


def test_the_row_of_the_threshold_stands_out_alone() -> None:
    sums = page_of(climbed(), "1").sums
    assert sums is not None
    assert [row.is_marked for row in sums.rows] == [False, False, False, True, False]
    assert [row.span for row in sums.rows] == [1, 1, 1, 3, 3]


def test_the_rule_says_what_it_does_its_place_and_who_published_it_when() -> None:
    rule = page_of(climbed(), "1").rule
    assert rule is not None
    assert (rule.policy, rule.place) == ("Ladder, v1", "step 1 of 2")
    assert rule.says == "25 % of resolution: raise to L2, tell lead."
    assert rule.published == "Published 1 Oct 2026 by Helen. Calendar: Weekdays 08-18."


def test_who_was_chosen_stands_before_those_who_were_weighed() -> None:
    rows = texts(page_of(climbed(), "1").chosen)
    assert rows == [
        ("Jonas", "0 of 8 open, on duty"),
        ("Yuki", "0 of 8 open, on duty"),
        ("Least loaded of Network: 0 open, capacity 8", ""),
    ]


def test_conditions_are_shown_as_they_were_seen() -> None:
    page = page_of(climbed(), "1")
    assert page.conditions is not None
    assert page.conditions.title == "Conditions at 11:30"
    assert texts(page.conditions) == [("Tier", "is L1 Desk", "L1 Desk", "for the step")]
    assert page.conditions.rows[0].cells[0].spoken == "holds"


def test_those_who_were_told_are_listed_with_what_became_of_each_message() -> None:
    rows = texts(page_of(climbed(), "1").told)
    shown = "in the window: shown Mon 11:30; desktop: shown Mon 11:30; mail: shown Mon 11:30"
    assert rows == [("Ingrid", "lead of Network", shown)]


def test_what_was_done_does_not_repeat_who_was_told_and_chosen() -> None:
    assert texts(page_of(climbed(), "1").done) == [("Moved to Network, tier 2",)]


def test_a_record_says_that_it_is_one() -> None:
    page = page_of(climbed(), "1")
    assert page.is_recorded
    assert page.record == "Recorded Mon 12 Oct, 11:30:00 and never changed. Record DE-1/1."


def test_a_step_that_has_not_fired_says_what_it_waits_for() -> None:
    page = page_of(climbed(), "2")
    assert page.title == "Why has step 2 of DE-1 not fired?"
    assert "has not fired" in page.sentence
    assert not page.is_recorded
    assert page.record == "Worked out Mon 11:36, as things stand. It is recorded when it happens."
    assert texts(page.sums)[-1] == (
        "Resolution due: 8 h less 2 h 06 used = 5 h 54 after Mon 11:36", "", "", "Mon 17:30",
    )  # fmt: skip


def test_conditions_of_a_step_that_has_not_fired_are_those_of_now() -> None:
    page = page_of(desk_with(step("25% of resolution", when="{ tier = 3 }")).until("09:30"), "1")
    assert page.conditions is not None
    assert page.conditions.title == "Conditions as they stand at 09:30"
    (row,) = page.conditions.rows
    assert (row.cells[0].spoken, row.cells[2].text, row.cells[2].tone) == ("does not hold", "L1 Desk", Tone.BAD)


def test_a_skipped_step_says_why() -> None:
    desk = desk_with(step("25% of resolution", when="{ tier = 3 }"))
    desk.runs("10:00")
    page = page_of(desk, "1")
    assert page.title == "Why was step 1 of DE-1 skipped?"
    assert page.record == "Recorded Mon 12 Oct, 10:00:00 and never changed."


def test_a_step_of_a_met_clock_was_not_needed() -> None:
    desk = desk_with(step("75% of first_response"), targets='first_response = { 1 = "1h" }')
    page = page_of(desk.until("09:20").does(events.Replied("We are on it.")).until("11:00"), "1")
    assert page.title == "Why was step 1 of DE-1 not needed?"
    assert texts(page.sums) == [
        ("Working time", "Mon 09:00, 09:20", "20 min", "20 min"),
        ("Step 1 comes at 75 % of 1 h", "", "", "45 min"),
    ]


def test_a_paused_clock_says_how_much_is_left_for_when_it_runs_again() -> None:
    desk = desk_with(step("25% of resolution"), targets=TARGETS).until("09:30")
    page = page_of(desk.does(events.Paused(PendingReason.CUSTOMER)).until("11:00"), "1")
    assert texts(page.sums)[-1][0] == "Resolution due: 7 h 30 of 8 h after the clock runs again"


def test_a_step_by_the_wall_clock_is_told_by_its_time() -> None:
    page = page_of(desk_with(step("30 wall m before resolution")).until("09:30"), "1")
    row = texts(page.sums)[1]
    assert row == ("Step 1 comes 30 min by the wall clock before 4 h are used up", "", "", "Mon 12:30")


def test_a_step_that_counts_occurrences_says_so_instead_of_a_picture() -> None:
    page = page_of(desk_with(step("2 times reopened")), "1")
    assert (page.line, page.sums) == (None, None)
    assert page.no_line == "This step counts how often something happened, and no time."


def test_a_wait_that_has_not_begun_says_so() -> None:
    page = page_of(desk_with(step("at resolution"), step("30m unacknowledged after step 1")).until("09:30"), "2")
    assert page.no_line == "The time that this step waits for has not begun."


def test_an_escalation_by_hand_tells_the_reason_as_plain_text() -> None:
    reasons = escalated_by_hand(desk_with(step("at resolution")).until("10:00"))
    page = explain_page(next(one for one in reasons.explanations if one.escalation == 1), reasons)
    assert page.sentence.endswith("by hand: Marek gave the reason “no progress”: Firmware <b>bug</b>.")
    assert page.rule is not None
    assert page.rule.says == "Escalated by hand, by no step of the ladder."
    assert ("Escalated by hand", "", "", "1 h") in texts(page.sums)


def test_an_unkept_promise_is_a_line_of_the_sum() -> None:
    desk = desk_with(step("25% of resolution"), step("50% of resolution", TO_TIER_2))
    desk.runs("10:00")
    desk.until("10:30").acknowledges("11:15")
    desk.runs("11:15")
    page = page_of(desk, "2")
    assert ("Put off by a promise that was not kept", "", "", "+ 15 min") in texts(page.sums)


def test_a_closing_in_a_holiday_is_named() -> None:
    assert reason_of_time("holiday: Christmas Day", a_directory()) == "Closed, Christmas Day"
    assert reason_of_time("night", a_directory()) == "Closed, night"
    assert reason_of_time("paused, waiting for supplier, by jonas", a_directory()) == "Waiting for supplier, by Jonas"
    assert reason_of_time("something new", a_directory()) == "something new"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 min"), (30, "30 s"), (60, "1 min"), (750, "12 min 30 s"), (4_230, "1 h 10 min 30 s")]
)
def test_spans_are_told_to_the_second_where_they_have_some(seconds: int, words: str) -> None:
    assert exact_words(timedelta(seconds=seconds)) == words


def test_a_part_that_ends_on_another_day_names_that_day() -> None:
    desk = desk_with(step("at resolution"))
    assert from_to_words(desk.now, desk.now + timedelta(days=1), "UTC") == "Mon 09:00, Tue 09:00"
    assert from_to_words(desk.now, desk.now + timedelta(hours=1), "UTC", with_date=True) == "12 Oct 09:00, 10:00"


@pytest.mark.parametrize(
    ("field", "wanted", "words"),
    [
        ("priority", "1 or 2", "is Urgent or High"),
        ("priority", "not 4", "is not Low"),
        ("tier", "at least 2", "is at least L2 Specialists"),
        ("tier", "at most 9", "is at most 9"),
        ("state", "open or pending", "is Open or Pending"),
        ("subject", "contains VPN", "contains VPN"),
        ("customer.plan", "not Basic", "is not Basic"),
    ],
)
def test_what_was_wanted_is_told_with_the_names_of_the_window(field: str, wanted: str, words: str) -> None:
    assert wanted_words(Finding(field, wanted, "", holds=True), a_directory()) == words


def test_a_step_without_conditions_has_no_table_of_them() -> None:
    assert conditions_table((), (), a_directory(), "Conditions") is None


def test_the_conditions_of_the_policy_come_before_those_of_the_step() -> None:
    reasons = reasons_of(climbed())
    one = explanation(reasons, "1")
    found = (Finding("priority", "1", "1", holds=True), Finding("customer.plan", "Premium", "Premium", holds=True))
    shown = explain_page(one, replace(reasons, applying=tuple(found for _ in reasons.applying)))
    assert texts(shown.conditions) == [
        ("Priority", "is Urgent", "Urgent", "for the policy"),
        ("Customer plan", "is Premium", "Premium (as known now)", "for the policy"),
        ("Tier", "is L1 Desk", "L1 Desk", "for the step"),
    ]


@pytest.mark.parametrize(
    ("trigger", "title"),
    [
        ("75% of resolution", "Why was a warning given for DE-1?"),
        ("15m before resolution", "Why was a warning given for DE-1?"),
        ("at resolution", "Why was DE-1 escalated?"),
        ("100% of resolution", "Why was DE-1 escalated?"),
        ("1h after resolution", "Why was DE-1 escalated?"),
    ],
)
def test_a_mere_warning_is_called_one(trigger: str, title: str) -> None:
    desk = desk_with(step(trigger, '{ involve = ["lead"] }'), targets='resolution = { 1 = "1h" }')
    desk.runs("09:45" if "warning" in title else "11:30")
    assert page_of(desk, "1").title == title


def test_an_escalation_by_hand_says_who_named_the_person_who_is_told() -> None:
    reasons = escalated_by_hand(desk_with(step("at resolution")).until("10:00"), person="yuki")
    page = explain_page(next(one for one in reasons.explanations if one.escalation == 1), reasons)
    assert [row[:2] for row in texts(page.told)] == [("Yuki", "named by Marek")]


def test_those_who_could_not_be_chosen_come_last_and_say_why() -> None:
    people = (
        Candidate("eva", "Eva", 0, 8, fit=False, why="away until 2026-11-27"),
        Candidate("jonas", "Jonas", 6, 8, fit=True, why="6 open, capacity 8"),
        Candidate("marek", "Marek", 4, 8, fit=True, why="4 open, capacity 8"),
    )
    rows = texts(chosen_list(Choice("marek", "least loaded", people)))
    assert [row[0] for row in rows] == ["Marek", "Jonas", "Eva", "Least loaded"]
    assert rows[2][1] == "0 of 8 open, away until 2026-11-27"


def test_that_nobody_could_be_chosen_is_the_title() -> None:
    people = (Candidate("eva", "Eva", 0, 8, fit=False, why="outside working hours"),)
    table = chosen_list(Choice(None, "nobody of Network is on duty", people))
    assert table is not None
    assert table.title == "Nobody could be chosen"
    assert chosen_list(Choice(None, "the step assigns nobody")) is None


def test_a_message_that_failed_says_why_and_stands_out() -> None:
    reasons = reasons_of(climbed())
    one = explanation(reasons, "1")
    sent = [
        replace(message, state=DeliveryState.FAILED, problem="no mail server") for message in reasons.messages_of(one)
    ]
    table = told_table(one.receipt, sent, reasons.directory)
    assert table is not None
    assert "failed Mon 11:30 (no mail server)" in table.rows[0].cells[2].text
    assert table.rows[0].cells[2].tone is Tone.BAD


def test_somebody_told_without_a_message_on_record_is_still_listed() -> None:
    reasons = reasons_of(climbed())
    table = told_table(explanation(reasons, "1").receipt, (), reasons.directory)
    assert {row[2] for row in texts(table)} == {"no message on record"}


def test_a_policy_that_is_no_more_leaves_the_rest_of_the_explanation() -> None:
    reasons = replace(reasons_of(climbed()), rules={})
    page: ExplainPage = explain_page(explanation(reasons, "1"), reasons)
    assert page.rule is None
    assert page.line is not None
    assert [part.kind.value for part in page.line.parts] == ["running", "paused", "running"]


def test_a_move_that_changes_no_team_shows_no_places() -> None:
    desk = desk_with(step("25% of resolution"))
    desk.runs("10:00")
    assert page_of(moves(desk, "Network"), "1").places == ()
    assert isinstance(explanation(reasons_of(desk), "1"), Explanation)
