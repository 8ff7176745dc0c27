"""Which of a ticket's clocks a list counts down."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from desktop_escalation.domain.clock import Calendars, Clock
from desktop_escalation.domain.standing import Countdown


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
