"""The loop with APScheduler itself, in short intervals; what is waited for is an event and never a time."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue

import pytest

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.engine.job import GoOn, Job, every
from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.loop import EngineLoop
from tests.engine.hands import NotedTimetable, a_job
from tests.waiting import wait_until

SOON_S = 10.0
LONG_S = 3600.0


@dataclass
class Counted:
    """Work that tells of each time it began; where it is held, it ends only when it is let go."""

    begun: SimpleQueue[float] = field(default_factory=SimpleQueue)
    may_end: threading.Event = field(default_factory=threading.Event)
    is_held: bool = False

    def __call__(self, _go_on: GoOn) -> None:
        self.begun.put(time.monotonic())
        if self.is_held:
            assert self.may_end.wait(SOON_S)

    def wait(self) -> float:
        """The moment of the next beginning."""
        return self.begun.get(timeout=SOON_S)


@dataclass
class WokenTimetable:
    """Begins nothing, and knows its jobs only from its start on, as the real one; `on_start` comes in between."""

    on_start: Callable[[], None]
    has_started: bool = False

    def start(self) -> None:
        self.on_start()
        self.has_started = True

    def bring_forward(self, name: str, wait_s: float) -> None:
        assert self.has_started, f"{name} in {wait_s} s"

    def begin(self, name: str) -> None:
        assert self.has_started, name

    def shut_down(self) -> None:
        """There is nothing to end."""


@contextmanager
def running(*jobs: Job, looks_every_s: float = 0.02, patience_s: float = 30.0) -> Iterator[EngineLoop]:
    loop = EngineLoop(jobs, looks_every_s=looks_every_s, patience_s=patience_s)
    loop.start()
    try:
        yield loop
    finally:
        loop.stop(SOON_S)


def test_jobs_begin_at_once_and_then_as_long_after_as_each_says() -> None:
    climb, deliver = Counted(), Counted()
    with running(Job("climb", climb, lambda: 0.1, LONG_S), every(LONG_S, "deliver", deliver)):
        first, second, third = climb.wait(), climb.wait(), climb.wait()
        deliver.wait()
        assert second - first >= 0.1
        assert third - second >= 0.1
        assert deliver.begun.empty()


def test_a_job_that_waits_for_long_begins_at_once_when_it_is_woken() -> None:
    climb = Counted()
    with running(every(LONG_S, "climb", climb)) as loop:
        climb.wait()
        wait_until(lambda: loop.state().jobs[0].success_s_ago is not None)
        loop.wake("climb")
        climb.wait()


def test_a_job_that_is_woken_while_it_works_begins_again_when_it_has_ended() -> None:
    climb = Counted(is_held=True)
    with running(every(LONG_S, "climb", climb)) as loop:
        climb.wait()
        loop.wake("climb")
        climb.may_end.set()
        climb.wait()


def test_a_job_that_is_woken_often_keeps_its_pause_and_misses_nothing() -> None:
    look = Counted()
    with running(Job("look", look, lambda: LONG_S, LONG_S, pause_s=0.1)) as loop:
        first = look.wait()
        for _ in range(100):
            loop.wake("look")
        second = look.wait()
        assert second - first >= 0.099
        assert look.begun.empty()


def test_a_job_is_brought_forward_and_never_put_off() -> None:
    climb = Counted()
    with running(Job("climb", climb, lambda: 0.2, LONG_S)) as loop:
        climb.wait()
        for _ in range(5):
            loop.bring_forward("climb", LONG_S)
        climb.wait()


def test_a_failure_is_told_and_tried_again_and_other_jobs_go_on() -> None:
    errors: list[Exception] = [Unavailable("no answer")]
    deliver, climb = Counted(), Counted()

    def failing_once(go_on: GoOn) -> None:
        climb(go_on)
        if errors:
            raise errors.pop()

    with running(every(1.0, "climb", failing_once), every(0.05, "deliver", deliver)) as loop:
        climb.wait()
        wait_until(lambda: loop.state().jobs[0].last_error == "no answer")
        climb.wait()
        wait_until(lambda: loop.state().jobs[0].last_error is None)
        deliver.wait()


def test_a_job_that_is_broken_off_goes_on_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    climb = Counted()

    def leaving(go_on: GoOn) -> None:
        climb(go_on)
        raise SystemExit(3)

    with running(every(0.1, "climb", leaving)) as loop:
        climb.wait()
        wait_until(lambda: loop.state().jobs[0].last_error == "it was broken off")
        climb.wait()
        climb.wait()
    assert "SystemExit" in caplog.text


def test_a_job_that_hangs_is_left_behind_with_its_scheduler_and_begins_anew(caplog: pytest.LogCaptureFixture) -> None:
    climb = Counted(is_held=True)
    with running(every(0.1, "climb", climb), patience_s=0.2) as loop:
        climb.wait()
        wait_until(lambda: loop.state().jobs[0].is_stuck)
        climb.is_held = False
        climb.wait()
        climb.wait()
        wait_until(lambda: not loop.state().jobs[0].is_stuck)
        assert loop.state().restarts == 1
        assert loop.state().jobs[0].success_s_ago is not None
        climb.may_end.set()
    assert "The engine's scheduler is replaced, since these jobs gave no sign of life: climb" in caplog.text


def test_a_stopped_loop_has_ended_its_work_and_its_threads() -> None:
    before = set(threading.enumerate())
    climb = Counted()
    with running(every(0.05, "climb", climb)) as loop:
        climb.wait()
        assert loop.stop(SOON_S)
        wait_until(lambda: set(threading.enumerate()) <= before)


def test_work_in_portions_ends_when_the_loop_is_stopped() -> None:
    began = threading.Event()

    def work(go_on: GoOn) -> None:
        while go_on():
            began.set()

    with running(every(LONG_S, "climb", work)) as loop:
        assert began.wait(SOON_S)
        assert loop.stop(SOON_S)


def test_a_loop_does_not_wait_for_ever_for_work_that_hangs() -> None:
    climb = Counted(is_held=True)
    with running(every(LONG_S, "climb", climb)) as loop:
        climb.wait()
        assert not loop.stop(0.05)
        climb.may_end.set()


def test_a_job_can_be_woken_while_the_scheduler_is_replaced() -> None:
    made: list[WokenTimetable] = []

    def make(_runs: Sequence[JobRun]) -> "WokenTimetable":
        # Nobody wakes a loop before its start; from then on, anybody does at any time.
        made.append(WokenTimetable((lambda: loop.wake("climb")) if made else (lambda: None)))
        return made[-1]

    # A timetable that begins nothing leaves its job silent, which is what scheduler after scheduler is replaced for.
    loop = EngineLoop((every(0.01, "climb", lambda _go_on: None),), make, looks_every_s=0.02, patience_s=0.02)
    loop.start()
    wait_until(lambda: loop.state().restarts > 0)
    assert loop.stop(SOON_S)
    assert all(timetable.has_started for timetable in made)


def test_a_job_that_is_due_again_while_it_works_is_in_no_trouble(caplog: pytest.LogCaptureFixture) -> None:
    errors: list[Exception] = [Unavailable("no answer")]
    climb = Counted(is_held=True)

    def failing_once(go_on: GoOn) -> None:
        if errors:
            raise errors.pop()
        climb(go_on)

    with running(every(0.02, "climb", failing_once), looks_every_s=LONG_S) as loop:
        climb.wait()
        # Far more of its intervals than one.
        assert not climb.may_end.wait(0.3)
        assert loop.state().jobs[0].last_error == "no answer"
        climb.may_end.set()
        wait_until(lambda: loop.state().jobs[0].last_error is None)
    assert {record.name for record in caplog.records} == {"desktop_escalation.engine.job_run"}


def test_no_job_begins_before_the_start_and_the_timetable_is_shut_down_at_the_end() -> None:
    made: list[NotedTimetable] = []

    def make(runs: Sequence[JobRun]) -> NotedTimetable:
        made.append(NotedTimetable(runs))
        return made[-1]

    loop = EngineLoop((a_job(),), make)
    (timetable,) = made
    assert [run.job.name for run in timetable.runs] == ["climb"]
    assert timetable.happened == []
    loop.start()
    loop.wake("climb")
    assert loop.stop(SOON_S)
    assert timetable.happened == ["start", "climb in 0.0 s", "shut down"]
