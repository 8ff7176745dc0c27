"""In whose personal queues a ticket is."""

import pytest

from desktop_escalation.domain.ladder import Escalation, EscalationKind
from desktop_escalation.domain.ladder_after import Ladder
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.past import Past, Spell
from desktop_escalation.domain.personal_queues import PersonalQueue, Place, escalated_to, queues_of, watching
from desktop_escalation.domain.places import places
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.ticket import Channel, Priority, State, Ticket
from tests.domain.desk import a_directory, at

FUNCTIONAL, HIERARCHICAL, NOTICE = EscalationKind


def an_escalation(
    kind: EscalationKind = FUNCTIONAL,
    told: tuple[str, ...] = (),
    *,
    to_team: str = "Network",
    acknowledged: bool = False,
    outcome: str | None = None,
) -> Escalation:
    return Escalation(
        number=1,
        kind=kind,
        reason="no progress",
        by="engine",
        from_team="Desk",
        from_tier=1,
        to_team=to_team,
        to_tier=2,
        due_at=at("10:00"),
        fired_at=at("10:00"),
        told=told,
        acknowledged_at=at("10:05") if acknowledged else None,
        outcome=outcome,
    )


def of(
    *escalations: Escalation, assignee: str | None = None, watchers: tuple[str, ...] = (), state: State = State.OPEN
) -> set[tuple[str, str]]:
    """Give the places of a ticket in the team Network."""
    ticket = Ticket(
        number="DE-1",
        subject="VPN drops",
        body="",
        channel=Channel.DESK,
        category=None,
        priority=Priority.URGENT,
        state=state,
        team="Network",
        tier=2,
        customer=None,
        created_at=at("09:00"),
        assignee=assignee,
        watchers=frozenset(watchers),
    )
    life = Life(ticket, Past((), Spell(1, at("09:00")), None), (), Ladder((), escalations))
    return {(place.queue.value, place.owner) for place in places(life)}


def test_a_ticket_that_nobody_watches_and_nobody_escalated_is_in_no_personal_queue() -> None:
    assert of(assignee="jonas") == set()


def test_a_watched_ticket_is_with_each_who_watches_it() -> None:
    assert of(watchers=("helen", "ingrid")) == {("watching", "helen"), ("watching", "ingrid")}


@pytest.mark.parametrize("state", [State.RESOLVED, State.CLOSED])
def test_what_is_no_longer_at_work_is_in_no_personal_queue(state: State) -> None:
    assert of(an_escalation(told=("ingrid",)), watchers=("helen",), state=state) == set()


def test_a_ticket_that_moved_up_is_with_the_new_team_until_somebody_has_or_acknowledges_it() -> None:
    assert of(an_escalation()) == {("team", "Network")}
    assert of(an_escalation(acknowledged=True)) == set()


def test_a_ticket_that_moved_up_is_with_its_assignee_there_until_the_escalation_is_closed() -> None:
    assert of(an_escalation(), assignee="jonas") == {("escalated", "jonas")}
    assert of(an_escalation(acknowledged=True), assignee="jonas") == {("escalated", "jonas")}
    assert of(an_escalation(outcome="handed back"), assignee="jonas") == set()


def test_a_ticket_that_has_moved_on_since_is_neither_with_that_team_nor_with_its_assignee() -> None:
    assert of(an_escalation(to_team="Edge"), assignee="jonas") == set()


@pytest.mark.parametrize("kind", [FUNCTIONAL, HIERARCHICAL])
def test_whoever_an_escalation_told_has_it_until_it_is_closed(kind: EscalationKind) -> None:
    elsewhere = an_escalation(kind, ("ingrid",), to_team="Edge", acknowledged=True)
    assert of(elsewhere) == {("escalated", "ingrid")}
    assert of(an_escalation(kind, ("ingrid",), outcome="resolved")) == set()


def test_whoever_a_notice_told_has_it_until_somebody_acknowledges() -> None:
    assert of(an_escalation(NOTICE, ("marek",)), assignee="jonas") == {("escalated", "marek")}
    assert of(an_escalation(NOTICE, ("marek",), acknowledged=True)) == set()


def test_a_person_has_what_came_to_the_teams_that_he_or_she_works_in_leads_or_manages() -> None:
    owned = escalated_to("ingrid", a_directory())
    assert owned[0] == Place(PersonalQueue.ESCALATED, "ingrid")
    assert {place.owner for place in owned[1:]} == {"Desk", "Network", "Edge"}
    assert escalated_to("dora", a_directory()) == (Place(PersonalQueue.ESCALATED, "dora"),)


def test_a_list_says_of_which_personal_queues_it_is() -> None:
    directory = a_directory()
    assert queues_of(QueueQuery(), directory) == ()
    assert queues_of(QueueQuery(watched_by="marek"), directory) == watching("marek")
    assert queues_of(QueueQuery(escalated_to="marek"), directory) == escalated_to("marek", directory)
