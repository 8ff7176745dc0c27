"""Steps whose time came while no engine looked, on clocks that a person then ended."""

from desktop_escalation.services.intake import NewTicket
from tests.services.office import ROOT, Office, speaking_for

MAREK = speaking_for("marek")


def test_a_step_that_no_engine_saw_before_the_ticket_was_resolved_is_missed_and_not_forgotten(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("13:05")
    office.app.ticketing.resolve(MAREK, number)
    office.app.climbing.run_pass()
    view = office.app.lists.show(ROOT, number).view
    assert [(one.key.step, one.reason) for one in view.skipped] == [
        (step, "missed, engine off until 13:05") for step in ("1", "2", "3")
    ]
    assert view.escalations == ()
    (explained,) = office.app.explaining.explain(ROOT, number, "3").explanations
    assert explained.receipt.outcome == "skipped (missed, engine off until 13:05)"
    assert office.app.check.check(ROOT, lambda _done, _total: None).differences == ()


def test_a_step_whose_time_had_not_come_when_the_ticket_was_resolved_is_not_needed(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("11:59")
    office.app.ticketing.resolve(MAREK, number)
    assert office.app.lists.show(ROOT, number).view.skipped == ()
    (explained,) = office.app.explaining.explain(ROOT, number, "1").explanations
    assert explained.receipt.outcome == "not needed"


def test_acknowledgement_clocks_stay_where_no_policy_governs_the_ticket_any_more(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("12:00")
    office.app.climbing.run_pass()
    office.app.ticketing.priority(MAREK, number, NewTicket("x").priority)
    metrics = [clock.metric for clock in office.app.lists.show(ROOT, number).view.clocks]
    assert metrics == ["resolution", "acknowledgement"]
