"""The files at the messages of a ticket, for whoever may see the ticket."""

from msgspec import Struct

from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.attachments import read_content
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import find_id


class Attachments(Struct, frozen=True):
    """Reads files, and changes nothing; messages bring them in."""

    store: Store

    def content(self, asking: Asking, number: str, file_id: int) -> bytes:
        """Give the content of a file that a message of this ticket has."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_SHOW)
            return read_content(tx, find_id(tx, number), file_id)
