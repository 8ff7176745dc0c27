"""What somebody may not do to a ticket now, and why: asked before the act, so that a window can say it beside it."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from msgspec import Struct

from desktop_escalation.domain import acts, by_hand
from desktop_escalation.domain.acts import Act, refuse_inactive
from desktop_escalation.domain.author import Author
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.people import Role
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.rights import require
from desktop_escalation.domain.scene import Scene

# What a person will have typed by the time of the act; here only the ticket decides.
_WORDS = "…"
_LATER = timedelta(hours=1)


class _Trial(Struct, frozen=True):
    """An act that is tried out on a ticket, and never carried out."""

    act: Act
    life: Life
    scene: Scene

    def active(self, doing: str) -> None:
        refuse_inactive(self.life.ticket, doing)


_TRIALS: Mapping[Right, Callable[[_Trial], object]] = MappingProxyType(
    {
        Right.TICKET_REPLY: lambda trial: acts.reply(trial.act, trial.life, _WORDS),
        Right.TICKET_NOTE: lambda trial: acts.note(trial.act, _WORDS),
        Right.TICKET_ASSIGN: lambda trial: trial.active("assigning"),
        Right.TICKET_MOVE: lambda trial: trial.active("moving"),
        Right.TICKET_ESCALATE: lambda trial: trial.active("escalating"),
        Right.TICKET_ACKNOWLEDGE: lambda trial: acts.acknowledge(
            trial.act, trial.life, trial.act.at + _LATER, trial.scene.rules
        ),
        Right.TICKET_HAND_BACK: lambda trial: by_hand.hand_back(
            trial.act, trial.life, trial.scene, acts.HAND_BACK_REASONS[0], _WORDS
        ),
        Right.TICKET_DE_ESCALATE: lambda trial: acts.de_escalate(trial.act, trial.life, _WORDS),
        Right.TICKET_PAUSE: lambda trial: trial.active("pausing"),
        Right.TICKET_RESUME: lambda trial: acts.resume(trial.act, trial.life),
        Right.TICKET_PRIORITY: lambda trial: trial.active("another priority"),
        Right.TICKET_DUE: lambda trial: trial.active("a due time"),
        Right.TICKET_MERGE: lambda trial: trial.active("merging"),
        Right.TICKET_RESOLVE: lambda trial: acts.resolve(trial.act, trial.life),
        Right.TICKET_REOPEN: lambda trial: acts.reopen(trial.act, trial.life),
        Right.TICKET_UNPARK: lambda trial: acts.unpark(trial.act, trial.life),
    }
)


def refusals(by: Author, role: Role, life: Life, scene: Scene) -> Mapping[Right, str]:
    """Give, for each act on a ticket that would be refused whatever was typed, the words of the refusal."""
    trial = _Trial(Act(by, scene.now), life, scene)
    found = {}
    for right, attempt in _TRIALS.items():
        try:
            require(role, right)
            attempt(trial)
        except Refused as refused:
            found[right] = str(refused)
    return MappingProxyType(found)
