"""The clock that all decisions go by: the database's own, or one that is set by hand for trials and tests."""

from dataclasses import dataclass
from datetime import UTC, datetime

from peewee import Database, PostgresqlDatabase

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.fields import from_milliseconds, to_milliseconds
from desktop_escalation.storage.statement import run_sql

SIMULATION_BEGINS_AT = datetime(2000, 1, 1, tzinfo=UTC)

_READ_POSTGRESQL = "SELECT is_simulated, escalation_now_ms() FROM site_clock"
# unixepoch('subsec') is NULL before SQLite 3.42.
_READ_SQLITE = """
SELECT is_simulated, CASE
    WHEN is_simulated THEN simulated_ms
    ELSE CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)
END
FROM site_clock
"""


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock showed."""

    now: datetime
    is_simulated: bool


def read_clock(database: Database) -> ClockReading:
    """Look at the clock inside the running transaction."""
    is_postgresql = isinstance(database, PostgresqlDatabase)
    ((is_simulated, now_ms),) = run_sql(database, _READ_POSTGRESQL if is_postgresql else _READ_SQLITE)
    return ClockReading(from_milliseconds(now_ms), bool(is_simulated))


def simulate_clock(database: Database) -> None:
    """Let the clock of a new database stand still at the beginning of the simulation."""
    begin_ms = to_milliseconds(SIMULATION_BEGINS_AT)
    run_sql(database, "UPDATE site_clock SET is_simulated = TRUE, simulated_ms = ?", begin_ms)


def advance_clock(database: Database, to: datetime) -> ClockReading:
    """Set a simulated clock forward, or to where it stands."""
    to_ms = to_milliseconds(to)
    # Locks the row, so that of two who set the clock at once neither sets it back.
    run_sql(database, "UPDATE site_clock SET simulated_ms = simulated_ms")
    reading = read_clock(database)
    if not reading.is_simulated:
        raise Refused(
            "The clock of this database is the real one and cannot be set. "
            "A database for trials is made with: escalationctl database create --simulated-clock"
        )
    if to < reading.now:
        raise Refused(f"The clock stands at {reading.now.isoformat()} and only goes forward.")
    run_sql(database, "UPDATE site_clock SET simulated_ms = ?", to_ms)
    return ClockReading(from_milliseconds(to_ms), is_simulated=True)
