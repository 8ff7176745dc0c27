"""Connections to the two kinds of database, with every setting that keeps them right and lets them fail soon."""

import sqlite3
from contextlib import suppress
from functools import partial
from typing import Any

import psycopg
from peewee import Database, OperationalError, PostgresqlDatabase, SqliteDatabase
from psycopg.conninfo import conninfo_to_dict

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.database_url import DatabaseAddress, PostgresServer, SqliteFile
from desktop_escalation.storage.failures import CREATE_HINT
from desktop_escalation.storage.guard import ENDLESS, GuardedConnection, Silence, tell_of_lost_standby
from desktop_escalation.storage.statement import run_sql

DriverConnection = sqlite3.Connection | psycopg.Connection

LOCK_TIMEOUT_S = 10.0

# Without them a vanished workstation keeps its locks, and a vanished server holds a workstation, for hours.
SERVER_OPTIONS = {
    "idle_in_transaction_session_timeout": "5s",
    "lock_timeout": "3s",
    "statement_timeout": "15s",
    "timezone": "UTC",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
}
CLIENT_OPTIONS: dict[str, str | int] = {
    "application_name": "desktop-escalation",
    "client_encoding": "utf8",
    "connect_timeout": 3,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,
}


class GuardedDatabase(PostgresqlDatabase):
    """A PostgreSQL database to peewee, on connections that do not wait for ever."""

    def __init__(self, server: PostgresServer, silence: Silence) -> None:
        """Connect by `connect`; `silence` is what a call may have to wait for."""
        self._server = server
        self._silence = silence
        super().__init__(server.uri, prefer_psycopg3=True, autoconnect=False)

    def _connect(self) -> GuardedConnection:
        return guarded_connection(self._server, self._silence)


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
    return GuardedDatabase(address, silence)


def guarded_connection(server: PostgresServer, silence: Silence) -> GuardedConnection:
    """A new connection with every setting, in which each statement is its own transaction unless one begins."""
    chosen = conninfo_to_dict(server.uri)
    defaults: dict[str, Any] = {name: value for name, value in CLIENT_OPTIONS.items() if name not in chosen}
    settings = [f"-c {name}={value}" for name, value in SERVER_OPTIONS.items()]
    options = " ".join([*settings, str(chosen.get("options", ""))]).rstrip()
    connection = GuardedConnection.connect(server.uri, autocommit=True, options=options, **defaults)
    connection.silence = silence
    connection.add_notice_handler(partial(tell_of_lost_standby, server))
    return connection


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
    return isinstance(connection, psycopg.Connection) and connection.closed


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
