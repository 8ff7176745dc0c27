"""Looking at tickets: one, or a list by queue, with everything that follows from their lives now."""

from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.people import Site
from desktop_escalation.domain.personal_queues import queues_of
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket_view import TicketView, view
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.known_names import refuse_unknown
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import StoredLife, load_history, load_life, load_lives
from desktop_escalation.storage.messages import list_messages
from desktop_escalation.storage.queues import find_tickets
from desktop_escalation.storage.transaction import Transaction


class TicketPage(Struct, frozen=True):
    """A ticket with its history and the messages about it."""

    view: TicketView
    history: tuple[Event, ...]
    messages: tuple[Delivery, ...]
    site: Site
    now: datetime

    @property
    def version(self) -> int:
        """The number of the last event, by which an act can say what was seen."""
        return len(self.history)


class TicketList(Struct, frozen=True):
    """The tickets of a queue, the next due first."""

    views: tuple[TicketView, ...]
    site: Site
    now: datetime


class TicketLists(Struct, frozen=True):
    """Reads tickets, and changes nothing."""

    store: Store

    def show(self, asking: Asking, number: str) -> TicketPage:
        """Show one ticket whole."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_SHOW)
            stored = load_life(tx, number)
            return read_page(tx, stored, look_around(tx, [stored.life]))

    def list(self, asking: Asking, query: QueueQuery) -> TicketList:
        """List the tickets of a queue."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_LIST)
            directory = load_directory(tx)
            refuse_unknown(directory, query)
            ids = find_tickets(tx, query, queues_of(query, directory))
            stored = load_lives(tx, ids)
            around = look_around(tx, [one.life for one in stored.values()])
            lives = (stored[ticket_id].life for ticket_id in ids)
            views = tuple(view(life, tx.now, around.customer_of(life), around.rules) for life in lives)
            return TicketList(views, around.directory.site, tx.now)


def read_page(tx: Transaction, stored: StoredLife, around: Surroundings) -> TicketPage:
    """Read what belongs to one ticket beside its life."""
    return TicketPage(
        view(stored.life, tx.now, around.customer_of(stored.life), around.rules),
        load_history(tx, stored.id),
        list_messages(tx, ticket_id=stored.id),
        around.directory.site,
        tx.now,
    )
