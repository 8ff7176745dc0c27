"""Personal queues: which tickets are listed for whom because they are watched or were escalated."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.ladder import Escalation, EscalationKind
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.ticket import Ticket


class PersonalQueue(StrEnum):
    """Why a ticket is listed for somebody: for a person who watches it, for a person or for a team it came to."""

    WATCHING = "watching"
    ESCALATED = "escalated"
    TEAM = "team"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a personal queue; `owner` is a login or, of the queue of a team, its name."""

    queue: PersonalQueue
    owner: str


NOWHERE: frozenset[Place] = frozenset()


def places(life: Life) -> frozenset[Place]:
    """Tell in whose personal queues a ticket is: in none once it is resolved.

    An escalation brings a ticket to the people whom it told, and one that moved it to the assignee in the team where it
    still is, until it is closed. To that whole team it comes while nobody there has it, until somebody acknowledges. A
    notice brings it to the people whom it told until somebody acknowledges.
    """
    ticket, escalations = life.ticket, life.ladder.escalations
    if not (ticket.watchers or escalations) or not ticket.is_active:
        return NOWHERE
    watching = (Place(PersonalQueue.WATCHING, login) for login in ticket.watchers)
    came = (place for escalation in escalations if escalation.is_open for place in _came_to(escalation, ticket))
    return frozenset((*watching, *came))


def _came_to(escalation: Escalation, ticket: Ticket) -> Iterator[Place]:
    if escalation.kind is not EscalationKind.NOTICE or escalation.is_unacknowledged:
        for login in escalation.told:
            yield Place(PersonalQueue.ESCALATED, login)
    if escalation.kind is EscalationKind.FUNCTIONAL and escalation.to_team == ticket.team:
        if ticket.assignee is not None:
            yield Place(PersonalQueue.ESCALATED, ticket.assignee)
        elif escalation.is_unacknowledged:
            yield Place(PersonalQueue.TEAM, ticket.team)


def queues_of(query: QueueQuery, directory: Directory) -> tuple[Place, ...]:
    """Give the personal queues that a list is of; none where it is of another kind."""
    if query.watched_by is not None:
        return watching(query.watched_by)
    return () if query.escalated_to is None else escalated_to(query.escalated_to, directory)


def watching(login: str) -> tuple[Place, ...]:
    """Give the queue of what a person watches."""
    return (Place(PersonalQueue.WATCHING, login),)


def escalated_to(login: str, directory: Directory) -> tuple[Place, ...]:
    """Give the queues of what was escalated to a person, or to a team that he or she works in, leads or manages."""
    teams = (Place(PersonalQueue.TEAM, team.name) for team in directory.teams_of(login))
    return (Place(PersonalQueue.ESCALATED, login), *teams)
