"""A slow oracle for the clocks of a ticket: it lives through every minute and notes which of them each clock counted.

It is written from the words of the semantics, section 4, and shares nothing with the rules but the values that events
and policies are made of. Minutes are counted from 1970; everything happens on a whole minute.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import ByWorkingDay, Policy, Target
from desktop_escalation.domain.ticket import PendingReason, Priority

CUSTOMERS_CLOCKS = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)
MINUTE = timedelta(minutes=1)


def minute_of(at: datetime) -> int:
    """The number of the minute that begins at `at`."""
    return int(at.timestamp()) // 60


def moment_of(minute: int) -> datetime:
    """The moment at which a minute begins."""
    return datetime.fromtimestamp(minute * 60, UTC)


@dataclass
class Hours:
    """Working time in UTC: weekdays 08-18 or, `always`, whole days; a holiday counts from the minute it was added."""

    always: bool
    holidays: list[tuple[date, int]] = field(default_factory=list)

    def is_open(self, minute: int, known_by: int | None = None) -> bool:
        """True where the minute is worked, by what was known at the end of `known_by`."""
        at = moment_of(minute)
        works = self.always or (at.weekday() < 5 and 8 <= at.hour < 18)
        return works and not self._is_holiday(at.date(), minute if known_by is None else min(minute, known_by))

    def count(self, first: int, last: int, known_by: int | None = None) -> int:
        """The worked minutes from `first` to `last`."""
        return sum(self.is_open(minute, known_by) for minute in range(first, last))

    def by_day(self, start: int, days: int, until: time) -> int:
        """The minute of a time of day on the n-th working day after `start`."""
        day = moment_of(start).date()
        while days:
            day += timedelta(days=1)
            days -= (self.always or day.weekday() < 5) and not self._is_holiday(day, start)
        return minute_of(datetime.combine(day, until, UTC))

    def _is_holiday(self, day: date, minute: int) -> bool:
        return any(day == holiday and added <= minute for holiday, added in self.holidays)


@dataclass
class SlowClock:
    """One metric in one cycle: which minutes it ran and which of those it counted."""

    metric: Metric
    cycle: int
    started: int
    target: int
    calendar: str
    ran: list[int] = field(default_factory=list)
    counted: list[int] = field(default_factory=list)
    ending: str | None = None
    breached: int | None = None
    changed: int | None = None
    by_hand: int | None = None


@dataclass
class Turn:
    """The latest cycle of a metric, with or without a target."""

    cycle: int
    started: int
    is_open: bool = True


@dataclass
class SlowTicket:
    """A ticket that lives minute by minute; `choose` names the policy that matches a priority and tags."""

    calendars: dict[str, Hours]
    choose: Callable[[Priority, frozenset[str]], Policy | None]
    now: int = 0
    priority: Priority = Priority.LOW
    tags: frozenset[str] = frozenset()
    policy: Policy | None = None
    team_calendar: str = ""
    assignee: str | None = None
    reason: PendingReason | None = None
    is_active: bool = True
    resolved: int | None = None
    is_answered: bool = False
    asked: int | None = None
    turns: dict[Metric, Turn] = field(default_factory=dict)
    clocks: list[SlowClock] = field(default_factory=list)
    waited: dict[int, PendingReason] = field(default_factory=dict)
    rested: set[int] = field(default_factory=set)

    # --- time ---------------------------------------------------------------

    def live_until(self, minute: int) -> None:
        """Let the minutes pass."""
        while self.now < minute:
            if self.reason is not None:
                self.waited[self.now] = self.reason
            if not self.is_active:
                self.rested.add(self.now)
            for clock in self.going():
                if self.runs(clock):
                    clock.ran.append(self.now)
                    if self.calendars[clock.calendar].is_open(self.now):
                        clock.counted.append(self.now)
            self.now += 1
            for clock in self.going():
                self.note_breach(clock)

    def going(self) -> list[SlowClock]:
        """The clocks that have not ended."""
        return [clock for clock in self.clocks if clock.ending is None]

    def runs(self, clock: SlowClock) -> bool:
        """True where nothing that the ticket waits for stops the clock."""
        return not self._is_stopped(self.reason, clock.metric)

    def due(self, clock: SlowClock, *, runs_now: bool | None = None) -> int | None:
        """The minute at which a clock is due; None while a pause keeps that open."""
        runs = self.runs(clock) if runs_now is None else runs_now
        if clock.by_hand is not None:
            return self._due_by_hand(clock, clock.by_hand, runs=runs)
        if len(clock.counted) >= clock.target:
            return clock.counted[clock.target - 1] + 1 if clock.target else clock.started
        if not runs:
            return None
        left, minute = clock.target - len(clock.counted), self.now
        while left:
            left -= self.calendars[clock.calendar].is_open(minute)
            minute += 1
        return minute

    def _due_by_hand(self, clock: SlowClock, due: int, *, runs: bool) -> int | None:
        if due in clock.ran or due - 1 in clock.ran:
            return due
        later = [minute for minute in clock.ran if minute >= due]
        if later:
            return later[0]
        return max(due, self.now) if runs else None

    def note_breach(self, clock: SlowClock) -> None:
        """From due on a clock is breached, and stays so."""
        is_known = clock.by_hand is not None or len(clock.counted) >= clock.target
        due = self.due(clock) if clock.breached is None and is_known else None
        if due is not None and due <= self.now:
            clock.breached = due

    def state(self, clock: SlowClock) -> str:
        """What the clock shows."""
        self.note_breach(clock) if clock.ending is None else None
        if clock.breached is not None:
            return "breached"
        if clock.ending is not None:
            return clock.ending
        return "running" if self.runs(clock) else "paused"

    # --- what happens -------------------------------------------------------

    def takes(self, event: Event) -> None:  # noqa: C901, PLR0912, PLR0915 - one case a fact
        """Let one thing happen."""
        self.live_until(max(self.now, minute_of(event.at)))
        match event.fact:
            case events.Opened(priority=priority, team_calendar=calendar):
                self.priority, self.team_calendar = priority, calendar
                self.policy = self.choose(self.priority, self.tags)
                for metric in (Metric.FIRST_RESPONSE, Metric.OWNERSHIP, Metric.RESOLUTION):
                    self._start(metric)
            case events.Replied() if event.by.kind is AuthorKind.PERSON:
                self._is_replied_to()
            case events.CustomerWrote():
                self._is_asked()
            case events.Assigned(assignee=assignee):
                self.assignee = assignee
                if assignee is not None:
                    self._end(Metric.OWNERSHIP, "met")
            case events.Moved(team_calendar=calendar):
                self._end(Metric.OWNERSHIP, "met")
                self.team_calendar = calendar
                if self.is_active:
                    self._start(Metric.OWNERSHIP)
            case events.Paused(reason=reason):
                self.reason = reason
            case events.Resumed():
                self.reason = None
            case events.Resolved() | events.Closed():
                self._is_over("met", "cancelled")
                self.resolved = self.now if isinstance(event.fact, events.Resolved) else self.resolved
            case events.MergedAway():
                self._is_over("cancelled", "cancelled")
            case events.Reopened():
                self._is_reopened()
            case events.PriorityChanged(priority=priority):
                self.priority = priority
                self._swap()
            case events.Tagged(tag=tag, is_on=is_on):
                self.tags = self.tags | {tag} if is_on else self.tags - {tag}
                if self.is_active and self.choose(self.priority, self.tags) is not self.policy:
                    self._swap()
            case events.DueSet(metric=metric, due_at=due_at):
                self._set_due(metric, minute_of(due_at))
            case events.DueRemoved(metric=metric):
                self._set_due(metric, None)
            case _:
                pass

    def _is_replied_to(self) -> None:
        self.is_answered, self.asked = True, None
        for metric in CUSTOMERS_CLOCKS:
            self._end(metric, "met")
        if self.is_active:
            self._start(Metric.UPDATE)

    def _is_asked(self) -> None:
        if not self.is_answered:
            return
        self.asked = self.now if self.asked is None else self.asked
        turn = self.turns.get(Metric.NEXT_RESPONSE)
        if self.is_active and (turn is None or not turn.is_open):
            self._start(Metric.NEXT_RESPONSE)

    def _is_over(self, resolution: str, others: str) -> None:
        for metric in self.turns:
            self._end(metric, resolution if metric is Metric.RESOLUTION else others)
        self.is_active, self.is_answered, self.reason = False, True, None

    def _is_reopened(self) -> None:
        continues = self._continues()
        self.is_active, self.resolved = True, None
        self.policy = self.choose(self.priority, self.tags)
        if continues:
            turn = self.turns[Metric.RESOLUTION]
            turn.is_open = True
            clock = self._clock(Metric.RESOLUTION, turn)
            if clock is not None:
                clock.ending = None  # it goes on, or is cancelled where the policy of now promises nothing
            self._swap_one(Metric.RESOLUTION)
        else:
            self._start(Metric.RESOLUTION)
        self._start(Metric.OWNERSHIP)
        if self.assignee is not None:
            self._end(Metric.OWNERSHIP, "met")
        if self.asked is not None:
            self._start(Metric.NEXT_RESPONSE)

    def _continues(self) -> bool:
        if self.policy is None or self.resolved is None:
            return False
        since = self.calendars[self.policy.calendar].count(self.resolved, self.now)
        return since * MINUTE <= self.policy.reopen_continues_within.exact

    def _set_due(self, metric: Metric, due: int | None) -> None:
        for clock in self.going():
            if clock.metric is metric:
                self.note_breach(clock)
                clock.by_hand = due
                self._breach_if_used_up(clock)

    def absorbs(self, lost: "SlowTicket") -> None:
        """Keep, for each metric, the earlier due of two tickets that have lived until the same minute."""
        for clock in lost.going():
            turn = self.turns.get(clock.metric)
            is_open = turn is not None and turn.is_open
            if not is_open and clock.metric not in {Metric.NEXT_RESPONSE, Metric.UPDATE}:
                continue
            own = next((one for one in self.going() if one.metric is clock.metric), None)
            lost_due = lost.due(clock, runs_now=True)
            own_due = None if own is None else self.due(own, runs_now=True)
            assert lost_due is not None
            if own_due is None or lost_due < own_due:
                self._adopt(clock, lost)

    def _adopt(self, clock: SlowClock, lost: "SlowTicket") -> None:
        turn = self.turns.get(clock.metric)
        if turn is None or not turn.is_open:
            turn = self.turns[clock.metric] = Turn(1 if turn is None else turn.cycle + 1, clock.started)
        if clock.metric is Metric.NEXT_RESPONSE:
            self.asked = clock.started
        replaced = [one for one in self.clocks if (one.metric, one.cycle) == (clock.metric, turn.cycle)]
        for one in replaced:
            self.note_breach(one) if one.ending is None else None
            self.clocks.remove(one)
        lost.note_breach(clock)
        breached = [one.breached for one in (clock, *replaced) if one.breached is not None]
        calendar = self._calendar(clock.metric)
        adopted = SlowClock(clock.metric, turn.cycle, clock.started, clock.target, calendar)
        adopted.ran, adopted.counted, adopted.by_hand = list(clock.ran), list(clock.counted), clock.by_hand
        adopted.breached = breached[0] if breached else None
        if calendar != clock.calendar and lost.runs(clock) and len(clock.counted) < clock.target:
            clock.by_hand, by_hand = None, clock.by_hand
            due = lost.due(clock)
            clock.by_hand = by_hand
            assert due is not None
            adopted.target = len(clock.counted) + self.calendars[calendar].count(self.now, due)
        self.clocks.append(adopted)

    # --- turns and targets --------------------------------------------------

    def _start(self, metric: Metric) -> None:
        known = self.turns.get(metric)
        self.turns[metric] = Turn(1 if known is None else known.cycle + 1, self.now)
        self._swap_one(metric)

    def _end(self, metric: Metric, ending: str) -> None:
        turn = self.turns.get(metric)
        if turn is None or not turn.is_open:
            return
        turn.is_open = False
        clock = self._clock(metric, turn)
        if clock is not None and clock.ending is None:
            self.note_breach(clock)
            clock.ending = ending

    def _swap(self) -> None:
        if not self.is_active:
            return
        for clock in self.going():
            self.note_breach(clock)
        self.policy = self.choose(self.priority, self.tags)
        for metric, turn in self.turns.items():
            if turn.is_open:
                self._swap_one(metric)

    def _swap_one(self, metric: Metric) -> None:
        turn = self.turns[metric]
        clock = self._clock(metric, turn)
        started = turn.started if clock is None else clock.started
        target = self._target(metric, started)
        if target is None:
            if clock is not None and clock.ending is None:
                clock.ending = "cancelled"
            return
        if clock is None:
            clock = SlowClock(metric, turn.cycle, started, target, self._calendar(metric))
            clock.ran = list(self._minutes_running(metric, started))
            hours = self.calendars[clock.calendar]
            clock.counted = [minute for minute in clock.ran if hours.is_open(minute)]
            self.clocks.append(clock)
        clock.target, clock.calendar, clock.ending = target, self._calendar(metric), None
        if clock.breached is not None and clock.breached == clock.changed == self.now:
            clock.breached = None  # of several changes at one instant the last one counts
        if started < self.now and clock.breached is None:
            self._breach_if_used_up(clock)
            clock.changed = clock.breached

    def _breach_if_used_up(self, clock: SlowClock) -> None:
        if clock.breached is None and clock.by_hand is None and len(clock.counted) >= clock.target:
            clock.breached = self.now

    def _minutes_running(self, metric: Metric, started: int) -> Iterator[int]:
        for minute in range(started, self.now):
            if minute not in self.rested and not self._is_stopped(self.waited.get(minute), metric):
                yield minute

    def _is_stopped(self, reason: PendingReason | None, metric: Metric) -> bool:
        return reason is not None and self.policy is not None and metric in self.policy.pauses.get(reason, frozenset())

    def _clock(self, metric: Metric, turn: Turn) -> SlowClock | None:
        return next((one for one in self.clocks if (one.metric, one.cycle) == (metric, turn.cycle)), None)

    def _calendar(self, metric: Metric) -> str:
        assert self.policy is not None
        return self.team_calendar if metric is Metric.OWNERSHIP else self.policy.calendar

    def _target(self, metric: Metric, started: int) -> int | None:
        target: Target | None = None if self.policy is None else self.policy.targets.get(metric, {}).get(self.priority)
        if target is None:
            return None
        if isinstance(target, ByWorkingDay):
            hours = self.calendars[self._calendar(metric)]
            until = hours.by_day(started, target.days, target.until)
            return hours.count(started, until, known_by=started)
        return target.exact // MINUTE
