"""The base of all models: they know no database, and are named for their tables."""

import re
from collections.abc import Collection

from peewee import SQL, Field, Model

_BEFORE_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def table_name(model: type[Model]) -> str:
    """The table of `ChangeFeedRow` is `change_feed`."""
    return _BEFORE_CAPITAL.sub("_", model.__name__.removesuffix("Row")).lower()


class Row(Model):
    """A row of a table; its queries are run by a transaction, and it never leaves storage."""

    class Meta:
        """What every model inherits."""

        table_function = table_name


def is_among(column: Field, ids: Collection[int]) -> SQL:
    """Give the condition that a column of row ids is one of many: written out, since binding each costs far more."""
    if not ids:
        return SQL("1 = 0")
    return SQL(f'"{column.column_name}" IN ({", ".join(str(int(one)) for one in ids)})')


def columns_of(model: type[Row], *, but: Field | None = None) -> tuple[Field, ...]:
    """List the columns of a model in their order, less one that is named."""
    fields: list[Field] = model._meta.sorted_fields  # noqa: SLF001 - peewee's public way to the fields
    return tuple(field for field in fields if field is not but)
