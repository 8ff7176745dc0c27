"""What happened to a ticket in a few words, as somebody is told who had looked away."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from desktop_escalation.domain import events
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.wording import metric_words, person_name

# Only what bears on some act is ever told.
_WORDS: Mapping[type[events.Fact], Callable[[Any], str]] = MappingProxyType(
    {
        events.CustomerWrote: lambda _: "the customer wrote",
        events.Replied: lambda _: "replied to the customer",
        events.Moved: lambda fact: f"moved it to {fact.team}",
        events.PriorityChanged: lambda fact: f"made its priority {fact.priority.name.lower()}",
        events.Paused: lambda fact: f"let it wait for: {fact.reason}",
        events.Resumed: lambda _: "ended the wait",
        events.Resolved: lambda _: "resolved it",
        events.Reopened: lambda _: "reopened it",
        events.Closed: lambda _: "closed it",
        events.DueSet: lambda fact: f"set by hand when {metric_words(fact.metric)} is due",
        events.DueRemoved: lambda fact: f"took back when {metric_words(fact.metric)} is due",
        events.MergedAway: lambda fact: f"merged it into {fact.into}",
        events.Absorbed: lambda fact: f"merged {fact.number} into it",
        events.CustomerEscalated: lambda _: "the customer asked for it to be escalated",
        events.EscalatedByHand: lambda fact: f"escalated it to {fact.to_team}",
        events.Acknowledged: lambda _: "acknowledged it",
        events.HandedBack: lambda fact: f"handed it back ({fact.reason})",
        events.DeEscalated: lambda _: "closed its escalations",
        events.StepFired: lambda fact: f"step {fact.key.step} fired",
        events.Parked: lambda _: "parked it",
        events.Unparked: lambda _: "let its ladder go on",
    }
)


def event_words(fact: events.Fact, directory: Directory) -> str:
    """Say what somebody or something did to the ticket, without saying who; for the kinds that bear on an act."""
    if isinstance(fact, events.Assigned):
        return "took it from whoever had it" if fact.assignee is None else _given(directory, fact.assignee)
    return _WORDS[type(fact)](fact)


def _given(directory: Directory, login: str) -> str:
    return f"gave it to {person_name(directory, login)}"
