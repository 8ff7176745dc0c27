"""Reading many rows of one table at once: converted by columns, not cell by cell."""

from collections.abc import Callable, Sequence
from typing import Any

from peewee import (  # type: ignore[attr-defined]
    Database,
    Field,
    IntegerField,
    Node,
    TextField,
    __exception_wrapper__,
)

Cells = tuple[Any, ...]

# Columns whose values are those of both drivers.
PLAIN = (TextField, IntegerField)


def read_rows(database: Database, columns: Sequence[Field], where: Node, order: Sequence[Node] = ()) -> list[Cells]:
    """Read columns of one table where a condition holds; without an order the rows are in none."""
    query = columns[0].model.select(*columns).where(where).order_by(*order)
    cursor: Any = database.execute(query)  # type: ignore[no-untyped-call]
    with __exception_wrapper__:
        rows: list[Cells] = cursor.fetchall()
    by_column = zip(columns, zip(*rows, strict=True), strict=True)
    return list(zip(*(_converted(column, cells) for column, cells in by_column), strict=True)) if rows else []


def _converted(column: Field, cells: Cells) -> Sequence[Any]:
    """Convert the cells of one column, those with the same value once."""
    if isinstance(column, PLAIN):
        return cells
    convert: Callable[[Any], Any] = column.python_value
    known = {cell: convert(cell) for cell in set(cells)}
    return [known[cell] for cell in cells]
