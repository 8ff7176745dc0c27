"""Turns: when a metric of a ticket begins and ends to be measured, whatever a policy promises for it."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Ticket


class Turn(Struct, frozen=True):
    """The latest cycle of one metric."""

    cycle: int
    started_at: datetime
    is_open: bool


class TurnMove(StrEnum):
    """What happens to a turn."""

    BEGINS = "begins"
    MET = "met"
    CANCELLED = "cancelled"


class TurnChange(Struct, frozen=True):
    """One turn begins, or goes on after a reopening, or ends."""

    metric: Metric
    cycle: int
    started_at: datetime
    move: TurnMove


Turns = Mapping[Metric, Turn]


class TurnContext(Struct, frozen=True):
    """What turns depend on beside the event itself, as the event found it."""

    ticket: Ticket
    turns: Turns
    first_response_is_over: bool
    unanswered_at: datetime | None
    resolution_continues: bool


def turn_changes(event: Event, context: TurnContext) -> tuple[TurnChange, ...]:  # noqa: PLR0911 - one case a fact
    """List how the turns change by one event (semantics, section 4)."""
    turns = context.turns
    match event.fact:
        case events.Opened(has_messages=has_messages):
            awaited = (Metric.FIRST_RESPONSE,) if has_messages else ()
            return tuple(_begin(turns, metric, event.at) for metric in (*awaited, Metric.OWNERSHIP, Metric.RESOLUTION))
        case events.Replied() if event.by.kind is AuthorKind.PERSON:
            return _after_reply(event, context)
        case events.CustomerWrote():
            return _after_customer_message(event, context)
        case events.Assigned(assignee=assignee) if assignee is not None:
            return _end(turns, Metric.OWNERSHIP, TurnMove.MET)
        case events.Moved() if context.ticket.is_active:
            return (*_end(turns, Metric.OWNERSHIP, TurnMove.MET), _begin(turns, Metric.OWNERSHIP, event.at))
        case events.Resolved() | events.Closed():
            return _after_resolution(turns)
        case events.MergedAway():
            return tuple(change for metric in turns for change in _end(turns, metric, TurnMove.CANCELLED))
        case events.Reopened():
            return _after_reopening(event, context)
        case events.Absorbed(clocks=clocks):
            return tuple(
                TurnChange(clock.metric, _next_cycle(turns, clock.metric), clock.started_at, TurnMove.BEGINS)
                for clock in clocks
                if clock.metric not in turns or not turns[clock.metric].is_open
            )
        case _:
            return ()


def _begin(turns: Turns, metric: Metric, at: datetime) -> TurnChange:
    return TurnChange(metric, _next_cycle(turns, metric), at, TurnMove.BEGINS)


def _next_cycle(turns: Turns, metric: Metric) -> int:
    return turns[metric].cycle + 1 if metric in turns else 1


def _end(turns: Turns, metric: Metric, move: TurnMove) -> tuple[TurnChange, ...]:
    turn = turns.get(metric)
    if turn is None or not turn.is_open:
        return ()
    return (TurnChange(metric, turn.cycle, turn.started_at, move),)


def _after_reply(event: Event, context: TurnContext) -> tuple[TurnChange, ...]:
    turns = context.turns
    ended = tuple(
        change
        for metric in (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)
        for change in _end(turns, metric, TurnMove.MET)
    )
    if not context.ticket.is_active:
        return ended
    return (*ended, _begin(turns, Metric.UPDATE, event.at))


def _after_customer_message(event: Event, context: TurnContext) -> tuple[TurnChange, ...]:
    turn = context.turns.get(Metric.NEXT_RESPONSE)
    is_waiting = turn is not None and turn.is_open
    if is_waiting or not context.first_response_is_over or not context.ticket.is_active:
        return ()
    return (_begin(context.turns, Metric.NEXT_RESPONSE, event.at),)


def _after_resolution(turns: Turns) -> tuple[TurnChange, ...]:
    return tuple(
        change
        for metric in turns
        for change in _end(turns, metric, TurnMove.MET if metric is Metric.RESOLUTION else TurnMove.CANCELLED)
    )


def _after_reopening(event: Event, context: TurnContext) -> tuple[TurnChange, ...]:
    turns, at = context.turns, event.at
    resolution = turns[Metric.RESOLUTION]
    if context.resolution_continues:
        going_on = TurnChange(Metric.RESOLUTION, resolution.cycle, resolution.started_at, TurnMove.BEGINS)
    else:
        going_on = _begin(turns, Metric.RESOLUTION, at)
    ownership = _begin(turns, Metric.OWNERSHIP, at)
    changes = [going_on, ownership]
    if context.ticket.assignee is not None:
        changes.append(TurnChange(Metric.OWNERSHIP, ownership.cycle, at, TurnMove.MET))
    if context.unanswered_at is not None:
        changes.append(_begin(turns, Metric.NEXT_RESPONSE, at))
    return tuple(changes)
