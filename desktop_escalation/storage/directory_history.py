"""What the organisation looked like at any time: each change as a row, only ever added."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct
from peewee import AutoField, TextField

from desktop_escalation.domain.people import Organisation
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class DirectoryHistoryRow(Row):
    """A row of the history."""

    id = AutoField()
    at = InstantField()
    changed_by = TextField()
    document = TextField()


class DirectoryChange(Struct, frozen=True):
    """What became different: `changed` holds only that, and no customers."""

    at: datetime
    by: str
    changed: Organisation


def record_change(tx: Transaction, changed: Organisation, by: str) -> None:
    """Add to the history what has just become different."""
    tx.run(DirectoryHistoryRow.insert(at=tx.now, changed_by=by, document=to_text(changed)))


def load_changes(tx: Transaction, until: datetime) -> Iterator[DirectoryChange]:
    """The changes up to a moment, oldest first; merged in this order they are the organisation at that moment."""
    row = DirectoryHistoryRow
    query = row.select(row.at, row.changed_by, row.document).where(row.at <= until).order_by(row.at, row.id)
    for at, by, document in tx.rows(query):
        yield DirectoryChange(at, by, from_text(document, Organisation))
