"""The threads that jobs run in: one for each, which keeps its connection, and which no program waits for at its end."""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial
from queue import SimpleQueue
from typing import Any

from apscheduler.executors.base import BaseExecutor, run_job

JOB_STORE = "default"

Task = Callable[[], list[Any]]


class JobThreads(BaseExecutor):  # type: ignore[misc]
    """An executor of APScheduler, whose own waits when Python ends for its threads, and for ever where one hangs."""

    def __init__(self, on_submit: Callable[[str], None]) -> None:
        """Begin without threads, each of which begins with the first run of its job; `on_submit` hears of each run."""
        super().__init__()
        self._on_submit = on_submit
        self._tasks: dict[str, SimpleQueue[Task | None]] = {}

    def shutdown(self, wait: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002 - APScheduler's signature
        """Let each thread end after what it does now; nobody waits here, whoever wants to does so by the run."""
        for tasks in self._tasks.values():
            tasks.put(None)

    def _do_submit_job(self, job: Any, run_times: list[datetime]) -> None:
        if job.id not in self._tasks:
            tasks: SimpleQueue[Task | None] = SimpleQueue()
            self._tasks[job.id] = tasks
            threading.Thread(target=self._work, args=(job.id, tasks), name=f"engine {job.id}", daemon=True).start()
        self._on_submit(job.id)
        self._tasks[job.id].put(partial(run_job, job, JOB_STORE, run_times, self._logger.name))

    def _work(self, job_id: str, tasks: "SimpleQueue[Task | None]") -> None:
        while (task := tasks.get()) is not None:
            self._run_job_success(job_id, task())
