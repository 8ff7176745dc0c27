"""The real engine as a process whose computer's clock is set while it runs, or which is stopped and goes on.

On PostgreSQL the server's clock decides what is due, so that a step fires at its time whatever the engine's computer
shows. On an SQLite file that computer's clock is the database's: set back, what was due later comes later; set forward,
what is due by it fires; and neither fires anything twice.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from queue import Empty
from typing import Any

import pytest

from tests.cli.engine_process import EngineProcess, engine_process
from tests.cli.runner import Desk
from tests.journeys.faked_clock import FakedClock

POLICY = """
name = "Everything"
calendar = "24/7"
[targets]
resolution = { 1 = "4h" }
[[step]]
at = "at resolution"
do = [{ involve = ["assignee"] }]
"""
SOON = timedelta(seconds=2)
DUE_IN = timedelta(seconds=6)
MOST_LATE_S = 20.0
MOST_MEGABYTES = 100.0
ASLEEP_S = 8.0
# Longer than an engine ever waits.
QUIET_S = 20.0


@pytest.fixture
def clock(tmp_path: Path) -> FakedClock:
    clock = FakedClock.at(tmp_path / "offset")
    if clock is None:
        pytest.fail("libfaketime is not installed: run tools/journey_packages.sh")
    return clock


@dataclass
class Site:
    """A help desk on a real clock, with a step at the due moment of each ticket, and the process of an engine."""

    desk: Desk
    clock: FakedClock
    engine: EngineProcess
    tickets: list[str] = field(default_factory=list)

    @classmethod
    @contextmanager
    def open(cls, url: str, clock: FakedClock) -> Iterator["Site"]:
        desk = Desk(url)
        desk.run("database", "create")
        desk.run("policy", "publish", "-", stdin=POLICY)
        with engine_process(url, "--json", environment=clock.environment) as engine:
            yield cls(desk, clock, engine)

    def ticket_due_in(self, span: timedelta) -> float:
        """Add a ticket whose step is due in so long a time; gives that moment in monotonic seconds."""
        number = f"DE-{len(self.tickets) + 1}"
        self.tickets.append(number)
        self.desk.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk")
        due_at, due_s = datetime.now(UTC) + span, time.monotonic() + span.total_seconds()
        self.desk.run("ticket", "due", number, "resolution", due_at.isoformat(), "--reason", "as promised")
        return due_s

    def fires(self, due_s: float) -> float:
        """Wait until the engine fires one step, and give by how many seconds that was late."""
        line = self.engine.line(timeout_s=max(0.0, due_s - time.monotonic()) + MOST_LATE_S)
        assert json.loads(line)["fired"] == 1
        return time.monotonic() - due_s

    def fires_nothing(self) -> bool:
        try:
            self.engine.line(timeout_s=QUIET_S)
        except Empty:
            return True
        return False

    def status(self) -> Any:
        """The state of the engine, asked for on the engine's computer."""
        command = (sys.executable, "-m", "desktop_escalation.cli.__main__", "--db", self.desk.url)
        asked = subprocess.run(
            (*command, "engine", "status", "--json"),
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | dict(self.clock.environment),
        )
        return json.loads(asked.stdout)

    def each_fired_once(self) -> bool:
        return all(len(self.desk.ticket(number)["escalations"]) == 1 for number in self.tickets)

    def ends_well(self) -> bool:
        self.engine.signal(signal.SIGTERM)
        return self.engine.ended() == 0


def figure(words: str) -> None:
    """Print what was measured, for those who read the journeys' output."""
    print(words)  # noqa: T201


def test_on_postgresql_steps_fire_in_time_whatever_the_clock_of_the_engine_shows(
    postgres_url: str, clock: FakedClock
) -> None:
    with Site.open(postgres_url, clock) as site:
        site.fires(site.ticket_due_in(SOON))
        for offset in ("-1h", "+0", "+26y", "+0"):
            due_s = site.ticket_due_in(DUE_IN)
            clock.set(offset)
            late_s, megabytes = site.fires(due_s), site.engine.resident_mb()
            figure(f"clock set to {offset}: {late_s:.2f} s late, {megabytes:.0f} MB")
            assert late_s < MOST_LATE_S
            assert megabytes < MOST_MEGABYTES
        assert site.status()["silent"] is False
        assert site.each_fired_once()
        assert site.ends_well()


@pytest.mark.parametrize("kind", ["postgres_url", "sqlite_url"])
def test_an_engine_that_was_stopped_for_a_while_fires_when_it_goes_on(
    kind: str, request: pytest.FixtureRequest, clock: FakedClock
) -> None:
    with Site.open(request.getfixturevalue(kind), clock) as site:
        site.fires(site.ticket_due_in(SOON))
        due_s = site.ticket_due_in(SOON)
        site.engine.signal(signal.SIGSTOP)
        time.sleep(ASLEEP_S)
        woken_s = time.monotonic()
        site.engine.signal(signal.SIGCONT)
        assert site.fires(due_s) < woken_s - due_s + MOST_LATE_S
        late_s, megabytes = time.monotonic() - woken_s, site.engine.resident_mb()
        figure(f"after {ASLEEP_S:.0f} s of standing still: {late_s:.2f} s after that, {megabytes:.0f} MB")
        assert megabytes < MOST_MEGABYTES
        assert site.each_fired_once()
        assert site.ends_well()


def test_on_an_sqlite_file_a_clock_set_back_puts_off_what_was_due_and_fires_nothing_twice(
    sqlite_url: str, clock: FakedClock
) -> None:
    with Site.open(sqlite_url, clock) as site:
        site.fires(site.ticket_due_in(SOON))
        site.ticket_due_in(DUE_IN)
        clock.set("-1h")
        assert site.fires_nothing()
        status = site.status()
        assert (status["due"], status["late_s"], status["silent"]) == (0, 0.0, False)
        clock.set("+0")
        late_s = site.fires(time.monotonic())
        figure(f"clock set right again: {late_s:.2f} s later, {site.engine.resident_mb():.0f} MB")
        assert site.each_fired_once()
        assert site.status()["silent"] is False
        assert site.ends_well()


def test_on_an_sqlite_file_a_clock_set_forward_fires_what_is_due_by_it_once(sqlite_url: str, clock: FakedClock) -> None:
    with Site.open(sqlite_url, clock) as site:
        site.fires(site.ticket_due_in(SOON))
        site.ticket_due_in(timedelta(hours=2))
        clock.set("+26y")
        late_s, megabytes = site.fires(time.monotonic()), site.engine.resident_mb()
        figure(f"clock set 26 years forward: {late_s:.2f} s later, {megabytes:.0f} MB")
        assert megabytes < MOST_MEGABYTES
        assert site.status()["silent"] is False
        clock.set("+0")
        due_s = site.ticket_due_in(DUE_IN)
        figure(f"and right again: {site.fires(due_s):.2f} s late, {site.engine.resident_mb():.0f} MB")
        assert site.status()["silent"] is False
        assert site.each_fired_once()
        assert site.ends_well()
