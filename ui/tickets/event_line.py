"""What happened to a ticket as one short line of its conversation, with the names of people and in the user's language.

A phrase names no actor, so that phrases of one moment stand behind one name.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain import events
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.wording import person_name
from ui.escalations.reason_words import reason_within
from ui.shared.icons import Icon
from ui.shared.moments import clock_words, metric_name

translate = QCoreApplication.translate

# Names beyond these are counted.
_MOST_NAMES = 4


class Around(Struct, frozen=True):
    """What phrases need beside the fact: who is who, and the wall clock."""

    directory: Directory
    now: datetime

    def name(self, login: str) -> str:
        """Give the name of a person."""
        return person_name(self.directory, login)

    def time(self, at: datetime) -> str:
        """Write a moment on the site's wall clock."""
        return clock_words(at, self.now, self.directory.site.zone)


class EventLine(Struct, frozen=True):
    """A phrase with its sign; `is_whole` where it says itself who acted, `note` is what somebody wrote about it."""

    words: str
    icon: Icon
    is_whole: bool = False
    note: str = ""


def event_line(fact: events.Fact, around: Around) -> EventLine | None:
    """Word a fact; None where it is a message, or bookkeeping that nobody needs to be told of."""
    write = _PHRASES.get(type(fact))
    return None if write is None else write(fact, around)


def listed(names: list[str]) -> str:
    """Join names: "Ann", "Ann and Ben", "Ann, Ben and 3 more"."""
    if len(names) > _MOST_NAMES:
        more = translate("Events", "{} more").format(len(names) - _MOST_NAMES + 1)
        names = [*names[: _MOST_NAMES - 1], more]
    *others, last = names
    return translate("Events", "{} and {}").format(", ".join(others), last) if others else last


def priority_word(priority: Priority) -> str:
    """Name a priority within a sentence."""
    return {
        Priority.URGENT: translate("Events", "urgent"),
        Priority.HIGH: translate("Events", "high"),
        Priority.NORMAL: translate("Events", "normal"),
        Priority.LOW: translate("Events", "low"),
    }[priority]


def pending_words(reason: PendingReason) -> str:
    """Say what a ticket waits for."""
    return {
        PendingReason.CUSTOMER: translate("Events", "waiting for the customer"),
        PendingReason.SUPPLIER: translate("Events", "waiting for a supplier"),
        PendingReason.CHANGE_WINDOW: translate("Events", "waiting for a change window"),
        PendingReason.OTHER_TEAM: translate("Events", "waiting for another team"),
    }[reason]


def _with_words(phrase: str, *more: str) -> str:
    """Put what somebody wrote behind a phrase."""
    said = [text for text in more if text.strip()]
    return translate("Events", "{}: {}").format(phrase, ". ".join(said)) if said else phrase


def _step_fired(fact: events.StepFired, around: Around) -> EventLine:
    step = fact.key.step
    if not fact.told:
        return EventLine(translate("Events", "Step {} ran").format(step), Icon.WARN, is_whole=True)
    names = listed([around.name(login) for login in fact.told])
    words = translate("Events", "Step {step} ran: {names} warned").format(step=step, names=names)
    return EventLine(words, Icon.WARN, is_whole=True)


def _assigned(fact: events.Assigned, around: Around) -> EventLine:
    if fact.assignee is None:
        return EventLine(translate("Events", "assigned to nobody"), Icon.UNASSIGNED)
    return EventLine(translate("Events", "assigned to {}").format(around.name(fact.assignee)), Icon.ASSIGN)


def _categorised(fact: events.Categorised, _: Around) -> EventLine:
    if fact.category is None:
        return EventLine(translate("Events", "category taken off"), Icon.TAG)
    return EventLine(translate("Events", "category now {}").format(fact.category), Icon.TAG)


def _tagged(fact: events.Tagged, _: Around) -> EventLine:
    phrase = translate("Events", "label {} put on") if fact.is_on else translate("Events", "label {} taken off")
    return EventLine(phrase.format(fact.tag), Icon.TAG)


def _paused(fact: events.Paused, around: Around) -> EventLine:
    words = translate("Events", "paused, {}").format(pending_words(fact.reason))
    if fact.resume_at is not None:
        words = translate("Events", "{phrase} until {time}").format(phrase=words, time=around.time(fact.resume_at))
    return EventLine(words, Icon.CIRCLE_PAUSE)


def _due_set(fact: events.DueSet, around: Around) -> EventLine:
    phrase = translate("Events", "{metric} now due {time}").format(
        metric=metric_name(fact.metric), time=around.time(fact.due_at)
    )
    return EventLine(_with_words(phrase, fact.reason), Icon.CLOCK)


def _due_removed(fact: events.DueRemoved, _: Around) -> EventLine:
    phrase = translate("Events", "{} due by the policy again").format(metric_name(fact.metric))
    return EventLine(_with_words(phrase, fact.reason), Icon.CLOCK)


def _escalated(fact: events.EscalatedByHand, _: Around) -> EventLine:
    phrase = translate("Events", "escalated to {}").format(fact.to_team)
    tried = translate("Events", "Tried so far: {}").format(fact.tried.strip()) if fact.tried.strip() else ""
    note = "\n".join(part for part in (fact.note.strip(), tried) if part)
    return EventLine(_with_words(phrase, reason_within(fact.reason)), Icon.ESCALATE, note=note)


def _acknowledged(fact: events.Acknowledged, around: Around) -> EventLine:
    return EventLine(translate("Events", "acknowledged, to act by {}").format(around.time(fact.until)), Icon.CHECK)


def _plain(words: Callable[[], str], icon: Icon) -> Callable[[Any, Around], EventLine]:
    """Word a fact that has nothing to tell but itself, in the language that holds when it is shown."""
    return lambda _fact, _around: EventLine(words(), icon)


_PHRASES: Mapping[type[events.Fact], Callable[[Any, Around], EventLine]] = MappingProxyType(
    {
        events.StepFired: _step_fired,
        events.Assigned: _assigned,
        events.Moved: lambda fact, _: EventLine(translate("Events", "moved to {}").format(fact.team), Icon.FORWARD),
        events.PriorityChanged: lambda fact, _: EventLine(
            translate("Events", "priority now {}").format(priority_word(fact.priority)), Icon.URGENT
        ),
        events.Categorised: _categorised,
        events.Tagged: _tagged,
        events.Paused: _paused,
        events.Resumed: _plain(lambda: translate("Events", "pause ended"), Icon.CLOCK),
        events.Resolved: _plain(lambda: translate("Events", "resolved"), Icon.RESOLVE),
        events.Reopened: _plain(lambda: translate("Events", "reopened"), Icon.REPEAT),
        events.Closed: _plain(lambda: translate("Events", "closed"), Icon.LOCK),
        events.DueSet: _due_set,
        events.DueRemoved: _due_removed,
        events.MergedAway: lambda fact, _: EventLine(
            translate("Events", "merged into {}").format(fact.into), Icon.MERGE
        ),
        events.Absorbed: lambda fact, _: EventLine(
            translate("Events", "{} merged into this ticket").format(fact.number), Icon.MERGE
        ),
        events.Linked: lambda fact, _: EventLine(translate("Events", "linked to {}").format(fact.number), Icon.LINK),
        events.CustomerEscalated: lambda fact, _: EventLine(
            _with_words(translate("Events", "asked for escalation"), fact.words), Icon.ESCALATE
        ),
        events.EscalatedByHand: _escalated,
        events.Acknowledged: _acknowledged,
        events.HandedBack: lambda fact, _: EventLine(
            _with_words(translate("Events", "handed back"), reason_within(fact.reason)),
            Icon.HAND_BACK,
            note=fact.note.strip(),
        ),
        events.DeEscalated: lambda fact, _: EventLine(
            translate("Events", "escalations closed"), Icon.CIRCLE_CHECK, note=fact.outcome.strip()
        ),
        events.Breached: lambda fact, _: EventLine(
            translate("Events", "{} ran over").format(metric_name(fact.metric)), Icon.OCTAGON_X, is_whole=True
        ),
        events.CustomerTold: _plain(lambda: translate("Events", "customer told by mail"), Icon.MAIL),
        events.Parked: _plain(lambda: translate("Events", "ladder parked"), Icon.CIRCLE_PAUSE),
        events.Unparked: _plain(lambda: translate("Events", "ladder goes on"), Icon.CLOCK),
    }
)
