"""What bears on an act: which changes by others a person must have seen before he or she does something to a ticket."""

from collections.abc import Mapping
from types import MappingProxyType

from desktop_escalation.domain import events
from desktop_escalation.domain.rights import Act

Kinds = frozenset[type[events.Fact]]

_END: Kinds = frozenset({events.Resolved, events.Reopened, events.Closed, events.MergedAway})
_WAIT: Kinds = frozenset({events.Paused, events.Resumed})
_HANDS: Kinds = frozenset({events.Assigned, events.Moved, events.EscalatedByHand, events.HandedBack})
_CUSTOMER: Kinds = frozenset({events.CustomerWrote, events.CustomerEscalated})
_ALARM: Kinds = frozenset({events.Acknowledged, events.DeEscalated, events.EscalatedByHand, events.HandedBack})
_DUE: Kinds = frozenset({events.DueSet, events.DueRemoved, events.PriorityChanged})

# A tag, a watcher or a note by others bears on nothing: none of them makes wrong what somebody is about to do.
BEARING: Mapping[Act, Kinds] = MappingProxyType(
    {
        # Two answers to one question, and an answer to what is no longer the question.
        Act.TICKET_REPLY: _END | _CUSTOMER | {events.Replied},
        # Nobody reads on in a ticket that was merged away.
        Act.TICKET_NOTE: frozenset({events.MergedAway}),
        Act.TICKET_ASSIGN: _END | _HANDS,
        Act.TICKET_MOVE: _END | _HANDS,
        # Another priority brings another ladder, and other promises with it.
        Act.TICKET_ESCALATE: _END | _WAIT | _HANDS | {events.Acknowledged, events.PriorityChanged},
        # It covers all that is open, and nobody acknowledges what he or she has not seen.
        Act.TICKET_ACKNOWLEDGE: _END | _ALARM | {events.Moved, events.PriorityChanged, events.StepFired},
        Act.TICKET_HAND_BACK: _END | _HANDS,
        Act.TICKET_DE_ESCALATE: _END | _ALARM | {events.StepFired},
        # Who waits for the customer must know of the customer's answer.
        Act.TICKET_PAUSE: _END | _WAIT | _CUSTOMER,
        Act.TICKET_RESUME: _END | _WAIT,
        Act.TICKET_PRIORITY: _END | {events.PriorityChanged},
        Act.TICKET_DUE: _END | _DUE,
        Act.TICKET_MERGE: _END | _CUSTOMER | {events.Absorbed},
        Act.TICKET_WATCH: frozenset(),
        Act.TICKET_TAG: frozenset(),
        Act.TICKET_RESOLVE: _END | _WAIT | _HANDS | _CUSTOMER | {events.Replied},
        Act.TICKET_REOPEN: _END,
        Act.TICKET_UNPARK: frozenset({events.Parked, events.Unparked}),
    }
)


def bears_on(act: Act, fact: events.Fact) -> bool:
    """Say whether what others did must be seen before an act on the ticket."""
    return type(fact) in BEARING[act]
