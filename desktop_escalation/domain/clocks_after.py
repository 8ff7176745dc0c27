"""How one event changes the clocks of a ticket: begin, end, pause, swap of target, a due time set by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clock import NOTHING, Clock, Ending, HandDue, Stretch, cut
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.past import Past, Rest, Wait
from desktop_escalation.domain.policy import ByWorkingDay, Policy, Target
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.ticket import PolicyRef, Ticket
from desktop_escalation.domain.turns import TurnChange, TurnMove
from desktop_escalation.domain.value import replace

POLICY_CHANGE = "policy_change"
DUE_REMOVED = "due_removed"
SWAPPING = (events.PolicyApplied, events.PriorityChanged)
PAUSING = (events.Paused, events.Resumed)
ENDINGS = {TurnMove.MET: Ending.MET, TurnMove.CANCELLED: Ending.CANCELLED}


class Setting(Struct, frozen=True):
    """What the clocks run in: the ticket and its past after the event, and the rules."""

    ticket: Ticket
    past: Past
    rules: Rules

    @property
    def policy(self) -> Policy | None:
        """The policy that governs the ticket."""
        return self.rules.policy(self.ticket.policy)

    def calendar_name(self, metric: Metric) -> str:
        """Name the calendar that a clock of this metric runs on: the team's for ownership, else the policy's."""
        policy = self.policy
        if metric is Metric.OWNERSHIP or policy is None:
            return self.past.visits[-1].calendar
        return policy.calendar

    def target(self, metric: Metric, started_at: datetime) -> timedelta | None:
        """Give the target of a clock as a span, by what was known of its calendar at its start; None without one."""
        policy = self.policy
        target = None if policy is None else policy.target(metric, self.ticket.priority)
        if target is None:
            return None
        return span_of(target, self.rules.calendars[self.calendar_name(metric)].known_at(started_at), started_at)


def span_of(target: Target, calendar: Calendar, started_at: datetime) -> timedelta:
    """Turn a target into a span of business time for a clock that starts at `started_at`."""
    if isinstance(target, ByWorkingDay):
        until = calendar.nth_working_day(started_at, target.days, target.until)
        return calendar.between(started_at, max(until, started_at))
    days = target.working_days
    if not days:
        return target.exact
    return target.exact + calendar.mean_working_day(started_at) * days.numerator / days.denominator


def clocks_after(
    clocks: tuple[Clock, ...], event: Event, changes: tuple[TurnChange, ...], setting: Setting
) -> tuple[Clock, ...]:
    """Carry the clocks over one event whose turns changed by `changes`."""
    clocks = _with_fact(clocks, event, setting)
    if isinstance(event.fact, events.Absorbed):
        return clocks
    for change in changes:
        clocks = _with_change(clocks, change, event, setting)
    if isinstance(event.fact, SWAPPING):
        clocks = _swapped(clocks, event, setting)
    if isinstance(event.fact, SWAPPING + PAUSING):
        clocks = tuple(_restretched(clock, event, setting) if clock.is_going else clock for clock in clocks)
    return clocks


# --- begin and end ------------------------------------------------------------


def _with_change(clocks: tuple[Clock, ...], change: TurnChange, event: Event, setting: Setting) -> tuple[Clock, ...]:
    found = _find(clocks, change.metric, change.cycle)
    if change.move is not TurnMove.BEGINS:
        if found is None or not found.is_going:
            return clocks
        return _put(clocks, _ended(found, event.at, ENDINGS[change.move], setting))
    if found is not None:
        return _put(clocks, _revived(found, event, setting))
    return clocks + _fresh(change.metric, change.cycle, change.started_at, event, setting)


def _fresh(metric: Metric, cycle: int, started_at: datetime, event: Event, setting: Setting) -> tuple[Clock, ...]:
    target, policy = setting.target(metric, started_at), setting.ticket.policy
    if target is None or policy is None:
        return ()
    clock = Clock(metric, cycle, started_at, _stretches(metric, started_at, setting), target, policy)
    return (_judged(clock, event.at, POLICY_CHANGE, setting) if started_at < event.at else clock,)


def _stretches(metric: Metric, started_at: datetime, setting: Setting) -> tuple[Stretch, ...]:
    calendar = setting.calendar_name(metric)
    stretches: list[Stretch] = []
    at = started_at
    for gap in _gaps(metric, started_at, setting):
        begin = max(at, gap.from_at)
        if at < begin:
            stretches.append(Stretch(at, begin, calendar))
        if isinstance(gap, Wait):
            stretches.append(Stretch(begin, gap.to_at, calendar, gap.reason, gap.by))
        if gap.to_at is None:
            return tuple(stretches)
        at = gap.to_at
    return (*stretches, Stretch(at, None, calendar))


def _gaps(metric: Metric, started_at: datetime, setting: Setting) -> list[Wait | Rest]:
    policy, past = setting.policy, setting.past
    waits = [wait for wait in past.waits if policy is not None and policy.pauses_clock(wait.reason, metric)]
    gaps: list[Wait | Rest] = [*waits, *past.rests]
    later = [gap for gap in gaps if gap.to_at is None or gap.to_at > started_at]
    return sorted(later, key=lambda gap: gap.from_at)


def _ended(clock: Clock, at: datetime, ending: Ending, setting: Setting) -> Clock:
    return replace(_frozen(clock, at, setting), stretches=cut(clock.stretches, at), ended_at=at, ending=ending)


def _frozen(clock: Clock, at: datetime, setting: Setting) -> Clock:
    return replace(clock, breached_at=clock.breach_at(at, setting.rules.calendars))


def _revived(clock: Clock, event: Event, setting: Setting) -> Clock:
    target, policy = setting.target(clock.metric, clock.started_at), setting.ticket.policy
    if target is None or policy is None:
        return clock if clock.ending is Ending.CANCELLED else replace(clock, ending=Ending.CANCELLED, ended_at=event.at)
    stretch = _current_stretch(clock.metric, event, setting)
    going = replace(clock, stretches=(*clock.stretches, stretch), ended_at=None, ending=None)
    return _with_target(going, target, policy, event.at, setting)


# --- swap of targets ----------------------------------------------------------


def _swapped(clocks: tuple[Clock, ...], event: Event, setting: Setting) -> tuple[Clock, ...]:
    for metric, turn in setting.past.turns.items():
        if turn.is_open:
            clocks = _swap_one(clocks, metric, event, setting)
    return clocks


def _swap_one(clocks: tuple[Clock, ...], metric: Metric, event: Event, setting: Setting) -> tuple[Clock, ...]:
    turn = setting.past.turns[metric]
    found = _find(clocks, metric, turn.cycle)
    if found is None:
        return clocks + _fresh(metric, turn.cycle, turn.started_at, event, setting)
    if not found.is_going:
        return _put(clocks, _revived(found, event, setting))
    target, policy = setting.target(metric, found.started_at), setting.ticket.policy
    if target is None or policy is None:
        return _put(clocks, _ended(found, event.at, Ending.CANCELLED, setting))
    return _put(clocks, _with_target(found, target, policy, event.at, setting))


def _with_target(clock: Clock, target: timedelta, policy: PolicyRef, at: datetime, setting: Setting) -> Clock:
    # Of several changes at one instant the last one counts.
    is_of_this_instant = (clock.breach_cause, clock.breached_at) == (POLICY_CHANGE, at)
    clock = replace(clock, breach_cause=None, breached_at=None) if is_of_this_instant else _frozen(clock, at, setting)
    return _judged(replace(clock, target=target, policy=policy), at, POLICY_CHANGE, setting)


def _judged(clock: Clock, at: datetime, cause: str, setting: Setting) -> Clock:
    if clock.breached_at is not None or clock.breach_at(at, setting.rules.calendars) is None:
        return clock
    return replace(clock, breached_at=at, breach_cause=cause)


# --- pauses and calendars -----------------------------------------------------


def _current_stretch(metric: Metric, event: Event, setting: Setting) -> Stretch:
    calendar, policy = setting.calendar_name(metric), setting.policy
    reason = setting.ticket.pending_reason
    if policy is None or not policy.pauses_clock(reason, metric):
        return Stretch(event.at, None, calendar)
    return Stretch(event.at, None, calendar, reason, setting.past.waits[-1].by)


def _restretched(clock: Clock, event: Event, setting: Setting) -> Clock:
    last, wanted = clock.stretches[-1], _current_stretch(clock.metric, event, setting)
    if (last.calendar, last.paused_for) == (wanted.calendar, wanted.paused_for):
        return clock
    if last.from_at == event.at:
        return replace(clock, stretches=(*clock.stretches[:-1], wanted))
    return replace(clock, stretches=(*cut(clock.stretches, event.at), wanted))


# --- facts about single clocks ------------------------------------------------


def _with_fact(clocks: tuple[Clock, ...], event: Event, setting: Setting) -> tuple[Clock, ...]:
    match event.fact:
        case events.DueSet(metric=metric, due_at=due_at, reason=reason):
            by_hand = HandDue(due_at, event.by.name, reason)
            return _each(clocks, metric, lambda clock: replace(_frozen(clock, event.at, setting), by_hand=by_hand))
        case events.DueRemoved(metric=metric):
            return _each(clocks, metric, lambda clock: _without_hand(clock, event.at, setting))
        case events.Breached(metric=metric, cycle=cycle):
            found = _find(clocks, metric, cycle)
            return clocks if found is None else _put(clocks, _frozen(found, event.at, setting))
        case events.PromiseJudged(shifts=shifts):
            return tuple(_shifted(clock, shifts, event.at) for clock in clocks)
        case events.Absorbed(clocks=gained):
            for clock in gained:
                clocks = _absorbed(clocks, clock, event, setting)
            return clocks
        case _:
            return clocks


def _without_hand(clock: Clock, at: datetime, setting: Setting) -> Clock:
    return _judged(replace(_frozen(clock, at, setting), by_hand=None), at, DUE_REMOVED, setting)


def _shifted(clock: Clock, shifts: tuple[events.Shift, ...], at: datetime) -> Clock:
    found = next((shift for shift in shifts if (shift.metric, shift.cycle) == (clock.metric, clock.cycle)), None)
    return clock if found is None else replace(clock, shift=found.by, shifted_at=at)


def _absorbed(clocks: tuple[Clock, ...], gained: Clock, event: Event, setting: Setting) -> tuple[Clock, ...]:
    cycle = setting.past.turns[gained.metric].cycle
    policy = setting.ticket.policy or gained.policy
    adopted = _on_own_calendar(_frozen(gained, event.at, setting), event.at, setting)
    adopted = replace(_restretched(adopted, event, setting), cycle=cycle, policy=policy, shift=NOTHING, shifted_at=None)
    found = _find(clocks, gained.metric, cycle)
    if found is None:
        return (*clocks, adopted)
    adopted = replace(adopted, shift=found.shift, shifted_at=found.shifted_at)
    own = _frozen(found, event.at, setting)
    if adopted.breached_at is None:
        adopted = replace(adopted, breached_at=own.breached_at, breach_cause=own.breach_cause)
    return _put(clocks, adopted)


def _on_own_calendar(clock: Clock, at: datetime, setting: Setting) -> Clock:
    """Turn the rest of the target into time of the surviving ticket's calendar, so that the clock stays due then."""
    name, last = setting.calendar_name(clock.metric), clock.stretches[-1]
    names = {name, *(stretch.calendar for stretch in clock.stretches)}
    known = {each: setting.rules.calendars[each].known_at(at) for each in names}
    due_at = clock.reached_at(clock.target, known)
    if name == last.calendar or due_at is None or due_at <= at:
        return clock
    return replace(clock, target=clock.used(at, known) + known[name].between(at, due_at))


# --- a tuple of clocks --------------------------------------------------------


def _find(clocks: tuple[Clock, ...], metric: Metric, cycle: int) -> Clock | None:
    return next((clock for clock in clocks if clock.metric is metric and clock.cycle == cycle), None)


def _put(clocks: tuple[Clock, ...], changed: Clock) -> tuple[Clock, ...]:
    return tuple(
        changed if (clock.metric, clock.cycle) == (changed.metric, changed.cycle) else clock for clock in clocks
    )


def _each(clocks: tuple[Clock, ...], metric: Metric, change: Callable[[Clock], Clock]) -> tuple[Clock, ...]:
    return tuple(change(clock) if clock.metric is metric and clock.is_going else clock for clock in clocks)
