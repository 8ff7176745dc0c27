"""One plain SQL statement in the same words for both databases."""

from typing import Any

from peewee import Database

Cells = tuple[Any, ...]


def run_sql(database: Database, statement: str, *values: object) -> list[Cells]:
    """Run a statement in which each "?" stands for a value and "%" for itself, and give its rows."""
    is_file = database.param == "?"
    if not is_file:
        statement = statement.replace("%", "%%").replace("?", database.param)
    cursor: Any = database.execute_sql(statement, values)  # type: ignore[no-untyped-call]
    # Not asked for its description, which the driver of PostgreSQL makes anew, column by column, at each question.
    rows: list[Cells] = cursor.fetchall() if is_file or cursor.rownumber is not None else []
    return rows
