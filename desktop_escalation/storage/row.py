"""The base of all models: they know no database, and are named for their tables."""

import re

from peewee import Field, Model

_BEFORE_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def table_name(model: type[Model]) -> str:
    """The table of `ChangeFeedRow` is `change_feed`."""
    return _BEFORE_CAPITAL.sub("_", model.__name__.removesuffix("Row")).lower()


class Row(Model):
    """A row of a table; its queries are run by a transaction, and it never leaves storage."""

    class Meta:
        """What every model inherits."""

        table_function = table_name


def columns_of(model: type[Row], *, but: Field | None = None) -> tuple[Field, ...]:
    """List the columns of a model in their order, less one that is named."""
    fields: list[Field] = model._meta.sorted_fields  # noqa: SLF001 - peewee's public way to the fields
    return tuple(field for field in fields if field is not but)
