"""The engine's own jobs: passes until nothing is due, and what hints of others lead to."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue

import pytest

from desktop_escalation.engine.climb import CLIMB, LONGEST_WAIT_S, LOOK_AHEAD, Bounded, climb_job, engine_loop
from desktop_escalation.engine.job import every
from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.loop import EngineLoop
from desktop_escalation.engine.sweep import Sweep
from desktop_escalation.storage.engine_log import SILENT_AFTER, PassCount
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, furnish
from tests.waiting import wait_until

SOON_S = 10.0
FOUND, NOTHING = PassCount(looked_at=2, fired=1, skipped=1), PassCount()


@dataclass
class Passing:
    """Passes that find what they are told to, and tell of each."""

    finds: list[PassCount] = field(default_factory=list)
    done: SimpleQueue[PassCount] = field(default_factory=SimpleQueue)

    def run_pass(self) -> PassCount:
        count = self.finds.pop(0) if self.finds else NOTHING
        self.done.put(count)
        return count


@dataclass
class Waiting:
    """A room in which the next thing is due in so many seconds."""

    seconds: float = 3600.0
    asked: SimpleQueue[float] = field(default_factory=SimpleQueue)

    def seconds_until_due(self, at_most_s: float) -> float:
        self.asked.put(at_most_s)
        return min(self.seconds, at_most_s)


@contextmanager
def running(loop: EngineLoop) -> Iterator[EngineLoop]:
    loop.start()
    try:
        yield loop
    finally:
        assert loop.stop(SOON_S)


def has_succeeded(loop: EngineLoop, name: str) -> bool:
    return any(job.name == name and job.success_s_ago is not None for job in loop.state().jobs)


def test_the_longest_wait_keeps_an_engine_well_from_silence() -> None:
    assert SILENT_AFTER.total_seconds() > 3 * LONGEST_WAIT_S


def test_passes_are_run_until_nothing_is_due_and_told_together() -> None:
    told: list[Sweep] = []
    run = JobRun(climb_job(Passing([FOUND, FOUND]), Waiting(3.0), told.append))
    assert run() == 3.0
    assert [(done.looked_at, done.fired, done.skipped) for done in told] == [(4, 2, 2)]


def test_a_pass_that_finds_nothing_is_not_told() -> None:
    told: list[Sweep] = []
    JobRun(climb_job(Passing(), Waiting(), told.append))()
    assert told == []


def test_a_sweep_ends_after_the_pass_that_runs_when_the_loop_is_to_end() -> None:
    passing = Passing([FOUND, FOUND, FOUND])
    going_on = iter((True, False))
    count = Bounded(passing, lambda: next(going_on))
    assert count.run_pass() == FOUND
    assert count.run_pass() == NOTHING
    assert passing.done.qsize() == 1


def test_what_is_due_soon_is_waited_for_and_not_the_longest_wait() -> None:
    passing, room = Passing(), Waiting(0.1)
    with running(engine_loop(passing, room, lambda _done: None)):
        for _ in range(3):
            passing.done.get(timeout=SOON_S)


def test_a_hint_costs_a_look_ahead_and_no_pass_where_nothing_is_due() -> None:
    passing, room = Passing(), Waiting()
    with running(engine_loop(passing, room, lambda _done: None)) as loop:
        wait_until(lambda: has_succeeded(loop, CLIMB) and has_succeeded(loop, LOOK_AHEAD))
        looks = room.asked.qsize()
        for _ in range(50):
            loop.wake(LOOK_AHEAD)
        wait_until(lambda: room.asked.qsize() > looks)
        assert room.asked.qsize() == looks + 1
        assert passing.done.qsize() == 1


def test_a_hint_that_something_is_due_now_lets_a_pass_begin() -> None:
    passing, room = Passing(), Waiting()
    with running(engine_loop(passing, room, lambda _done: None)) as loop:
        wait_until(lambda: has_succeeded(loop, CLIMB) and has_succeeded(loop, LOOK_AHEAD))
        passing.done.get(timeout=SOON_S)
        room.seconds = 0.0
        loop.wake(LOOK_AHEAD)
        passing.done.get(timeout=SOON_S)


def test_other_jobs_run_in_the_same_loop() -> None:
    delivered = threading.Event()
    others = (every(3600.0, "deliver", lambda _go_on: delivered.set()),)
    with running(engine_loop(Passing(), Waiting(), lambda _done: None, others)) as loop:
        assert delivered.wait(SOON_S)
        assert [job.name for job in loop.state().jobs] == [CLIMB, LOOK_AHEAD, "deliver"]


def test_a_database_that_vanished_is_told_in_a_sentence(copy_of: CopyOf, caplog: pytest.LogCaptureFixture) -> None:
    url = copy_of(furnish, SQLITE)
    with Office.open(url) as office:
        run = JobRun(climb_job(office.app.climbing, office.app.engine_room, lambda _done: None))
        run()
        office.app.store.let_go()
        file = Path(url.removeprefix("sqlite:///"))
        file.rename(file.with_name("moved"))
        for _ in range(3):
            run()
    (record,) = caplog.records
    assert (record.levelno, record.exc_info) == (logging.WARNING, None)
    assert record.message.startswith(f"There is no database at {file}")
    assert record.message.endswith("The job “climb” keeps trying.")


def test_a_step_of_a_real_database_fires_when_its_time_has_come_and_a_hint_tells(copy_of: CopyOf) -> None:
    with Office.open(copy_of(furnish, SQLITE)) as office:
        office.publish()
        office.at("09:00")
        number = office.ticket()
        told: SimpleQueue[Sweep] = SimpleQueue()
        with running(engine_loop(office.app.climbing, office.app.engine_room, told.put)) as loop:
            wait_until(lambda: has_succeeded(loop, CLIMB))
            office.at("12:00")
            loop.wake(LOOK_AHEAD)
            assert told.get(timeout=SOON_S).fired == 1
        assert len(office.look(number).escalations) == 1
