"""When a message that could not be delivered is tried again, and when that is given up."""

from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=1)
MOST_ATTEMPTS = 8
# Workstations that failed together come back apart.
_SPREAD = 0.25


def next_try_at(now: datetime, attempts: int, expires_at: datetime | None, chance: float) -> datetime | None:
    """Give the moment of the next attempt after `attempts` that failed; None where there is none any more.

    The pause doubles each time; `chance`, from 0 to 1, makes it up to a quarter longer.
    """
    if attempts >= MOST_ATTEMPTS:
        return None
    pause = min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)
    at = now + pause * (1 + _SPREAD * chance)
    return None if expires_at is not None and at >= expires_at else at
