"""Writing many rows of one table: one prepared statement, run for each row."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from peewee import Database, Field, Model, __exception_wrapper__  # type: ignore[attr-defined]

Convert = Callable[[Any], Any]


def insert_rows(
    database: Database, columns: Sequence[Field], rows: Iterable[Sequence[Any]], upsert_by: Sequence[Field] = ()
) -> None:
    """Insert rows of values in the order of `columns`; with `upsert_by`, a unique key, those that are there change."""
    _run_many(database, _insert_sql(_names(columns), _table(columns), _names(upsert_by)), _converted(columns, rows))


def update_rows(
    database: Database, columns: Sequence[Field], by: Sequence[Field], rows: Iterable[Sequence[Any]]
) -> int:
    """Change `columns` where `by` are equal; each row has the values of both, in this order. Count what changed."""
    statement = _update_sql(_names(columns), _table(columns), _names(by))
    return _run_many(database, statement, _converted((*columns, *by), rows))


def delete_rows(database: Database, by: Sequence[Field], rows: Iterable[Sequence[Any]]) -> int:
    """Delete the rows whose `by` columns have these values. Count what went."""
    return _run_many(database, _delete_sql(_table(by), _names(by)), _converted(by, rows))


def _names(columns: Sequence[Field]) -> tuple[str, ...]:
    return tuple(column.column_name for column in columns)


def _table(columns: Sequence[Field]) -> str:
    model: type[Model] = columns[0].model
    name: str = model._meta.table_name  # noqa: SLF001 - peewee's public way to a model's table
    return name


@lru_cache(maxsize=100)
def _insert_sql(names: tuple[str, ...], table: str, upsert_by: tuple[str, ...]) -> str:
    values = ", ".join("?" for _ in names)
    insert = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608 - names are those of the program
    if not upsert_by:
        return insert
    changed = ", ".join(f"{name} = excluded.{name}" for name in names if name not in upsert_by)
    return f"{insert} ON CONFLICT ({', '.join(upsert_by)}) DO UPDATE SET {changed}"


@lru_cache(maxsize=100)
def _update_sql(names: tuple[str, ...], table: str, by: tuple[str, ...]) -> str:
    changed = ", ".join(f"{name} = ?" for name in names)
    return f"UPDATE {table} SET {changed} WHERE {' AND '.join(f'{name} = ?' for name in by)}"  # noqa: S608


@lru_cache(maxsize=100)
def _delete_sql(table: str, by: tuple[str, ...]) -> str:
    return f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in by)}"  # noqa: S608


def _converted(columns: Sequence[Field], rows: Iterable[Sequence[Any]]) -> Iterator[tuple[Any, ...]]:
    converts: list[Convert] = [column.db_value for column in columns]
    for row in rows:
        yield tuple(convert(value) for convert, value in zip(converts, row, strict=True))


def _run_many(database: Database, statement: str, rows: Iterator[tuple[Any, ...]]) -> int:
    values = list(rows)
    if not values:
        return 0
    if database.param != "?":
        statement = statement.replace("?", database.param)
    with __exception_wrapper__:
        cursor: Any = database.cursor()  # type: ignore[no-untyped-call]
        cursor.executemany(statement, values)
        count: int = cursor.rowcount
        return count
