"""What people do to a ticket: each act is checked here and becomes the events that record it."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import Attachment
from desktop_escalation.domain.author import Author
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.clocks_after import span_of
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event, Fact
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Team
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.ticket import PendingReason, Priority, State, Ticket

MOST_NEW_PROMISES = 3
RECURRING = frozenset({Metric.NEXT_RESPONSE, Metric.UPDATE})
HAND_BACK_REASONS = ("solved in part", "wrong team", "needs information")


class Act(Struct, frozen=True):
    """Who acts, and when."""

    by: Author
    at: datetime

    def makes(self, *facts: Fact) -> tuple[Event, ...]:
        """Turn facts into events of this act."""
        return tuple(Event(self.at, self.by, fact) for fact in facts)


def refuse_inactive(ticket: Ticket, doing: str) -> None:
    """Refuse an act on a ticket that nobody works on any more, and say how to get at it."""
    if ticket.merged_into is not None:
        raise Refused(f"{ticket.number} was merged into {ticket.merged_into}, so {doing} belongs there: name that one")
    if ticket.state is State.CLOSED:
        raise Refused(f"{ticket.number} is closed, so it is too late for {doing}: open a new ticket")
    if ticket.state is State.RESOLVED:
        raise Refused(f"{ticket.number} is resolved, so it is too late for {doing}: reopen it first")


def reply(act: Act, life: Life, body: str, files: tuple[Attachment, ...] = ()) -> tuple[Event, ...]:
    """Answer the customer in public."""
    if life.ticket.state is State.CLOSED:
        refuse_inactive(life.ticket, "replying")
    return act.makes(events.Replied(_text(body, "a reply"), files))


def customer_message(act: Act, life: Life, body: str) -> tuple[Event, ...]:
    """Take in a message of the customer: it reopens a resolved ticket and ends a wait for the customer."""
    if life.ticket.state is State.CLOSED:
        refuse_inactive(life.ticket, "a message")
    facts: list[Fact] = []
    if life.ticket.state is State.RESOLVED:
        facts.append(events.Reopened())
    if life.ticket.pending_reason is PendingReason.CUSTOMER:
        facts.append(events.Resumed())
    return act.makes(*facts, events.CustomerWrote(_text(body, "a message")))


def note(act: Act, body: str, files: tuple[Attachment, ...] = ()) -> tuple[Event, ...]:
    """Write an internal note; every ticket takes one."""
    return act.makes(events.Noted(_text(body, "a note"), files))


def assign(act: Act, life: Life, login: str | None) -> tuple[Event, ...]:
    """Give the ticket to a person, or to nobody."""
    refuse_inactive(life.ticket, "assigning")
    if life.ticket.assignee == login:
        raise Refused(f"{life.ticket.number} is assigned to {login or 'nobody'} already")
    return act.makes(events.Assigned(login))


def move(act: Act, life: Life, team: Team) -> tuple[Event, ...]:
    """Put the ticket into the queue of another team; the assignee stays only as a member of that team."""
    refuse_inactive(life.ticket, "moving")
    if life.ticket.team == team.name:
        raise Refused(f"{life.ticket.number} is in {team.name} already")
    return act.makes(*moved(life.ticket, team))


def moved(ticket: Ticket, team: Team, *, is_bounce: bool | None = None) -> Iterator[Fact]:
    """List the facts of a move by hand."""
    yield events.Moved(team.name, team.tier, team.calendar, is_bounce)
    if ticket.assignee is not None and ticket.assignee not in team.members:
        yield events.Assigned(None)
    elif ticket.assignee is not None:
        yield events.Assigned(ticket.assignee)


def set_priority(act: Act, life: Life, priority: Priority) -> tuple[Event, ...]:
    """Change how urgent the ticket is."""
    refuse_inactive(life.ticket, "another priority")
    if life.ticket.priority is priority:
        raise Refused(f"{life.ticket.number} has priority {priority} already")
    return act.makes(events.PriorityChanged(priority))


def pause(act: Act, life: Life, reason: PendingReason, resume_at: datetime | None) -> tuple[Event, ...]:
    """Let the ticket wait for something, until a moment where that is known."""
    refuse_inactive(life.ticket, "pausing")
    resume_at = None if resume_at is None else _whole(resume_at)
    if resume_at is not None and resume_at <= act.at:
        raise Refused(f"a pause until {resume_at.isoformat()} would be over already: name a later time")
    return act.makes(events.Paused(reason, resume_at))


def resume(act: Act, life: Life) -> tuple[Event, ...]:
    """End a wait."""
    if life.ticket.state is not State.PENDING:
        raise Refused(f"{life.ticket.number} is {life.ticket.state}, not pending: there is nothing to resume")
    return act.makes(events.Resumed())


def resolve(act: Act, life: Life) -> tuple[Event, ...]:
    """Mark the ticket as solved."""
    if not life.ticket.is_active:
        raise Refused(f"{life.ticket.number} is {life.ticket.state} already")
    return act.makes(events.Resolved())


def reopen(act: Act, life: Life) -> tuple[Event, ...]:
    """Take a resolved ticket back to work."""
    ticket = life.ticket
    if ticket.merged_into is not None:
        raise Refused(f"{ticket.number} was merged into {ticket.merged_into}: work on that one")
    if ticket.state is State.CLOSED:
        raise Refused(f"{ticket.number} is closed: open a new ticket")
    if ticket.is_active:
        raise Refused(f"{ticket.number} is {ticket.state}, so there is nothing to reopen")
    return act.makes(events.Reopened())


def acknowledge(act: Act, life: Life, until: datetime | None, rules: Rules) -> tuple[Event, ...]:
    """Promise to act by a time; without one, by the policy's promise."""
    ticket, promise = life.ticket, life.ladder.promise
    refuse_inactive(ticket, "acknowledging")
    until = _whole(_default_promise(act, ticket, rules) if until is None else until)
    if until <= act.at:
        raise Refused(f"a promise until {until.isoformat()} lies in the past: name a later time")
    if promise is not None and promise.replaced >= MOST_NEW_PROMISES:
        raise Refused(
            f"the promise on {ticket.number} was put off {MOST_NEW_PROMISES} times already:"
            f" keep it by {promise.until.isoformat()}, or escalate"
        )
    return act.makes(events.Acknowledged(until))


def _whole(at: datetime) -> datetime:
    """Cut a moment to the millisecond, which is what is kept of moments."""
    return at.replace(microsecond=at.microsecond // 1000 * 1000)


def _default_promise(act: Act, ticket: Ticket, rules: Rules) -> datetime:
    policy = rules.policy(ticket.policy)
    if policy is None:
        raise Refused(f"no policy governs {ticket.number}: say until when you will act")
    calendar = rules.calendar_of(policy)
    return calendar.add(act.at, span_of(policy.promise, calendar, act.at))


def set_due(act: Act, life: Life, metric: Metric, due_at: datetime, reason: str) -> tuple[Event, ...]:
    """Set by hand when a clock is due."""
    _going_clock(life, metric)
    due_at = _whole(due_at)
    if due_at <= act.at:
        raise Refused(f"{due_at.isoformat()} lies in the past: name a later time")
    return act.makes(events.DueSet(metric, due_at, _text(reason, "a reason")))


def remove_due(act: Act, life: Life, metric: Metric, reason: str) -> tuple[Event, ...]:
    """Take back a due time set by hand."""
    if _going_clock(life, metric).by_hand is None:
        raise Refused(f"the {metric} clock of {life.ticket.number} has no due time set by hand")
    return act.makes(events.DueRemoved(metric, _text(reason, "a reason")))


def _going_clock(life: Life, metric: Metric) -> Clock:
    refuse_inactive(life.ticket, "a due time")
    going = [clock for clock in life.clocks if clock.metric is metric and clock.is_going]
    if not going:
        raise Refused(f"{life.ticket.number} has no running {metric} clock: its policy sets no target, or it was met")
    return going[-1]


def de_escalate(act: Act, life: Life, outcome: str) -> tuple[Event, ...]:
    """Close the open escalations with an outcome."""
    if not any(escalation.is_open for escalation in life.ladder.escalations):
        raise Refused(f"{life.ticket.number} has no open escalation")
    return act.makes(events.DeEscalated(_text(outcome, "an outcome")))


def tag(act: Act, life: Life, word: str, *, is_on: bool) -> tuple[Event, ...]:
    """Put a tag on the ticket or take it off."""
    word = _text(word, "a tag")
    if (word in life.ticket.tags) is is_on:
        raise Refused(f'{life.ticket.number} {"has" if is_on else "does not have"} the tag "{word}"')
    return act.makes(events.Tagged(word, is_on))


def watch(act: Act, life: Life, login: str, *, is_on: bool) -> tuple[Event, ...]:
    """Begin or cease to watch a ticket."""
    if (login in life.ticket.watchers) is is_on:
        number = life.ticket.number
        raise Refused(f"{login} watches {number} already" if is_on else f"{login} does not watch {number}")
    return act.makes(events.Watched(login, is_on))


def unpark(act: Act, life: Life) -> tuple[Event, ...]:
    """Let the ladder of a parked ticket go on."""
    if life.ticket.parked_at is None:
        raise Refused(f"{life.ticket.number} is not parked")
    return act.makes(events.Unparked())


def escalate_for_customer(act: Act, life: Life, words: str) -> tuple[Event, ...]:
    """Record that the customer wants the ticket escalated; the ladder says what that does."""
    refuse_inactive(life.ticket, "escalating")
    return act.makes(events.CustomerEscalated(words))


def merge(act: Act, lost: Life, kept: Life, rules: Rules) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Merge one ticket into another; give the events of both, the lost one's first."""
    if lost.ticket.number == kept.ticket.number:
        raise Refused(f"{lost.ticket.number} cannot be merged into itself")
    refuse_inactive(lost.ticket, "merging")
    refuse_inactive(kept.ticket, "merging into it")
    gained = tuple(_earlier_clocks(lost, kept, act.at, rules))
    return (
        act.makes(events.MergedAway(kept.ticket.number)),
        act.makes(events.Absorbed(lost.ticket.number, gained)),
    )


def _earlier_clocks(lost: Life, kept: Life, at: datetime, rules: Rules) -> Iterator[Clock]:
    for clock in lost.clocks:
        if clock.is_going and _can_take(kept, clock.metric):
            own = next((one for one in kept.clocks if one.metric is clock.metric and one.is_going), None)
            if own is None or clock.due_if_running(at, rules.calendars) < own.due_if_running(at, rules.calendars):
                yield clock


def _can_take(kept: Life, metric: Metric) -> bool:
    turn = kept.past.turns.get(metric)
    return metric in RECURRING or (turn is not None and turn.is_open)


def _text(text: str, what: str) -> str:
    if not text.strip():
        raise Refused(f"{what} needs at least one word")
    return text
