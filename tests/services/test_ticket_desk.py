"""One ticket on somebody's desk."""

from datetime import timedelta

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.rungs import RungState
from desktop_escalation.domain.standing import Level
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.services.ticket_desk import DeskTicket, TicketDesk
from tests.services.office import ROOT, Office, at, speaking_for


def opened(office: Office, number: str, by: str = "marek") -> DeskTicket:
    return TicketDesk(office.app.store).open(speaking_for(by), number)


@pytest.fixture
def number(office: Office) -> str:
    """A ticket under the sample policy, opened at 09:00 and given to Marek."""
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.app.ticketing.assign(ROOT, number, "marek")
    return number


def test_a_ticket_comes_with_its_clocks_ladder_customer_and_people(office: Office, number: str) -> None:
    shown = opened(office, number)
    assert (shown.ticket.number, shown.policy) == (number, PolicyRef("Urgent incidents", 1))
    assert shown.customer is not None
    assert (shown.customer.name, shown.asker, shown.zone) == ("Priya Nair", "marek", "Europe/London")
    assert shown.name("marek") == "Marek Dvořák"
    assert shown.rungs[0].state is RungState.NEXT
    assert [one.metric for one in shown.standings(at("09:00"))][-1] is Metric.RESOLUTION


def test_the_standings_go_on_after_the_reading(office: Office, number: str) -> None:
    shown = opened(office, number)
    early, late = (shown.standings(at(clock))[-1] for clock in ("09:30", "17:30"))
    assert early.left - late.left >= timedelta(hours=3)
    assert (early.level, late.level) == (Level.OK, Level.BREACHED)


def test_a_clock_and_a_rung_stand_as_the_same_moment_says(office: Office, number: str) -> None:
    office.at("10:00")
    shown = opened(office, number)
    assert shown.page.now == at("10:00")
    resolution = shown.standings(shown.page.now)[-1]
    assert resolution.due_at == shown.page.view.clocks[-1].due_at


def test_who_is_there_is_told_of_those_concerned(office: Office, number: str) -> None:
    assert opened(office, number).on_duty == {"marek"}
    office.at("23:00")
    assert opened(office, number).on_duty == frozenset()


def test_an_agent_is_told_what_only_a_lead_may_do(office: Office, number: str) -> None:
    assert "needs a lead" in opened(office, number).refusals[Right.TICKET_DUE]
    assert Right.TICKET_DUE not in opened(office, number, "ingrid").refusals


def test_nobody_of_the_organisation_is_told_that_only_persons_acknowledge(office: Office, number: str) -> None:
    words = TicketDesk(office.app.store).open(ROOT, number).refusals
    assert "only a named person can acknowledge an escalation" in words[Right.TICKET_ACKNOWLEDGE]
    assert "only a named person can watch a ticket" in words[Right.TICKET_WATCH]


def test_a_ticket_that_does_not_exist_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match='there is no ticket "DE-1"'):
        opened(office, "DE-1")
