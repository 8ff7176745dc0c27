"""What the databases' own errors mean to people: translated here, once, for both."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from peewee import PeeweeException

from desktop_escalation.domain.errors import Conflict, EscalationError, Refused, Unavailable
from desktop_escalation.storage.database_url import DatabaseAddress, SqliteFile
from desktop_escalation.storage.failure import Failure
from desktop_escalation.storage.sqlite_failures import sqlite_failure

CREATE_HINT = "create it with: escalationctl database create"


@contextmanager
def translated_errors(address: DatabaseAddress, *, is_reading: bool = False) -> Iterator[None]:
    """Raise the databases' own errors as ours; those that are mistakes of the program pass as they are.

    Mistakes are a violated constraint other than a key that is taken, wrong SQL, and a write while `is_reading`.
    """
    try:
        yield
    except UnicodeEncodeError as error:
        raise Refused("a text has half a character (a lone surrogate), which is no text: remove it") from error
    except _errors_at(address) as error:
        translated = translation(error, address)
        if translated is None or (is_reading and _failure(error).is_refused_write):
            raise
        raise translated from error


def translation(error: Exception, address: DatabaseAddress) -> EscalationError | None:
    """What the error means to people; None where it is a mistake of the program."""
    failure = _failure(error)
    if failure.is_taken:
        return Conflict("somebody else did the same at the same moment: look again, then try again")
    if failure.meaning is None:
        return None
    kind, sentence = failure.meaning
    return kind(sentence.format(at=address, words=_first_line(origin_of(error))))


def is_repeatable(error: EscalationError) -> bool:
    """True where the same transaction may succeed when repeated: after a lost connection or a conflict with another."""
    return isinstance(error, Unavailable) and _failure(error.__cause__).is_repeatable


def breaks_off(error: BaseException | None) -> bool:
    """True where an error is one of the connection, the server or the disk, and not of the rows at hand."""
    return _failure(error).breaks_off


def origin_of(error: BaseException | None) -> BaseException | None:
    """The driver's error inside peewee's."""
    return getattr(error, "orig", None) or error


def _errors_at(address: DatabaseAddress) -> tuple[type[Exception], ...]:
    if isinstance(address, SqliteFile):
        return PeeweeException, sqlite3.Error
    # Late, so that a window on a file does not wait for the server's driver.
    import psycopg  # noqa: PLC0415

    return PeeweeException, sqlite3.Error, psycopg.Error


def _failure(error: BaseException | None) -> Failure:
    origin = origin_of(error)
    if origin is None or isinstance(origin, EscalationError):
        return Failure()
    if isinstance(origin, sqlite3.Error):
        return sqlite_failure(origin)
    # Late, so that a window on a file does not wait for the server's driver.
    from desktop_escalation.storage.postgresql_failures import postgresql_failure  # noqa: PLC0415

    return postgresql_failure(origin)


def _first_line(origin: BaseException | None) -> str:
    return str(origin).partition("\n")[0].rstrip(".")
