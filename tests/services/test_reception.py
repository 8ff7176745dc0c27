"""Whoever opens the program is welcomed with what there is to know of the site."""

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Role
from tests.services.office import ROOT, Office, at, speaking_for


def test_an_agent_is_welcomed_by_name_with_duty_and_organisation(office: Office) -> None:
    office.at("09:00")
    welcome = office.app.reception.welcome(speaking_for("marek"))
    assert (welcome.name, welcome.role) == ("Marek Dvořák", Role.AGENT)
    assert welcome.person is not None
    assert welcome.person.login == "marek"
    assert welcome.duty is not None
    assert welcome.duty.is_on
    assert welcome.duty.changes_at == at("18:00")
    assert sorted(welcome.directory.tiers) == [1, 2, 3]
    assert "Desk Leeds" in welcome.directory.teams


def test_the_time_is_that_of_the_databases_clock(office: Office) -> None:
    office.at("10:15")
    welcome = office.app.reception.welcome(ROOT)
    assert welcome.now == at("10:15")
    assert welcome.is_simulated
    assert welcome.clock_speed == 0


def test_a_clock_that_runs_faster_says_so(office: Office) -> None:
    office.app.clock.run(ROOT, 60)
    assert office.app.reception.welcome(ROOT).clock_speed == 60


def test_off_hours_one_is_off_duty(office: Office) -> None:
    office.at("19:00")
    duty = office.app.reception.welcome(speaking_for("marek")).duty
    assert duty is not None
    assert not duty.is_on


def test_an_administrator_of_no_team_is_welcomed_without_duty(office: Office) -> None:
    welcome = office.app.reception.welcome(ROOT)
    assert (welcome.name, welcome.role, welcome.person, welcome.duty) == ("os:root", Role.ADMIN, None, None)


def test_somebody_unknown_is_refused(office: Office) -> None:
    with pytest.raises(Refused, match='there is no person "mallory"'):
        office.app.reception.welcome(speaking_for("mallory"))
