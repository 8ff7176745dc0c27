"""Reading JSON columns in SQL, in the words of each database."""

from msgspec import Struct


class JsonSql(Struct, frozen=True):
    """Writes expressions over a column that holds a JSON document."""

    is_postgresql: bool

    def text(self, column: str, *path: str) -> str:
        """A field as text."""
        if self.is_postgresql:
            return f"({column}::jsonb #>> '{{{','.join(path)}}}')"
        return f"json_extract({column}, '$.{'.'.join(path)}')"

    def number(self, column: str, *path: str) -> str:
        """A field as a whole number."""
        return f"CAST({self.text(column, *path)} AS BIGINT)"

    def moment_ms(self, column: str, *path: str) -> str:
        """A field that is a moment, in milliseconds since 1970."""
        text = self.text(column, *path)
        if self.is_postgresql:
            return f"CAST(extract(epoch FROM {text}::timestamptz) * 1000 AS BIGINT)"
        # strftime takes the fraction to milliseconds, which is all that the product stores.
        return f"(CAST(strftime('%s', {text}) AS INTEGER) * 1000 + CAST(substr(strftime('%f', {text}), 4) AS INTEGER))"

    def members(self, column: str, name: str, field: str) -> str:
        """A list in a document as a table `name` with one column, `value`; it joins to the table of the column."""
        if self.is_postgresql:
            return f"jsonb_array_elements_text({column}::jsonb -> '{field}') AS {name}(value)"
        return f"json_each({column}, '$.{field}') AS {name}"
