"""The application: one store, and all services that work on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.history.importing import HistoryImport
from desktop_escalation.services.calendar_desk import CalendarDesk
from desktop_escalation.services.database_check import DatabaseCheck
from desktop_escalation.services.directory_admin import DirectoryAdmin
from desktop_escalation.services.policy_admin import PolicyAdmin
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.storage.database import Store


@dataclass(frozen=True, slots=True)
class Application(DeskServices):
    """The services of daily work, and those of administrators."""

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
        desk = DeskServices.of(store)
        yield Application(
            **{field.name: getattr(desk, field.name) for field in fields(desk)},
            clock=SiteClock(store),
            check=DatabaseCheck(store),
            directory=DirectoryAdmin(store),
            policies=PolicyAdmin(store),
            calendars=CalendarDesk(store),
            history=HistoryImport(store),
        )
    finally:
        store.close()
