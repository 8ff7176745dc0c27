"""Semantics, section 8: why, and why not, for every step of a ladder."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.explain import Explanation, explain, why_not
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.receipt import Arithmetic, Receipt
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import Desk, at
from tests.domain.ladders import TO_TIER_2, desk_with, ladder, moves, sentence, step, stored, why
from tests.domain.test_ladder_keys import Versions, moves_open, publishes

CUSTOMER = PendingReason.CUSTOMER


def told(desk: Desk, step_id: str = "1") -> str:
    return sentence(desk, why(desk, step_id))


# --- it waits -----------------------------------------------------------------


def test_a_waiting_step_says_until_when_and_how_much_is_used() -> None:
    desk = desk_with(step("at resolution")).until("12:45")
    receipt = why(desk, "1")
    assert (receipt.outcome, receipt.due_at, receipt.at) == ("waiting", at("13:00"), at("12:45"))
    assert receipt.arithmetic.counted == timedelta(hours=3, minutes=45)
    assert told(desk) == (
        "Step 1 has not fired: it waits until Mon 12 Oct 13:00, at resolution; 3 h 45 min of 4 h are used."
    )


def test_a_step_that_the_engine_has_not_seen_yet_says_so() -> None:
    desk = desk_with(step("at resolution")).until("13:10")
    assert told(desk) == (
        "Step 1 has not fired: its time came Mon 12 Oct 13:00, at resolution, and no engine has looked since;"
        " 4 h 10 min of 4 h are used."
    )


def test_times_are_on_the_wall_clock_of_the_site() -> None:
    desk = desk_with(step("at resolution"))
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, zone="Europe/London"))
    assert "Mon 12 Oct 14:00" in told(desk)


def test_a_held_step_names_the_promise() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:31")
    assert why(desk, "1").outcome == "held"
    assert told(desk) == (
        "Step 1 has not fired: a promise of Marek holds it until Mon 12 Oct 13:31; 3 h 50 min of 4 h are used."
    )


def test_a_paused_step_names_what_the_ticket_waits_for() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.Paused(CUSTOMER)).until("11:00")
    receipt = why(desk, "1")
    assert (receipt.outcome, receipt.due_at) == ("paused", None)
    assert told(desk) == "Step 1 has not fired: its clock is paused, waiting for customer; 1 h of 4 h are used."


def test_a_paused_spell_is_paused_too() -> None:
    desk = desk_with(step("2h unassigned")).until("10:00").does(events.Paused(PendingReason.SUPPLIER)).until("11:00")
    assert told(desk) == "Step 1 has not fired: its clock is paused, waiting for supplier; 1 h of 2 h have passed."


def test_a_parked_ticket_says_since_when_and_what_helps() -> None:
    desk = desk_with(step("at resolution")).until("10:00").does(events.Parked(11))
    assert why(desk, "1").outcome == "parked"
    assert told(desk).startswith(
        "Step 1 has not fired: the ticket is parked since Mon 12 Oct 10:00; unpark it to let its ladder go on"
    )


def test_the_conditions_are_judged_as_they_would_be_now() -> None:
    desk = desk_with(step("at resolution", when="{ tier = [2] }"))
    assert [finding.holds for finding in why(desk, "1").conditions] == [False]
    moves(desk, "Network")
    assert [finding.holds for finding in why(desk, "1").conditions] == [True]


def test_the_policies_that_lost_are_named() -> None:
    desk = Desk(
        policies=(ladder(step("at resolution"), head="order = 1"), ladder(name="Other", head="order = 2"))
    ).open()
    assert why(desk, "1").lost_policies == ("Other",)


# --- nothing has begun --------------------------------------------------------


@pytest.mark.parametrize(
    ("trigger", "words"),
    [
        ("at next_response", "Step 1 has not fired: no next response clock has begun."),
        ("2 times reopened", "Step 1 has not fired: the ticket was reopened 0 of 2 times."),
        ("2 times bounced", "Step 1 has not fired: the ticket bounced 0 of 2 times."),
        ("customer escalates", "Step 1 has not fired: the customer has not escalated."),
    ],
)
def test_a_step_whose_occasion_has_not_come_says_what_it_waits_for(trigger: str, words: str) -> None:
    desk = desk_with(step(trigger), targets='next_response = { 1 = "1h" }')
    assert why(desk, "1").outcome == "waiting"
    assert told(desk) == words


def test_a_step_that_waits_for_an_earlier_one_says_so() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    assert told(desk, "2") == "Step 2 has not fired: step 1 has not fired; 0 min of 30 min have passed."


def test_an_unassigned_step_names_who_has_the_ticket() -> None:
    desk = desk_with(step("2h unassigned")).does(events.Assigned("jonas"))
    assert told(desk) == (
        "Step 1 has not fired: it counts while nobody has the ticket, and Jonas has it; 0 min of 2 h have passed."
    )
    assert "left" in told(desk.does(events.Assigned("left")))


# --- it is not needed ---------------------------------------------------------


def test_a_step_of_a_clock_that_was_met_is_not_needed() -> None:
    desk = desk_with(step("at resolution")).until("12:20").does(events.Resolved()).until("14:00")
    receipt = why(desk, "1")
    assert (receipt.outcome, receipt.arithmetic.counted) == ("not needed", timedelta(hours=3, minutes=20))
    assert told(desk) == "Step 1 was not needed: the resolution clock was met Mon 12 Oct 12:20."


def test_a_step_of_a_clock_that_was_cancelled_is_not_needed() -> None:
    desk = desk_with(step("at first_response"), targets='first_response = { 1 = "8h" }\nresolution = { 1 = "4h" }')
    desk.until("12:20").does(events.Resolved())
    assert told(desk) == "Step 1 was not needed: the first response clock was cancelled Mon 12 Oct 12:20."


def test_a_step_without_a_target_at_this_priority_is_not_needed() -> None:
    desk = desk_with(step("at resolution"), priority=4)
    assert told(desk) == "Step 1 was not needed: priority 4 has no resolution target."


def test_a_step_without_a_clock_is_not_needed_once_the_ticket_is_resolved() -> None:
    desk = desk_with(step("2h idle"), step("at next_response"), targets='next_response = { 1 = "1h" }')
    desk.does(events.Resolved())
    assert told(desk) == "Step 1 was not needed: the ticket is resolved."
    assert told(desk, "2") == "Step 2 was not needed: the ticket is resolved."


def test_a_step_after_an_acknowledged_one_is_not_needed() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    desk.until("13:10").acknowledges("13:15", by="jonas")
    assert told(desk, "2") == "Step 2 was not needed: Jonas acknowledged step 1 Mon 12 Oct 13:10."


def test_a_step_after_one_whose_escalation_is_closed_is_not_needed() -> None:
    desk = desk_with(step("at resolution"), step("30m unacknowledged after step 1"))
    desk.runs("13:00")
    desk.does(events.DeEscalated("false alarm"))
    assert told(desk, "2") == "Step 2 was not needed: the escalation of step 1 is closed: false alarm."


# --- it used its key ----------------------------------------------------------


def test_a_step_completed_by_hand_says_so() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2)).until("10:00").escalates(tier=2).until("11:00")
    receipt = why(desk, "1")
    assert (receipt.outcome, receipt.at, receipt.due_at) == ("skipped (by hand)", at("10:00"), at("13:00"))
    assert (receipt.conditions, receipt.arithmetic.counted) == ((), timedelta(hours=1))
    assert told(desk) == "Step 1 was skipped: somebody escalated the ticket there by hand."


def test_a_step_that_a_kept_promise_skipped_says_so() -> None:
    desk = desk_with(step("at resolution")).until("12:50").acknowledges("13:20").does(events.Noted("Done."))
    desk.runs("13:20")
    assert told(desk) == ("Step 1 was skipped: the ticket was acknowledged, and work went on before the promise ended.")


def test_a_fired_step_whose_receipt_is_not_at_hand_is_still_told() -> None:
    desk = desk_with(step("at resolution"))
    desk.runs("13:00")
    receipt = why(desk, "1")
    assert (receipt.outcome, receipt.at, receipt.due_at) == ("fired", at("13:00"), at("13:00"))


@pytest.mark.parametrize("fact", [events.CustomerEscalated("Now."), events.Reopened()])
def test_a_fired_step_without_a_clock_is_found_by_its_occurrence(fact: events.Fact) -> None:
    desk = desk_with(
        step("customer escalates"), step("1 time reopened"), step("1 time bounced"), step("10m unassigned")
    )
    moves(moves(desk, "Network"), "Desk")
    desk.does(events.Resolved()).does(events.Reopened(), fact).until("09:10").runs()
    outcomes = [why(desk, number).outcome for number in "234"]
    assert outcomes == ["fired", "fired", "fired"]


def test_a_fired_idle_step_waits_again_after_the_next_touch() -> None:
    desk = desk_with(step("10m idle"))
    desk.runs("09:10")
    assert why(desk, "1").outcome == "fired"
    assert why(desk.does(events.Noted("Here.")), "1").outcome == "waiting"


# --- all steps ----------------------------------------------------------------


def test_every_step_is_explained_in_the_order_of_the_ladder() -> None:
    desk = desk_with(
        step("15m before resolution"), step("at resolution", when="{ tier = [3] }"), step("1h after resolution")
    )
    desk.runs("12:45")
    desk.runs("13:00")
    found = explain(desk.life, desk.scene, stored(desk))
    assert [(one.escalation, one.receipt.step, one.receipt.outcome) for one in found] == [
        (1, "1", "fired"),
        (None, "2", "skipped (condition)"),
        (None, "3", "waiting"),
    ]


def test_one_step_can_be_asked_for() -> None:
    desk = desk_with(step("15m before resolution"), step("at resolution"))
    (found,) = explain(desk.life, desk.scene, stored(desk), "2")
    assert found.receipt.step == "2"


def test_a_step_that_fired_and_waits_again_has_both_explanations() -> None:
    desk = desk_with(step("10m idle"))
    desk.runs("09:10")
    desk.does(events.Noted("Here."))
    assert [one.receipt.outcome for one in explain(desk.life, desk.scene, stored(desk), "1")] == ["fired", "waiting"]


def test_a_repetition_that_waits_is_no_explanation_of_its_own() -> None:
    desk = desk_with(step("1h before resolution", repeat='{ every = "1h", times = 3 }'))
    desk.runs("12:00")
    assert [one.receipt.outcome for one in explain(desk.life, desk.scene, stored(desk))] == ["fired"]


def test_an_unknown_step_is_refused_with_the_nearest_known_one() -> None:
    desk = desk_with(step("at resolution", id='"due"'))
    with pytest.raises(Refused, match='DE-1 has no step "dew"; did you mean "due"'):
        explain(desk.life, desk.scene, (), "dew")


def test_what_belongs_to_no_step_of_the_policy_comes_first() -> None:
    desk = desk_with(step("at resolution"))
    by_hand = Receipt("", 0, "", "by hand", "by hand", desk.now, None, Arithmetic(None, None, None, timedelta(), ()))
    former = replace(by_hand, policy="Former", step="1", outcome="fired")
    found = explain(desk.life, desk.scene, (Explanation(1, by_hand), Explanation(2, former)))
    assert [one.receipt.outcome for one in found] == ["by hand", "fired", "waiting"]
    assert len(explain(desk.life, desk.scene, (Explanation(1, by_hand), Explanation(2, former)), "1")) == 2


def test_a_ticket_without_a_policy_has_what_is_stored_only() -> None:
    desk = Desk(policies=()).open()
    assert explain(desk.life, desk.scene) == ()


# --- other policies -----------------------------------------------------------


def other(desk: Desk, policy: Policy) -> Receipt:
    return why_not(desk.life, policy, policy.steps[0], desk.scene)


def test_a_step_of_another_policy_does_not_apply() -> None:
    desk = desk_with(step("at resolution"))
    receipt = other(desk, ladder(step("at resolution"), name="Other"))
    assert receipt.outcome == "other policy"
    assert sentence(desk, receipt) == "Step 1 does not apply: Ladder governs the ticket."


def test_a_step_of_an_older_version_is_obsolete() -> None:
    old = ladder(step("at resolution"))
    desk = Versions(policies=(old,))
    desk.open()
    publishes(desk, ladder(step("at resolution"), version=2))
    moves_open(desk, "Ladder")
    receipt = other(desk, old)
    assert receipt.outcome == "obsolete"
    assert sentence(desk, receipt) == "Step 1 does not apply: version 2 of Ladder governs the ticket."


def test_no_step_applies_where_no_policy_governs() -> None:
    desk = Desk(policies=(ladder(step("at resolution"), head="[applies_when]\npriority = [1]"),)).open()
    desk.runs("12:00")
    desk.does(events.PriorityChanged(Priority.LOW))
    receipt = other(desk, desk.policies[0])
    assert sentence(desk, receipt) == "Step 1 does not apply: no policy governs the ticket."


def test_a_step_of_another_policy_that_fired_is_told_as_fired() -> None:
    desk = Desk(policies=(ladder(step("at resolution"), head="[applies_when]\npriority = [1]"),)).open()
    desk.runs("13:00")
    desk.does(events.PriorityChanged(Priority.LOW))
    assert other(desk, desk.policies[0]).outcome == "fired"
