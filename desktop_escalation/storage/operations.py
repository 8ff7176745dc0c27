"""Which operations are done already, so that a retry after a commit whose answer was lost does nothing twice."""

from dataclasses import dataclass
from datetime import datetime

from peewee import TextField

from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class OperationRow(Row):
    """A row of the record."""

    op_id = TextField(primary_key=True)
    at = InstantField()
    who = TextField()
    result = TextField()


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation that was committed: its id, made when the button was pressed, who did it, and what it answered."""

    op_id: str
    at: datetime
    who: str
    result: str


def recall(tx: Transaction, op_id: str) -> Operation | None:
    """Find an operation; None means that it was not done yet."""
    columns = (OperationRow.op_id, OperationRow.at, OperationRow.who, OperationRow.result)
    rows = tx.rows(OperationRow.select(*columns).where(OperationRow.op_id == op_id))
    return Operation(*rows[0]) if rows else None


def remember(tx: Transaction, op_id: str, who: str, result: str) -> None:
    """Record an operation in the transaction that does it; a second record of one id is a Conflict."""
    tx.run(OperationRow.insert(op_id=op_id, at=tx.now, who=who, result=result))
