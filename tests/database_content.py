"""Everything that a database holds, to be compared with another's; and databases that are set back to the beginning."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

import psycopg

from tests.copies import Copies, Furnish

Content = dict[str, list[str]]

# Only a number that the database gives to rows; a transaction that was rolled back uses numbers up.
COUNTERS = ("sqlite_sequence",)


class Desk(Protocol):
    """A furnished database that runs of one use case share."""

    url: str

    def reset(self) -> None:
        """Set it back to what it was furnished with."""

    def content(self) -> Content:
        """Read everything."""


def _content(rows: dict[str, list[dict[str, Any]]]) -> Content:
    """Write rows as text: a row's id is its place among the ids, a ticket's its number, so that gaps do not matter."""
    numbers = {row["id"]: row["number"] for row in rows["ticket"]}
    return {table: _texts(table, rows[table], numbers) for table in sorted(rows) if table not in COUNTERS}


def _texts(table: str, rows: list[dict[str, Any]], numbers: dict[int, str]) -> list[str]:
    key = "seq" if table == "change_feed" else "id"
    if rows and key in rows[0]:
        rows = [{**row, key: place} for place, row in enumerate(sorted(rows, key=lambda row: row[key]))]
    texts = []
    for row in rows:
        named = {
            column: numbers.get(value, value) if column in {"ticket_id", "ref"} else value
            for column, value in row.items()
            if column != "xid"
        }
        texts.append(json.dumps(named, ensure_ascii=False, sort_keys=True, default=bytes.hex))
    return sorted(texts)


class FileDesk:
    """An SQLite file."""

    def __init__(self, copies: Copies, furnish: Furnish, folder: Path) -> None:
        self.path = folder / "desk.db"
        self.url = f"sqlite:///{self.path}"
        self._copies, self._furnish = copies, furnish

    def reset(self) -> None:
        self._copies.sqlite(self._furnish, self.url)

    def content(self) -> Content:
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            rows = {table: connection.execute(f"SELECT * FROM {table}").fetchall() for table in tables}
            return _content({table: [dict(row) for row in found] for table, found in rows.items()})


class ServerDesk:
    """A PostgreSQL database; it keeps a copy of its rows beside them, for a new database takes long to make."""

    def __init__(self, url: str, connection: psycopg.Connection[Any]) -> None:
        self.url = url
        self._connection = connection
        self._resets = 0
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        self._tables = [name for (name,) in found]
        copies = (f"CREATE TABLE fresh.{table} AS TABLE public.{table}" for table in self._tables)
        connection.execute("; ".join(("CREATE SCHEMA fresh", *copies)))

    @classmethod
    @contextmanager
    def open(cls, copies: Copies, furnish: Furnish) -> Iterator["ServerDesk"]:
        with copies.postgresql(furnish) as url, psycopg.connect(url, autocommit=True) as connection:
            # The rows are put back table by table.
            connection.execute("SET session_replication_role = replica")
            yield cls(url, connection)

    def reset(self) -> None:
        """Put the rows back, each time in another order, for a table has none."""
        self._resets += 1
        parts = (
            f"DELETE FROM public.{table}; INSERT INTO public.{table} SELECT * FROM fresh.{table} ORDER BY random()"
            for table in self._tables
        )
        self._connection.execute("; ".join((f"SELECT setseed({self._resets % 100 / 100})", *parts)))

    def content(self) -> Content:
        parts = (f"SELECT '{table}', to_jsonb(r) FROM public.{table} r" for table in self._tables)
        rows: dict[str, list[dict[str, Any]]] = {table: [] for table in self._tables}
        for table, row in self._connection.execute(" UNION ALL ".join(parts)):
            rows[table].append(row)
        return _content(rows)
