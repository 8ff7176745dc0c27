"""How late steps fire on the real clock: in calm, and while engines are killed."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_escalation.app.application import application
from desktop_escalation.storage.database import Store
from tests.bench.databases import Databases
from tests.bench.figures import Figure, Report
from tests.copies import KINDS
from tests.journeys.siege.engines import Post, Troop
from tests.journeys.siege.grounds import Grounds, furnish
from tests.journeys.siege.lateness import lateness

TICKETS = 60  # with five steps each
FIRST_DUE_IN = timedelta(seconds=8)
SPREAD = timedelta(seconds=10)
KILL_EVERY_S = 2.0
LOOK_EVERY_S = 0.1
ENDS_WITHIN_S = 60
SUBJECT = "lateness"


@pytest.mark.parametrize("kind", KINDS)
def test_lateness_in_calm(kind: str, databases: Databases, tmp_path: Path, report: Report) -> None:
    grounds = furnish(databases.new(kind), tickets=TICKETS, first_due_in=FIRST_DUE_IN, spread=SPREAD)
    troop = Troop.at((Post(grounds.url),), tmp_path)
    with standing_watch(troop):
        wait_until_all_fired(grounds, troop.tend)
        assert troop.call_back() == ()
    tell(grounds, f"{kind}, calm, one engine", report)


@pytest.mark.parametrize("kind", KINDS)
def test_lateness_while_engines_are_killed(kind: str, databases: Databases, tmp_path: Path, report: Report) -> None:
    grounds = furnish(databases.new(kind), tickets=TICKETS, first_due_in=FIRST_DUE_IN, spread=SPREAD)
    troop = Troop.at((Post(grounds.url),) * 3, tmp_path)
    nemesis = Nemesis(troop)
    with standing_watch(troop):
        wait_until_all_fired(grounds, nemesis.strike)
    what = f"{kind}, three engines, a SIGKILL every {KILL_EVERY_S:g} s"
    report(Figure(SUBJECT, f"{what}: engines killed", nemesis.kills, "times"))
    tell(grounds, what, report)


@dataclass(slots=True)
class Nemesis:
    """Kills one engine after the other, and lets each start again at once."""

    troop: Troop
    began_s: float = field(default_factory=time.monotonic)
    kills: int = 0

    def strike(self) -> None:
        if time.monotonic() > self.began_s + (self.kills + 1) * KILL_EVERY_S:
            engine = self.troop.engines[self.kills % len(self.troop.engines)]
            engine.kill()
            engine.wait()
            self.kills += 1
        self.troop.tend()
        assert [engine.deaths for engine in self.troop.engines] == [[]] * len(self.troop.engines)


@contextmanager
def standing_watch(troop: Troop) -> Iterator[None]:
    """Start engines, and let none outlive the benchmark."""
    try:
        troop.tend()
        yield
    finally:
        troop.kill_all()


def wait_until_all_fired(grounds: Grounds, meanwhile: Callable[[], None]) -> None:
    """Wait for the last firing, and do something every moment until then."""
    with application(grounds.url) as app:
        began_s, last_due_s = time.monotonic(), seconds_until(grounds.last_due_at, app.store)
        while (passed_s := time.monotonic() - began_s) < last_due_s or has_waiting(grounds, app.store):
            assert passed_s < last_due_s + ENDS_WITHIN_S, "not all steps have fired"
            meanwhile()
            time.sleep(LOOK_EVERY_S)  # the engines are other processes, with nothing to wait on


def seconds_until(moment: datetime, store: Store) -> float:
    with store.reading() as tx:
        return (moment - tx.now).total_seconds()


def has_waiting(grounds: Grounds, store: Store) -> bool:
    """Say whether steps have yet to fire; asked only when all are due, so as not to disturb."""
    with store.reading() as tx:
        ((fired,),) = tx.sql("SELECT COUNT(*) FROM step_record WHERE outcome = 'fired'")
    return bool(fired < grounds.steps)


def tell(grounds: Grounds, what: str, report: Report) -> None:
    found = lateness(grounds.url)
    assert found.count == grounds.steps
    report(Figure(SUBJECT, f"{what}: median of {found.count} steps", found.median_ms, "ms"))
    report(Figure(SUBJECT, f"{what}: 99th percentile", found.p99_ms, "ms"))
    report(Figure(SUBJECT, f"{what}: longest", found.longest_ms, "ms"))
