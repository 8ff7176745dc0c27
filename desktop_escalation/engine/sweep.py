"""Passes over what is due, one after the other, until nothing is due any more."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from msgspec import Struct

from desktop_escalation.storage.engine_log import PassCount

# Some megabytes at most; looking every 700 values, as Python does, takes a tenth of a pass.
VALUES_OF_A_COLLECTION = 20_000


class Passes(Protocol):
    """What a sweep repeats."""

    def run_pass(self) -> PassCount:
        """Do what is due now; a count of zero looked at means that nothing was."""


class Sweep(Struct, frozen=True):
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
    with _few_collections():
        while (count := climbing.run_pass()).looked_at:
            total += count
    return Sweep(total.looked_at, total.fired, total.skipped, seconds_now() - began, total.set_aside)


@contextmanager
def _few_collections() -> Iterator[None]:
    """Look for cycles among the values less often: a pass makes very many, which are in none, and die by themselves."""
    usual = gc.get_threshold()
    gc.set_threshold(VALUES_OF_A_COLLECTION, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
