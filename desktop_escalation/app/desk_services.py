"""The services of daily work: what the window and the engine need, without what only administrators do.

This is where it is decided what is loaded when: a service, and all that it is made of, is read when it is first asked
for. So the window shows its first list with two of them, and an agent who never escalates by hand never loads the
dialog's service.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
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


class DeskServices:
    """The services, each built once, by the first thread that asks for it."""

    def __init__(self, store: "Store") -> None:
        self.store = store

    @cached_property
    def reception(self) -> "Reception":
        """Welcomes whoever opens the program."""
        from desktop_escalation.services.reception import Reception

        return Reception(self.store)

    @cached_property
    def pages(self) -> "TicketPages":
        """Reads lists, page by page."""
        from desktop_escalation.services.ticket_pages import TicketPages

        return TicketPages(self.store)

    @cached_property
    def lists(self) -> "TicketLists":
        """Reads lists of whole tickets, and whole histories."""
        from desktop_escalation.services.ticket_lists import TicketLists

        return TicketLists(self.store)

    @cached_property
    def desk(self) -> "TicketDesk":
        """Reads one ticket with all that the pane shows."""
        from desktop_escalation.services.ticket_desk import TicketDesk

        return TicketDesk(self.store)

    @cached_property
    def ticketing(self) -> "Ticketing":
        """Does what people do with tickets."""
        from desktop_escalation.services.ticketing import Ticketing

        return Ticketing(self.store)

    @cached_property
    def acts(self) -> "ActDesk":
        """Reads what the dialogs of the daily actions offer."""
        from desktop_escalation.services.act_desk import ActDesk

        return ActDesk(self.store)

    @cached_property
    def escalations(self) -> "EscalationDesk":
        """Reads what an escalation by hand can be, and what would come of it."""
        from desktop_escalation.services.escalation_desk import EscalationDesk

        return EscalationDesk(self.store)

    @cached_property
    def attachments(self) -> "Attachments":
        """Reads attached files."""
        from desktop_escalation.services.attachments import Attachments

        return Attachments(self.store)

    @cached_property
    def explaining(self) -> "Explaining":
        """Tells why a step fired, or did not."""
        from desktop_escalation.services.explaining import Explaining

        return Explaining(self.store)

    @cached_property
    def deliveries(self) -> "Deliveries":
        """Hands out messages to couriers."""
        from desktop_escalation.services.delivery import Deliveries

        return Deliveries(self.store)

    @cached_property
    def climbing(self) -> "Climbing":
        """Fires what is due."""
        from desktop_escalation.services.climbing import Climbing

        return Climbing(self.store, engine_name())

    @cached_property
    def engine_room(self) -> "EngineRoom":
        """Knows which engines run."""
        from desktop_escalation.services.engine_room import EngineRoom

        return EngineRoom(self.store)

    @cached_property
    def housekeeping(self) -> "Housekeeping":
        """Tidies up."""
        from desktop_escalation.services.housekeeping import Housekeeping

        return Housekeeping(self.store)


@contextmanager
def desk_services(url: str) -> Iterator[DeskServices]:
    """Open a database with the services of daily work, and close it at the end."""
    from desktop_escalation.storage.database import Store

    store = Store.open(url)
    try:
        yield DeskServices(store)
    finally:
        store.close()


def engine_name() -> str:
    """Name this process among the engines of the site."""
    return f"{socket.gethostname()}:{os.getpid()}"
