"""What the rules must remember of a ticket's history: visits to teams, waits, turns, touches."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct, field

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Ticket
from desktop_escalation.domain.turns import Turn, TurnChange, TurnMove
from desktop_escalation.domain.value import replace


class Visit(Struct, frozen=True):
    """A stay of the ticket in a team, whose calendar is that of the moment of entering."""

    team: str
    tier: int
    calendar: str
    from_at: datetime


class Wait(Struct, frozen=True):
    """Time in which the ticket was pending; `to_at` is None while it lasts."""

    reason: PendingReason
    by: str
    from_at: datetime
    to_at: datetime | None = None


class Rest(Struct, frozen=True):
    """Time in which the ticket was resolved, until it was reopened."""

    from_at: datetime
    to_at: datetime


class Spell(Struct, frozen=True):
    """The current occurrence of something that can recur, such as having no assignee; `number` counts from 1."""

    number: int
    since_at: datetime


class Past(Struct, frozen=True):
    """Everything of a ticket's history that a rule looks back at."""

    visits: tuple[Visit, ...]
    touched: Spell
    unassigned: Spell | None
    spells: int = 1
    waits: tuple[Wait, ...] = ()
    rests: tuple[Rest, ...] = ()
    turns: Mapping[Metric, Turn] = field(default_factory=dict)
    first_response_is_over: bool = False
    unanswered_at: datetime | None = None
    reopened_ats: tuple[datetime, ...] = ()
    bounced_ats: tuple[datetime, ...] = ()
    customer_escalated_ats: tuple[datetime, ...] = ()
    customer_told_at: datetime | None = None
    governed_at: datetime | None = None
    unparked_at: datetime | None = None


def beginning(event: Event, opened: events.Opened) -> Past:
    """Start the past of a ticket that was just opened."""
    return Past(
        visits=(Visit(opened.team, opened.tier, opened.team_calendar, event.at),),
        touched=Spell(1, event.at),
        unassigned=Spell(1, event.at),
        first_response_is_over=not opened.has_messages,
    )


def past_after(past: Past, before: Ticket, event: Event, changes: tuple[TurnChange, ...]) -> Past:
    """Carry the past over one event; `before` is the ticket as the event found it."""
    past = _with_turns(past, changes)
    if event.by.is_human and not isinstance(event.fact, events.Opened):
        past = replace(past, touched=Spell(past.touched.number + 1, event.at))
    return _with_fact(past, before, event)


def _with_turns(past: Past, changes: tuple[TurnChange, ...]) -> Past:
    if not changes:
        return past
    turns = dict(past.turns)
    for change in changes:
        turns[change.metric] = Turn(change.cycle, change.started_at, is_open=change.move is TurnMove.BEGINS)
    return replace(past, turns=turns)


def _with_fact(past: Past, before: Ticket, event: Event) -> Past:  # noqa: C901, PLR0911, PLR0912 - one case a fact
    at = event.at
    match event.fact:
        case events.Replied() if event.by.kind is AuthorKind.PERSON:
            return replace(past, first_response_is_over=True, unanswered_at=None)
        case events.CustomerWrote():
            return replace(past, unanswered_at=past.unanswered_at or at) if past.first_response_is_over else past
        case events.Assigned(assignee=assignee):
            return _with_assignee(past, assignee, at)
        case events.Moved() as moved:
            return _with_move(past, moved, at)
        case events.Paused(reason=reason):
            return replace(past, waits=(*_ended(past.waits, at), Wait(reason, event.by.name, at)))
        case events.Resumed():
            return replace(past, waits=_ended(past.waits, at))
        case events.Resolved() | events.Closed() | events.MergedAway():
            return replace(past, waits=_ended(past.waits, at), first_response_is_over=True)
        case events.Reopened():
            return _with_reopening(past, before, at)
        case events.Absorbed(clocks=clocks):
            return _with_question(past, clocks)
        case events.CustomerEscalated():
            return replace(past, customer_escalated_ats=(*past.customer_escalated_ats, at))
        case events.CustomerTold():
            return replace(past, customer_told_at=at)
        case events.PolicyApplied() | events.PriorityChanged():
            return replace(past, governed_at=at)
        case events.Unparked():
            return replace(past, unparked_at=at)
        case _:
            return past


def _with_assignee(past: Past, assignee: str | None, at: datetime) -> Past:
    if assignee is not None:
        return replace(past, unassigned=None)
    if past.unassigned is not None:
        return past
    number = past.spells + 1
    return replace(past, unassigned=Spell(number, at), spells=number)


def _with_move(past: Past, moved: events.Moved, at: datetime) -> Past:
    returned = len(past.visits) > 1 and past.visits[-2].team == moved.team
    is_bounce = returned if moved.is_bounce is None else moved.is_bounce
    bounced = (*past.bounced_ats, at) if is_bounce else past.bounced_ats
    visit = Visit(moved.team, moved.tier, moved.team_calendar, at)
    return replace(past, visits=(*past.visits, visit), bounced_ats=bounced)


def _with_reopening(past: Past, before: Ticket, at: datetime) -> Past:
    past = replace(past, reopened_ats=(*past.reopened_ats, at))
    if before.resolved_at is not None:
        past = replace(past, rests=(*past.rests, Rest(before.resolved_at, at)))
    if before.assignee is not None:
        return past
    number = past.spells + 1
    return replace(past, unassigned=Spell(number, at), spells=number)


def _with_question(past: Past, gained: tuple[Clock, ...]) -> Past:
    asked_ats = [clock.started_at for clock in gained if clock.metric is Metric.NEXT_RESPONSE]
    return replace(past, unanswered_at=asked_ats[0]) if asked_ats else past


def _ended(waits: tuple[Wait, ...], at: datetime) -> tuple[Wait, ...]:
    if waits and waits[-1].to_at is None:
        return (*waits[:-1], replace(waits[-1], to_at=at))
    return waits
