"""A job as it runs: its failures are told and survived, and each run ends with how long to wait."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.engine.job import Job, JobState
from desktop_escalation.engine.trigger import jittered

SHORTEST_WAIT_S = 0.05
FIRST_RETRY_S = 1.0
# After so many doublings each retry waits as long as the job ever does.
DOUBLINGS = 20
TELLS_EVERY_S = 60.0

logger = logging.getLogger(__name__)


class JobRun:
    """Runs a job when called, from whatever thread, and remembers how that went."""

    def __init__(self, job: Job, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Say in `monotonic` which clock counts the seconds."""
        self.job = job
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._is_ending = False
        self._at_work = 0
        self._began_s: float | None = None
        self._alive_s = monotonic()
        self._success_s: float | None = None
        self._failures = 0
        self._failing_since_s: float | None = None
        self._is_told = False
        self._told_s: dict[int, float] = {}
        self._last_error: str | None = None

    def __call__(self) -> float:
        """Do the work once, and tell in how many seconds to do it again."""
        with self._working():
            try:
                if self._is_ending:
                    return self.job.longest_wait_s
                self.job.work(self._go_on)
                wait_s = self.job.wait_s()
            except EscalationError as error:
                return self._put_off(str(error))
            except Exception as error:  # noqa: BLE001 - a mistake of one job must end neither it nor the others
                return self._keep(error)
            self._succeed()
            return self._bounded(wait_s)

    @property
    def alive_s(self) -> float:
        """The moment of the last sign of life, on the monotonic clock."""
        return self._alive_s

    def earliest_s(self) -> float:
        """In how many seconds the job may begin when it is woken up."""
        began_s = self._began_s
        return 0.0 if began_s is None else max(0.0, began_s + self.job.pause_s - self._monotonic())

    def note(self, trouble: str) -> None:
        """Remember what went wrong around the job, in words."""
        self._last_error = trouble

    def state(self, *, is_stuck: bool) -> JobState:
        """Tell how the job is."""
        success_s = self._success_s
        ago_s = None if success_s is None else self._monotonic() - success_s
        return JobState(self.job.name, ago_s, self._last_error, is_stuck)

    def end(self) -> None:
        """Let the work end at its next portion, and never begin again."""
        self._is_ending = True

    def wait_for_end(self, timeout_s: float) -> bool:
        """True as soon as no run is at work; False where one still is after so many seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: self._at_work == 0, timeout_s)

    @contextmanager
    def _working(self) -> Iterator[None]:
        with self._changed:
            self._at_work += 1
            self._began_s = self._alive_s = self._monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._at_work -= 1
                self._changed.notify_all()

    def _go_on(self) -> bool:
        self._alive_s = self._monotonic()
        return not self._is_ending

    def _succeed(self) -> None:
        now_s = self._monotonic()
        if self._is_told and self._failing_since_s is not None:
            logger.warning("The job “%s” works again after %.0f s.", self.job.name, now_s - self._failing_since_s)
        self._failures, self._failing_since_s, self._is_told, self._last_error = 0, None, False, None
        self._success_s = self._alive_s = now_s

    def _put_off(self, reason: str) -> float:
        longest_s = min(self.job.longest_wait_s, FIRST_RETRY_S * 2 ** min(self._failures, DOUBLINGS))
        wait_s = random.uniform(longest_s / 2, longest_s)  # noqa: S311
        self._fail(reason)
        if self._is_to_be_told(logging.WARNING):
            sentence = f"{reason[:1].upper()}{reason[1:].rstrip('.')}."
            logger.warning("%s The job “%s” keeps trying.", sentence, self.job.name)
        return wait_s

    def _keep(self, error: Exception) -> float:
        self._fail(f"{type(error).__name__}: {error}")
        if self._is_to_be_told(logging.ERROR):
            logger.error("The job “%s” failed by a mistake of the program", self.job.name, exc_info=error)
        return jittered(self.job.longest_wait_s)

    def _fail(self, reason: str) -> None:
        self._failures, self._last_error = self._failures + 1, reason
        if self._failing_since_s is None:
            self._failing_since_s = self._monotonic()

    def _is_to_be_told(self, level: int) -> bool:
        """True at most once a minute, for an outage lasts and its log is read; mistakes are counted apart from it."""
        now_s = self._monotonic()
        told_s = self._told_s.get(level)
        if told_s is not None and now_s - told_s < TELLS_EVERY_S:
            return False
        self._told_s[level] = now_s
        self._is_told = True
        return True

    def _bounded(self, wait_s: float) -> float:
        if wait_s >= self.job.longest_wait_s:
            return jittered(self.job.longest_wait_s)
        return max(SHORTEST_WAIT_S, wait_s)
