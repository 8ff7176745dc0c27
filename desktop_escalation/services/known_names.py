"""Whether what a list is asked of is there."""

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.queue import QueueQuery


def refuse_unknown(directory: Directory, query: QueueQuery) -> None:
    """Refuse a list of a team, a tier or a person that is unknown."""
    if query.team is not None:
        directory.team(query.team)
    if query.tier is not None:
        directory.tier(query.tier)
    for login in (query.assignee, query.escalated_to, query.watched_by):
        if login is not None:
            directory.person(login)
