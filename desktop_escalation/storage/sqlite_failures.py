"""What SQLite's errors mean."""

import sqlite3

from desktop_escalation.domain.errors import Refused, Unavailable
from desktop_escalation.storage.failure import Failure, Meaning

_ALLOW = "Allow your user to write the file and its folder."

# Primary result codes, https://www.sqlite.org/rescode.html
_MEANINGS: dict[int, Meaning] = {
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
_TAKEN = (sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
# Another program is in the way, for longer than a single transaction waits; nothing has been done then.
_REPEATABLE = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL)


def sqlite_failure(origin: sqlite3.Error) -> Failure:
    """Understand an error by its code; one without a code is a mistake of the program."""
    code: int = getattr(origin, "sqlite_errorcode", 0)
    primary = code & 0xFF
    return Failure(
        meaning=_MEANINGS.get(primary),
        is_taken=code in _TAKEN,
        is_refused_write=code == sqlite3.SQLITE_READONLY,
        is_repeatable=primary in _REPEATABLE,
        breaks_off=primary in _MEANINGS,
    )
