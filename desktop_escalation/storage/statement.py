"""One plain SQL statement in the same words for both databases."""

from typing import Any

from peewee import Database

Cells = tuple[Any, ...]


def run_sql(database: Database, statement: str, *values: object) -> list[Cells]:
    """Run a statement in which each "?" stands for a value and "%" for itself, and give its rows."""
    if database.param != "?":
        statement = statement.replace("%", "%%").replace("?", database.param)
    cursor: Any = database.execute_sql(statement, values)  # type: ignore[no-untyped-call]
    rows: list[Cells] = cursor.fetchall() if cursor.description else []
    return rows
