"""The files at messages: whole rows of the database, so that a backup has them."""

from collections.abc import Sequence

from peewee import BigIntegerField, BlobField, CompositeKey, IntegerField, TextField, fn

from desktop_escalation.domain.attachment import Attachment, NewFile, digest_of
from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class AttachmentRow(Row):
    """A file at a message; `number` counts within the ticket, `digest` tells whether the content is still the same."""

    ticket_id = BigIntegerField()
    number = IntegerField()
    name = TextField()
    media_type = TextField()
    digest = TextField()
    content = BlobField()

    class Meta:
        """The key."""

        primary_key = CompositeKey("ticket_id", "number")


def keep_files(tx: Transaction, ticket_id: int, files: Sequence[NewFile]) -> tuple[Attachment, ...]:
    """Put the files of a message to a ticket that is locked into the database; give what its event remembers."""
    if not files:
        return ()
    row = AttachmentRow
    ((last,),) = tx.rows(row.select(fn.COALESCE(fn.MAX(row.number), 0)).where(row.ticket_id == ticket_id))
    kept = []
    for number, file in enumerate(files, last + 1):
        values = {
            row.ticket_id: ticket_id,
            row.number: number,
            row.name: file.name,
            row.media_type: file.media_type,
            row.digest: file.digest,
            row.content: file.content,
        }
        tx.run(row.insert(values))
        kept.append(Attachment(number, file.name, file.media_type, file.size))
    return tuple(kept)


def read_content(tx: Transaction, ticket_id: int, number: int) -> bytes:
    """Read the content of a file of a ticket; one that is not there, or was damaged, is refused."""
    row = AttachmentRow
    query = row.select(row.name, row.digest, row.content).where((row.ticket_id == ticket_id) & (row.number == number))
    rows = tx.rows(query)
    if not rows:
        raise Refused(f"the ticket has no file {number}: look at the ticket again")
    ((name, digest, stored),) = rows
    content = bytes(stored)
    if digest_of(content) != digest:
        raise Refused(f"{name} is not what was attached any more: restore it from a backup of the database")
    return content
