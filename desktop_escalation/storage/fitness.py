"""Whether a database has the schema that the program knows; what makes that schema is not needed to tell."""

from peewee import Database

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.database_url import DatabaseAddress
from desktop_escalation.storage.failures import CREATE_HINT
from desktop_escalation.storage.statement import run_sql

# The number of the last migration.
NEWEST = 11


def schema_number(database: Database) -> int:
    """The number of the last migration that was run, 0 where none was."""
    if not database.table_exists("schema_migration"):
        return 0
    ((number,),) = run_sql(database, "SELECT max(number) FROM schema_migration")
    return int(number)


def refuse_unfit(number: int, *, newest: int, address: DatabaseAddress, may_be_older: bool = False) -> None:
    """Refuse a schema that the program cannot work with, and say what to do about it."""
    if number == 0:
        raise Refused(f"There is no help desk in {address} yet; {CREATE_HINT}")
    if number > newest:
        raise Refused(
            f"The database {address} was made by a newer program (schema {number}; this one knows {newest}). "
            "Upgrade the program on this computer."
        )
    if number < newest and not may_be_older:
        raise Refused(
            f"The database {address} is older than this program (schema {number} of {newest}). "
            "Bring it up to date with: escalationctl database upgrade"
        )
