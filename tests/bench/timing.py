"""Measuring how long work takes."""

import statistics
import time
from collections.abc import Callable, Sequence


def seconds(work: Callable[[], object]) -> float:
    """Tell how long work takes."""
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def in_turns(works: Sequence[Callable[[], object]], rounds: int) -> list[list[float]]:
    """Tell the times of each work, done in turn, so that what slows the computer down slows all of them."""
    took_s: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times_s in zip(works, took_s, strict=True):
            times_s.append(seconds(work))
    return took_s


def medians(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Tell the median time of each work, done in turn."""
    return [statistics.median(times_s) for times_s in in_turns(works, rounds)]
