"""Any table of tickets, by a map of its columns."""

from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Unreadable
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.history.csv_map import parse_map
from tests.history.archive import Archive

ONE_ROW = """
key = "Ticket"
subject = "Title"
body = "Text"
created_at = "Opened"
resolved_at = "Solved"
closed_at = "Closed"
state = "Status"
priority = "Urgency"
team = "Queue"
assignee = "Agent"
customer = "Mail"
category = "Topic"
author = "By"
[states]
"Waiting for vendor" = "pending supplier"
"Done" = "closed"
[priorities]
"Whenever" = "low"
"""

TABLE = """Ticket;Title;Text;Opened;Solved;Closed;Status;Urgency;Queue;Agent;Mail;Topic;By
A-1;VPN drops;Whole office;01/03/2016 08:00;01/03/2016 12:00;02/03/2016 09:00;done;1;Network;Ann Lee;P@x.example;VPN;Ann
A-2;Mouse;;2016-03-01T08:00+02:00;;;Waiting for vendor;whenever;Network;;Bob;;
A-3;Screen;;01/03/2016 10:00;01/03/2016 11:00;;;High;;;;;
A-4;Bad;;01/03/2016 10:00;;;Strange;;;;;;
A-5;Bad;;;;;new;;;;;;
A-6;Bad;;01/03/2016 10:00;;;new;;;;two@x@y;;
"""


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_row_tells_of_opening_solution_and_end(archive: Archive, tmp_path: Path) -> None:
    report = archive.csv(write(tmp_path, TABLE), ONE_ROW)
    assert (report.tally.tickets, [row.line for row in report.bad_rows.shown]) == (3, [5, 6, 7])
    assert archive.facts("A-1") == [
        "01.03. 08:00 Opened",
        "01.03. 08:00 Assigned",
        "01.03. 08:00 PolicyApplied",
        "01.03. 12:00 Resolved",
        "02.03. 09:00 Closed",
    ]
    ticket = archive.life("A-1").ticket
    assert (ticket.subject, ticket.body, ticket.category) == ("VPN drops", "Whole office", "VPN")
    assert (ticket.priority, ticket.team, ticket.assignee) == (Priority.URGENT, "Network", "ann-lee")
    assert ticket.customer == "p@x.example"
    assert archive.is_consistent()


def test_the_words_of_the_map_and_the_product_are_both_understood(sqlite_archive: Archive, tmp_path: Path) -> None:
    sqlite_archive.csv(write(tmp_path, TABLE), ONE_ROW, zone="Europe/Berlin")
    waiting, solved = sqlite_archive.life("A-2").ticket, sqlite_archive.life("A-3").ticket
    assert (waiting.state, waiting.pending_reason) == (State.PENDING, PendingReason.SUPPLIER)
    assert (waiting.priority, waiting.customer) == (Priority.LOW, "bob@import.invalid")
    assert waiting.created_at.hour == 6
    assert (solved.state, solved.priority, solved.team) == (State.RESOLVED, Priority.HIGH, "Desk")
    assert (solved.created_at.hour, solved.resolved_at and solved.resolved_at.hour) == (9, 10)


def test_with_updated_at_each_row_is_a_change(sqlite_archive: Archive, tmp_path: Path) -> None:
    columns = (
        'key = "No"\ncreated_at = "Opened"\nupdated_at = "At"\nclosed_at = "End"\nstate = "State"\nassignee = "Who"\n'
    )
    table = "No,Opened,At,End,State,Who\n" + "".join(
        f"7,2016-03-01 08:00,{at},2016-03-02 10:00,{state},{who}\n"
        for at, state, who in (
            ("2016-03-01 09:00", "open", "Ann"),
            ("2016-03-02 09:00", "resolved", "Ann"),
            ("2016-03-02 10:00", "closed", "Ann"),
        )
    )
    sqlite_archive.csv(write(tmp_path, table), columns)
    assert [fact for fact in sqlite_archive.facts("7") if "Policy" not in fact] == [
        "01.03. 08:00 Opened",
        "01.03. 08:00 Assigned",
        "01.03. 09:00 Begun",
        "02.03. 09:00 Resolved",
        "02.03. 10:00 Closed",
    ]


def test_times_are_read_in_the_form_that_the_map_names(sqlite_archive: Archive, tmp_path: Path) -> None:
    columns = 'key = "No"\ncreated_at = "At"\ndate_format = "%m-%d-%Y %H.%M"\n'
    report = sqlite_archive.csv(write(tmp_path, "No,At\n1,03-01-2016 08.30\n2,01/03/2016 08:30\n"), columns)
    assert [row.line for row in report.bad_rows.shown] == [3]
    assert sqlite_archive.life("1").ticket.created_at.isoformat() == "2016-03-01T08:30:00+00:00"


@pytest.mark.parametrize(("zone", "hour"), [("2016-10-30 02:30", 0), ("2016-03-27 02:30", 1)])
def test_a_time_that_the_zone_has_twice_or_never_is_read_as_calendars_do(
    sqlite_archive: Archive, tmp_path: Path, zone: str, hour: int
) -> None:
    table = write(tmp_path, f"No,At\n1,{zone}\n")
    sqlite_archive.csv(table, 'key = "No"\ncreated_at = "At"\n', zone="Europe/Berlin")
    assert sqlite_archive.life("1").ticket.created_at.hour == hour


def test_a_second_run_changes_nothing(archive: Archive, tmp_path: Path) -> None:
    table = write(tmp_path, TABLE)
    archive.csv(table, ONE_ROW)
    before = archive.content()
    assert archive.csv(table, ONE_ROW).tally.already_there == 3
    assert archive.content() == before


def test_every_fault_of_a_map_is_named_with_its_line() -> None:
    text = 'kez = "A"\nkey = 1\n[states]\nx = "opn"\n[priorities]\ny = "urgnt"\n'
    with pytest.raises(Unreadable) as unreadable:
        parse_map(text, "map.toml")
    lines = str(unreadable.value).splitlines()
    assert 'map.toml:1: unknown key "kez"; did you mean "key"?' in lines
    assert any(line.startswith("map.toml:2: ") and "created_at" in line for line in lines)
    assert any(line.startswith("map.toml:4: ") and 'did you mean "open"' in line for line in lines)
    assert any(line.startswith("map.toml:6: ") and 'did you mean "urgent"' in line for line in lines)


@pytest.mark.parametrize("pattern", ["%Q", "%H:%M"])
def test_a_form_of_times_without_a_day_is_refused(pattern: str) -> None:
    with pytest.raises(Unreadable, match=r"map.toml:3: date_format"):
        parse_map(f'key = "A"\ncreated_at = "B"\ndate_format = "{pattern}"\n', "map.toml")
