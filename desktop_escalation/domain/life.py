"""The life of a ticket: everything that follows from its events, and nothing else."""

from collections.abc import Iterable
from datetime import timedelta
from functools import cached_property
from typing import Any

from msgspec import Struct, field

from desktop_escalation.domain import events
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.clocks_after import Setting, clocks_after, span_of
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder_after import Ladder, ladder_after
from desktop_escalation.domain.past import Past, beginning, past_after
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.ticket_after import opened_ticket, ticket_after
from desktop_escalation.domain.turns import TurnContext, turn_changes
from desktop_escalation.domain.value import replace

# Facts by the engine that change neither the ticket, nor its past, nor its clocks.
OF_THE_LADDER = (events.StepFired, events.StepSkipped)


class Life(Struct, frozen=True, dict=True):
    """A ticket with its past, its clocks and its ladder after its last event."""

    ticket: Ticket
    past: Past
    clocks: tuple[Clock, ...] = ()
    ladder: Ladder = field(default_factory=Ladder)

    @cached_property
    def known(self) -> list[tuple[Rules, tuple[Any, ...]]]:
        """What was worked out of this life before, beside the rules by which: a life never changes, nor do rules."""
        return []


def begin_life(event: Event, rules: Rules) -> Life:
    """Start a life with the event that opened the ticket."""
    if not isinstance(event.fact, events.Opened):
        raise TypeError(f"a life begins with the opening of a ticket, not with {type(event.fact).__name__}")
    newborn = Life(opened_ticket(event, event.fact), beginning(event, event.fact))
    return _carried(newborn, newborn.ticket, event, rules)


def evolve(life: Life, event: Event, rules: Rules) -> Life:
    """Carry a life over its next event; this is the only way in which anything about a ticket changes."""
    return _carried(life, ticket_after(life.ticket, event), event, rules)


def evolve_all(life: Life, history: Iterable[Event], rules: Rules) -> Life:
    """Carry a life over several events in their order."""
    for event in history:
        life = evolve(life, event, rules)
    return life


def evolve_beside(life: Life, history: Iterable[Event], tickets: Iterable[Ticket], rules: Rules) -> Life:
    """Carry a life over several events where what each makes of the ticket is known already."""
    for event, ticket in zip(history, tickets, strict=True):
        life = _carried(life, ticket, event, rules)
    return life


def rebuild(history: Iterable[Event], rules: Rules) -> Life:
    """Make a life anew from its whole history."""
    remaining = iter(history)
    return evolve_all(begin_life(next(remaining), rules), remaining, rules)


def _carried(life: Life, ticket: Ticket, event: Event, rules: Rules) -> Life:
    if isinstance(event.fact, OF_THE_LADDER):
        return Life(life.ticket, life.past, life.clocks, ladder_after(life.ladder, life.ticket, event))
    changes = turn_changes(event, _turn_context(life, event, rules))
    past = past_after(life.past, life.ticket, event, changes)
    if len(past.bounced_ats) != ticket.bounced:
        ticket = replace(ticket, bounced=len(past.bounced_ats))
    clocks = clocks_after(life.clocks, event, changes, Setting(ticket, past, rules))
    return Life(ticket, past, clocks, ladder_after(life.ladder, life.ticket, event))


def _turn_context(life: Life, event: Event, rules: Rules) -> TurnContext:
    continues = isinstance(event.fact, events.Reopened) and _resolution_continues(life, event, rules)
    return TurnContext(
        life.ticket, life.past.turns, life.past.first_response_is_over, life.past.unanswered_at, continues
    )


def _resolution_continues(life: Life, event: Event, rules: Rules) -> bool:
    policy, resolved_at = rules.policy(life.ticket.policy), life.ticket.resolved_at
    if policy is None or resolved_at is None:
        return False
    calendar = rules.calendar_of(policy)
    window: timedelta = span_of(policy.reopen_continues_within, calendar, resolved_at)
    return calendar.between(resolved_at, event.at) <= window
