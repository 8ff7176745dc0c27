"""When jobs begin: the port of the loop, and APScheduler behind it."""

import logging
import math
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_EXECUTED, EVENT_JOB_MISSED
from apscheduler.jobstores.base import JobLookupError
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from desktop_escalation.engine.job_run import JobRun
from desktop_escalation.engine.job_threads import JOB_STORE, JobThreads
from desktop_escalation.engine.trigger import FromNow

# That a job is still at work when it is due again is none: what it waits for, and whether it is stuck, is known better.
TROUBLE = {EVENT_JOB_ERROR: "it was broken off", EVENT_JOB_MISSED: "its time was missed"}
# A run that was planned for a moment ago, or for in a moment, is about to begin, and need not be brought forward.
BEGINS_WITHIN_S, ABOUT_S = 1.0, 0.02


class Timetable(Protocol):
    """Begins each job at once, and then as long after each run as the run said."""

    def start(self) -> None:
        """Begin, once in a timetable's life."""

    def bring_forward(self, name: str, wait_s: float) -> None:
        """Let a job begin in so many seconds at the latest; one at work begins again then, or when it has ended."""

    def begin(self, name: str) -> None:
        """Let a job that is not at work begin at once, whatever was planned."""

    def shut_down(self) -> None:
        """Begin no job any more, without waiting for one that is at work."""


class ApsTimetable:
    """Jobs in a scheduler of APScheduler, in memory: what is due is known by the database, never by a job store.

    The scheduler's own next moment only counts where a run does not come back with one. Moments are kept in monotonic
    seconds, since the computer's clock may be set while a job waits.
    """

    def __init__(self, runs: Sequence[JobRun], monotonic: Callable[[], float] = time.monotonic) -> None:
        """Say what runs; each has a name of its own."""
        self._runs = {run.job.name: run for run in runs}
        self._monotonic = monotonic
        # APScheduler's own locks are taken inside the first and outside the second.
        self._planning, self._working = threading.Lock(), threading.Lock()
        self._at_work: set[str] = set()
        self._planned_s: dict[str, float] = {}
        self._asked_s: dict[str, float] = {}
        # It warns each time that a job is still at work when it is due again, which floods the log of an outage; what
        # people need to know of a job is told by its run and by the watchdog.
        logging.getLogger("apscheduler").setLevel(logging.ERROR)
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            jobstores={JOB_STORE: MemoryJobStore()},
            executors={"default": JobThreads(self._submitted)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_listener(self._ended, EVENT_JOB_EXECUTED | EVENT_JOB_ERROR)
        self._scheduler.add_listener(self._in_trouble, EVENT_JOB_ERROR | EVENT_JOB_MISSED)

    def start(self) -> None:
        """Begin all jobs at once."""
        for name, run in self._runs.items():
            now = datetime.now(UTC)
            self._planned_s[name] = self._monotonic()
            self._scheduler.add_job(run, FromNow(run.job.longest_wait_s), id=name, name=name, next_run_time=now)
        self._scheduler.start()

    def bring_forward(self, name: str, wait_s: float) -> None:
        """Let a job begin in so many seconds at the latest."""
        with self._planning:
            now_s = self._monotonic()
            at_s = now_s + wait_s
            if self._is_at_work(name):
                # Begun now it would be turned away, for one run at a time is allowed.
                self._asked_s[name] = min(at_s, self._asked_s.get(name, math.inf))
            elif not now_s - BEGINS_WITHIN_S < self._planned_s[name] <= at_s + ABOUT_S:
                self._plan(name, at_s)

    def begin(self, name: str) -> None:
        """Let a job begin at once whatever was planned, for instance by a clock that was set since."""
        with self._planning:
            self._plan(name, self._monotonic())

    def shut_down(self) -> None:
        """End the scheduler, if it has not ended; a run at work goes on, and is not followed by another."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _submitted(self, name: str) -> None:
        with self._working:
            self._at_work.add(name)

    def _is_at_work(self, name: str) -> bool:
        with self._working:
            return name in self._at_work

    def _ended(self, event: Any) -> None:
        """Plan the next run; only now does APScheduler take the last one for ended."""
        name = event.job_id
        wait_s = event.retval if event.code == EVENT_JOB_EXECUTED else self._runs[name].job.longest_wait_s
        with self._planning:
            with self._working:
                self._at_work.discard(name)
            self._plan(name, min(self._monotonic() + wait_s, self._asked_s.pop(name, math.inf)))

    def _in_trouble(self, event: Any) -> None:
        self._runs[event.job_id].note(TROUBLE[event.code])

    def _plan(self, name: str, at_s: float) -> None:
        self._planned_s[name] = at_s
        wait = timedelta(seconds=max(0.0, at_s - self._monotonic()))
        with suppress(JobLookupError):  # the scheduler was shut down meanwhile, and nothing is planned any more
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC) + wait)
