"""The time of the site as the window shows it: the database's clock, carried on between two readings."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SiteTime:
    """Tells what the database's clock shows by now; before the first reading it is the computer's own."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Carry on by a clock that no one sets."""
        self._monotonic = monotonic
        self._read_at = datetime.now(UTC)
        self._read_s = monotonic()
        self._speed = 1

    def read(self, now: datetime, speed: int) -> None:
        """Take over a reading, and how many seconds pass on that clock in one."""
        self._read_at = now
        self._read_s = self._monotonic()
        self._speed = speed

    def heard(self, now: datetime) -> None:
        """Take over a reading of the clock that goes on as before."""
        self.read(now, self._speed)

    def __call__(self) -> datetime:
        """Tell the time, aware and in UTC."""
        return self._read_at + timedelta(seconds=(self._monotonic() - self._read_s) * self._speed)
