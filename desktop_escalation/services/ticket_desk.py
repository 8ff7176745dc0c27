"""One ticket on the desk of somebody who works on it: everything about it that is shown, read at one moment."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct

from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.clock_board import ClockBoard, clock_board
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import is_on_duty
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.refusals import refusals
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.rungs import Rung, rungs
from desktop_escalation.domain.standing import Standing
from desktop_escalation.domain.ticket import PolicyRef, Ticket
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.domain.wording import person_name
from desktop_escalation.services.actors import Actor, find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.services.ticket_lists import TicketPage, read_page
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_life

_OF_PERSONS = MappingProxyType(
    {Right.TICKET_ACKNOWLEDGE: "acknowledge an escalation", Right.TICKET_WATCH: "watch a ticket"}
)


class DeskTicket(Struct, frozen=True):
    """A ticket with its clocks, its ladder, the people and what the asker may not do to it.

    `asker` is the login of who looks. `on_duty` has those of the people who had to do with the ticket who are there.
    `refusals` says for each act that would be refused why.
    """

    page: TicketPage
    board: ClockBoard
    rungs: tuple[Rung, ...]
    customer: Customer | None
    directory: Directory
    asker: str
    on_duty: frozenset[str]
    refusals: Mapping[Right, str]

    @property
    def ticket(self) -> Ticket:
        """The ticket itself."""
        return self.page.view.ticket

    @property
    def policy(self) -> PolicyRef | None:
        """The policy whose ladder the ticket climbs; None where none matches."""
        return self.ticket.policy

    @property
    def zone(self) -> str:
        """The zone in which times are told."""
        return self.page.site.zone

    def standings(self, now: datetime) -> tuple[Standing, ...]:
        """Tell how the clocks stand at a moment since it was read."""
        return self.board.standings(now, self.directory.calendars)

    def name(self, login: str) -> str:
        """Give the name of a person, or the login where nobody has it any more."""
        return person_name(self.directory, login)


class TicketDesk(Struct, frozen=True):
    """Reads one ticket whole, and changes nothing."""

    store: Store

    def open(self, asking: Asking, number: str) -> DeskTicket:
        """Read a ticket as it stands now, in one transaction."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            actor.require(Right.TICKET_SHOW)
            stored = load_life(tx, number)
            around = look_around(tx, [stored.life])
            page = read_page(tx, stored, around)
            life, _ = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
            return DeskTicket(
                page=page,
                board=clock_board(life.clocks, around.rules.calendars),
                rungs=rungs(life, around.scene(life)),
                customer=around.customer_of(life),
                directory=around.directory,
                asker=actor.name,
                on_duty=_on_duty(life, page.history, around),
                refusals=_refusals(actor, life, around),
            )


def _on_duty(life: Life, history: tuple[Event, ...], around: Surroundings) -> frozenset[str]:
    concerned = {event.by.name for event in history if event.by.kind is AuthorKind.PERSON} | life.ticket.watchers
    if life.ticket.assignee is not None:
        concerned.add(life.ticket.assignee)
    policy = around.rules.policy(life.ticket.policy)
    fallback = around.rules.calendars[WALL_CLOCK] if policy is None else around.rules.calendar_of(policy)
    known = concerned & around.directory.people.keys()
    return frozenset(login for login in known if is_on_duty(around.directory, login, around.now, fallback))


def _refusals(actor: Actor, life: Life, around: Surroundings) -> Mapping[Right, str]:
    found = dict(refusals(actor.author, actor.role, life, around.scene(life)))
    for right, doing in _OF_PERSONS.items():
        try:
            actor.require_person(doing)
        except Refused as refused:
            found[right] = str(refused)
    return MappingProxyType(found)
