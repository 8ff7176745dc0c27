"""What the engine's loop does over and over: a job, and how it is."""

from collections.abc import Callable

from msgspec import Struct

GoOn = Callable[[], bool]
"""Called by the work of a job between its portions: a sign of life, and False where the loop is to end."""


class Job(Struct, frozen=True):
    """Work, and in how many seconds it begins again, which is asked after each success.

    `longest_wait_s` bounds that wait; where it is silent for three times as long, it counts as stuck. Woken up, it
    begins at the earliest `pause_s` after it began last.
    """

    name: str
    work: Callable[[GoOn], None]
    wait_s: Callable[[], float]
    longest_wait_s: float
    pause_s: float = 0.0

    def __post_init__(self) -> None:
        """Refuse a job that would begin without end."""
        if self.longest_wait_s <= 0:
            raise ValueError("a job waits")


def every(seconds: float, name: str, work: Callable[[GoOn], None]) -> Job:
    """Make a job that waits equally long each time, give or take a tenth."""
    return Job(name, work, lambda: seconds, seconds)


class JobState(Struct, frozen=True):
    """How a job is: seconds since its last success, None where it had none; what went wrong since then, in words."""

    name: str
    success_s_ago: float | None
    last_error: str | None
    is_stuck: bool


class LoopState(Struct, frozen=True):
    """How a loop is: its jobs, and how often its scheduler had to be replaced because one was stuck."""

    jobs: tuple[JobState, ...]
    restarts: int
