"""When a job begins again, seen from now: moments that passed unused are never made up for."""

import random
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

SPREAD = 0.1


def jittered(seconds: float) -> float:
    """A tenth more or less, by chance, so that workstations which began together do not go on together."""
    return seconds * random.uniform(1 - SPREAD, 1 + SPREAD)  # noqa: S311


class FromNow(BaseTrigger):  # type: ignore[misc]
    """An interval from now; APScheduler's own would list all runs missed while the clock stood elsewhere."""

    def __init__(self, interval_s: float) -> None:
        """Say the interval, about which each wait lies."""
        self._interval_s = interval_s

    def __str__(self) -> str:
        return f"{self._interval_s:g} s from now"

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:  # noqa: ARG002
        """Give the moment an interval after `now`, whenever the job ran last."""
        return now + timedelta(seconds=jittered(self._interval_s))
