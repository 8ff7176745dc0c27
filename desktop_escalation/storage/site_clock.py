"""The clock that all decisions go by: the database's own, or one for trials that stands still or runs as told."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
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
_NOW_POSTGRESQL = "escalation_now_ms()"
_NOW_SQLITE = f"""
CASE
    WHEN is_simulated THEN simulated_ms + speed * ({_REAL_SQLITE} - set_ms)
    ELSE {_REAL_SQLITE}
END
"""


class ClockReading(Struct, frozen=True):
    """What the clock showed, and how many seconds pass on it in one; 0 where it stands still."""

    now: datetime
    is_simulated: bool
    speed: int = REAL_TIME


def read_clock(database: Database) -> ClockReading:
    """Look at the clock inside the running transaction."""
    (found,) = run_sql(database, f"SELECT {clock_columns(database)} FROM site_clock")  # noqa: S608
    return reading_of(found)


def clock_columns(database: Database) -> str:
    """Name the columns of the table `site_clock`, and what is worked out of them, that make a reading."""
    now = _NOW_POSTGRESQL if isinstance(database, PostgresqlDatabase) else _NOW_SQLITE
    return f"is_simulated, {now}, speed"


def reading_of(cells: Iterable[Any]) -> ClockReading:
    """Give what the clock showed by the values of those columns."""
    is_simulated, now_ms, speed = cells
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
    # A clock that stands still keeps no trace of when it was set.
    run_sql(
        database,
        f"UPDATE site_clock SET simulated_ms = ?, speed = ?, set_ms = {real_ms if speed else 0}",  # noqa: S608
        to_milliseconds(to),
        speed,
    )
    return ClockReading(to, is_simulated=True, speed=speed)
