"""Repeating a whole transaction that a lost connection or another transaction broke off."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from msgspec import Struct

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.storage.failures import is_repeatable

T = TypeVar("T")


class Patience(Struct, frozen=True):
    """For how long to repeat, and how to pause between: ever longer, and by chance, so that not all come at once.

    The limit counts from the first failure: a server that stood still may have taken longer than that to fail.
    """

    limit_s: float = 20.0
    first_pause_s: float = 0.05
    longest_pause_s: float = 5.0
    pause: Callable[[float], None] = time.sleep  # of a worker, or of a program whose window is closed
    monotonic: Callable[[], float] = time.monotonic


PATIENCE = Patience()


def retrying(work: Callable[[], T], patience: Patience = PATIENCE) -> T:
    """Do work that opens its own transaction and may be done twice; the last failure is raised when patience ends."""
    ends_s: float | None = None
    longest_s = patience.first_pause_s
    while True:
        pause_s = random.uniform(0, longest_s)  # noqa: S311
        try:
            return work()
        except Unavailable as error:
            if ends_s is None:
                ends_s = patience.monotonic() + patience.limit_s
            if not is_repeatable(error) or patience.monotonic() + pause_s > ends_s:
                raise
        patience.pause(pause_s)
        longest_s = min(2 * longest_s, patience.longest_pause_s)
