"""Events are the differences between consecutive rows of a ticket; what stays the same writes nothing."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.events import Fact
from desktop_escalation.domain.ticket import Channel, State, Ticket
from desktop_escalation.history.cast import Cast
from desktop_escalation.history.snapshot import Incident, Snapshot, Status


class Moment(Struct, frozen=True):
    """What one row of a log says that happened."""

    at: datetime
    by: Author
    facts: tuple[Fact, ...]


def moments_of(incident: Incident, number: str, cast: Cast) -> tuple[Moment, ...]:
    """Tell the history of a ticket that gets a number; it has no messages, so nobody waits for a response."""
    first = incident.snapshots[0]
    found = [_moment(first, (_opening(first, number, cast), *_after_opening(first, cast)))]
    before = first
    for after in incident.snapshots[1:]:
        facts = tuple(_differences(before, after, cast))
        if facts:
            found.append(_moment(after, facts))
        before = after
    return tuple(found)


def is_news(ticket: Ticket, fact: Fact) -> bool:
    """Say whether a fact of the log still changes a ticket on which an engine has worked meanwhile."""
    match fact:
        case events.Closed():
            return ticket.state is not State.CLOSED
        case events.Moved(team=team):
            return ticket.team != team
        case events.Assigned(assignee=assignee):
            return ticket.assignee != assignee
        case events.PriorityChanged(priority=priority):
            return ticket.priority is not priority
        case _:
            return True


def _moment(snapshot: Snapshot, facts: tuple[Fact, ...]) -> Moment:
    return Moment(snapshot.at, Author(AuthorKind.PERSON, snapshot.author), facts)


def _opening(first: Snapshot, number: str, cast: Cast) -> Fact:
    team = cast.team(first.team)
    return events.Opened(
        number=number,
        subject=first.subject,
        body=first.body,
        channel=Channel.IMPORT,
        category=first.category,
        priority=first.priority,
        team=team.name,
        tier=team.tier,
        team_calendar=team.calendar,
        customer=cast.mail(first.customer),
        has_messages=False,
    )


def _after_opening(first: Snapshot, cast: Cast) -> Iterator[Fact]:
    if first.assignee is not None:
        yield events.Assigned(cast.login(first.assignee))
    yield from _changed_status(Status(State.NEW), first.status)


def _differences(before: Snapshot, after: Snapshot, cast: Cast) -> Iterator[Fact]:
    """List what changed; a ticket that goes back to work does so first, one that waits or ends does so last."""
    status = before.status
    if _goes_back(status.state, after.status.state):
        yield events.Reopened()
        status = Status(State.OPEN)
    yield from _changed_place(before, after, cast)
    if before.priority is not after.priority:
        yield events.PriorityChanged(after.priority)
    if before.category != after.category:
        yield events.Categorised(after.category)
    yield from _changed_status(status, after.status)


def _goes_back(before: State, after: State) -> bool:
    if before is State.CLOSED:
        return after is not State.CLOSED
    return before is State.RESOLVED and after not in {State.RESOLVED, State.CLOSED}


def _changed_place(before: Snapshot, after: Snapshot, cast: Cast) -> Iterator[Fact]:
    """List moves and assignments; who keeps a ticket that is moved owns it in the new team too, as in acts by hand."""
    team = cast.team(after.team)
    is_moved = cast.team(before.team).name != team.name
    if is_moved:
        yield events.Moved(team.name, team.tier, team.calendar)
    if before.assignee != after.assignee or (is_moved and after.assignee is not None):
        yield events.Assigned(cast.login(after.assignee))


def _changed_status(before: Status, after: Status) -> Iterator[Fact]:
    if before == after:
        return
    match after.state:
        case State.PENDING if after.reason is not None:
            yield events.Paused(after.reason)
        case State.RESOLVED:
            yield events.Resolved()
        case State.CLOSED:
            yield events.Closed()
        case _ if before.state is State.PENDING:
            yield events.Resumed()
        case _ if before.state is State.NEW:
            yield events.Begun()
        case _:
            return
