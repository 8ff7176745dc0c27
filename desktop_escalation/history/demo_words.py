"""What happened to a ticket, in words for the demo's timeline: who did what, who is told of it, and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder import EscalationKind
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.wording import metric_words, person_name


class Tone(StrEnum):
    """What kind of thing happened, for the colour of its line."""

    WORK = "work"
    CUSTOMER = "customer"
    FUNCTIONAL = "functional"
    HIERARCHICAL = "hierarchical"
    NOTICE = "notice"
    BREACH = "breach"
    ACKNOWLEDGED = "acknowledged"
    SOLVED = "solved"
    QUIET = "quiet"


class ToldOne(Struct, frozen=True):
    """Somebody who is told, by which channels, and why."""

    name: str
    channels: tuple[str, ...]
    why: str


class Happening(Struct, frozen=True):
    """One line of the timeline, with those who are told."""

    at: datetime
    number: str
    who: str
    tone: Tone
    text: str
    told: tuple[ToldOne, ...] = ()


class _Naming(Struct, frozen=True):
    directory: Directory
    customers: dict[str, Customer]

    def person(self, login: str) -> str:
        return person_name(self.directory, login)

    def customer(self, mail: str) -> str:
        known = self.customers.get(mail)
        return mail if known is None else f"{known.name}, {known.organisation}"

    def author(self, by: Author) -> str:
        match by.kind:
            case AuthorKind.PERSON:
                return self.person(by.name)
            case AuthorKind.CUSTOMER:
                known = self.customers.get(by.name)
                return by.name if known is None else known.name
            case _:
                return "the engine"

    def clock(self, at: datetime, form: str = "%H:%M") -> str:
        return at.astimezone(ZoneInfo(self.directory.site.zone)).strftime(form)


def happenings(
    history: Sequence[Event],
    fresh: Sequence[Event],
    messages: Sequence[Delivery],
    directory: Directory,
    customers: Sequence[Customer],
) -> Iterator[Happening]:
    """Tell what fresh events of a ticket mean; `messages` are those that they caused."""
    opened = history[0].fact
    if not isinstance(opened, events.Opened):
        return
    naming = _Naming(directory, {customer.mail: customer for customer in customers})
    left = list(messages)
    for event in fresh:
        words = _words(event, fresh, naming)
        if words is None:
            continue
        tone, text = words
        told = _told(event, left, naming)
        yield Happening(event.at, opened.number, naming.author(event.by), tone, text, told)


TELLING = (events.StepFired, events.EscalatedByHand, events.HandedBack, events.CustomerTold, events.Parked)


def _told(event: Event, left: list[Delivery], naming: _Naming) -> tuple[ToldOne, ...]:
    """Take the messages that an event caused off the list, and name who gets them."""
    if not isinstance(event.fact, TELLING):
        return ()
    is_customer = isinstance(event.fact, events.CustomerTold)
    own = [one for one in left if one.message.is_for_customer is is_customer and _fits(event, one)]
    for one in own:
        left.remove(one)
    found: dict[str, ToldOne] = {}
    for one in own:
        message = one.message
        known = found.get(message.to)
        channels = () if known is None else known.channels
        name = naming.customer(message.to) if is_customer else naming.person(message.to)
        found[message.to] = ToldOne(name, (*channels, message.channel.value), message.why)
    return tuple(found.values())


def _fits(event: Event, delivery: Delivery) -> bool:
    fact = event.fact
    if isinstance(fact, events.StepFired):
        return f"/{fact.key.step}/{fact.key.clock}/" in delivery.message.key
    return True


def _words(event: Event, fresh: Sequence[Event], naming: _Naming) -> tuple[Tone, str] | None:
    fact = event.fact
    if isinstance(fact, events.StepFired | events.StepSkipped | events.EscalatedByHand | events.HandedBack):
        return _of_ladder(fact, fresh, naming)
    return _of_engine(fact, naming) or _of_work(fact, event, naming)


def _of_ladder(
    fact: events.StepFired | events.StepSkipped | events.EscalatedByHand | events.HandedBack,
    fresh: Sequence[Event],
    naming: _Naming,
) -> tuple[Tone, str]:
    match fact:
        case events.StepFired():
            where = f", raised to L{fact.to_tier} {fact.to_team}" if fact.kind is EscalationKind.FUNCTIONAL else ""
            again = f", told again ({fact.key.repetition})" if fact.key.repetition else ""
            chosen = _chosen(fresh, naming)
            failed = f"; not done: {'; '.join(fact.failed)}" if fact.failed else ""
            text = f"{fact.key.policy}, step {fact.key.step}, {fact.reason}{where}{chosen}{again}{failed}"
            return Tone(fact.kind.value), text
        case events.StepSkipped():
            return Tone.QUIET, f"{fact.key.policy}, step {fact.key.step} skipped ({fact.reason})"
        case events.EscalatedByHand():
            where = f"raised to L{fact.to_tier} {fact.to_team} by hand, {fact.reason}: “{fact.note}”"
            return Tone(fact.kind.value), where
        case events.HandedBack():
            return Tone.FUNCTIONAL, f"handed back to {_team_after(fresh)}, {fact.reason}: “{fact.note}”"


def _chosen(fresh: Sequence[Event], naming: _Naming) -> str:
    for event in fresh:
        if isinstance(event.fact, events.Assigned) and event.fact.assignee is not None and event.fact.why:
            return f" and given to {naming.person(event.fact.assignee)} ({event.fact.why})"
    return ""


def _team_after(fresh: Sequence[Event]) -> str:
    return next((event.fact.team for event in fresh if isinstance(event.fact, events.Moved)), "the team before")


def _of_engine(fact: events.Fact, naming: _Naming) -> tuple[Tone, str] | None:
    match fact:
        case events.Breached():
            return Tone.BREACH, f"{metric_words(fact.metric)} is over its target"
        case events.CustomerTold():
            return Tone.CUSTOMER, f"mail to the customer, “{fact.template}”"
        case events.CustomerNotTold():
            return Tone.QUIET, f"no mail to the customer: {fact.why}"
        case events.Parked():
            return Tone.BREACH, f"parked: policies fired {fact.fired} times within 24 hours"
        case events.PolicyApplied(policy=policy) if policy is not None:
            return Tone.QUIET, f"now under “{policy.name}”, version {policy.version}"
        case events.Closed():
            return Tone.QUIET, "closed by itself, five days after it was resolved"
        case _:
            return _of_promise(fact, naming)


def _of_promise(fact: events.Fact, naming: _Naming) -> tuple[Tone, str] | None:
    match fact:
        case events.Acknowledged():
            return Tone.ACKNOWLEDGED, f"acknowledged, acts by {naming.clock(fact.until)}"
        case events.PromiseJudged(is_kept=True):
            return Tone.QUIET, "the promise was kept"
        case events.PromiseJudged():
            return Tone.HIERARCHICAL, "the promise was not kept: the ladder goes on"
        case _:
            return None


def _of_work(fact: events.Fact, event: Event, naming: _Naming) -> tuple[Tone, str] | None:
    match fact:
        case events.Opened():
            return Tone.CUSTOMER, f"new: “{fact.subject}”, {fact.priority.name.lower()}, {fact.team}"
        case events.Replied():
            return Tone.WORK, f"answered: “{fact.body}”"
        case events.Noted():
            return Tone.WORK, f"noted: “{fact.body}”"
        case events.CustomerWrote():
            return Tone.CUSTOMER, f"wrote: “{fact.body}”"
        case events.CustomerEscalated():
            return Tone.CUSTOMER, f"asked for more: “{fact.words}”"
        case _:
            return _of_state(fact, event, naming)


def _of_state(fact: events.Fact, event: Event, naming: _Naming) -> tuple[Tone, str] | None:
    match fact:
        case events.Assigned(assignee=assignee) if assignee is not None and event.by.kind is AuthorKind.PERSON:
            name = naming.person(assignee)
            return Tone.WORK, "took it" if event.by.name == assignee else f"gave it to {name}"
        case events.PriorityChanged():
            return Tone.WORK, f"priority is {fact.priority.name.lower()} now"
        case events.Paused():
            until = "" if fact.resume_at is None else f" until {naming.clock(fact.resume_at, '%a %H:%M')}"
            return Tone.QUIET, f"paused, waiting for: {fact.reason}{until}"
        case events.Resumed():
            return Tone.QUIET, "goes on"
        case events.Reopened():
            return Tone.CUSTOMER, "reopened"
        case events.MergedAway():
            return Tone.WORK, f"merged into {fact.into}"
        case events.Resolved():
            return Tone.SOLVED, "resolved"
        case _:
            return None
