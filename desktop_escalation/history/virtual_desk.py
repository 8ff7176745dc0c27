"""A help desk in virtual time: people act when they are told to, the engine looks whenever something is due.

Everything is decided by the same pure code as in the product; nothing is stored. Everybody's acts and the engine's
looks stand in one queue, in the order of time.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from msgspec import Struct

from desktop_escalation.domain import acts, by_hand, events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.decision import FiredReceipt, decide
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, begin_life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.ticket import Channel, PendingReason, Priority
from desktop_escalation.domain.value import replace
from desktop_escalation.history.demo_acts import DemoAct, DemoTicket

RulesAt = Callable[[datetime], Rules]
ASSIGNEE = "assignee"


class Commit(Struct, frozen=True):
    """What one act or one look of the engine made of a ticket, as one transaction would have written it."""

    at: datetime
    life: Life
    events: tuple[Event, ...]
    receipts: tuple[FiredReceipt, ...] = ()
    messages: tuple[Message, ...] = ()


Listener = Callable[[str, Commit], None]


class Look(Struct, frozen=True):
    """A look of the engine that found something due."""

    at: datetime
    fired: int
    skipped: int


@dataclass(slots=True)
class VirtualDesk:
    """Tickets with their commits; `rules_at` gives the policies in force at a moment.

    `listeners` are told of every commit by the ticket's number.
    """

    rules_at: RulesAt
    directory: Directory
    customers: Mapping[str, Customer]
    now: datetime
    listeners: list[Listener] = field(default_factory=list)
    commits: dict[str, list[Commit]] = field(default_factory=dict)
    looks: list[Look] = field(default_factory=list)
    loads: Counter[str] = field(default_factory=Counter)
    _queue: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    _due: dict[str, datetime | None] = field(default_factory=dict)

    def life(self, number: str) -> Life:
        """Give a ticket's life as it stands."""
        return self.commits[number][-1].life

    def later(self, at: datetime, work: Callable[[], object]) -> None:
        """Put something into the queue."""
        heappush(self._queue, (at, next(self._order), work))

    def play(self, until: datetime) -> None:
        """Let everything happen up to a moment and with it."""
        while self._queue and self._queue[0][0] <= until:
            self.now, _, work = heappop(self._queue)
            work()

    def open(self, ticket: DemoTicket) -> Commit:
        """Take in a ticket."""
        rules = self.rules_at(ticket.opened_at)
        team = self.directory.team(ticket.team)
        opened = events.Opened(
            number=ticket.number,
            subject=ticket.subject,
            body=ticket.body,
            channel=ticket.channel,
            category=ticket.category,
            priority=ticket.priority,
            team=team.name,
            tier=team.tier,
            team_calendar=team.calendar,
            customer=ticket.customer,
        )
        by = self._author(ticket.by, ticket.customer)
        if ticket.channel is Channel.MAIL:
            by = Author(AuthorKind.CUSTOMER, ticket.customer)
        made = (Event(ticket.opened_at, by, opened),)
        life, history = with_policy(begin_life(made[0], rules), made, self.customers.get(ticket.customer), rules)
        return self._commit(ticket.number, Commit(ticket.opened_at, life, history))

    def act(self, act: DemoAct) -> Commit:
        """Do what a person or a customer does; what the product refuses is Refused here too."""
        before = self.life(act.number)
        scene = self._scene(before, act.at)
        life, overdue = catch_up(before, act.at, scene.customer, scene.rules)
        login = life.ticket.assignee or "" if act.by == ASSIGNEE else act.by
        who = Act(self._author(login, life.ticket.customer), act.at)
        made, receipts, messages = _made(who, life, scene, act)
        life, history = with_policy(evolve_all(life, made, scene.rules), made, scene.customer, scene.rules)
        return self._commit(act.number, Commit(act.at, life, (*overdue, *history), receipts, messages))

    def _author(self, login: str, customer: str | None) -> Author:
        return Author(AuthorKind.PERSON, login) if login else Author(AuthorKind.CUSTOMER, customer or "")

    def _scene(self, life: Life, at: datetime) -> Scene:
        directory = replace(self.directory, loads=dict(self.loads))
        return Scene(at, self.rules_at(at), directory, self.customers.get(life.ticket.customer or ""))

    def _commit(self, number: str, commit: Commit) -> Commit:
        known = self.commits.setdefault(number, [])
        if known:
            self._count(known[-1].life, -1)
        known.append(commit)
        self._count(commit.life, 1)
        self._wait(number, commit)
        for listener in self.listeners:
            listener(number, commit)
        return commit

    def _count(self, life: Life, by: int) -> None:
        ticket = life.ticket
        if ticket.is_active and ticket.assignee is not None:
            self.loads[ticket.assignee] += by

    def _wait(self, number: str, commit: Commit) -> None:
        waiting = schedule(commit.life, self.rules_at(commit.at))
        at = min((one.fire_at for one in waiting if one.fire_at is not None), default=None)
        self._due[number] = at
        if at is not None:
            at = max(at, commit.at)
            self._due[number] = at
            self.later(at, lambda: self._look(number, at))

    def _look(self, number: str, at: datetime) -> None:
        if self._due.get(number) != at:
            return
        life = self.life(number)
        decision = decide(life, self._scene(life, at))
        self._due[number] = None
        if decision.events:
            self.looks.append(Look(at, decision.fired, decision.skipped))
            self._commit(number, Commit(at, decision.life, decision.events, decision.receipts, decision.messages))


Made = tuple[tuple[Event, ...], tuple[FiredReceipt, ...], tuple[Message, ...]]


def _made(who: Act, life: Life, scene: Scene, act: DemoAct) -> Made:
    if act.do == "escalate":
        outcome = by_hand.escalate(who, life, scene, wish_of(act))
        number = len(life.ladder.escalations) + 1
        receipts = () if outcome.receipt is None else (FiredReceipt(number, None, outcome.receipt),)
        return outcome.events, receipts, outcome.messages
    if act.do == "hand-back":
        outcome = by_hand.hand_back(who, life, scene, act.reason, act.text)
        return outcome.events, (), outcome.messages
    return VERBS[act.do](who, life, scene, act), (), ()


def wish_of(act: DemoAct) -> HandEscalation:
    """Give what somebody asks for who escalates by hand."""
    return HandEscalation(
        reason=act.reason, note=act.text, tier=act.tier, team=act.team, person=act.to, tell_customer=act.tell
    )


Verb = Callable[[Act, Life, Scene, DemoAct], tuple[Event, ...]]


def _due(who: Act, life: Life, _: Scene, act: DemoAct) -> tuple[Event, ...]:
    if act.until is None:
        return acts.remove_due(who, life, Metric(act.to or ""), act.text)
    return acts.set_due(who, life, Metric(act.to or ""), act.until, act.text)


VERBS: Mapping[str, Verb] = {
    "reply": lambda who, life, _, act: acts.reply(who, life, act.text),
    "note": lambda who, _, __, act: acts.note(who, act.text),
    "customer": lambda who, life, _, act: acts.customer_message(who, life, act.text),
    "customer-escalates": lambda who, life, _, act: acts.escalate_for_customer(who, life, act.text),
    "assign": lambda who, life, _, act: acts.assign(who, life, act.to),
    "priority": lambda who, life, _, act: acts.set_priority(who, life, Priority(act.level or 0)),
    "pause": lambda who, life, _, act: acts.pause(who, life, PendingReason(act.reason), act.until),
    "resume": lambda who, life, _, __: acts.resume(who, life),
    "acknowledge": lambda who, life, scene, act: acts.acknowledge(who, life, act.until, scene.rules),
    "due": _due,
    "resolve": lambda who, life, _, __: acts.resolve(who, life),
}
