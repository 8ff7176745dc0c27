"""Clocks that are set by hand, jobs, and a timetable that only remembers what it was asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop_escalation.engine.job import GoOn, Job
from desktop_escalation.engine.job_run import JobRun

INTERVAL_S = 10.0

Work = Callable[[GoOn], None]


@dataclass
class Hand:
    """A clock that shows what it is set to."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


def do_nothing(_go_on: GoOn) -> None:
    """Succeed at once."""


def a_job(name: str = "climb", work: Work = do_nothing, wait_s: float = INTERVAL_S, pause_s: float = 0.0) -> Job:
    return Job(name, work, lambda: wait_s, INTERVAL_S, pause_s)


@dataclass
class NotedTimetable:
    """Begins nothing, and remembers what it was asked."""

    runs: Sequence[JobRun]
    happened: list[str] = field(default_factory=list)

    def start(self) -> None:
        self.happened.append("start")

    def bring_forward(self, name: str, wait_s: float) -> None:
        self.happened.append(f"{name} in {wait_s} s")

    def begin(self, name: str) -> None:
        self.happened.append(f"{name} now")

    def shut_down(self) -> None:
        self.happened.append("shut down")
