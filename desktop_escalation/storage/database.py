"""The store: two doors to the database, for reading and for writing, each one transaction."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TypeVar

from peewee import Database, PeeweeException

from desktop_escalation.storage.change_feed import write_changes
from desktop_escalation.storage.connection import (
    LOCK_TIMEOUT_S,
    DriverConnection,
    connect,
    database_at,
    driver_connection,
    is_broken,
)
from desktop_escalation.storage.database_url import DatabaseAddress, PostgresServer, SqliteFile, parse_database_url
from desktop_escalation.storage.failures import translated_errors
from desktop_escalation.storage.fitness import NEWEST, refuse_unfit, schema_number
from desktop_escalation.storage.kept import Kept
from desktop_escalation.storage.retry import PATIENCE, Patience, retrying
from desktop_escalation.storage.silence import SILENCE, Silence
from desktop_escalation.storage.statement import run_sql
from desktop_escalation.storage.transaction import ReadClock, Transaction

T = TypeVar("T")


class Store:
    """A database that threads share, each by a connection of its own that stays open between transactions."""

    def __init__(self, address: DatabaseAddress, database: Database, clock: ReadClock | None = None) -> None:
        """Use `Store.open`, which also looks whether the database is fit."""
        self._address = address
        self._database = database
        self._clock = clock
        self._kept = Kept()
        self._is_closed = False
        self._lock = threading.Lock()
        self._connections: dict[threading.Thread, DriverConnection] = {}

    @classmethod
    def open(
        cls,
        url: str,
        *,
        lock_timeout_s: float = LOCK_TIMEOUT_S,
        silence: Silence = SILENCE,
        clock: ReadClock | None = None,
    ) -> "Store":
        """Open a database whose schema is the program's; one that is missing, older or newer is refused in words.

        `lock_timeout_s` is how long to wait for other writers of an SQLite file, `silence` for a PostgreSQL server;
        `clock` is read in place of the database's own.
        """
        address = parse_database_url(url)
        store = cls(address, database_at(address, lock_timeout_s=lock_timeout_s, silence=silence), clock)
        with translated_errors(address):
            store._connect()
        return store

    @property
    def address(self) -> DatabaseAddress:
        """Where the database is; its text holds no password."""
        return self._address

    @property
    def is_on_one_computer(self) -> bool:
        """It is a file, so that nobody elsewhere can open it."""
        return isinstance(self._address, SqliteFile)

    @contextmanager
    def reading(self, *, plans_once: bool = False) -> Iterator[Transaction]:
        """One transaction that sees the database as it stood at its beginning, and cannot change it.

        `plans_once` is for what is asked often and is best answered in the same way whatever the values: from the
        question on who asks, or what the time is, a server plans it without a look at them, and keeps the plan.
        """
        with self._opened(is_writing=False, plans_once=plans_once) as tx:
            yield tx

    @contextmanager
    def writing(self) -> Iterator[Transaction]:
        """One transaction, committed at the end with the feed of what it touched, or rolled back by an error."""
        with self._opened(is_writing=True) as tx:
            yield tx
            write_changes(tx)

    def run(self, work: Callable[[Transaction], T], patience: Patience = PATIENCE) -> T:
        """Write in a transaction that is repeated as a whole when it is broken off, so it must be safe to do twice."""

        def once() -> T:
            with self.writing() as tx:
                return work(tx)

        return retrying(once, patience)

    def let_go(self) -> None:
        """Close this thread's connection, which opens again when needed: for threads that rarely have a question."""
        with self._lock:
            self._database.close()
            self._connections.pop(threading.current_thread(), None)

    def close(self) -> None:
        """Close the connections of all threads, none of which may still be in a transaction."""
        self._is_closed = True
        with self._lock:
            self._database.close()
            for connection in self._connections.values():
                connection.close()
            self._connections.clear()

    @contextmanager
    def _opened(self, *, is_writing: bool, plans_once: bool = False) -> Iterator[Transaction]:
        if self._is_closed:
            raise RuntimeError("the store is closed")
        if self._database.in_transaction():
            raise RuntimeError("transactions do not nest: pass the open one on")
        with translated_errors(self._address, is_reading=not is_writing), ExitStack() as stack:
            self._begin(stack, is_writing=is_writing)
            yield Transaction(
                self._database, self._kept, is_writing=is_writing, clock=self._clock, plans_once=plans_once
            )

    def _begin(self, stack: ExitStack, *, is_writing: bool) -> None:
        """Begin on this thread's connection, or on a new one where the server has hung up meanwhile."""
        if self._database.is_closed():
            self._connect()
        try:
            self._enter(stack, is_writing=is_writing)
        except PeeweeException:
            if not is_broken(self._database):
                raise
            self._database.close()
            self._connect()
            self._enter(stack, is_writing=is_writing)

    def _enter(self, stack: ExitStack, *, is_writing: bool) -> None:
        if isinstance(self._address, PostgresServer):
            isolation = "READ COMMITTED" if is_writing else "REPEATABLE READ READ ONLY"
            stack.enter_context(self._transaction(isolation))
            return
        if not is_writing:
            run_sql(self._database, "PRAGMA query_only = ON")
            stack.callback(self._allow_writing)
        stack.enter_context(self._transaction("IMMEDIATE" if is_writing else "DEFERRED"))

    @contextmanager
    def _transaction(self, mode: str) -> Iterator[None]:
        """As peewee's, but the error that ended it is raised, and not the one of a rollback that came too late."""
        with ExitStack() as stack:
            stack.callback(self._drop_half_done)
            transaction = self._database.transaction(mode).__enter__()
            stack.callback(self._database.pop_transaction)
            try:
                yield
                transaction.commit(begin=False)
            except BaseException:
                with suppress(PeeweeException):
                    transaction.rollback(begin=False)
                raise

    def _allow_writing(self) -> None:
        if self._database.is_closed():
            return
        try:
            run_sql(self._database, "PRAGMA query_only = OFF")
        except PeeweeException:
            self._database.close()
            raise

    def _drop_half_done(self) -> None:
        """Close a connection to a file whose transaction has not ended, for none could begin on it any more."""
        if self._database.is_closed():
            return
        connection = driver_connection(self._database)
        if isinstance(connection, sqlite3.Connection) and connection.in_transaction:
            self._database.close()

    def _connect(self) -> None:
        connect(self._database, self._address)
        try:
            refuse_unfit(schema_number(self._database), newest=NEWEST, address=self._address)
        except BaseException:
            self._database.close()
            raise
        with self._lock:
            self._connections[threading.current_thread()] = driver_connection(self._database)
            for thread in [thread for thread in self._connections if not thread.is_alive()]:
                self._connections.pop(thread).close()
