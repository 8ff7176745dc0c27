"""The clock that all decisions go by: the database's own, or one for trials that stands still, or runs, where it is set."""

from dataclasses import dataclass
from datetime import UTC, datetime

from peewee import Database, PostgresqlDatabase

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.fields import from_milliseconds, to_milliseconds
from desktop_escalation.storage.statement import run_sql

SIMULATION_BEGINS_AT = datetime(2000, 1, 1, tzinfo=UTC)

REAL_TIME = 1
FASTEST = 3600

_REAL_POSTGRESQL = "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
# unixepoch('subsec') is NULL before SQLite 3.42.
_REAL_SQLITE = "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"
_READ_POSTGRESQL = "SELECT is_simulated, escalation_now_ms(), speed FROM site_clock"
_READ_SQLITE = f"""
SELECT is_simulated, CASE
    WHEN is_simulated THEN simulated_ms + speed * ({_REAL_SQLITE} - set_ms)
    ELSE {_REAL_SQLITE}
END, speed
FROM site_clock
"""  # noqa: S608 - made of the program's own words


@dataclass(frozen=True, slots=True)
class ClockReading:
    """What the clock showed, and how many seconds pass on it in one; 0 where it stands still."""

    now: datetime
    is_simulated: bool
    speed: int = REAL_TIME


def read_clock(database: Database) -> ClockReading:
    """Look at the clock inside the running transaction."""
    is_postgresql = isinstance(database, PostgresqlDatabase)
    ((is_simulated, now_ms, speed),) = run_sql(database, _READ_POSTGRESQL if is_postgresql else _READ_SQLITE)
    return ClockReading(from_milliseconds(now_ms), bool(is_simulated), speed if is_simulated else REAL_TIME)


def is_simulated(database: Database) -> bool:
    """Say whether the clock is one for trials, whichever schema the database has."""
    ((answer,),) = run_sql(database, "SELECT is_simulated FROM site_clock")
    return bool(answer)


def simulate_clock(database: Database) -> None:
    """Let the clock of a new database stand still at the beginning of the simulation."""
    begin_ms = to_milliseconds(SIMULATION_BEGINS_AT)
    run_sql(database, "UPDATE site_clock SET is_simulated = TRUE, simulated_ms = ?", begin_ms)


def advance_clock(database: Database, to: datetime) -> ClockReading:
    """Set a simulated clock forward, or to where it stands; one that runs goes on from there."""
    reading = _locked(database)
    if to < reading.now:
        raise Refused(f"The clock stands at {reading.now.isoformat()} and only goes forward.")
    return _set(database, to, reading.speed)


def run_clock(database: Database, speed: int) -> ClockReading:
    """Let a simulated clock run from where it stands, `speed` seconds in one; 0 stops it."""
    if not 0 <= speed <= FASTEST:
        raise Refused(f"A clock runs 0 to {FASTEST} times as fast as time; 0 stops it.")
    return _set(database, _locked(database).now, speed)


def _locked(database: Database) -> ClockReading:
    # Locks the row, so that of two who set the clock at once neither sets it back.
    run_sql(database, "UPDATE site_clock SET simulated_ms = simulated_ms")
    reading = read_clock(database)
    if not reading.is_simulated:
        raise Refused(
            "The clock of this database is the real one and cannot be set. "
            "A database for trials is made with: escalationctl database create --simulated-clock"
        )
    return reading


def _set(database: Database, to: datetime, speed: int) -> ClockReading:
    real_ms = _REAL_POSTGRESQL if isinstance(database, PostgresqlDatabase) else _REAL_SQLITE
    run_sql(
        database,
        f"UPDATE site_clock SET simulated_ms = ?, speed = ?, set_ms = {real_ms}",  # noqa: S608 - the program's own words
        to_milliseconds(to),
        speed,
    )
    return ClockReading(to, is_simulated=True, speed=speed)
