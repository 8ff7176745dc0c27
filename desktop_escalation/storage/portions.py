"""Cutting many values into portions that one statement can take."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")

# SQLite binds 32,766 values in a statement (https://www.sqlite.org/limits.html), PostgreSQL 65,535.
VALUES_OF_A_STATEMENT = 30_000


def portions(values: Iterable[T], size: int = VALUES_OF_A_STATEMENT) -> Iterator[list[T]]:
    """Give the values in their order, in lists of at most `size`; none is empty."""
    remaining = iter(values)
    while portion := list(islice(remaining, size)):
        yield portion
