"""What a transaction asks first: what the clock shows, which revision it is and, of a server, who the session is."""

from msgspec import Struct
from peewee import Database, PostgresqlDatabase

from desktop_escalation.storage.site_clock import ClockReading, clock_columns, reading_of
from desktop_escalation.storage.statement import run_sql

_ROLE = "session_user::text, pg_has_role(session_user, datdba, 'MEMBER')"
_THIS_DATABASE = "pg_database WHERE datname = current_database()"
# Until the transaction ends.
_PLAN_ONCE = "set_config('plan_cache_mode', 'force_generic_plan', TRUE)"


class SessionRole(Struct, frozen=True):
    """The role that the session logged in as; `is_owner` where that owns the database, or is a member of what does."""

    name: str
    is_owner: bool


class Outset(Struct, frozen=True):
    """What a transaction that sees one moment finds at its beginning; `role` is None where there is no server."""

    clock: ClockReading
    revision: int
    role: SessionRole | None


def read_outset(database: Database, *, plans_once: bool = False) -> Outset:
    """Ask for all of it at once, for each statement goes to the server and back.

    `plans_once` lets a server plan what the transaction asks without a look at the values, and keep the plan.
    """
    columns = f"{clock_columns(database)}, number"
    if not isinstance(database, PostgresqlDatabase):
        ((*clock, revision),) = run_sql(database, f"SELECT {columns} FROM site_clock, revision")  # noqa: S608
        return Outset(reading_of(clock), revision, None)
    columns = f"{columns}, {_ROLE}, {_PLAN_ONCE if plans_once else 'NULL'}"
    asked = f"SELECT {columns} FROM site_clock, revision, {_THIS_DATABASE}"  # noqa: S608
    ((*clock, revision, name, is_owner, _),) = run_sql(database, asked)
    return Outset(reading_of(clock), revision, SessionRole(name, is_owner))


def read_role(database: Database) -> SessionRole | None:
    """Ask a server who the session is, and nothing else; None where there is no server."""
    if not isinstance(database, PostgresqlDatabase):
        return None
    ((name, is_owner),) = run_sql(database, f"SELECT {_ROLE} FROM {_THIS_DATABASE}")  # noqa: S608
    return SessionRole(name, is_owner)
