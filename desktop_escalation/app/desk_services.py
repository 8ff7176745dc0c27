"""The services of daily work: what the window and the engine need, without what only administrators do."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop_escalation.services.act_desk import ActDesk
from desktop_escalation.services.attachments import Attachments
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.services.delivery import Deliveries
from desktop_escalation.services.engine_room import EngineRoom
from desktop_escalation.services.escalation_desk import EscalationDesk
from desktop_escalation.services.explaining import Explaining
from desktop_escalation.services.housekeeping import Housekeeping
from desktop_escalation.services.reception import Reception
from desktop_escalation.services.ticket_desk import TicketDesk
from desktop_escalation.services.ticket_lists import TicketLists
from desktop_escalation.services.ticket_pages import TicketPages
from desktop_escalation.services.ticketing import Ticketing
from desktop_escalation.storage.database import Store


@dataclass(frozen=True, slots=True)
class DeskServices:
    """The services, each built once."""

    store: Store
    reception: Reception
    ticketing: Ticketing
    lists: TicketLists
    pages: TicketPages
    desk: TicketDesk
    acts: ActDesk
    escalations: EscalationDesk
    attachments: Attachments
    explaining: Explaining
    deliveries: Deliveries
    climbing: Climbing
    engine_room: EngineRoom
    housekeeping: Housekeeping

    @classmethod
    def of(cls, store: Store) -> "DeskServices":
        """Build them on a store."""
        return DeskServices(
            store=store,
            reception=Reception(store),
            ticketing=Ticketing(store),
            lists=TicketLists(store),
            pages=TicketPages(store),
            desk=TicketDesk(store),
            acts=ActDesk(store),
            escalations=EscalationDesk(store),
            attachments=Attachments(store),
            explaining=Explaining(store),
            deliveries=Deliveries(store),
            climbing=Climbing(store, engine_name()),
            engine_room=EngineRoom(store),
            housekeeping=Housekeeping(store),
        )


@contextmanager
def desk_services(url: str) -> Iterator[DeskServices]:
    """Open a database with the services of daily work, and close it at the end."""
    store = Store.open(url)
    try:
        yield DeskServices.of(store)
    finally:
        store.close()


def engine_name() -> str:
    """Name this process among the engines of the site."""
    return f"{socket.gethostname()}:{os.getpid()}"
