"""A shelf: a table that keeps values of one class as documents, each under its key."""

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, TypeVar

from peewee import Expression, Field, TextField

from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.portions import portions
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction

T = TypeVar("T")


class DocumentRow(Row):
    """A row that holds a value."""

    document = TextField()


class Shelf(Generic[T]):
    """Keeps plain values of class `kind` in the table of `row`.

    `columns` says what stands beside the document; the first is the key, or the first two are where `is_paired`.
    """

    def __init__(
        self,
        row: type[DocumentRow],
        kind: type[T],
        columns: Mapping[Field, Callable[[T], object]],
        *,
        order: Field,
        is_paired: bool = False,
    ) -> None:
        """Describe the shelf; it holds no state."""
        self._row = row
        self._kind = kind
        self._columns = dict(columns)
        self._order = order
        self._keys = tuple(self._columns)[: 2 if is_paired else 1]

    def load(self, tx: Transaction, where: Expression | None = None) -> tuple[T, ...]:
        """Take all values, or those of which a condition holds, in the order of the shelf."""
        query = self._row.select(self._row.document).order_by(self._order)
        rows = tx.rows(query if where is None else query.where(where))
        return tuple(from_text(document, self._kind) for (document,) in rows)

    def load_keys(self, tx: Transaction, keys: Iterable[object]) -> tuple[T, ...]:
        """Take the values under some keys of one column, in no order."""
        return tuple(from_text(document, self._kind) for _, document in self._stored(tx, keys))

    def put(self, tx: Transaction, values: Iterable[T]) -> tuple[T, ...]:
        """Put values in the place of those with the same keys, and give those that were new or different."""
        latest = {self._key_of(value): value for value in values}
        stored = dict(self._stored(tx, [key[0] for key in latest]))
        texts = {key: to_text(value) for key, value in latest.items()}
        changed = [key for key, text in texts.items() if stored.get(key) != text]
        rows = [(*self._columns_of(latest[key]), texts[key]) for key in changed]
        tx.insert_many([*self._columns, self._row.document], rows, upsert_by=self._keys)
        return tuple(latest[key] for key in changed)

    def _stored(self, tx: Transaction, keys: Iterable[object]) -> Iterable[tuple[tuple[object, ...], str]]:
        for chunk in portions(keys):
            query = self._row.select(*self._keys, self._row.document).where(self._keys[0].in_(chunk))
            for *key, document in tx.rows(query):
                yield tuple(key), document

    def _key_of(self, value: T) -> tuple[object, ...]:
        return self._columns_of(value)[: len(self._keys)]

    def _columns_of(self, value: T) -> tuple[object, ...]:
        return tuple(read(value) for read in self._columns.values())
