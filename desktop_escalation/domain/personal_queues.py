"""Personal queues: which tickets are listed for whom because they are watched or were escalated."""

from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.queue import QueueQuery


class PersonalQueue(StrEnum):
    """Why a ticket is listed for somebody: for a person who watches it, for a person or for a team it came to."""

    WATCHING = "watching"
    ESCALATED = "escalated"
    TEAM = "team"


class Place(Struct, frozen=True):
    """A place in a personal queue; `owner` is a login or, of the queue of a team, its name."""

    queue: PersonalQueue
    owner: str


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
