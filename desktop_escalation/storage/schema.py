"""The schema of a database: which migrations it has had, creating it, and bringing it up to date."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct
from peewee import Database, PostgresqlDatabase

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.change_feed import write_changes
from desktop_escalation.storage.connection import connect, database_at
from desktop_escalation.storage.database_url import DatabaseAddress, SqliteFile, parse_database_url
from desktop_escalation.storage.failures import translated_errors
from desktop_escalation.storage.file_copy import copy_database_file
from desktop_escalation.storage.fitness import refuse_unfit, schema_number
from desktop_escalation.storage.kept import Kept
from desktop_escalation.storage.migrations import (
    m0001_foundation,
    m0002_directory,
    m0003_tickets,
    m0004_import_runs,
    m0005_engine,
    m0006_courier,
    m0007_lists,
    m0008_attachments,
    m0009_running_clock,
    m0010_spans,
    m0011_resolved,
)
from desktop_escalation.storage.schema_change import Migration, SchemaChange
from desktop_escalation.storage.site_clock import is_simulated, simulate_clock
from desktop_escalation.storage.statement import run_sql
from desktop_escalation.storage.transaction import Transaction

Fill = Callable[[Transaction], None]

MIGRATIONS = (
    Migration(1, "foundation", m0001_foundation.upgrade),
    Migration(2, "directory", m0002_directory.upgrade),
    Migration(3, "tickets", m0003_tickets.upgrade),
    Migration(4, "import runs", m0004_import_runs.upgrade),
    Migration(5, "engine", m0005_engine.upgrade),
    Migration(6, "courier", m0006_courier.upgrade),
    Migration(7, "lists", m0007_lists.upgrade),
    Migration(8, "attachments", m0008_attachments.upgrade),
    Migration(9, "running clock", m0009_running_clock.upgrade),
    Migration(10, "spans", m0010_spans.upgrade),
    Migration(11, "resolved", m0011_resolved.upgrade),
)

MIGRATION_LOCK = 7001
# A migration waits for others and works for as long as it takes.
_PATIENCE = ("SET LOCAL lock_timeout = '60s'", "SET LOCAL statement_timeout = 0")

# The computer's time, also where the clock is simulated.
_RECORD_POSTGRESQL = """
INSERT INTO schema_migration (number, name, at)
VALUES (?, ?, CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT))
"""
_RECORD_SQLITE = """
INSERT INTO schema_migration (number, name, at)
VALUES (?, ?, CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER))
"""


class SchemaStatus(Struct, frozen=True):
    """Which migration a database has had last, 0 where it has none, and which the program has."""

    number: int
    newest: int
    is_simulated: bool

    @property
    def is_current(self) -> bool:
        """The program can work with the database as it is."""
        return self.number == self.newest


def create(
    url: str, *, simulated: bool = False, fill: Fill | None = None, migrations: tuple[Migration, ...] = MIGRATIONS
) -> SchemaStatus:
    """Make the tables of a new database and fill them, all or none; where there are some already it is refused."""
    address = parse_database_url(url)
    _refuse_missing_folder(address)
    with _connected(address, create=True) as database, _migrating(database):
        if schema_number(database):
            raise Refused(
                f"There is a help desk in {address} already; bring it up to date with: escalationctl database upgrade"
            )
        if isinstance(address, SqliteFile) and database.get_tables():
            raise Refused(f"{address} is the database of another program. Name another file.")
        for migration in migrations:
            _apply(database, migration)
        if simulated:
            simulate_clock(database)
        if fill is not None:
            tx = Transaction(database, Kept(), is_writing=True)
            fill(tx)
            write_changes(tx)
        return _status(database, migrations)


def upgrade(url: str, *, migrations: tuple[Migration, ...] = MIGRATIONS) -> SchemaStatus:
    """Run the migrations that the database lacks, each in its transaction; an SQLite file is copied first."""
    address = parse_database_url(url)
    with _connected(address) as database:
        refuse_unfit(schema_number(database), newest=migrations[-1].number, address=address, may_be_older=True)
        is_copied = False
        for migration in migrations:
            with _migrating(database):
                if schema_number(database) >= migration.number:
                    continue
                if isinstance(address, SqliteFile) and not is_copied:
                    copy_database_file(
                        address.path, address.path.with_name(f"{address.path.name}.before-{migration.number:04}")
                    )
                    is_copied = True
                _apply(database, migration)
        return _status(database, migrations)


def status(url: str, *, migrations: tuple[Migration, ...] = MIGRATIONS) -> SchemaStatus:
    """Say which schema the database has."""
    with _connected(parse_database_url(url)) as database:
        return _status(database, migrations)


@contextmanager
def _connected(address: DatabaseAddress, *, create: bool = False) -> Iterator[Database]:
    database = database_at(address, create=create)
    with translated_errors(address):
        connect(database, address, create=create)
        try:
            yield database
        finally:
            database.close()


@contextmanager
def _migrating(database: Database) -> Iterator[None]:
    """One transaction in which nobody else migrates."""
    if _is_postgresql(database):
        with database.transaction():
            for setting in _PATIENCE:
                run_sql(database, setting)
            run_sql(database, "SELECT pg_advisory_xact_lock(?)", MIGRATION_LOCK)
            yield
        return
    # A table that others refer to can be rebuilt only without foreign keys; they are checked at the end instead.
    run_sql(database, "PRAGMA foreign_keys = OFF")
    try:
        with database.transaction():
            yield
            _refuse_dangling_rows(database)
    finally:
        run_sql(database, "PRAGMA foreign_keys = ON")


def _refuse_dangling_rows(database: Database) -> None:
    dangling = run_sql(database, "PRAGMA foreign_key_check")
    if dangling:
        raise RuntimeError(f"the migration left rows that refer to nothing: {dangling[:10]}")


def _apply(database: Database, migration: Migration) -> None:
    migration.upgrade(SchemaChange(database))
    run_sql(
        database, _RECORD_POSTGRESQL if _is_postgresql(database) else _RECORD_SQLITE, migration.number, migration.name
    )


def _is_postgresql(database: Database) -> bool:
    return isinstance(database, PostgresqlDatabase)


def _status(database: Database, migrations: tuple[Migration, ...]) -> SchemaStatus:
    number = schema_number(database)
    return SchemaStatus(number, migrations[-1].number, number > 0 and is_simulated(database))


def _refuse_missing_folder(address: DatabaseAddress) -> None:
    if isinstance(address, SqliteFile) and not address.path.parent.is_dir():
        raise Refused(
            f"There is no folder {address.path.parent} to put the database in. Make it first. "
            "(sqlite:///a/b is a path from the current folder, sqlite:////a/b one from the root.)"
        )
