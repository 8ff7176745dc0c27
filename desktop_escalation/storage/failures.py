"""What the databases' own errors mean to people: translated here, once, for both."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from peewee import PeeweeException

from desktop_escalation.domain.errors import Conflict, EscalationError, Refused, Unavailable
from desktop_escalation.storage.database_url import DatabaseAddress

CREATE_HINT = "create it with: escalationctl database create"

_ALLOW = "Allow your user to write the file and its folder."

# Primary result codes, https://www.sqlite.org/rescode.html
_SQLITE: dict[int, tuple[type[EscalationError], str]] = {
    sqlite3.SQLITE_BUSY: (Unavailable, "Another program is writing to the database {at}. Try again in a moment."),
    sqlite3.SQLITE_LOCKED: (Unavailable, "Another program is writing to the database {at}. Try again in a moment."),
    sqlite3.SQLITE_PROTOCOL: (Unavailable, "Another program is using the database {at}. Try again in a moment."),
    sqlite3.SQLITE_FULL: (Unavailable, "The disk of the database {at} is full. Make room, then try again."),
    sqlite3.SQLITE_IOERR: (Unavailable, "The disk of the database {at} does not answer: {words}."),
    sqlite3.SQLITE_READONLY: (Refused, f"The database {{at}} may only be read. {_ALLOW}"),
    sqlite3.SQLITE_PERM: (Refused, f"The database {{at}} may not be used. {_ALLOW}"),
    sqlite3.SQLITE_CANTOPEN: (Refused, f"The database {{at}} cannot be opened. {_ALLOW}"),
    sqlite3.SQLITE_NOTADB: (Refused, "{at} is no SQLite database. Name another file, or restore it from a backup."),
    sqlite3.SQLITE_CORRUPT: (Refused, "The database {at} is damaged. Restore it from a backup."),
}  # fmt: skip

# SQLSTATE, or its class of two letters, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: dict[str, tuple[type[EscalationError], str]] = {
    "08": (Unavailable, "The connection to the database {at} was lost. Try again."),
    "25P03": (Unavailable, "The database {at} ended work that had stood still. Try again."),
    "25P04": (Unavailable, "The database {at} ended work that took too long. Try again."),
    "25006": (Unavailable, "The database {at} may only be read at present: it is a standby. Try again later."),
    "28": (Refused, "The database {at} does not let you in: {words}."),
    "3D000": (Refused, "The database {at} does not exist on the server. Ask its administrator to make it."),
    "40": (Unavailable, "Somebody changed the same things at the same time in {at}. Try again."),
    "42501": (Refused, "The database {at} does not let you do this: {words}."),
    "53100": (Unavailable, "The disk of the database {at} is full. Tell its administrator."),
    "53": (Unavailable, "The database {at} has no room for more work now: {words}. Try again later."),
    "55P03": (Unavailable, "Somebody else is changing the same things in {at}. Try again in a moment."),
    "57014": (Unavailable, "The database {at} took too long. Try again."),
    "57": (Unavailable, "The database {at} is stopping or starting. Try again in a moment."),
    "58": (Unavailable, "The disk of the database {at} does not answer: {words}."),
}
_SQLITE_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
# Another program is in the way, for longer than a single transaction waits; nothing has been done then.
_SQLITE_REPEATABLE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)
_REPEATABLE = ("08", "25P03", "25P04", "25006", "40", "53300", "55P03", "57P")
# No room, no disk: nothing that a single row is to blame for.
_OF_THE_SERVER = ("53", "58")
# What a server says that will let people in later; it gives no SQLSTATE to those it does not let in.
_PASSING_WORDS = (
    "starting up",
    "shutting down",
    "recovery mode",
    "too many",
    "reserved for",
    "not accepting",
    "not yet accepting",
    "terminating connection",
    "session is read-only",
)


@contextmanager
def translated_errors(address: DatabaseAddress, *, is_reading: bool = False) -> Iterator[None]:
    """Raise the databases' own errors as ours; those that are mistakes of the program pass as they are.

    Mistakes are a violated constraint other than a key that is taken, wrong SQL, and a write while `is_reading`.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refused("a text has half a character (a lone surrogate), which is no text: remove it") from error
    except (PeeweeException, sqlite3.Error, psycopg.Error) as error:
        translated = translation(error, address)
        if translated is None or (is_reading and _is_refused_write(error)):
            raise
        raise translated from error


def _is_taken(origin: BaseException | None) -> bool:
    """True where a key is there already."""
    if isinstance(origin, sqlite3.Error):
        return getattr(origin, "sqlite_errorcode", 0) in _SQLITE_TAKEN
    return isinstance(origin, psycopg.errors.UniqueViolation)


def translation(error: Exception, address: DatabaseAddress) -> EscalationError | None:
    """What the error means to people; None where it is a mistake of the program."""
    origin = origin_of(error)
    if _is_taken(origin):
        return Conflict("somebody else did the same at the same moment: look again, then try again")
    if isinstance(origin, psycopg.DataError) and "NUL" in str(origin):
        return Refused("a text has a NUL character, which is no text: remove it")
    found: tuple[type[EscalationError], str] | None = None
    if isinstance(origin, sqlite3.Error):
        found = _SQLITE.get(_primary_code(origin))
    elif isinstance(origin, psycopg.Error):
        found = _of_postgresql(origin)
    if found is None:
        return None
    kind, sentence = found
    return kind(sentence.format(at=address, words=_first_line(origin)))


def is_repeatable(error: EscalationError) -> bool:
    """True where the same transaction may succeed when repeated: after a lost connection or a conflict with another."""
    origin = origin_of(error.__cause__) if isinstance(error, Unavailable) else None
    if isinstance(origin, sqlite3.Error):
        return _primary_code(origin) in _SQLITE_REPEATABLE
    if not isinstance(origin, psycopg.Error):
        return False
    return origin.sqlstate is None or origin.sqlstate.startswith(_REPEATABLE)


def breaks_off(error: BaseException | None) -> bool:
    """True where an error is one of the connection, the server or the disk, and not of the rows at hand."""
    origin = origin_of(error)
    if isinstance(origin, sqlite3.Error):
        return _primary_code(origin) in _SQLITE
    if isinstance(origin, psycopg.OperationalError | psycopg.InterfaceError) and origin.sqlstate is None:
        return True
    return isinstance(origin, psycopg.Error) and (origin.sqlstate or "").startswith((*_REPEATABLE, *_OF_THE_SERVER))


def origin_of(error: BaseException | None) -> BaseException | None:
    """The driver's error inside peewee's."""
    return getattr(error, "orig", None) or error


def _primary_code(origin: sqlite3.Error) -> int:
    code: int = getattr(origin, "sqlite_errorcode", 0)
    return code & 0xFF


def _is_refused_write(error: Exception) -> bool:
    origin = origin_of(error)
    if isinstance(origin, sqlite3.Error):
        return getattr(origin, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY
    return isinstance(origin, psycopg.errors.ReadOnlySqlTransaction)


def _of_postgresql(origin: psycopg.Error) -> tuple[type[EscalationError], str] | None:
    if origin.sqlstate is not None:
        return _POSTGRESQL.get(origin.sqlstate) or _POSTGRESQL.get(origin.sqlstate[:2])
    if not isinstance(origin, psycopg.OperationalError):
        return None
    said = str(origin)
    if "FATAL" in said and not any(words in said for words in _PASSING_WORDS):
        return Refused, "The database {at} does not let you in: {words}"
    return Unavailable, "The database {at} does not answer: {words}"


def _first_line(origin: BaseException | None) -> str:
    return str(origin).partition("\n")[0].rstrip(".")
