"""What others did to a ticket meanwhile, as sentences for whoever was about to act on it."""

from collections.abc import Callable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from ui.shared.counts import counted
from ui.tickets.event_line import Around, pending_words, priority_word

translate = QCoreApplication.translate

Clause = Callable[[Any, Around], str]

# Sentences beyond these are counted.
_MOST = 2


def news_words(changed: ChangedMeanwhile) -> str:
    """Say who did what and when, the newest two acts at most: "Jonas Weber moved it to Network at 09:02."."""
    around = Around(changed.directory, changed.now)
    # One act makes several events of one moment, of which that is told which comes first in the table.
    acts = [min(act, key=_rank) for _, act in groupby(changed.news, key=lambda event: (event.at, event.by))]
    told = [_sentence(event, around) for event in acts[-_MOST:]]
    if len(acts) > _MOST:
        more = len(acts) - _MOST
        before = counted(
            more,
            translate("News", "There was 1 change before."),
            translate("News", "There were %n changes before.", "", more),
        )
        told.append(before)
    return " ".join(told)


def _sentence(event: Event, around: Around) -> str:
    is_taken = isinstance(event.fact, events.Assigned) and event.fact.assignee == event.by.name
    clause = translate("News", "{who} took it") if is_taken else _CLAUSES[type(event.fact)](event.fact, around)
    said = clause.format(who=_who(event, around))
    said = translate("News", "{clause} at {time}.").format(clause=said, time=around.time(event.at))
    return said[:1].upper() + said[1:]


def _who(event: Event, around: Around) -> str:
    match event.by.kind:
        case AuthorKind.PERSON:
            return around.name(event.by.name)
        case AuthorKind.CUSTOMER:
            return translate("News", "the customer")
    return translate("News", "the ladder")


def _rank(event: Event) -> int:
    return list(_CLAUSES).index(type(event.fact))


def _by(words: Callable[[], str]) -> Clause:
    """Say a fact that has nothing to tell but itself, in the language that holds when it is shown."""
    return lambda _fact, _around: words()


def _named(words: Callable[[], str], name: Callable[[Any], str]) -> Clause:
    """Say a fact with a name in it, whose braces are no places."""
    return lambda fact, _around: words().replace("{name}", _plain(name(fact)))


def _plain(name: str) -> str:
    return name.replace("{", "{{").replace("}", "}}")


def _assigned(fact: events.Assigned, around: Around) -> str:
    if fact.assignee is None:
        return translate("News", "{who} took it from whoever had it")
    return translate("News", "{who} assigned it to {name}").replace("{name}", _plain(around.name(fact.assignee)))


# From the act that says most to what follows from it.
_CLAUSES: Mapping[type[events.Fact], Clause] = MappingProxyType(
    {
        events.MergedAway: _named(lambda: translate("News", "{who} merged it into {name}"), lambda fact: fact.into),
        events.Closed: _by(lambda: translate("News", "{who} closed it")),
        events.Resolved: _by(lambda: translate("News", "{who} resolved it")),
        events.Reopened: _by(lambda: translate("News", "{who} reopened it")),
        events.EscalatedByHand: _named(
            lambda: translate("News", "{who} escalated it to {name}"), lambda fact: fact.to_team
        ),
        events.HandedBack: _by(lambda: translate("News", "{who} handed it back")),
        events.Moved: _named(lambda: translate("News", "{who} moved it to {name}"), lambda fact: fact.team),
        events.Assigned: _assigned,
        events.CustomerEscalated: _by(lambda: translate("News", "{who} asked for escalation")),
        events.CustomerWrote: _by(lambda: translate("News", "{who} wrote")),
        events.Replied: _by(lambda: translate("News", "{who} replied to the customer")),
        events.Acknowledged: _by(lambda: translate("News", "{who} acknowledged it")),
        events.DeEscalated: _by(lambda: translate("News", "{who} closed its escalations")),
        events.Paused: lambda fact, _: translate("News", "{who} paused it, {name},").replace(
            "{name}", pending_words(fact.reason)
        ),
        events.Resumed: _by(lambda: translate("News", "{who} ended its pause")),
        events.PriorityChanged: lambda fact, _: translate("News", "{who} made its priority {name}").replace(
            "{name}", priority_word(fact.priority)
        ),
        events.DueSet: _by(lambda: translate("News", "{who} set a due time by hand")),
        events.DueRemoved: _by(lambda: translate("News", "{who} left the due time to the policy again")),
        events.Absorbed: _named(lambda: translate("News", "{who} merged {name} into it"), lambda fact: fact.number),
        events.StepFired: _named(lambda: translate("News", "{who} ran step {name}"), lambda fact: fact.key.step),
        events.Parked: _by(lambda: translate("News", "{who} was parked")),
        events.Unparked: _by(lambda: translate("News", "{who} let its ladder go on")),
    }
)
