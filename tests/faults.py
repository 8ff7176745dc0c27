"""Stores whose n-th statement fails as the driver itself would fail it: before it runs, or after it ran."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

import psycopg

from desktop_escalation.storage.connection import connect, database_at, driver_connection
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.retry import Patience
from desktop_escalation.storage.transaction import Transaction

T = TypeVar("T")
IMPATIENT = Patience(pause=lambda _: None)


class When(StrEnum):
    """On which side of the statement the failure lies; after a COMMIT it is an answer that was lost."""

    BEFORE = "before it runs"
    AFTER = "after it ran"


@dataclass
class Faults:
    """What a store's connection is asked to run, and which of it fails, once."""

    nth: int | None = None
    when: When = When.BEFORE
    statements: list[str] = field(default_factory=list)
    is_on: bool = False
    has_failed: bool = False

    def around(self, statement: object, run: Callable[[], T], fail: Callable[[When], None]) -> T:
        if not self.is_on:
            return run()
        self.statements.append(str(statement))
        is_due = not self.has_failed and len(self.statements) - 1 == self.nth
        self.has_failed |= is_due
        if is_due and self.when is When.BEFORE:
            fail(self.when)
        done = run()
        if is_due:
            fail(self.when)
        return done


class ImpatientStore(Store):
    """A store that repeats at once."""

    def run(self, work: Callable[[Transaction], T], patience: Patience = IMPATIENT) -> T:
        return super().run(work, patience)


@contextmanager
def faulty_store(url: str, faults: Faults) -> Iterator[Store]:
    """A store on a real database, whose connection begins to count, and to fail, when it is given."""
    address = parse_database_url(url)
    database = database_at(address)
    if url.startswith("sqlite"):
        database.connect_params["factory"] = _connection_to_file(faults)
    connect(database, address)
    connection = driver_connection(database)
    if isinstance(connection, psycopg.Connection):
        connection.cursor_factory = _cursor_at_server(faults)
    store = ImpatientStore(address, database)
    faults.is_on = True
    try:
        yield store
    finally:
        faults.is_on = False
        store.close()


def _connection_to_file(faults: Faults) -> type[sqlite3.Connection]:
    class FaultyCursor(sqlite3.Cursor):
        def execute(self, sql: str, parameters: Any = ()) -> Any:
            return faults.around(sql, lambda: super(FaultyCursor, self).execute(sql, parameters), self._fail)

        def executemany(self, sql: str, parameters: Any) -> Any:
            return faults.around(sql, lambda: super(FaultyCursor, self).executemany(sql, parameters), self._fail)

        def _fail(self, when: When) -> None:
            """Another program is in the way of what has not run; the disk is, of what ran and gives no rows now."""
            self.close()
            error = sqlite3.OperationalError("database is locked" if when is When.BEFORE else "disk I/O error")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY if when is When.BEFORE else sqlite3.SQLITE_IOERR
            raise error

    class FaultyConnection(sqlite3.Connection):
        def cursor(self, factory: Any = FaultyCursor) -> Any:
            return super().cursor(factory)

    return FaultyConnection


def _cursor_at_server(faults: Faults) -> type[psycopg.Cursor[Any]]:
    class FaultyCursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
            return faults.around(query, lambda: super(FaultyCursor, self).execute(query, params, **options), self._fail)

        def executemany(self, query: Any, params_seq: Any, **options: Any) -> None:
            faults.around(
                query, lambda: super(FaultyCursor, self).executemany(query, params_seq, **options), self._fail
            )

        def _fail(self, _when: When) -> None:
            """The connection is gone; the server rolls back what was not committed."""
            self.connection.close()
            raise psycopg.OperationalError("server closed the connection unexpectedly")

    return FaultyCursor
