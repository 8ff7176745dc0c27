"""Semantics, section 6: handing back and de-escalating."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import acts, by_hand, events
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Team
from desktop_escalation.domain.value import replace
from tests.domain.desk import OFFICE, Desk, at
from tests.domain.ladders import desk_with, events_of, hands_back, moves


def test_a_hand_back_returns_the_ticket_to_the_tier_that_it_came_from_and_tells_what_changed() -> None:
    desk = hands_back(moves(desk_with(), "Network").until("10:00"))
    assert (desk.life.ticket.team, desk.life.ticket.tier) == ("Desk", 1)
    assert events_of(desk, events.HandedBack) == [events.HandedBack("needs information", "Which office?")]
    assert desk.told() == ["marek"]
    assert desk.messages[0].body == "jonas handed this ticket back: needs information.\nWhich office?"
    assert desk.messages[0].deliver_at == at("10:00") + timedelta(seconds=10)


def test_a_hand_back_from_the_top_goes_one_tier_down_the_way_it_came() -> None:
    desk = moves(moves(desk_with(), "Network"), "Edge")
    hands_back(desk, by="yuki")
    assert desk.life.ticket.team == "Network"
    hands_back(desk)
    assert desk.life.ticket.team == "Desk"


def test_a_hand_back_passes_over_teams_of_its_own_tier_and_teams_that_are_gone() -> None:
    desk = desk_with()
    teams = {
        **desk.directory.teams,
        "Workplace": Team("Workplace", 2, OFFICE, ("jonas",)),
        "Old": Team("Old", 1, OFFICE),
    }
    desk.directory = replace(desk.directory, teams=teams)
    for team in ("Old", "Network", "Workplace"):
        moves(desk, team)
    desk.directory = replace(desk.directory, teams={name: team for name, team in teams.items() if name != "Old"})
    hands_back(desk)
    assert desk.life.ticket.team == "Desk"


def test_a_hand_back_with_a_note_is_no_bounce() -> None:
    assert hands_back(moves(desk_with(), "Network")).life.ticket.bounced == 0
    assert hands_back(moves(desk_with(), "Network"), note="").life.ticket.bounced == 1


def test_a_hand_back_closes_the_open_escalations() -> None:
    desk = desk_with().escalates(tier=2).until("10:00")
    hands_back(desk)
    (escalation,) = desk.life.ladder.escalations
    assert (escalation.outcome, escalation.outcome_at) == ("handed back", at("10:00"))


def test_a_hand_back_does_not_tell_the_one_who_hands_back() -> None:
    desk = hands_back(moves(desk_with(), "Network"), by="marek")
    assert desk.told() == []


def test_a_hand_back_without_a_policy_works_too() -> None:
    desk = Desk(policies=()).open().escalates(tier=2)
    assert hands_back(desk).life.ticket.team == "Desk"


def test_a_hand_back_that_cannot_be_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refused, match="did not come from a lower tier"):
        hands_back(desk_with())
    with pytest.raises(Refused, match='did you mean "wrong team"'):
        hands_back(moves(desk_with(), "Network"), "wrong teem")
    with pytest.raises(Refused, match="reopen it first"):
        hands_back(moves(desk_with(), "Network").does(events.Resolved()))


# --- de-escalate --------------------------------------------------------------


def test_a_de_escalation_closes_the_records_with_an_outcome_and_moves_nothing() -> None:
    desk = desk_with().escalates(tier=2).until("10:00")
    desk.adds(acts.de_escalate(desk.act("ingrid"), desk.life, "The customer can wait."))
    (escalation,) = desk.life.ladder.escalations
    assert (escalation.outcome, escalation.outcome_at) == ("The customer can wait.", at("10:00"))
    assert desk.life.ticket.tier == 2


def test_without_an_open_escalation_there_is_nothing_to_close() -> None:
    with pytest.raises(Refused, match="no open escalation"):
        acts.de_escalate(desk_with().act(), desk_with().life, "Why?")


@pytest.mark.parametrize(
    ("fact", "word"),
    [(events.Resolved(), "resolved"), (events.Closed(), "closed"), (events.MergedAway("DE-2"), "merged")],
)
def test_what_ends_the_ticket_ends_its_escalations_and_its_promise(fact: events.Fact, word: str) -> None:
    desk = desk_with().escalates(tier=2).acknowledges("12:00").does(fact)
    assert desk.life.ladder.escalations[0].outcome == word
    assert desk.life.ladder.promise is None


def test_an_escalation_keeps_its_outcome() -> None:
    desk = desk_with().escalates(tier=2).does(events.DeEscalated("No need.")).does(events.Resolved())
    assert desk.life.ladder.escalations[0].outcome == "No need."


@pytest.mark.parametrize(("note", "bounced"), [("", 1), ("  ", 1), ("Which office?", 0)])
def test_a_hand_back_without_a_note_is_a_bounce_also_past_another_team(note: str, bounced: int) -> None:
    desk = desk_with()
    workplace = Team("Workplace", 2, OFFICE, ("jonas",))
    desk.directory = replace(desk.directory, teams={**desk.directory.teams, "Workplace": workplace})
    moves(moves(desk, "Network"), "Workplace")
    desk.adds(by_hand.hand_back(desk.act(), desk.caught_up(), desk.scene, "wrong team", note).events)
    assert (desk.life.ticket.team, desk.life.ticket.bounced) == ("Desk", bounced)
