"""How one event changes the ticket itself."""

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ticket import State, Ticket
from desktop_escalation.domain.value import replace

STATE_CHANGES = (
    events.Paused,
    events.Resumed,
    events.Resolved,
    events.Closed,
    events.MergedAway,
    events.Reopened,
)


def opened_ticket(event: Event, opened: events.Opened) -> Ticket:
    """Make the ticket that was just opened."""
    return Ticket(
        number=opened.number,
        subject=opened.subject,
        body=opened.body,
        channel=opened.channel,
        category=opened.category,
        priority=opened.priority,
        state=State.NEW,
        team=opened.team,
        tier=opened.tier,
        customer=opened.customer,
        created_at=event.at,
    )


def ticket_after(ticket: Ticket, event: Event) -> Ticket:
    """Carry the ticket over one event."""
    changed = _with_state(ticket, event)
    return changed if changed is not None else _with_field(ticket, event)


def _with_state(ticket: Ticket, event: Event) -> Ticket | None:
    if not isinstance(event.fact, STATE_CHANGES):
        return None
    awake = replace(ticket, pending_reason=None, resume_at=None)
    match event.fact:
        case events.Paused(reason=reason, resume_at=resume_at):
            return replace(ticket, state=State.PENDING, pending_reason=reason, resume_at=resume_at)
        case events.Resumed():
            return replace(awake, state=State.OPEN)
        case events.Resolved():
            return replace(awake, state=State.RESOLVED, resolved_at=event.at)
        case events.Closed():
            return replace(awake, state=State.CLOSED, closed_at=event.at)
        case events.MergedAway(into=into):
            return replace(awake, state=State.CLOSED, closed_at=event.at, merged_into=into)
        case _:
            opened = replace(ticket, state=State.OPEN, resolved_at=None, closed_at=None)
            return replace(opened, reopened=ticket.reopened + 1)


def _with_field(ticket: Ticket, event: Event) -> Ticket:  # noqa: C901, PLR0911 - one case a fact
    match event.fact:
        case events.Replied() | events.Acknowledged() if event.by.kind is AuthorKind.PERSON:
            return _begun(ticket)
        case events.Begun():
            return _begun(ticket)
        case events.Assigned(assignee=assignee):
            changed = replace(ticket, assignee=assignee)
            return changed if assignee is None else _begun(changed)
        case events.Moved(team=team, tier=tier):
            return replace(ticket, team=team, tier=tier, transfers=ticket.transfers + 1)
        case events.PriorityChanged(priority=priority):
            return replace(ticket, priority=priority)
        case events.Categorised(category=category):
            return replace(ticket, category=category)
        case events.Tagged(tag=tag, is_on=is_on):
            return replace(ticket, tags=ticket.tags | {tag} if is_on else ticket.tags - {tag})
        case events.Watched(login=login, is_on=is_on):
            return replace(ticket, watchers=ticket.watchers | {login} if is_on else ticket.watchers - {login})
        case events.PolicyApplied(policy=policy):
            return replace(ticket, policy=policy)
        case events.Parked():
            return replace(ticket, parked_at=event.at)
        case events.Unparked():
            return replace(ticket, parked_at=None)
        case _:
            return ticket


def _begun(ticket: Ticket) -> Ticket:
    return replace(ticket, state=State.OPEN) if ticket.state is State.NEW else ticket
