"""A clock: one metric of one ticket in one cycle, kept as stretches of running and paused time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Any

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, PolicyRef
from desktop_escalation.domain.value import replace

Calendars = Mapping[str, Calendar]
NOTHING = timedelta()


class Ending(StrEnum):
    """How a clock ends."""

    MET = "met"
    CANCELLED = "cancelled"


class ClockState(StrEnum):
    """What a clock shows."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    BREACHED = "breached"
    CANCELLED = "cancelled"


class Stretch(Struct, frozen=True):
    """Time in which a clock ran or, where `paused_for` is set, stood still; `to_at` is None while it lasts."""

    from_at: datetime
    to_at: datetime | None
    calendar: str
    paused_for: PendingReason | None = None
    paused_by: str | None = None

    @property
    def is_running(self) -> bool:
        """The clock counts in this stretch."""
        return self.paused_for is None


class HandDue(Struct, frozen=True):
    """A due time set by hand, which wins over the policy's target until it is removed."""

    due_at: datetime
    by: str
    reason: str


class Clock(Struct, frozen=True, dict=True):
    """One metric of one ticket in one cycle.

    `target` is a span of business time, `shift` the business time by which an unkept promise put its steps off and
    `shifted_at` the end of that promise. `breached_at` is set once the breach is on record; until then it is derived.
    """

    metric: Metric
    cycle: int
    started_at: datetime
    stretches: tuple[Stretch, ...]
    target: timedelta
    policy: PolicyRef
    by_hand: HandDue | None = None
    breached_at: datetime | None = None
    breach_cause: str | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    shift: timedelta = NOTHING
    shifted_at: datetime | None = None

    @cached_property
    def known(self) -> dict[int, tuple[object, object, Any]]:
        """What was worked out of this clock before, each beside what it was worked out by: a clock never changes."""
        return {}

    @property
    def is_going(self) -> bool:
        """The clock has not ended, whether it runs or is paused."""
        return self.ending is None

    @property
    def is_paused(self) -> bool:
        """The clock stands still now."""
        return self.is_going and not self.stretches[-1].is_running

    def used(self, at: datetime, calendars: Calendars) -> timedelta:
        """Sum the business time that the clock counted until `at`."""
        return used(self.stretches, at, calendars)

    def due_at(self, calendars: Calendars) -> datetime | None:
        """Tell when the target is used up; None while a pause keeps that open."""
        known = self.known.get(id(calendars))
        if known is None or known[0] is not calendars:
            known = self.known[id(calendars)] = (calendars, None, self._due_at(calendars))
        due_at: datetime | None = known[2]
        return due_at

    def _due_at(self, calendars: Calendars) -> datetime | None:
        if self.by_hand is not None:
            return first_running(self._open_ended(), self.by_hand.due_at)
        if not self.target:
            return self.started_at  # no time passes until then, so that nothing the ticket waits for keeps it open
        return reached(self._open_ended(), self.target, calendars)

    def due_if_running(self, at: datetime, calendars: Calendars) -> datetime:
        """Tell when a going clock is due if it runs from `at` on, where a pause keeps that open."""
        due_at = self.due_at(calendars)
        if due_at is not None:
            return due_at
        running = Stretch(at, None, self.stretches[-1].calendar)
        return replace(self, stretches=(*cut(self.stretches, at), running)).due_if_running(at, calendars)

    def effective_target(self, calendars: Calendars) -> timedelta:
        """Give the span that percentages refer to: the target, or the time used by the due time set by hand."""
        if self.by_hand is None:
            return self.target
        return used(self._open_ended(), self.by_hand.due_at, calendars)

    def reached_at(self, threshold: timedelta, calendars: Calendars) -> datetime | None:
        """Tell when the clock has counted `threshold`; None while a pause or its end keeps that open."""
        return reached(self.stretches, threshold, calendars)

    def breach_at(self, at: datetime, calendars: Calendars) -> datetime | None:
        """Tell when the clock breached, seen at `at`; None where it has not: from the due time on it has."""
        if self.breached_at is not None:
            return self.breached_at
        due_at = self.due_at(calendars)
        # A met clock that was reopened without a target ended later than it last ran.
        stopped_at = None if self.is_going else self.stretches[-1].to_at
        end = at if stopped_at is None else min(at, stopped_at)
        return due_at if due_at is not None and due_at <= end else None

    def state(self, at: datetime, calendars: Calendars) -> ClockState:
        """Name what the clock shows at `at`."""
        if self.breach_at(at, calendars) is not None:
            return ClockState.BREACHED
        if self.ending is not None:
            return ClockState(self.ending.value)
        return ClockState.PAUSED if self.is_paused else ClockState.RUNNING

    def _open_ended(self) -> tuple[Stretch, ...]:
        last = self.stretches[-1]
        if last.to_at is None or not last.is_running:
            return self.stretches
        return (*self.stretches[:-1], replace(last, to_at=None))


def cut(stretches: tuple[Stretch, ...], at: datetime) -> tuple[Stretch, ...]:
    """End the last stretch at `at`."""
    return (*stretches[:-1], replace(stretches[-1], to_at=at))


def used(stretches: tuple[Stretch, ...], at: datetime, calendars: Calendars) -> timedelta:
    """Sum the business time of the running stretches until `at`."""
    total = NOTHING
    for stretch in stretches:
        end = at if stretch.to_at is None else min(stretch.to_at, at)
        if stretch.is_running and stretch.from_at < end:
            total += calendars[stretch.calendar].between(stretch.from_at, end)
    return total


def reached(stretches: tuple[Stretch, ...], threshold: timedelta, calendars: Calendars) -> datetime | None:
    """Tell the earliest instant by which the running stretches have counted `threshold`; None if they never do."""
    if threshold <= NOTHING:
        return first_running(stretches, stretches[0].from_at)
    rest = threshold
    for stretch in stretches:
        if not stretch.is_running:
            continue
        calendar = calendars[stretch.calendar]
        if stretch.to_at is None:
            return calendar.add(stretch.from_at, rest)
        counted = calendar.between(stretch.from_at, stretch.to_at)
        if counted >= rest:
            return calendar.add(stretch.from_at, rest)
        rest -= counted
    return None


def first_running(stretches: tuple[Stretch, ...], at: datetime) -> datetime | None:
    """Tell the first instant from `at` on at which a clock runs, or ran until then; None while it stands still."""
    for stretch in stretches:
        if stretch.is_running and (stretch.to_at is None or at <= stretch.to_at):
            return max(at, stretch.from_at)
    return None
