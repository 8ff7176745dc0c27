"""The application: one store, and the services that work on it."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from desktop_escalation.history.importing import HistoryImport
from desktop_escalation.services.calendar_desk import CalendarDesk
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.services.database_check import DatabaseCheck
from desktop_escalation.services.delivery import Deliveries
from desktop_escalation.services.directory_admin import DirectoryAdmin
from desktop_escalation.services.engine_room import EngineRoom
from desktop_escalation.services.explaining import Explaining
from desktop_escalation.services.housekeeping import Housekeeping
from desktop_escalation.services.policy_admin import PolicyAdmin
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.services.ticket_lists import TicketLists
from desktop_escalation.services.ticketing import Ticketing
from desktop_escalation.storage.database import Store


@dataclass(frozen=True, slots=True)
class Application:
    """The services, each built once."""

    store: Store
    ticketing: Ticketing
    lists: TicketLists
    explaining: Explaining
    deliveries: Deliveries
    climbing: Climbing
    engine_room: EngineRoom
    housekeeping: Housekeeping
    clock: SiteClock
    check: DatabaseCheck
    directory: DirectoryAdmin
    policies: PolicyAdmin
    calendars: CalendarDesk
    history: HistoryImport


@contextmanager
def application(url: str) -> Iterator[Application]:
    """Open a database with its services, and close it at the end."""
    store = Store.open(url)
    try:
        yield Application(
            store=store,
            ticketing=Ticketing(store),
            lists=TicketLists(store),
            explaining=Explaining(store),
            deliveries=Deliveries(store),
            climbing=Climbing(store, engine_name()),
            engine_room=EngineRoom(store),
            housekeeping=Housekeeping(store),
            clock=SiteClock(store),
            check=DatabaseCheck(store),
            directory=DirectoryAdmin(store),
            policies=PolicyAdmin(store),
            calendars=CalendarDesk(store),
            history=HistoryImport(store),
        )
    finally:
        store.close()


def engine_name() -> str:
    """Name this process among the engines of the site."""
    return f"{socket.gethostname()}:{os.getpid()}"
