"""Which operations are done already, so that a retry after a commit whose answer was lost does nothing twice."""

from datetime import datetime, timedelta

from msgspec import Struct
from peewee import TextField

from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction

# By then nobody waits for the answer any more.
KEPT = timedelta(days=7)


class OperationRow(Row):
    """A row of the record."""

    op_id = TextField(primary_key=True)
    at = InstantField()
    who = TextField()
    result = TextField()


class Operation(Struct, frozen=True):
    """An operation that was committed: its id, made when the button was pressed, who did it, and what it answered."""

    op_id: str
    at: datetime
    who: str
    result: str


def claim(tx: Transaction, op_id: str, who: str) -> Operation | None:
    """Take an id for the work of this transaction; where it was done already, give it instead.

    An earlier attempt that is still being committed is waited for, so that none works on what that one changes.
    """
    claimed = tx.run(OperationRow.insert(op_id=op_id, at=tx.now, who=who, result="").on_conflict_ignore())
    if claimed:
        return None
    columns = (OperationRow.op_id, OperationRow.at, OperationRow.who, OperationRow.result)
    return Operation(*tx.rows(OperationRow.select(*columns).where(OperationRow.op_id == op_id))[0])


def keep_result(tx: Transaction, op_id: str, result: str) -> None:
    """Record what a claimed operation answers."""
    tx.run(OperationRow.update(result=result).where(OperationRow.op_id == op_id))


def purge_operations(tx: Transaction) -> int:
    """Forget what was done more than seven days ago, and count it."""
    return tx.run(OperationRow.delete().where(OperationRow.at < tx.now - KEPT))
