"""Sees that jobs begin, whatever becomes of the computer's clock, of its sleep, or of the scheduler."""

import logging
import time
from collections.abc import Callable, Sequence

from desktop_escalation.engine.job_run import JobRun

LOOKS_EVERY_S = 1.0
JUMP_S = 5.0
INTERVALS_OF_SILENCE = 3
PATIENCE_S = 30.0

logger = logging.getLogger(__name__)


class Watchdog:
    """Looks at jobs on the monotonic clock, which nobody can set; one thread calls it, others may ask."""

    def __init__(
        self,
        runs: Sequence[JobRun],
        wake: Callable[[JobRun], None],
        restart: Callable[[], None],
        *,
        patience_s: float = PATIENCE_S,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """Say how a job is begun at once, and how all are begun anew where that does not help for `patience_s`."""
        self._runs = tuple(runs)
        self._wake = wake
        self._restart = restart
        self._patience_s = patience_s
        self._monotonic = monotonic
        self._wall = wall
        self._looked_s = monotonic()
        self._ahead_s = wall() - self._looked_s
        self._woken_s: dict[str, float] = {}

    @property
    def stuck(self) -> frozenset[str]:
        """The names of the jobs that were silent for too long and have given no sign of life since."""
        return frozenset(self._woken_s)

    def look(self) -> None:
        """Wake what is silent for too long, and everything when the clock jumped or the program stood still."""
        now_s = self._monotonic()
        if self._has_jumped(now_s):
            for run in self._runs:
                self._wake(run)
            return  # whether that helped shows at the next look
        for run in self._runs:
            self._look_at(run, now_s)
        if any(now_s - woken_s > self._patience_s for woken_s in self._woken_s.values()):
            names = ", ".join(sorted(self.stuck))
            logger.error("The engine's scheduler is replaced, since these jobs gave no sign of life: %s", names)
            self._woken_s = dict.fromkeys(self._woken_s, now_s)
            self._restart()

    def _has_jumped(self, now_s: float) -> bool:
        """True where the computer's clock was set or the computer or this program slept since the last look."""
        ahead_s, stood_s = self._wall() - now_s, now_s - self._looked_s
        jump_s = ahead_s - self._ahead_s
        self._ahead_s, self._looked_s = ahead_s, now_s
        if abs(jump_s) > JUMP_S:
            logger.warning("The computer slept, or its clock was set, by %.0f s: all jobs begin at once", jump_s)
        elif stood_s > JUMP_S + LOOKS_EVERY_S:
            logger.warning("The program stood still for %.0f s: all jobs begin at once", stood_s)
        else:
            return False
        return True

    def _look_at(self, run: JobRun, now_s: float) -> None:
        name, woken_s = run.job.name, self._woken_s.get(run.job.name)
        if woken_s is not None:
            if run.alive_s > woken_s:
                del self._woken_s[name]
                logger.warning("The job “%s” goes on", name)
            return
        silent_s = now_s - run.alive_s
        if silent_s > INTERVALS_OF_SILENCE * run.job.longest_wait_s:
            logger.warning("The job “%s” has been silent for %.0f s: it begins at once", name, silent_s)
            self._woken_s[name] = now_s
            self._wake(run)
