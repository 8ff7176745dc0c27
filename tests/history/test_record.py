"""Recording a log: verdicts for its clocks, nothing that escalates for the past, and never twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.ticket import Priority, State
from desktop_escalation.engine.sweep import sweep
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage.customers import load_all_customers
from tests.history.archive import ROOT, SAMPLE, Archive, furnish, write_log


def test_everything_of_a_log_comes_over(archive: Archive) -> None:
    report = archive.servicenow()
    assert (report.tally.tickets, report.people, report.teams, report.customers) == (8, 4, 2, 5)
    assert (report.tally.fired, report.tally.already_there, report.bad_rows.count) == (0, 0, 6)
    assert report.miscounted == {"reopen_count": 1, "reassignment_count": 0}
    ticket = archive.life("INC0000002").ticket
    assert (ticket.state, ticket.priority, ticket.team, ticket.assignee) == (
        State.CLOSED,
        Priority.HIGH,
        "Group 70",
        "resolver-13",
    )
    assert (ticket.subject, ticket.transfers) == ("Symptom 72, Category 20, Subcategory 170 (INC0000002)", 3)
    assert archive.is_consistent()


def test_people_and_customers_come_over_and_nobody_can_be_mailed_to(archive: Archive) -> None:
    archive.servicenow()
    with archive.app.store.reading() as tx:
        directory, customers = load_directory(tx), load_all_customers(tx)
    assert {login: person.name for login, person in directory.people.items()} == {
        "resolver-17": "Resolver 17",
        "resolver-13": "Resolver 13",
        "resolver-5": "Resolver 5",
        "resolver-21": "Resolver 21",
    }
    assert {person.channels for person in directory.people.values()} == {()}
    assert NoticeChannel.MAIL not in directory.people["resolver-5"].channels
    assert directory.teams["Group 70"].members == ("resolver-13", "resolver-21")
    assert (directory.teams["Group 25"].tier, directory.teams["Group 25"].calendar) == (2, "Office")
    assert (directory.teams["Group 56"].tier, directory.teams["Group 56"].calendar) == (1, "24/7")
    assert all(customer.mail.endswith("@import.invalid") and not customer.notices for customer in customers)


def test_events_are_the_differences_of_the_rows(sqlite_archive: Archive) -> None:
    sqlite_archive.servicenow()
    assert sqlite_archive.facts("INC0000001") == [
        "01.03. 08:00 Opened",
        "01.03. 08:00 PolicyApplied",
        "01.03. 09:30 Assigned",
        "01.03. 09:30 Begun",
        "01.03. 16:00 Resolved",
        "06.03. 17:00 Closed",
    ]


def test_no_response_is_waited_for_where_there_are_no_messages(sqlite_archive: Archive) -> None:
    sqlite_archive.servicenow()
    metrics = {clock.metric for number in range(1, 9) for clock in sqlite_archive.life(f"INC000000{number}").clocks}
    assert metrics == {Metric.OWNERSHIP, Metric.RESOLUTION}


def test_every_verdict_is_kept_also_one_that_a_reopening_superseded(archive: Archive) -> None:
    archive.servicenow()
    with archive.app.store.reading() as tx:
        rows = tx.sql(
            "SELECT verdict.cycle, outcome FROM verdict JOIN ticket ON ticket.id = ticket_id"
            " WHERE number = ? AND metric = 'resolution' ORDER BY verdict.id",
            "INC0000003",
        )
    assert rows == [(1, "breached")] * 3


def test_nothing_escalates_for_what_is_past(archive: Archive) -> None:
    report = archive.servicenow()
    done = sweep(archive.app.climbing)
    assert (done.fired, done.skipped) == (0, 0)
    records = archive.life("INC0000006").ladder.records
    assert report.tally.skipped >= len(records) > 0
    assert {record.reason for record in records} == {"missed, import"}
    assert archive.is_consistent()


def test_what_is_still_to_come_escalates_at_its_own_time(archive: Archive, tmp_path: Path) -> None:
    log = write_log(tmp_path / "log.csv", "INC1,New,1/3/2016 07:00,1,Group 70,Resolver 1,Caller 1")
    archive.servicenow(log)
    archive.app.clock.set(ROOT, datetime(2016, 3, 1, 8, tzinfo=UTC))
    assert sweep(archive.app.climbing).fired == 1


def test_a_second_run_changes_nothing(archive: Archive) -> None:
    archive.servicenow()
    before = archive.content()
    again = archive.servicenow()
    assert (again.tally.tickets, again.tally.already_there, again.people, again.teams) == (0, 8, 0, 0)
    assert archive.content() == before


def test_a_longer_log_adds_the_tickets_that_are_missing(sqlite_archive: Archive, tmp_path: Path) -> None:
    part = tmp_path / "part.csv"
    part.write_text("".join(SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)[:20]), encoding="utf-8")
    assert sqlite_archive.servicenow(part).tally.tickets == 3
    rest = sqlite_archive.servicenow()
    assert (rest.tally.tickets, rest.tally.already_there) == (5, 3)


def test_a_simulated_clock_moves_to_the_last_row(sqlite_archive: Archive) -> None:
    report = sqlite_archive.servicenow()
    assert (report.clock, report.is_clock_moved) == (datetime(2016, 3, 9, 12, 30, tzinfo=UTC), True)
    assert not sqlite_archive.servicenow().is_clock_moved


def test_a_real_clock_has_not_seen_the_future(sqlite_url: str, tmp_path: Path) -> None:
    furnish(sqlite_url, simulated=False)
    with Archive.open(sqlite_url) as archive, archive.app.store.reading() as tx:
        now = tx.now
    tomorrow = f"{now + timedelta(days=2):%d/%m/%Y %H:%M}"
    log = write_log(
        tmp_path / "log.csv",
        "INC1,New,1/3/2016 07:00,1,Group 70,?,Caller 1",
        f"INC1,Active,{tomorrow},1,Group 70,?,Caller 1",
        f"INC2,New,{tomorrow},1,Group 70,?,Caller 1",
    )
    with Archive.open(sqlite_url) as archive:
        report = archive.servicenow(log)
        assert [row.line for row in report.bad_rows.shown] == [3, 4]
        assert archive.life("INC1").ticket.state is State.NEW
        assert report.tally.skipped > 0


def test_a_number_that_is_taken_gets_an_ending(sqlite_archive: Archive, tmp_path: Path) -> None:
    log = write_log(tmp_path / "log.csv", "DE-1,New,1/3/2016 07:00,1,Group 70,?,Caller 1")
    sqlite_archive.csv(_a_table(tmp_path), 'key = "Ticket"\ncreated_at = "Opened"\n')
    sqlite_archive.servicenow(log)
    assert sqlite_archive.life("DE-1-2").ticket.team == "Group 70"


def _a_table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text("Ticket,Opened\nDE-1,2016-02-01T00:00Z\n", encoding="utf-8")
    return path


def test_people_of_the_organisation_are_recognised_by_name(sqlite_archive: Archive, tmp_path: Path) -> None:
    person = '[[person]]\nlogin = "marek"\nname = "Resolver 1"\nmail = "marek@harbour.example"\n'
    sqlite_archive.app.directory.import_organisation(ROOT, person, "people.toml")
    log = write_log(tmp_path / "log.csv", "INC1,New,1/3/2016 07:00,1,Group 70,resolver  1,Caller 1")
    assert sqlite_archive.servicenow(log).people == 0
    assert sqlite_archive.life("INC1").ticket.assignee == "marek"


def test_only_an_administrator_imports(sqlite_archive: Archive) -> None:
    sqlite_archive.app.directory.import_organisation(
        ROOT, '[[person]]\nlogin = "helen"\nname = "Helen"\nrole = "manager"\n', "people.toml"
    )
    with pytest.raises(Refused, match="administrator"):
        sqlite_archive.servicenow(by="helen")


def test_an_unknown_zone_is_refused(sqlite_archive: Archive) -> None:
    with pytest.raises(Refused, match=r"Europe/Berlin"):
        sqlite_archive.servicenow(zone="Europe/Berln")
