"""The demo team's afternoon: people act through the product's own services, its engine looks when something is due."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder import Escalation
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.history.demo_acts import DEMO_AT, DemoAct, DemoTicket, read_afternoon, when
from desktop_escalation.history.demo_saving import DEMO_ENGINE
from desktop_escalation.history.demo_words import Happening, happenings
from desktop_escalation.history.virtual_desk import ASSIGNEE, wish_of
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.services.delivery import Deliveries
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.ticketing import Ticketing
from desktop_escalation.storage.customers import load_all_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import find_id, load_history, load_life, load_lives
from desktop_escalation.storage.messages import list_messages
from desktop_escalation.storage.waiting import due_tickets, next_due


class Raised(Struct, frozen=True):
    """An escalation of the afternoon, with those who were told and why."""

    number: str
    escalation: Escalation
    told: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Afternoon:
    """Plays the afternoon in a database; `administrator` is the login that sets the clock."""

    store: Store
    os_user: str
    administrator: str
    _numbers: dict[str, str] = field(default_factory=dict)
    _seen: dict[int, int] = field(default_factory=dict)
    _now: datetime | None = None

    def play(self, until: datetime) -> Iterator[Happening]:
        """Play up to a moment, and tell what happens while it happens."""
        with self.store.reading() as tx:
            directory, customers = load_directory(tx), load_all_customers(tx)
        for one in read_afternoon():
            yield from self._engine_until(when(one), directory, customers)
            self._set_clock(when(one))
            yield from self._report([self.do(one)], directory, customers)
        yield from self._engine_until(until, directory, customers)
        self._set_clock(until)

    # --- the engine -----------------------------------------------------------

    def _engine_until(
        self, until: datetime, directory: Directory, customers: Sequence[Customer]
    ) -> Iterator[Happening]:
        while True:
            with self.store.reading() as tx:
                at = next_due(tx)
                now = tx.now
            if at is None or at > until:
                return
            self._set_clock(max(at, now))
            with self.store.reading() as tx:
                due = list(due_tickets(tx))
            for ticket_id in due:
                self._look_at(ticket_id)
            while Climbing(self.store, DEMO_ENGINE).run_pass().looked_at:
                continue
            yield from self._report(due, directory, customers)

    def _set_clock(self, at: datetime) -> None:
        SiteClock(self.store).set(self._asking(self.administrator), at)
        self._now = at

    # --- people ---------------------------------------------------------------

    def _asking(self, login: str) -> Asking:
        return Asking(self.os_user, login)

    def do(self, one: DemoTicket | DemoAct) -> int:
        """Do what somebody does; give the ticket's row id."""
        ticketing = Ticketing(self.store)
        if isinstance(one, DemoTicket):
            wish = NewTicket(one.subject, one.body, one.customer, one.team, one.priority, one.category, one.channel)
            number = ticketing.new(self._asking(one.by), wish)
            self._numbers[one.number] = number
            with self.store.reading() as tx:
                ticket_id = find_id(tx, number)
            self._seen[ticket_id] = 0
            return ticket_id
        number = self._number(one.number)
        with self.store.reading() as tx:
            stored = load_life(tx, number)
        self._seen.setdefault(stored.id, stored.event_count)
        self._act(ticketing, self._asking(self.who(one) or self.administrator), number, one)
        return stored.id

    def who(self, one: DemoTicket | DemoAct) -> str:
        """Give the login of whoever does something; "" for a customer, or where nobody has the ticket."""
        if one.by != ASSIGNEE:
            return one.by
        with self.store.reading() as tx:
            return load_life(tx, self._number(one.number)).life.ticket.assignee or ""

    def _number(self, number: str) -> str:
        return self._numbers.get(number, number)

    def _act(self, ticketing: Ticketing, asking: Asking, number: str, act: DemoAct) -> None:
        verbs = {
            "reply": lambda: ticketing.reply(asking, number, act.text),
            "note": lambda: ticketing.note(asking, number, act.text),
            "customer": lambda: ticketing.customer_message(asking, number, act.text),
            "customer-escalates": lambda: ticketing.escalate_for_customer(asking, number, act.text),
            "assign": lambda: ticketing.assign(asking, number, act.to),
            "priority": lambda: ticketing.priority(asking, number, Priority(act.level or 0)),
            "pause": lambda: ticketing.pause(asking, number, PendingReason(act.reason), act.until),
            "resume": lambda: ticketing.resume(asking, number),
            "acknowledge": lambda: ticketing.acknowledge(asking, number, act.until),
            "escalate": lambda: ticketing.escalate(asking, number, wish_of(act)),
            "hand-back": lambda: ticketing.hand_back(asking, number, act.reason, act.text),
            "due": lambda: ticketing.due(asking, number, Metric(act.to or ""), act.until, act.text),
            "merge": lambda: ticketing.merge(asking, number, self._number(act.to or "")),
            "resolve": lambda: ticketing.resolve(asking, number),
        }
        verbs[act.do]()
        Deliveries(self.store).keep_up()

    # --- what happened --------------------------------------------------------

    def raised(self) -> list[Raised]:
        """List the escalations of the afternoon so far, with those who were told."""
        found = []
        with self.store.reading() as tx:
            for ticket_id, stored in load_lives(tx, sorted(self._seen)).items():
                messages = list_messages(tx, ticket_id=ticket_id)
                number = stored.life.ticket.number
                found += [
                    Raised(number, escalation, _reasons(messages, escalation.number))
                    for escalation in stored.life.ladder.escalations
                    if escalation.fired_at >= DEMO_AT
                ]
        return sorted(found, key=lambda one: (one.escalation.fired_at, one.number))

    def notices(self) -> tuple[Delivery, ...]:
        """List the messages about the tickets of the afternoon."""
        with self.store.reading() as tx:
            return tuple(one for ticket_id in sorted(self._seen) for one in list_messages(tx, ticket_id=ticket_id))

    def _look_at(self, ticket_id: int) -> None:
        if ticket_id not in self._seen:
            with self.store.reading() as tx:
                self._seen[ticket_id] = len(load_history(tx, ticket_id))

    def _report(
        self, ticket_ids: Sequence[int], directory: Directory, customers: Sequence[Customer]
    ) -> Iterator[Happening]:
        for ticket_id in ticket_ids:
            with self.store.reading() as tx:
                history = load_history(tx, ticket_id)
                messages = [one for one in list_messages(tx, ticket_id=ticket_id) if one.made_at == self._now]
            fresh: tuple[Event, ...] = history[self._seen[ticket_id] :]
            self._seen[ticket_id] = len(history)
            yield from happenings(history, fresh, _messages(messages), directory, customers)


def _messages(deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
    return tuple(sorted(deliveries, key=lambda one: one.id))


def _reasons(messages: Sequence[Delivery], escalation: int) -> tuple[tuple[str, str], ...]:
    why = {one.message.to: one.message.why for one in messages if one.message.escalation == escalation}
    return tuple(why.items())
