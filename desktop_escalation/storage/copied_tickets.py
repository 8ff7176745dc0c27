"""Copies of stored tickets: the same rows with another number and customer, and all their moments shifted alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct
from peewee import Field

from desktop_escalation.domain.ticket import State
from desktop_escalation.storage.row import Row, columns_of
from desktop_escalation.storage.ticket_rows import (
    ClockRow,
    EscalationRow,
    EventRow,
    PersonalQueueRow,
    StepRecordRow,
    TicketRow,
    VerdictRow,
    WaitingRow,
)
from desktop_escalation.storage.transaction import Transaction

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_TICKET = columns_of(TicketRow, but=TicketRow.id)
# The columns of each table, and what its rows are read in order of.
_TABLES: tuple[tuple[tuple[Field, ...], Field], ...] = (
    (columns_of(ClockRow), ClockRow.ticket_id),
    (columns_of(VerdictRow, but=VerdictRow.id), VerdictRow.id),
    (columns_of(EscalationRow), EscalationRow.number),
    (columns_of(StepRecordRow, but=StepRecordRow.id), StepRecordRow.id),
    (columns_of(EventRow, but=EventRow.id), EventRow.seq),
    (columns_of(WaitingRow), WaitingRow.ticket_id),
    (columns_of(PersonalQueueRow), PersonalQueueRow.ticket_id),
)
_OWNER = "ticket_id"

Cells = tuple[Any, ...]


class CopyableTicket(Struct, frozen=True):
    """The rows of a ticket, less its messages; `parts` has those of each table, with the ticket's row id in them."""

    number: str
    customer: str | None
    is_closed: bool
    ticket: Cells
    parts: tuple[tuple[Cells, ...], ...]

    def shifted(self, by: timedelta) -> "CopyableTicket":
        """Give the same ticket at another time."""
        if not by:
            return self
        parts = tuple(tuple(_shifted(cells, by) for cells in rows) for rows in self.parts)
        return CopyableTicket(self.number, self.customer, self.is_closed, _shifted(self.ticket, by), parts)

    def moments(self) -> Iterator[datetime]:
        """Give every moment in the rows."""
        for cells in (self.ticket, *(cells for rows in self.parts for cells in rows)):
            for cell in cells:
                if isinstance(cell, datetime):
                    yield cell
                elif isinstance(cell, str):
                    yield from map(datetime.fromisoformat, _MOMENT.findall(cell))

    def length(self) -> int:
        """Count the letters of all rows."""
        return sum(len(cell) for rows in self.parts for cells in rows for cell in cells if isinstance(cell, str))


class TicketCopy(Struct, frozen=True):
    """A copy to be written: of what, under which number, for which customer."""

    of: CopyableTicket
    number: str
    customer: str | None


def read_copyable(tx: Transaction, states: Sequence[State]) -> tuple[CopyableTicket, ...]:
    """Read the tickets in some states that stand alone, merged with none, the oldest first."""
    wanted = TicketRow.state.in_([state.value for state in states]) & TicketRow.merged_into.is_null()
    found = tx.rows(TicketRow.select(TicketRow.id, *_TICKET).where(wanted).order_by(TicketRow.id))
    ids = [cells[0] for cells in found]
    parts = [_rows_of(tx, columns, order, ids) for columns, order in _TABLES]
    number, customer, state = (_place(_TICKET, name) for name in ("number", "customer", "state"))
    return tuple(
        CopyableTicket(
            cells[1:][number],
            cells[1:][customer],
            cells[1:][state] == State.CLOSED.value,
            cells[1:],
            tuple(tuple(rows[cells[0]]) for rows in parts),
        )
        for cells in found
    )


def _rows_of(tx: Transaction, columns: tuple[Field, ...], order: Field, ids: list[int]) -> Mapping[int, list[Cells]]:
    found: dict[int, list[Cells]] = {ticket_id: [] for ticket_id in ids}
    owner = columns[_place(columns, _OWNER)]
    model: type[Row] = owner.model
    place = _place(columns, _OWNER)
    for cells in tx.rows(model.select(*columns).where(owner.in_(ids)).order_by(order)):
        found[cells[place]].append(tuple(cells))
    return found


def write_copies(tx: Transaction, copies: Sequence[TicketCopy]) -> None:
    """Write copies, a thousand at most in one transaction."""
    tx.insert_many(_TICKET, [_renamed(copy.of.ticket, copy) for copy in copies])
    numbers = [copy.number for copy in copies]
    ids: dict[str, int] = dict(
        tx.rows(TicketRow.select(TicketRow.number, TicketRow.id).where(TicketRow.number.in_(numbers)))
    )
    for index, (columns, _) in enumerate(_TABLES):
        place = _place(columns, _OWNER)
        rows = (
            (*renamed[:place], ids[copy.number], *renamed[place + 1 :])
            for copy in copies
            for cells in copy.of.parts[index]
            for renamed in (_renamed(cells, copy),)
        )
        tx.insert_many(columns, rows)
    tx.touch("ticket")


def _renamed(cells: Cells, copy: TicketCopy) -> Cells:
    number, customer = copy.of.number, copy.of.customer
    return tuple(
        _with_names(cell, number, customer, copy)
        if isinstance(cell, str) and (number in cell or (customer is not None and customer in cell))
        else cell
        for cell in cells
    )


def _with_names(text: str, number: str, customer: str | None, copy: TicketCopy) -> str:
    text = text.replace(number, copy.number)
    return text if customer is None or copy.customer is None else text.replace(customer, copy.customer)


def _shifted(cells: Cells, by: timedelta) -> Cells:
    return tuple(_moved(cell, by) for cell in cells)


def _moved(cell: Any, by: timedelta) -> Any:
    if isinstance(cell, datetime):
        return cell + by
    if isinstance(cell, str):
        return _MOMENT.sub(lambda found: (datetime.fromisoformat(found[0]) + by).isoformat(), cell)
    return cell


def _place(columns: Sequence[Field], name: str) -> int:
    return next(index for index, column in enumerate(columns) if column.name == name)
