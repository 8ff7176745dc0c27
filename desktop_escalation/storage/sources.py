"""Where imported tickets come from: which of some origins, and of some numbers, are taken already."""

from collections.abc import Iterable

from peewee import Field

from desktop_escalation.storage.portions import portions
from desktop_escalation.storage.ticket_rows import TicketRow, WaitingRow
from desktop_escalation.storage.transaction import Transaction


def known_sources(tx: Transaction, sources: Iterable[str]) -> dict[str, int]:
    """Give the row ids of tickets by their sources, of those that are there."""
    return _ids_by(tx, TicketRow.source, sources)


def free_numbers(tx: Transaction, wished: Iterable[str]) -> dict[str, str]:
    """Give each wished number, or where it is taken the same with an ending."""
    numbers = {number: number for number in wished}
    ending, doubtful = 2, list(numbers)
    while doubtful:
        taken = _ids_by(tx, TicketRow.number, (numbers[one] for one in doubtful))
        doubtful = [one for one in doubtful if numbers[one] in taken]
        numbers.update((one, f"{one}-{ending}") for one in doubtful)
        ending += 1
    return numbers


def waiting_tickets(tx: Transaction) -> list[int]:
    """List the tickets that wait for something, whenever it comes."""
    query = WaitingRow.select(WaitingRow.ticket_id).distinct()
    return [row[0] for row in tx.rows(query.order_by(WaitingRow.ticket_id))]


def _ids_by(tx: Transaction, column: Field, values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in portions(values):
        found.update(tx.rows(TicketRow.select(column, TicketRow.id).where(column.in_(chunk))))
    return found
