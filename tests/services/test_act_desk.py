"""What the dialogs of the smaller acts ask before, on both databases."""

from datetime import timedelta

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.act_desk import ActDesk
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.storage.customers import save_customers
from desktop_escalation.storage.lives import load_life
from tests.services.office import ROOT, Office, at, speaking_for

MAREK = speaking_for("marek")


def desk(office: Office) -> ActDesk:
    return ActDesk(office.app.store)


def test_a_promise_is_by_default_the_one_that_acknowledging_makes(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    promises = desk(office).promises(MAREK, number)
    assert promises.default_until == at("09:30")
    assert promises.calendar is not None
    assert promises.calendar.between(at("07:00"), at("09:00")) == timedelta(hours=1)
    assert [(step.position, step.at) for step in promises.steps][:2] == [(1, at("12:00")), (2, at("12:45"))]
    office.app.ticketing.acknowledge(MAREK, number, None)
    assert office.look(number).promised_until == promises.default_until
    again = desk(office).promises(MAREK, number)
    assert (again.current_until, again.new_promises_left) == (at("09:30"), 3)


def test_without_a_policy_only_a_named_time_will_do(office: Office) -> None:
    number = office.ticket()
    promises = desk(office).promises(MAREK, number)
    assert (promises.default_until, promises.current_until, promises.steps) == (None, None, ())
    assert promises.calendar is None


def test_a_promise_that_was_put_off_three_times_is_refused_at_once(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    for clock in ("10:00", "10:10", "10:20", "10:30"):
        office.app.ticketing.acknowledge(MAREK, number, at(clock))
    with pytest.raises(Refused, match="3 times already"):
        desk(office).promises(MAREK, number)


def test_the_way_back_is_the_team_that_it_came_from(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.escalate(MAREK, number, HandEscalation("security", "Look.", tier=2))
    way = desk(office).way_back(MAREK, number)
    assert (way.team, way.tier, way.refusal) == ("Desk Leeds", "Service Desk", "")
    assert office.look(number).ticket.team == "Network"


def test_a_ticket_that_was_never_raised_has_no_way_back(office: Office) -> None:
    way = desk(office).way_back(MAREK, office.ticket())
    assert way.team is None
    assert "did not come from a lower tier" in way.refusal


def test_each_priority_tells_its_time_to_fix(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    office.at("10:00")
    choices = {one.priority: (one.target, one.due_at) for one in desk(office).priorities(MAREK, number).choices}
    assert choices[Priority.URGENT] == (timedelta(hours=4), at("13:00"))
    assert choices[Priority.HIGH] == (timedelta(hours=8), at("17:00"))
    assert choices[Priority.NORMAL] == (None, None)
    assert office.look(number).ticket.priority is Priority.URGENT


def test_each_reason_to_wait_tells_which_clocks_stand_still_and_when_the_others_are_due(office: Office) -> None:
    office.at("09:00")
    office.publish()
    number = office.ticket()
    found = desk(office).pauses(MAREK, number)
    for choice in found.choices:
        office.app.ticketing.pause(ROOT, number, choice.reason, None)
        with office.app.store.reading() as tx:
            clocks = [clock for clock in load_life(tx, number).life.clocks if clock.is_going]
        assert choice.still == tuple(clock.metric for clock in clocks if clock.is_paused)
        assert tuple(metric for metric, _ in choice.going) == tuple(
            clock.metric for clock in clocks if not clock.is_paused
        )
        office.app.ticketing.resume(ROOT, number)


def test_a_new_ticket_can_go_to_any_team(office: Office) -> None:
    intake = desk(office).intake(MAREK)
    assert intake.teams == (
        ("Desk", "Service Desk"),
        ("Desk Leeds", "Service Desk"),
        ("Network", "Specialists"),
        ("Edge platform", "Engineering"),
    )
    assert "Network" in intake.site.categories


@pytest.mark.parametrize("text", ["priya@h", "PRIYA N", "  priya "])
def test_a_customer_is_found_by_the_begin_of_mail_or_name(office: Office, text: str) -> None:
    found = desk(office).customers(MAREK, text)
    assert [(one.mail, one.name, one.organisation) for one in found] == [
        ("priya@halden.example", "Priya Nair", "Halden Logistics")
    ]


def test_a_name_with_letters_that_english_lacks_is_found_as_it_is_written(office: Office) -> None:
    with office.app.store.writing() as tx:
        save_customers(tx, [Customer("elodie@shop.example", "Élodie Ünal")])
    assert [one.mail for one in desk(office).customers(MAREK, "Élo")] == ["elodie@shop.example"]


@pytest.mark.parametrize("text", ["", " ", "halden", "%", "_riya"])
def test_nobody_is_found_by_less_than_a_begin(office: Office, text: str) -> None:
    assert desk(office).customers(MAREK, text) == ()


def test_a_dozen_customers_are_offered_at_most(office: Office) -> None:
    for number in range(15):
        office.app.ticketing.new(ROOT, NewTicket("Hello", customer=f"visitor{number:02}@shop.example"))
    found = desk(office).customers(MAREK, "visitor")
    assert [one.mail for one in found] == [f"visitor{number:02}@shop.example" for number in range(12)]
