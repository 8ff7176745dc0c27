"""The rows that an engine wrote, written again by plain SQL: sets of rows out of side tables, in as many transactions.

Nothing writes these rows with much less work, so this is the floor for the engine.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction
from tests.bench.written_rows import SIDES, Batches, Cells, Written


class Side(Struct, frozen=True):
    """A side table of a product's table: columns and rows, each behind the number of its transaction.

    `statement` writes the rows of one transaction, whose number it takes.
    """

    name: str
    table: str
    columns: tuple[str, ...]
    rows: tuple[Cells, ...]
    statement: str

    def lay_out(self, tx: Transaction) -> None:
        """Make the table."""
        tx.sql(
            f"CREATE TABLE {self.name} AS SELECT 0 AS batch, {', '.join(self.columns)} FROM {self.table} WHERE 0 = 1"
        )
        places = ", ".join([tx.database.param] * (len(self.columns) + 1))
        cursor: Any = tx.database.cursor()  # type: ignore[no-untyped-call]
        cursor.executemany(f"INSERT INTO {self.name} VALUES ({places})", self.rows)
        tx.sql(f"CREATE INDEX {self.name}_by_batch ON {self.name} (batch)")
        tx.sql(f"ANALYZE {self.name}")


def sides_of(written: Sequence[Written], batches: Batches) -> Iterator[Side]:
    """Give the side tables for what was written, in an order in which their statements can run."""
    for one in written:
        if one.gone:
            yield _gone(one, batches)
        if one.changed:
            yield _changed(one, batches)
        if one.new:
            yield _new(one, batches)


def _gone(written: Written, batches: Batches) -> Side:
    table = written.table
    name, keys = f"{SIDES}gone_{table.name}", ", ".join(table.key)
    rows = tuple((batches.number_of(table.ticket_of(row)), *table.key_of(row)) for row in written.gone)
    statement = f"DELETE FROM {table.name} WHERE ({keys}) IN (SELECT {keys} FROM {name} WHERE batch = ?)"
    return Side(name, table.name, table.key, rows, statement)


def _changed(written: Written, batches: Batches) -> Side:
    """Only columns that changed in some row: the engine writes all, for it knows them only as values."""
    table = written.table
    name = f"{SIDES}changed_{table.name}"
    columns = tuple(column for column in table.columns if column in {*table.key, *written.changed_columns})
    places = [table.columns.index(column) for column in columns]
    rows = tuple(
        (batches.number_of(table.ticket_of(row)), *(row[place] for place in places)) for row in written.changed
    )
    values = ", ".join(f"{column} = side.{column}" for column in written.changed_columns)
    same = " AND ".join(f"{table.name}.{column} = side.{column}" for column in table.key)
    statement = f"UPDATE {table.name} SET {values} FROM {name} AS side WHERE side.batch = ? AND {same}"
    return Side(name, table.name, columns, rows, statement)


def _new(written: Written, batches: Batches) -> Side:
    table = written.table
    name, columns = f"{SIDES}new_{table.name}", ", ".join(table.columns)
    rows = tuple((batches.number_of(table.ticket_of(row)), *row) for row in written.new)
    order = ", ".join(table.key)
    statement = f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {name} WHERE batch = ? ORDER BY {order}"
    return Side(name, table.name, table.columns, rows, statement)


def write_again(store: Store, sides: Sequence[Side], transactions: int) -> None:
    """Write all rows, by sets, in as many transactions as the engine had."""
    for number in range(transactions):
        with store.writing() as tx:
            for side in sides:
                tx.sql(side.statement, number)
