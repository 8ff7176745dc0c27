"""How a clock stands: what is left of its target at one moment, and how urgent that is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clock import NOTHING, Calendars, Clock
from desktop_escalation.domain.policy import Metric

# Shares of the target, as the window promises them.
WARN_FROM = 0.75
CRITICAL_FROM = 0.95
LAST_MINUTES = timedelta(minutes=10)


class Level(StrEnum):
    """How urgent a clock is; the last two are those of clocks that have ended."""

    OK = "ok"
    WARN = "warn"
    CRITICAL = "critical"
    BREACHED = "breached"
    PAUSED = "paused"
    MET = "met"
    CANCELLED = "cancelled"


# Not frozen, for the reason that a row of a list is not: lists make thousands of them.
@dataclass(slots=True, unsafe_hash=True)
class Countdown:
    """What a list knows of the clock of a ticket that is due next.

    While it runs it has `due_at`, else `left`: the working time of its target that the pause leaves, negative where the
    clock was over before. A due time set by hand makes the target what is used by then.
    """

    metric: Final[Metric]
    target: Final[timedelta]
    due_at: Final[datetime | None]
    calendar: Final[str]
    left: Final[timedelta | None] = None

    @property
    def due_order(self) -> datetime | timedelta | None:
        """By what a list by due is sorted: the due time, else what is left, which comes after every due time."""
        return self.left if self.due_at is None else self.due_at


@dataclass(frozen=True, slots=True)
class Standing:
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


def next_countdown(clocks: Iterable[Clock], calendars: Calendars) -> Countdown | None:
    """Find the running clock that is due next or, where none runs, the paused one with least left.

    A breached clock goes on. None where every clock has ended.
    """
    going = [clock for clock in clocks if clock.is_going]
    running = [(due_at, clock) for clock in going if (due_at := _runs_until(clock, calendars)) is not None]
    if running:
        due_at, clock = min(running, key=_by_due)
        return Countdown(clock.metric, clock.effective_target(calendars), due_at, clock.stretches[-1].calendar)
    paused = [(_left(clock, calendars), clock) for clock in going]
    if not paused:
        return None
    left, clock = min(paused, key=lambda one: one[0])
    target = left + clock.used(clock.stretches[-1].from_at, calendars)
    return Countdown(clock.metric, target, None, clock.stretches[-1].calendar, left)


def _runs_until(clock: Clock, calendars: Calendars) -> datetime | None:
    return None if clock.is_paused else clock.due_at(calendars)


def _by_due(running: tuple[datetime, Clock]) -> datetime:
    return running[0]


def _left(clock: Clock, calendars: Calendars) -> timedelta:
    """Tell what the pause of a clock leaves; of a due time set by hand, what was left when the pause began."""
    pause = clock.stretches[-1]
    if clock.by_hand is not None and clock.due_at(calendars) is None:
        return calendars[pause.calendar].between(pause.from_at, clock.by_hand.due_at)
    return clock.effective_target(calendars) - clock.used(pause.from_at, calendars)
