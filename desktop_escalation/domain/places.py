"""In whose personal queues a ticket is."""

from collections.abc import Iterator

from desktop_escalation.domain.ladder import Escalation, EscalationKind
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.personal_queues import PersonalQueue, Place
from desktop_escalation.domain.ticket import Ticket

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
