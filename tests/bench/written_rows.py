"""What an engine wrote, row for row: by comparing a database with its copy of before."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from desktop_escalation.domain.value import replace
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction

Cells = tuple[Any, ...]
# Columns that the database itself sets.
OWN = ("xid",)
SIDES = "bench_"


class Table(Struct, frozen=True):
    """A table with all its rows by primary key."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    rows: Mapping[Cells, Cells]

    def key_of(self, row: Cells) -> Cells:
        """Give the primary key of a row."""
        return tuple(row[self.columns.index(column)] for column in self.key)

    def ticket_of(self, row: Cells) -> int | None:
        """Give the ticket that a row belongs to, by its row id; None where it belongs to none."""
        owner = {"ticket": "id", "change_feed": "ref"}.get(self.name, "ticket_id")
        return row[self.columns.index(owner)] if owner in self.columns else None


class Written(Struct, frozen=True):
    """What became of a table: its new rows, old ones as they are now and in which columns, and those that went."""

    table: Table
    new: tuple[Cells, ...]
    changed: tuple[Cells, ...]
    changed_columns: tuple[str, ...]
    gone: tuple[Cells, ...]

    @property
    def count(self) -> int:
        """How many rows were written."""
        return len(self.new) + len(self.changed) + len(self.gone)


def read_tables(url: str) -> dict[str, Table]:
    """Read every table of the product."""
    store = Store.open(url)
    try:
        with store.reading() as tx:
            names = [name for name in tx.database.get_tables() if not name.startswith(("sqlite_", SIDES))]
            return {name: _read(tx, name) for name in names}
    finally:
        store.close()


def _read(tx: Transaction, name: str) -> Table:
    columns = tuple(column.name for column in tx.database.get_columns(name) if column.name not in OWN)
    table = Table(name, tuple(tx.database.get_primary_keys(name)), columns, {})
    rows = map(tuple, tx.sql(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(table.key)}"))
    return replace(table, rows={table.key_of(row): row for row in rows})


def compare(before: Mapping[str, Table], after: Mapping[str, Table]) -> tuple[Written, ...]:
    """Tell what was written between two readings, leaving out tables in which nothing was."""
    found = (_compare(before[name], table) for name, table in sorted(after.items()))
    return tuple(one for one in found if one.count)


def _compare(before: Table, after: Table) -> Written:
    pairs = [(before.rows[key], row) for key, row in after.rows.items() if before.rows.get(key, row) != row]
    return Written(
        table=after,
        new=tuple(row for key, row in after.rows.items() if key not in before.rows),
        changed=tuple(row for _, row in pairs),
        changed_columns=tuple(
            column for place, column in enumerate(after.columns) if any(old[place] != row[place] for old, row in pairs)
        ),
        gone=tuple(row for key, row in before.rows.items() if key not in after.rows),
    )


class Batches(Struct, frozen=True):
    """In which of the engine's transactions each ticket was."""

    sizes: tuple[int, ...]
    of_ticket: Mapping[int, int]

    @classmethod
    def of(cls, written: Iterable[Written]) -> "Batches":
        """Read them from the log of passes, and from the order in which tickets got their new events."""
        tables = {one.table.name: one for one in written}
        passes, events = tables["engine_pass"], tables["event"]
        sizes = tuple(row[passes.table.columns.index("looked_at")] for row in passes.new)
        tickets = list(dict.fromkeys(events.table.ticket_of(row) for row in events.new))
        assert sum(sizes) == len(tickets), "each ticket was looked at once"
        numbers = [number for number, size in enumerate(sizes) for _ in range(size)]
        return cls(sizes, {ticket: number for ticket, number in zip(tickets, numbers, strict=True) if ticket})

    def number_of(self, ticket: int | None) -> int:
        """Give the transaction of a ticket; what belongs to none is written in the first."""
        return 0 if ticket is None else self.of_ticket[ticket]
