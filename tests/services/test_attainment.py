from desktop_escalation.domain.attainment import Attainment
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.storage.verdicts import attainments
from tests.services.office import Office, speaking_for

MAREK = speaking_for("marek")


def kept(office: Office) -> tuple[Attainment, ...]:
    with office.app.store.reading() as tx:
        return attainments(tx)


def test_attainment_counts_clocks_that_were_met_and_breached_and_leaves_the_rest_out(office: Office) -> None:
    office.publish()
    office.at("09:00")
    met, breached, _running = office.ticket(), office.ticket(), office.ticket()
    office.at("12:00")
    office.app.ticketing.resolve(MAREK, met)
    assert kept(office) == (Attainment(Metric.RESOLUTION, Priority.URGENT, met=1, breached=0),)
    office.at("13:30")
    office.app.ticketing.resolve(MAREK, breached)
    assert kept(office) == (Attainment(Metric.RESOLUTION, Priority.URGENT, met=1, breached=1),)
    assert kept(office)[0].share == 0.5


def test_a_verdict_that_was_reopened_in_its_own_cycle_is_kept_and_the_last_one_counts(office: Office) -> None:
    office.publish()
    office.at("09:00")
    number = office.ticket()
    office.at("12:00")
    office.app.ticketing.resolve(MAREK, number)
    office.at("12:30")
    office.app.ticketing.reopen(MAREK, number)
    office.at("15:00")
    office.app.ticketing.resolve(MAREK, number)
    assert kept(office) == (Attainment(Metric.RESOLUTION, Priority.URGENT, met=0, breached=1),)
    with office.app.store.reading() as tx:
        assert tx.sql("SELECT outcome FROM verdict ORDER BY id") == [("met",), ("breached",)]
