import logging
from dataclasses import dataclass, field

import pytest

from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.watchdog import Watchdog
from tests.engine.hands import INTERVAL_S, Hand, a_job

YEAR_S = 365 * 86400.0


@dataclass
class Kennel:
    """A watchdog over two jobs, on clocks set by hand."""

    monotonic: Hand = field(default_factory=Hand)
    wall: Hand = field(default_factory=lambda: Hand(1_800_000_000.0))
    woken: list[str] = field(default_factory=list)
    restarts: int = 0

    def __post_init__(self) -> None:
        self.climb, self.deliver = (JobRun(a_job(name), self.monotonic) for name in ("climb", "deliver"))
        self.watchdog = Watchdog(
            (self.climb, self.deliver),
            lambda run: self.woken.append(run.job.name),
            self.restart,
            monotonic=self.monotonic,
            wall=self.wall,
        )

    def restart(self) -> None:
        self.restarts += 1

    def look_for(self, seconds: int, *at_work: JobRun) -> None:
        """Let seconds pass with a look each, while some jobs run again and again."""
        for _ in range(seconds):
            self.monotonic.seconds += 1
            self.wall.seconds += 1
            for run in at_work:
                run()
            self.watchdog.look()


@pytest.fixture
def kennel() -> Kennel:
    return Kennel()


def test_jobs_that_run_are_left_alone(kennel: Kennel) -> None:
    kennel.look_for(600, kennel.climb, kennel.deliver)
    assert (kennel.woken, kennel.restarts, kennel.watchdog.stuck) == ([], 0, frozenset())


def test_a_job_that_is_silent_for_three_intervals_is_woken_once(kennel: Kennel) -> None:
    kennel.look_for(int(3 * INTERVAL_S), kennel.deliver)
    assert kennel.woken == []
    kennel.look_for(10, kennel.deliver)
    assert kennel.woken == ["climb"]
    assert kennel.watchdog.stuck == {"climb"}


def test_a_job_that_runs_again_after_it_was_woken_is_not_stuck_any_more(
    kennel: Kennel, caplog: pytest.LogCaptureFixture
) -> None:
    kennel.look_for(40, kennel.deliver)
    kennel.look_for(600, kennel.climb, kennel.deliver)
    assert (kennel.woken, kennel.restarts, kennel.watchdog.stuck) == (["climb"], 0, frozenset())
    assert [record.message for record in caplog.records] == [
        "The job “climb” has been silent for 31 s: it begins at once",
        "The job “climb” goes on",
    ]


def test_where_waking_does_not_help_the_scheduler_is_replaced_after_thirty_seconds(
    kennel: Kennel, caplog: pytest.LogCaptureFixture
) -> None:
    kennel.look_for(61, kennel.deliver)
    assert kennel.restarts == 0
    kennel.look_for(1, kennel.deliver)
    assert kennel.restarts == 1
    assert kennel.watchdog.stuck == {"climb"}
    assert caplog.records[-1].levelno == logging.ERROR
    kennel.look_for(10, kennel.climb, kennel.deliver)
    assert (kennel.restarts, kennel.watchdog.stuck) == (1, frozenset())


def test_a_scheduler_that_does_not_help_either_is_replaced_again_but_not_at_each_look(kennel: Kennel) -> None:
    kennel.look_for(62, kennel.deliver)
    kennel.look_for(30, kennel.deliver)
    assert kennel.restarts == 1
    kennel.look_for(1, kennel.deliver)
    assert kennel.restarts == 2


@pytest.mark.parametrize("jump_s", [-3600.0, 6.0, 3600.0, 26 * YEAR_S, -26 * YEAR_S])
def test_a_clock_that_jumps_wakes_all_jobs_once(kennel: Kennel, jump_s: float) -> None:
    kennel.wall.seconds += jump_s
    kennel.look_for(20, kennel.climb, kennel.deliver)
    assert kennel.woken == ["climb", "deliver"]


def test_a_clock_that_is_slewed_wakes_nobody(kennel: Kennel) -> None:
    for _ in range(100):
        kennel.wall.seconds += 0.5
        kennel.look_for(1, kennel.climb, kennel.deliver)
    assert kennel.woken == []


def test_a_program_that_stood_still_wakes_all_jobs_and_calls_none_stuck(kennel: Kennel) -> None:
    kennel.monotonic.seconds += 3600
    kennel.wall.seconds += 3600
    kennel.watchdog.look()
    assert kennel.woken == ["climb", "deliver"]
    assert kennel.watchdog.stuck == frozenset()
