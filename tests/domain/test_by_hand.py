"""Semantics, section 6: escalating, handing back and de-escalating by hand."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import by_hand, events
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.ladder import EscalationKind, StepOutcome
from desktop_escalation.domain.people import Absence, Person, Team
from desktop_escalation.domain.policy import Recipient, RecipientKind, Urgency
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import MONDAY, OFFICE, Desk, at
from tests.domain.ladders import (
    TO_TIER_2,
    TO_TIER_3,
    desk_with,
    events_of,
    hands_back,
    ladder,
    moves,
    sentence,
    step,
    with_person,
)

LEAD = (Recipient(RecipientKind.LEAD),)
TELLS = 'tell_customer_by_hand = "raised"'


def outcome(desk: Desk, **wish: object) -> by_hand.HandOutcome:
    """Ask what an escalation would do, without doing it."""
    asked = by_hand.HandEscalation(**{"reason": "no progress", "note": "Stuck.", "tier": 2, **wish})  # type: ignore[arg-type]
    return by_hand.escalate(desk.act(), desk.caught_up(), desk.scene, asked)


# --- escalate -----------------------------------------------------------------


def test_an_escalation_to_a_tier_moves_the_ticket_and_is_on_record() -> None:
    desk = desk_with().does(events.Assigned("marek")).until("10:00")
    desk.escalates(tier=2, tried="Restarted the router.")
    ticket, (escalation,) = desk.life.ticket, desk.life.ladder.escalations
    assert (ticket.team, ticket.tier, ticket.assignee) == ("Network", 2, None)
    assert (escalation.kind, escalation.reason, escalation.by) == (EscalationKind.FUNCTIONAL, "no progress", "marek")
    assert (escalation.from_team, escalation.to_team, escalation.to_tier) == ("Desk", "Network", 2)
    assert (escalation.note, escalation.tried) == ("Firmware bug.", "Restarted the router.")
    assert (escalation.key, escalation.version) == (None, None)
    assert {event.by.name for event in desk.history} == {"marek"}


def test_an_escalation_may_name_the_team_and_the_person() -> None:
    desk = desk_with().escalates(team="Network", person="yuki")
    assert desk.life.ticket.assignee == "yuki"
    assert desk.told() == ["yuki"]


def test_an_escalation_to_a_team_tells_its_members_but_not_the_one_who_escalates() -> None:
    desk = desk_with().escalates(by="yuki", tier=2)
    assert desk.told() == ["jonas"]
    assert desk.life.ladder.escalations[0].told == ("jonas", "yuki")


def test_an_involve_by_hand_is_hierarchical_and_the_ticket_stays() -> None:
    desk = desk_with().does(events.Assigned("marek")).escalates(involve=LEAD)
    assert desk.life.ticket.team == "Desk"
    assert desk.life.ticket.assignee == "marek"
    assert desk.life.ladder.escalations[0].kind is EscalationKind.HIERARCHICAL
    assert desk.told() == ["ingrid"]


@pytest.mark.parametrize(
    ("recipient", "kind"),
    [
        (Recipient(RecipientKind.PERSON, "yuki"), EscalationKind.HIERARCHICAL),
        (Recipient(RecipientKind.TEAM), EscalationKind.NOTICE),
    ],
)
def test_an_involve_by_hand_tells_authority_or_is_a_notice(recipient: Recipient, kind: EscalationKind) -> None:
    assert desk_with().escalates(involve=(recipient,)).life.ladder.escalations[0].kind is kind


def test_an_escalation_to_a_tier_may_also_involve_people() -> None:
    desk = desk_with().escalates(tier=2, person="jonas", involve=LEAD)
    assert desk.told() == ["jonas", "ingrid"]


def test_the_lead_who_is_told_is_the_one_of_the_team_that_has_the_ticket_then() -> None:
    desk = desk_with()
    network = replace(desk.directory.teams["Network"], lead="marek")
    desk.directory = replace(desk.directory, teams={**desk.directory.teams, "Network": network})
    desk.escalates(by="ingrid", tier=2, involve=LEAD)
    assert "marek" in desk.told()


def test_an_escalation_with_people_may_move_within_the_tier() -> None:
    desk = desk_with()
    desk.directory = replace(
        desk.directory, teams={**desk.directory.teams, "Access": Team("Access", 1, OFFICE, ("marek",))}
    )
    desk.escalates(team="Access", involve=LEAD)
    assert desk.life.ticket.team == "Access"
    assert desk.life.ladder.escalations[0].kind is EscalationKind.HIERARCHICAL


def test_the_absent_are_replaced_by_hand_too() -> None:
    away = Person("ingrid", "Ingrid", substitute="helen", absences=(Absence(MONDAY, MONDAY),))
    desk = with_person(desk_with(), away).escalates(involve=LEAD)
    assert desk.told() == ["helen"]


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        ({"reason": "no progres"}, 'did you mean "no progress"'),
        ({"note": "  "}, "at least one sentence"),
        ({"tier": None}, "say where to"),
        ({"tier": 7}, "there is no tier"),
        ({"tier": 3, "team": "Network"}, "Network is a team of tier 2, not of tier 3"),
        ({"tier": 1}, "already"),
        ({"tier": None, "team": "Gone"}, "there is no team"),
        ({"person": "marek"}, "marek is no member of Network"),
        ({"person": "nobody"}, "there is no person"),
        ({"tier": None, "involve": LEAD, "person": "jonas"}, "say in which team jonas is to take it"),
    ],
)
def test_an_escalation_that_cannot_be_is_refused_with_the_way_out(wish: dict[str, object], message: str) -> None:
    with pytest.raises(Refused, match=message):
        outcome(desk_with(), **wish)


def test_an_escalation_downwards_is_refused() -> None:
    with pytest.raises(Refused, match="hand it back instead"):
        outcome(desk_with(team="Edge"), tier=2)


def test_a_resolved_ticket_is_not_escalated() -> None:
    with pytest.raises(Refused, match="reopen it first"):
        outcome(desk_with().does(events.Resolved()))


def test_the_reasons_are_those_of_the_site() -> None:
    desk = desk_with()
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, reasons=("smoke",)))
    assert desk.escalates(reason="smoke", tier=2).life.ticket.tier == 2


def test_the_dry_run_is_the_act_itself() -> None:
    desk = desk_with(step("15m before resolution", TO_TIER_2), head=TELLS)
    first, second = outcome(desk), outcome(desk)
    assert first == second
    assert desk.life.ladder.escalations == ()


def test_the_notices_say_what_was_written_and_wait_for_an_undo() -> None:
    desk = desk_with().until("19:00").escalates(tier=2, person="jonas", tried="Restarted.")
    centre = desk.messages[0]
    assert centre.body == "marek escalated this ticket: no progress.\nFirmware bug.\nTried so far: Restarted."
    assert (centre.urgency, centre.deliver_at) == (Urgency.NOW, at("19:00") + timedelta(seconds=10))
    assert centre.key == "DE-1/by hand/1/jonas/centre"


def test_an_escalation_without_a_policy_works_too() -> None:
    desk = Desk(policies=()).open().escalates(tier=2)
    assert desk.life.ticket.tier == 2
    assert desk.told() == ["jonas", "yuki"]


# --- the receipt of an escalation by hand --------------------------------------


def test_an_escalation_by_hand_has_a_receipt() -> None:
    receipt = outcome(desk_with().until("10:00"), person="jonas").receipt
    assert receipt is not None
    assert (receipt.step, receipt.policy, receipt.version, receipt.outcome) == ("", "Ladder", 1, "by hand")
    assert receipt.arithmetic.counted == timedelta(hours=1)
    assert [telling.login for telling in receipt.recipients] == ["jonas"]
    assert sentence(desk_with(), receipt) == (
        "This ticket was raised to L2 Network by hand: Marek gave the reason “no progress”: Stuck."
    )


def test_its_receipt_without_a_policy_has_no_sums() -> None:
    receipt = outcome(Desk(policies=()).open()).receipt
    assert receipt is not None
    assert (receipt.policy, receipt.arithmetic.metric, receipt.arithmetic.intervals) == ("", None, ())


# --- waiting steps ------------------------------------------------------------


def test_a_manual_escalation_completes_the_waiting_steps_that_would_move_it_there() -> None:
    desk = desk_with(
        step("1h before resolution", TO_TIER_2, '{ tag = "two" }'),
        step("at resolution", '{ move_to = { team = "Network" } }'),
        step("15m after resolution", TO_TIER_3),
        step("30m after resolution"),
    )
    desk.until("10:00").escalates(tier=2)
    assert desk.skipped() == {"1": "by hand", "2": "by hand"}
    assert [record.due_at for record in desk.life.ladder.records] == [at("12:00"), at("13:00")]
    assert desk.life.ticket.tags == frozenset()
    assert desk.times() == {"3": "13:15", "4": "13:30"}


def test_steps_that_would_move_it_lower_or_to_a_team_that_is_gone_still_wait() -> None:
    desk = desk_with(
        step("1h before resolution", TO_TIER_2),
        step("at resolution", '{ move_to = { team = "Gone" } }'),
        step("15m after resolution", TO_TIER_3),
    )
    desk.escalates(tier=3)
    assert desk.skipped() == {"3": "by hand"}


def test_it_completes_paused_and_held_steps_too() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2), step("2h unassigned", TO_TIER_2))
    desk.acknowledges("12:00").until("10:00").does(events.Paused(PendingReason.CUSTOMER))
    desk.escalates(tier=2)
    assert desk.skipped() == {"1": "by hand", "2": "by hand"}
    assert desk.runs("17:00", days=1) == []


def test_it_leaves_used_keys_and_repetitions_alone() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2, repeat='{ every = "1h", times = 3 }'))
    desk.runs("10:00")
    hands_back(desk.until("10:10"))
    moves(desk, "Network")
    desk.escalates(tier=3)
    assert desk.skipped() == {}


def test_it_completes_no_repetition() -> None:
    desk = desk_with(step("3h before resolution", TO_TIER_2, TO_TIER_3, repeat='{ every = "1h", times = 3 }'))
    desk.directory = replace(
        desk.directory, teams={name: team for name, team in desk.directory.teams.items() if name != "Edge"}
    )
    desk.runs("10:00")
    desk.directory = Desk().directory
    desk.escalates(tier=3)
    assert desk.skipped() == {}
    assert desk.runs("11:00") == ["1"]


def test_telling_people_by_hand_completes_nothing() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2)).escalates(involve=LEAD)
    assert desk.skipped() == {}


def test_for_unacknowledged_after_a_step_by_hand_counts_as_fired_then() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2), step("30m unacknowledged after step 1"))
    desk.until("10:00").escalates(tier=2)
    assert desk.times() == {"2": "10:30"}
    assert desk.runs("10:30") == ["2"]


def test_an_acknowledgement_of_the_manual_escalation_ends_that() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2), step("30m unacknowledged after step 1"))
    desk.until("10:00").escalates(tier=2).until("10:10").acknowledges("10:20")
    assert desk.runs("11:00") == []


# --- the customer -------------------------------------------------------------


def test_the_customer_is_told_where_the_policy_says_so() -> None:
    desk = desk_with(head=TELLS).escalates(tier=2)
    mail = desk.messages[-1]
    assert (mail.to, mail.deliver_at) == ("priya@halden.example", at("09:00") + timedelta(seconds=10))
    assert mail.key == "DE-1/by hand/1/priya@halden.example/mail"
    assert events_of(desk, events.CustomerTold) == [events.CustomerTold("raised")]


def test_the_person_may_say_no_and_without_a_template_nobody_asks() -> None:
    assert outcome(desk_with(head=TELLS), tell_customer=False).customer_told == "the customer is not told"
    assert outcome(desk_with()).customer_told == "the customer is not told"


def test_the_dry_run_shows_the_mail() -> None:
    found = outcome(desk_with(head=TELLS))
    assert found.customer_told == "the customer is told"
    assert [message.body for message in found.messages if message.is_for_customer] == ["Hello Priya Nair"]


def test_telling_the_customer_without_a_template_is_refused() -> None:
    with pytest.raises(Refused, match='"Ladder" names no template in tell_customer_by_hand'):
        outcome(desk_with(), tell_customer=True)
    with pytest.raises(Refused, match="no policy governs the ticket"):
        outcome(Desk(policies=()).open(), tell_customer=True)


def test_a_customer_who_was_told_today_is_not_told_again_and_that_is_recorded() -> None:
    desk = desk_with(head=TELLS).escalates(tier=2).until("17:00").escalates(by="jonas", tier=3)
    assert desk.told().count("priya@halden.example") == 1
    assert [fact.why for fact in events_of(desk, events.CustomerNotTold)] == [
        "told Mon 12 Oct 09:00 already, once in 24 hours"
    ]
    assert outcome(desk.until("17:30"), tier=None, involve=LEAD).customer_told.startswith(
        "the customer is not told: told"
    )


def test_a_step_by_hand_is_a_skip_that_stands_for_the_escalation() -> None:
    desk = desk_with(step("at resolution", TO_TIER_2)).escalates(tier=2)
    (record,) = desk.life.ladder.records
    assert (record.outcome, record.escalation) == (StepOutcome.SKIPPED, 1)


def test_the_ladder_of_an_older_policy_is_not_completed() -> None:
    urgent = ladder(step("at resolution", TO_TIER_2), name="Urgent", head="order = 1\n[applies_when]\npriority = [1]")
    desk = Desk(policies=(urgent,)).open(priority=2).escalates(tier=2)
    assert desk.life.ladder.records == ()
