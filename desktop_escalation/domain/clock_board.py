"""The clocks of one ticket as they are shown side by side: each metric once, those that go on counting down."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clock import Calendars, Clock, Ending
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.standing import Countdown, Level, Standing, standing

_ORDER = tuple(Metric)


class ClockBoard(Struct, frozen=True):
    """The latest clock of each metric: those that go on, and how those stand that have ended."""

    countdowns: tuple[Countdown, ...] = ()
    ended: tuple[Standing, ...] = ()

    def standings(self, now: datetime, calendars: Mapping[str, Calendar]) -> tuple[Standing, ...]:
        """Tell how all of them stand at `now`, in the order in which a ticket usually meets them."""
        going = (standing(countdown, now, calendars) for countdown in self.countdowns)
        return tuple(sorted((*going, *self.ended), key=lambda one: _ORDER.index(one.metric)))


def clock_board(clocks: Iterable[Clock], calendars: Calendars) -> ClockBoard:
    """Put the clocks of a ticket on a board; of each metric only the last one counts."""
    latest = {clock.metric: clock for clock in sorted(clocks, key=lambda clock: clock.cycle)}
    countdowns = (next_countdown((clock,), calendars) for clock in latest.values())
    return ClockBoard(
        tuple(countdown for countdown in countdowns if countdown is not None),
        tuple(_ended(clock, clock.ended_at, calendars) for clock in latest.values() if clock.ended_at is not None),
    )


def _ended(clock: Clock, ended_at: datetime, calendars: Calendars) -> Standing:
    level = Level.MET if clock.ending is Ending.MET else Level.CANCELLED
    target = clock.effective_target(calendars)
    return Standing(clock.metric, level, clock.due_at(calendars), target, target - clock.used(ended_at, calendars))
