"""Passes over what is due, one after the other, until nothing is due any more."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop_escalation.storage.engine_log import PassCount


class Passes(Protocol):
    """What a sweep repeats."""

    def run_pass(self) -> PassCount:
        """Do what is due now; a count of zero looked at means that nothing was."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """What a run until nothing is due did; `seconds` is how long it took."""

    looked_at: int
    fired: int
    skipped: int
    seconds: float
    set_aside: int = 0


def sweep(climbing: Passes, seconds_now: Callable[[], float] = time.monotonic) -> Sweep:
    """Run passes until one finds nothing due."""
    began = seconds_now()
    total = PassCount()
    while True:
        count = climbing.run_pass()
        if not count.looked_at:
            return Sweep(total.looked_at, total.fired, total.skipped, seconds_now() - began, total.set_aside)
        total += count
