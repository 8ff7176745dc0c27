"""How a clock stands: what is left of its target at one moment, and how urgent that is."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.metric import Metric

# Shares of the target, as the window promises them.
WARN_FROM = 0.75
CRITICAL_FROM = 0.95
LAST_MINUTES = timedelta(minutes=10)
NOTHING = timedelta()


class Level(StrEnum):
    """How urgent a clock is; the last two are those of clocks that have ended."""

    OK = "ok"
    WARN = "warn"
    CRITICAL = "critical"
    BREACHED = "breached"
    PAUSED = "paused"
    MET = "met"
    CANCELLED = "cancelled"


class Countdown(Struct, frozen=True):
    """What a list knows of the clock of a ticket that is due next.

    While it runs it has `due_at`, else `left`: the working time of its target that the pause leaves, negative where the
    clock was over before. A due time set by hand makes the target what is used by then.
    """

    metric: Metric
    target: timedelta
    due_at: datetime | None
    calendar: str
    left: timedelta | None = None

    @property
    def due_order(self) -> datetime | timedelta | None:
        """By what a list by due is sorted: the due time, else what is left, which comes after every due time."""
        return self.left if self.due_at is None else self.due_at


class Standing(Struct, frozen=True):
    """How a clock stands at one moment; `left` is working time, negative once the clock is over."""

    metric: Metric
    level: Level
    due_at: datetime | None
    target: timedelta
    left: timedelta

    @property
    def share(self) -> float:
        """How much of the target is used, from 0 to 1."""
        if self.target <= NOTHING:
            return 1.0
        return min(1.0, max(0.0, (self.target - self.left) / self.target))


def standing(countdown: Countdown, now: datetime, calendars: Mapping[str, Calendar]) -> Standing:
    """Tell how a countdown stands at `now`: breached from the due time on, and paused whatever is left."""
    metric, target, due_at = countdown.metric, countdown.target, countdown.due_at
    if due_at is None:
        return Standing(metric, Level.PAUSED, None, target, countdown.left or NOTHING)
    calendar = calendars[countdown.calendar]
    if due_at <= now:
        return Standing(metric, Level.BREACHED, due_at, target, -calendar.between(due_at, now))
    left = calendar.between(now, due_at)
    return Standing(metric, _level(target, left), due_at, target, left)


def _level(target: timedelta, left: timedelta) -> Level:
    used = target - left
    if left <= LAST_MINUTES or used >= target * CRITICAL_FROM:
        return Level.CRITICAL
    return Level.WARN if used >= target * WARN_FROM else Level.OK
