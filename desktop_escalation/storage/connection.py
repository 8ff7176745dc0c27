"""Connections to the two kinds of database, with every setting that keeps them right and lets them fail soon."""

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING, TypeAlias

from peewee import Database, OperationalError, SqliteDatabase

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.database_url import DatabaseAddress, SqliteFile
from desktop_escalation.storage.failures import CREATE_HINT
from desktop_escalation.storage.silence import ENDLESS, Silence
from desktop_escalation.storage.statement import run_sql

if TYPE_CHECKING:
    import psycopg

DriverConnection: TypeAlias = "sqlite3.Connection | psycopg.Connection"

LOCK_TIMEOUT_S = 10.0


def database_at(
    address: DatabaseAddress,
    *,
    lock_timeout_s: float = LOCK_TIMEOUT_S,
    silence: Silence = ENDLESS,
    create: bool = False,
) -> Database:
    """The database at an address, not connected yet; an SQLite file is made only where `create` says so."""
    if isinstance(address, SqliteFile):
        return _sqlite(address, lock_timeout_s, "rwc" if create else "rw")
    # Late, so that a window on a file does not wait for the server's driver.
    from desktop_escalation.storage.postgresql import GuardedDatabase  # noqa: PLC0415

    return GuardedDatabase(address, silence)


def connect(database: Database, address: DatabaseAddress, *, create: bool = False) -> None:
    """Connect this thread; an SQLite file that is not there is refused unless it is to be created."""
    if isinstance(address, SqliteFile) and not create and not address.path.is_file():
        raise Refused(f"There is no database at {address}; {CREATE_HINT}")
    database.connect()
    if isinstance(address, SqliteFile):
        # The mode cannot change while another program uses the file; that program has set it already.
        with suppress(OperationalError):
            run_sql(database, f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")


def journal_mode(version: tuple[int, int, int]) -> str:
    """WAL, or TRUNCATE on versions of SQLite whose WAL can lose commits (https://www.sqlite.org/wal.html#walresetbug)."""
    is_safe = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    return "WAL" if is_safe else "TRUNCATE"


def driver_connection(database: Database) -> DriverConnection:
    """This thread's own connection, as the driver knows it."""
    connection: DriverConnection = database.connection()  # type: ignore[no-untyped-call]
    return connection


def is_broken(database: Database) -> bool:
    """True where the server has hung up on this thread's connection."""
    if database.is_closed():
        return False
    connection = driver_connection(database)
    return not isinstance(connection, sqlite3.Connection) and connection.closed


def _sqlite(address: SqliteFile, lock_timeout_s: float, mode: str) -> SqliteDatabase:
    return SqliteDatabase(
        f"{address.path.as_uri()}?mode={mode}",
        uri=True,
        timeout=lock_timeout_s,
        lock_type="IMMEDIATE",
        autoconnect=False,
        check_same_thread=False,  # so that closing the store closes the connections of threads that have ended
        pragmas=[("synchronous", "FULL"), ("foreign_keys", "ON")],
    )
