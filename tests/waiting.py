"""Waiting for what another thread or process does, which can only be looked at."""

import time
from collections.abc import Callable

LOOKS_EVERY_S = 0.01
TIMEOUT_S = 30.0


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for something, and fail when it takes too long."""
    ends_s = time.monotonic() + TIMEOUT_S
    while not happened():
        assert time.monotonic() < ends_s, "it did not come about"
        time.sleep(LOOKS_EVERY_S)  # it tells nobody when it happens
