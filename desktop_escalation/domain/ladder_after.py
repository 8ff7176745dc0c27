"""How one event changes the ladder of a ticket: keys used, escalations, the running promise."""

from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder import Escalation, Promise, StepKey, StepOutcome, StepRecord
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.value import replace

BY_HAND = "by hand"
PROGRESS = (
    events.Replied,
    events.Noted,
    events.Moved,
    events.Paused,
    events.Resumed,
    events.Resolved,
    events.Reopened,
    events.Closed,
)


class Ladder(Struct, frozen=True):
    """What is on record of a ticket's ladder: keys used in their order, escalations by number, the promise."""

    records: tuple[StepRecord, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    promise: Promise | None = None

    def used_keys(self) -> frozenset[StepKey]:
        """Give the keys that can be used no more."""
        return frozenset(record.key for record in self.records)


def ladder_after(ladder: Ladder, ticket: Ticket, event: Event) -> Ladder:  # noqa: C901, PLR0911 - one case a fact
    """Carry the ladder over one event; `ticket` is the ticket as the event found it."""
    ladder = _with_progress(ladder, event)
    match event.fact:
        case events.StepFired() as fired:
            return _with_firing(ladder, ticket, event, fired)
        case events.EscalatedByHand() as by_hand:
            return _with_hand(ladder, ticket, event, by_hand)
        case events.StepSkipped() as skipped:
            return _with_skip(ladder, event.at, skipped)
        case events.Acknowledged(until=until):
            return _with_acknowledgement(ladder, event, until)
        case events.PromiseJudged():
            return replace(ladder, promise=None)
        case events.HandedBack():
            return replace(ladder, escalations=_closed(ladder, "handed back", event.at))
        case events.DeEscalated(outcome=outcome):
            return replace(ladder, escalations=_closed(ladder, outcome, event.at))
        case events.Resolved():
            return replace(ladder, escalations=_closed(ladder, "resolved", event.at), promise=None)
        case events.Closed():
            return replace(ladder, escalations=_closed(ladder, "closed", event.at), promise=None)
        case events.MergedAway():
            return replace(ladder, escalations=_closed(ladder, "merged", event.at), promise=None)
        case _:
            return ladder


def _with_progress(ladder: Ladder, event: Event) -> Ladder:
    promise = ladder.promise
    if promise is None or promise.has_progress or event.by.kind is not AuthorKind.PERSON:
        return ladder
    if not isinstance(event.fact, PROGRESS):
        return ladder
    return replace(ladder, promise=replace(promise, has_progress=True))


def _with_firing(ladder: Ladder, ticket: Ticket, event: Event, fired: events.StepFired) -> Ladder:
    number = len(ladder.escalations) + 1
    escalation = Escalation(
        number=number,
        kind=fired.kind,
        reason=fired.reason,
        by=event.by.name,
        from_team=ticket.team,
        from_tier=ticket.tier,
        to_team=fired.to_team,
        to_tier=fired.to_tier,
        due_at=fired.due_at,
        fired_at=event.at,
        key=fired.key,
        version=fired.version,
        told=fired.told,
        failed=fired.failed,
        repeat_at=fired.repeat_at,
    )
    record = StepRecord(fired.key, fired.version, StepOutcome.FIRED, "", fired.due_at, event.at, number)
    return Ladder((*ladder.records, record), (*ladder.escalations, escalation), ladder.promise)


def _with_hand(ladder: Ladder, ticket: Ticket, event: Event, by_hand: events.EscalatedByHand) -> Ladder:
    escalation = Escalation(
        number=len(ladder.escalations) + 1,
        kind=by_hand.kind,
        reason=by_hand.reason,
        by=event.by.name,
        from_team=ticket.team,
        from_tier=ticket.tier,
        to_team=by_hand.to_team,
        to_tier=by_hand.to_tier,
        due_at=event.at,
        fired_at=event.at,
        told=by_hand.told,
        note=by_hand.note,
        tried=by_hand.tried,
    )
    return replace(ladder, escalations=(*ladder.escalations, escalation))


def _with_skip(ladder: Ladder, at: datetime, skipped: events.StepSkipped) -> Ladder:
    stands_for = len(ladder.escalations) if skipped.reason == BY_HAND else None
    record = StepRecord(
        skipped.key, skipped.version, StepOutcome.SKIPPED, skipped.reason, skipped.due_at, at, stands_for
    )
    return replace(ladder, records=(*ladder.records, record))


def _with_acknowledgement(ladder: Ladder, event: Event, until: datetime) -> Ladder:
    escalations = tuple(
        replace(escalation, acknowledged_at=event.at, acknowledged_by=event.by.name)
        if escalation.is_unacknowledged
        else escalation
        for escalation in ladder.escalations
    )
    running = ladder.promise
    if running is None:
        promise = Promise(event.by.name, event.at, until)
    else:
        promise = replace(running, by=event.by.name, until=until, replaced=running.replaced + 1)
    return replace(ladder, escalations=escalations, promise=promise)


def _closed(ladder: Ladder, outcome: str, at: datetime) -> tuple[Escalation, ...]:
    return tuple(
        replace(escalation, outcome=outcome, outcome_at=at) if escalation.is_open else escalation
        for escalation in ladder.escalations
    )
