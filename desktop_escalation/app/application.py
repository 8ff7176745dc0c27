"""The application: one store, and all services that work on it."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.history.importing import HistoryImport
from desktop_escalation.services.calendar_desk import CalendarDesk
from desktop_escalation.services.database_check import DatabaseCheck
from desktop_escalation.services.directory_admin import DirectoryAdmin
from desktop_escalation.services.policy_admin import PolicyAdmin
from desktop_escalation.services.site_clock import SiteClock
from desktop_escalation.storage.database import Store


class Application(DeskServices):
    """The services of daily work, and those of administrators."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self.clock = SiteClock(store)
        self.check = DatabaseCheck(store)
        self.directory = DirectoryAdmin(store)
        self.policies = PolicyAdmin(store)
        self.calendars = CalendarDesk(store)
        self.history = HistoryImport(store)


@contextmanager
def application(url: str) -> Iterator[Application]:
    """Open a database with its services, and close it at the end."""
    store = Store.open(url)
    try:
        yield Application(store)
    finally:
        store.close()
