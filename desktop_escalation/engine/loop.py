"""The engine's loop: jobs that run over and over in threads of their own until it is stopped."""

import threading
import time
from collections.abc import Callable, Iterable, Sequence

from desktop_escalation.engine.job import Job, LoopState
from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.timetable import ApsTimetable, Timetable
from desktop_escalation.engine.watchdog import LOOKS_EVERY_S, PATIENCE_S, Watchdog


class EngineLoop:
    """Starts once in its life, and may be asked, woken and stopped from any thread; it knows no signals."""

    def __init__(
        self,
        jobs: Iterable[Job],
        timetable: Callable[[Sequence[JobRun]], Timetable] = ApsTimetable,
        *,
        looks_every_s: float = LOOKS_EVERY_S,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Say what runs, how often the watchdog looks, and how long it waits for a job that it has woken."""
        self._runs = {job.name: JobRun(job) for job in jobs}
        self._make_timetable = timetable
        self._looks_every_s = looks_every_s
        self._stopped = threading.Event()
        self._restarts = 0
        self._timetable = self._make_timetable(tuple(self._runs.values()))
        self._watchdog = Watchdog(tuple(self._runs.values()), self._wake_now, self._restart, patience_s=patience_s)
        self._watching = threading.Thread(target=self._watch, name="engine watchdog", daemon=True)

    def start(self) -> None:
        """Begin every job at once."""
        self._timetable.start()
        self._watching.start()

    def stop(self, timeout_s: float) -> bool:
        """Begin nothing more, and let the work that runs end at its next portion; False where it still runs then."""
        ends_s = time.monotonic() + timeout_s
        self._stopped.set()
        for run in self._runs.values():
            run.end()
        if self._watching.is_alive():
            # First, so that no new timetable comes after the old one.
            self._watching.join(timeout_s)
        self._timetable.shut_down()
        return all(run.wait_for_end(max(0.0, ends_s - time.monotonic())) for run in self._runs.values())

    def wake(self, name: str) -> None:
        """Let a job begin at once, or as soon after its last beginning as it may."""
        self.bring_forward(name, 0.0)

    def bring_forward(self, name: str, wait_s: float) -> None:
        """Let a job begin in so many seconds at the latest."""
        self._timetable.bring_forward(name, max(wait_s, self._runs[name].earliest_s()))

    def state(self) -> LoopState:
        """Tell how the jobs are."""
        stuck = self._watchdog.stuck
        jobs = tuple(run.state(is_stuck=name in stuck) for name, run in self._runs.items())
        return LoopState(jobs, self._restarts)

    def _wake_now(self, run: JobRun) -> None:
        self._timetable.begin(run.job.name)

    def _watch(self) -> None:
        while not self._stopped.wait(self._looks_every_s):
            self._watchdog.look()

    def _restart(self) -> None:
        """Replace the scheduler; work that hangs is left behind, for the database refuses what it would do twice."""
        # Apart, because a scheduler that hangs would hang the watchdog too.
        threading.Thread(target=self._timetable.shut_down, name="engine scheduler's end", daemon=True).start()
        timetable = self._make_timetable(tuple(self._runs.values()))
        # First, since whoever wakes a job meanwhile asks for one that is in the timetable.
        timetable.start()
        self._timetable = timetable
        self._restarts += 1
