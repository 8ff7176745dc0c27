"""A whole real log: recorded, played, broken off by force, and counted again minute by minute.

`DESKTOP_ESCALATION_SAMPLES` names the folder in which it lies; without it the project's own sample stands in.
"""

import csv
import gzip
import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import TextIO
from zoneinfo import ZoneInfo

import pytest
from msgspec import Struct

from desktop_escalation.app.application import application
from desktop_escalation.domain.receipt import Receipt
from desktop_escalation.services.database_admin import create_database
from tests.history.archive import ROOT, SAMPLE, Archive

FOLDER = os.environ.get("DESKTOP_ESCALATION_SAMPLES")
LOG = SAMPLE if FOLDER is None else Path(FOLDER) / "servicenow_incidents.csv.gz"
ROWS_TO_KILL = 6000
KILLS = 6
COUNTED_AGAIN = 200
MINUTE = timedelta(minutes=1)

HOLIDAYS = ["2016-03-25", "2016-03-28", "2016-05-05", "2016-05-16", "2016-10-03", "2016-12-26"]
ORGANISATION = f"""
[[calendar]]
name = "Office"
zone = "Europe/Berlin"
holidays = {json.dumps(HOLIDAYS)}
[calendar.week]
mon = ["08:00-12:00", "13:00-18:00"]
tue = ["08:00-18:00"]
wed = ["08:00-18:00"]
thu = ["08:00-18:00"]
fri = ["08:00-18:00"]
[[tier]]
level = 2
name = "Specialists"
default_team = "Group 25"
[[team]]
name = "Group 25"
tier = 2
calendar = "Office"
"""
POLICY = """
name = "Everything"
calendar = "Office"
[targets]
resolution = { 1 = "4h", 2 = "8h", 3 = "20h", 4 = "40h" }
ownership = { 1 = "1h", 2 = "2h", 3 = "8h", 4 = "16h" }
[pauses]
customer = ["resolution"]
supplier = ["resolution"]
[[step]]
at = "75% of resolution"
do = [{ involve = ["assignee"] }]
[[step]]
at = "at resolution"
do = [{ move_to = { tier = 2, assign = "least loaded" } }, { involve = ["assignee"] }]
[[step]]
at = "4h after resolution"
do = [{ involve = ["assignee", "team"] }]
"""
TARGET_MINUTES = {1: 240, 2: 480, 3: 1200, 4: 2400}
PAUSED = {"Awaiting User Info", "Awaiting Evidence", "Awaiting Vendor"}


def furnish(url: str) -> None:
    create_database(url, ROOT, simulated=True)
    with application(url) as app:
        app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
        app.policies.publish(ROOT, POLICY, "policy.toml")


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The log, played from its first row to its last."""
    url = f"sqlite:///{tmp_path_factory.mktemp('played') / 'escalation.db'}"
    furnish(url)
    with Archive.open(url) as archive:
        archive.servicenow(LOG, play=True)
        yield archive


# --- the log once more, read by nobody but this test ---


class Line(Struct, frozen=True):
    """What this test needs of a row."""

    at: datetime
    state: str
    priority: str


def open_log() -> TextIO:
    return gzip.open(LOG, "rt", encoding="utf-8") if LOG.suffix == ".gz" else LOG.open(encoding="utf-8")


def read_log() -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    with open_log() as file:
        for row in csv.DictReader(file):
            try:
                at = datetime.strptime(row["sys_updated_at"], "%d/%m/%Y %H:%M").replace(tzinfo=UTC)
            except (ValueError, TypeError):
                continue
            if row["incident_state"] != "-100" and row["number"] != "?" and row["priority"][0] in "1234?":
                priority = row["priority"][0].replace("?", "3")
                found.setdefault(row["number"], []).append(Line(at, row["incident_state"], priority))
    return {number: sorted(lines, key=lambda line: line.at) for number, lines in found.items()}


class Office:
    """The office hours of the policy, one minute after the other."""

    def __init__(self) -> None:
        self._open: dict[datetime, bool] = {}
        self._zone = ZoneInfo("Europe/Berlin")

    def is_open(self, minute: datetime) -> bool:
        if minute not in self._open:
            local = minute.astimezone(self._zone)
            is_working_day = local.weekday() < 5 and f"{local:%Y-%m-%d}" not in HOLIDAYS
            is_lunch = local.weekday() == 0 and local.hour == 12
            self._open[minute] = is_working_day and 8 <= local.hour < 18 and not is_lunch
        return self._open[minute]

    def count(self, lines: list[Line], until: datetime) -> int:
        """Count the minutes from the first line to a moment in which the office is open and nothing is waited for."""
        counted, index, minute = 0, 0, lines[0].at
        while minute < until:
            while index + 1 < len(lines) and lines[index + 1].at <= minute:
                index += 1
            if lines[index].state not in PAUSED and self.is_open(minute):
                counted += 1
            minute += MINUTE
        return counted


def test_what_was_counted_for_escalations_is_what_stepping_through_the_minutes_counts(played: Archive) -> None:
    log, office = read_log(), Office()
    with played.app.store.reading() as tx:
        keys = tx.sql(
            "SELECT number, escalation.step, escalation.fired_at FROM ticket JOIN"
            " (SELECT ticket_id, step, fired_at FROM escalation WHERE policy IS NOT NULL) AS escalation"
            " ON escalation.ticket_id = ticket.id ORDER BY number, escalation.fired_at"
        )
    random.Random(20160229).shuffle(keys)
    counted = 0
    for number, step, fired_ms in keys:
        fired_at = datetime.fromtimestamp(fired_ms / 1000, UTC)
        before = [line for line in log[number] if line.at <= fired_at]
        is_plain = len({line.priority for line in before}) == 1 and not {"Resolved", "Closed"} & {
            line.state for line in before
        }
        if not is_plain:
            continue
        target = TARGET_MINUTES[int(before[0].priority)]
        threshold = {"1": target * 3 // 4, "2": target, "3": target + 240}[step]
        sums = receipt_of(played, number, step, fired_at).arithmetic
        assert (sums.target, sums.threshold) == (target * MINUTE, threshold * MINUTE), number
        assert sums.counted / MINUTE == threshold == office.count(log[number], fired_at), (number, step)
        counted += 1
        if counted == COUNTED_AGAIN:
            break
    assert counted == COUNTED_AGAIN or FOLDER is None


def receipt_of(archive: Archive, number: str, step: str, fired_at: datetime) -> Receipt:
    found = archive.app.explaining.explain(ROOT, number, step).explanations
    (receipt,) = (one.receipt for one in found if one.receipt.at == fired_at and one.receipt.outcome == "fired")
    return receipt


def test_a_played_log_is_whole_and_follows_from_its_events(played: Archive) -> None:
    log = read_log()
    with played.app.store.reading() as tx:
        ((tickets,),) = tx.sql("SELECT COUNT(*) FROM ticket")
        ((reopened,),) = tx.sql("SELECT COUNT(*) FROM event WHERE kind = 'Reopened'")
        ((last_ms,),) = tx.sql("SELECT simulated_ms FROM site_clock")
    over = {"Resolved", "Closed"}
    back = sum(
        (before.state, after.state) == ("Closed", "Resolved") or (before.state in over and after.state not in over)
        for lines in log.values()
        for before, after in pairwise(lines)
    )
    assert (tickets, reopened) == (len(log), back)
    assert datetime.fromtimestamp(last_ms / 1000, UTC) == max(lines[-1].at for lines in log.values())
    assert played.is_consistent()


def test_a_second_play_of_the_whole_changes_nothing(played: Archive) -> None:
    with played.app.store.reading() as tx:
        before = [
            tx.sql(f"SELECT COUNT(*) FROM {table}") for table in ("event", "ticket", "message", "directory_history")
        ]
    assert played.servicenow(LOG, play=True).tally.events == 0
    with played.app.store.reading() as tx:
        after = [
            tx.sql(f"SELECT COUNT(*) FROM {table}") for table in ("event", "ticket", "message", "directory_history")
        ]
    assert before == after


def test_a_recorded_log_is_whole_and_nothing_escalates(database_url: str) -> None:
    furnish(database_url)
    with Archive.open(database_url) as archive:
        report = archive.servicenow(LOG)
        assert (report.tally.tickets, report.tally.fired) == (len(read_log()), 0)
        assert archive.servicenow(LOG).tally.already_there == report.tally.tickets
        assert archive.is_consistent()


# --- broken off by force ---


def test_a_play_that_is_killed_again_and_again_ends_as_one_that_never_was(tmp_path: Path) -> None:
    with open_log() as file:
        lines = list(islice(file, ROWS_TO_KILL))
    part = tmp_path / "part.csv"
    part.write_text("".join(lines), encoding="utf-8")
    killed, whole = (f"sqlite:///{tmp_path / name}.db" for name in ("killed", "whole"))
    for url in (killed, whole):
        furnish(url)
    seconds = random.Random(7)
    for _ in range(KILLS):
        process = start_play(killed, part)
        # A power cut comes at any moment, so there is nothing to wait for but the end.
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds.uniform(0.8, 2.5))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert start_play(killed, part).wait() == 0
    assert start_play(whole, part).wait() == 0
    with Archive.open(killed) as one, Archive.open(whole) as other:
        assert one.content() == other.content()


def start_play(url: str, path: Path) -> subprocess.Popen[bytes]:
    command = (sys.executable, "-m", "desktop_escalation.cli.__main__", "--db", url, "import", "servicenow", str(path))
    return subprocess.Popen((*command, "--play"), stdout=subprocess.DEVNULL)
