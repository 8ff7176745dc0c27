"""Writing many rows of one table at once.

On SQLite a statement is prepared once and run for each row. On PostgreSQL, where each row would be a journey to the
server and back, one statement takes an array for each column.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import Struct
from peewee import (  # type: ignore[attr-defined]
    BooleanField,
    Database,
    Field,
    IntegerField,
    Model,
    PostgresqlDatabase,
    TextField,
    __exception_wrapper__,
)

Cells = Sequence[Any]

# Columns whose values are those of the drivers.
PLAIN = (TextField, IntegerField, BooleanField)
# What one statement for PostgreSQL takes, so that none is endlessly long.
ROWS_OF_A_STATEMENT = 2_000
ARRAYS = {
    "AUTO": "integer[]",
    "BIGAUTO": "bigint[]",
    "BIGINT": "bigint[]",
    "BOOL": "boolean[]",
    "INT": "integer[]",
    "TEXT": "text[]",
}


class _Statement(Struct, frozen=True):
    """One statement for all rows; "?" stands for a value, "{arrays}" for the rows as a table called `v`."""

    for_each: str
    for_all: str
    columns: tuple[Field, ...]


def insert_rows(
    database: Database,
    columns: Sequence[Field],
    rows: Iterable[Sequence[Any]],
    upsert_by: Sequence[Field] = (),
    *,
    skip_taken: bool = False,
) -> int:
    """Insert rows of values in the order of `columns`, and count them.

    With `upsert_by`, a unique key, rows that are there change, and of several with one key the last counts; with
    `skip_taken` rows whose key is there are left as they are.
    """
    names, keys = _names(columns), _names(upsert_by)
    conflict = " ON CONFLICT DO NOTHING" if skip_taken else ""
    if keys:
        changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in keys)
        conflict = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changed}"
        places = [names.index(name) for name in keys]
        rows = {tuple(row[place] for place in places): row for row in rows}.values()
    head = f"INSERT INTO {_table(columns)} ({', '.join(names)})"
    each = f"{head} VALUES ({', '.join('?' for _ in names)}){conflict}"
    every = f"{head} SELECT * FROM {{arrays}}{conflict}"  # noqa: S608 - all names are those of the program
    return _run(database, _Statement(each, every, tuple(columns)), rows)


def update_rows(
    database: Database, columns: Sequence[Field], by: Sequence[Field], rows: Iterable[Sequence[Any]]
) -> int:
    """Change `columns` where `by` are equal; each row has the values of both, in this order. Count what changed."""
    table, names, keys = _table(columns), _names(columns), _names(by)
    old = {name: f"old_{name}" if name in names else name for name in keys}
    each = f"UPDATE {table} SET {_all(names, '{} = ?', ', ')} WHERE {_all(keys, '{} = ?', ' AND ')}"  # noqa: S608
    where = " AND ".join(f"{table}.{name} = v.{old[name]}" for name in keys)
    listed = ", ".join((*names, *old.values()))
    every = f"UPDATE {table} SET {_all(names, '{0} = v.{0}', ', ')} FROM {{arrays}} ({listed}) WHERE {where}"  # noqa: S608
    return _run(database, _Statement(each, every, (*columns, *by)), rows)


def delete_rows(database: Database, by: Sequence[Field], rows: Iterable[Sequence[Any]]) -> int:
    """Delete the rows whose `by` columns have these values. Count what went."""
    table, keys = _table(by), _names(by)
    each = f"DELETE FROM {table} WHERE {_all(keys, '{} = ?', ' AND ')}"  # noqa: S608
    where = _all(keys, f"{table}.{{0}} = v.{{0}}", " AND ")
    every = f"DELETE FROM {table} USING {{arrays}} ({', '.join(keys)}) WHERE {where}"  # noqa: S608
    return _run(database, _Statement(each, every, tuple(by)), rows)


def _names(columns: Sequence[Field]) -> tuple[str, ...]:
    return tuple(column.column_name for column in columns)


def _table(columns: Sequence[Field]) -> str:
    model: type[Model] = columns[0].model
    name: str = model._meta.table_name  # noqa: SLF001 - peewee's public way to a model's table
    return name


def _all(names: Sequence[str], form: str, between: str) -> str:
    return between.join(form.format(name) for name in names)


def _run(database: Database, statement: _Statement, rows: Iterable[Sequence[Any]]) -> int:
    cells = tuple(zip(*rows, strict=True))
    if not cells:
        return 0
    values = [_converted(column, of_column) for column, of_column in zip(statement.columns, cells, strict=True)]
    if isinstance(database, PostgresqlDatabase):
        return _run_for_all(database, statement, values)
    return _run_for_each(database, statement.for_each, values)


def _converted(column: Field, cells: Cells) -> Cells:
    """Convert the cells of one column; of the many rows of a pass most have the same moments."""
    if isinstance(column, PLAIN):
        return cells
    convert: Callable[[Any], Any] = column.db_value
    known = {cell: convert(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]


def _run_for_each(database: Database, statement: str, values: Sequence[Cells]) -> int:
    with __exception_wrapper__:
        cursor: Any = database.cursor()  # type: ignore[no-untyped-call]
        cursor.executemany(statement, zip(*values, strict=True))
        count: int = cursor.rowcount
        return count


def _run_for_all(database: Database, statement: _Statement, values: Sequence[Cells]) -> int:
    arrays = ", ".join(f"%b::{ARRAYS[column.field_type]}" for column in statement.columns)
    text = statement.for_all.replace("{arrays}", f"unnest({arrays}) AS v")
    count = 0
    for begin in range(0, len(values[0]), ROWS_OF_A_STATEMENT):
        portion = [list(cells[begin : begin + ROWS_OF_A_STATEMENT]) for cells in values]
        cursor: Any = database.execute_sql(text, portion)  # type: ignore[no-untyped-call]
        count += cursor.rowcount
    return count
