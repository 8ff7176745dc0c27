"""What PostgreSQL's errors mean."""

import psycopg

from desktop_escalation.domain.errors import Refused, Unavailable, Unreachable
from desktop_escalation.storage.failure import Failure, Meaning

# SQLSTATE, or its class of two letters, https://www.postgresql.org/docs/current/errcodes-appendix.html
_MEANINGS: dict[str, Meaning] = {
    "08": (Unreachable, "The connection to the database {at} was lost. Try again."),
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
    "57": (Unreachable, "The database {at} is stopping or starting. Try again in a moment."),
    "58": (Unavailable, "The disk of the database {at} does not answer: {words}."),
}
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


def postgresql_failure(origin: BaseException) -> Failure:
    """Understand an error by its SQLSTATE, and one without a state by its words; what is none of them means nothing."""
    if not isinstance(origin, psycopg.Error):
        return Failure()
    state = origin.sqlstate
    is_lost = state is None and isinstance(origin, psycopg.OperationalError | psycopg.InterfaceError)
    return Failure(
        meaning=_meaning_of(origin),
        is_taken=isinstance(origin, psycopg.errors.UniqueViolation),
        is_refused_write=isinstance(origin, psycopg.errors.ReadOnlySqlTransaction),
        is_repeatable=state is None or state.startswith(_REPEATABLE),
        breaks_off=is_lost or (state or "").startswith((*_REPEATABLE, *_OF_THE_SERVER)),
    )


def _meaning_of(origin: psycopg.Error) -> Meaning | None:
    if isinstance(origin, psycopg.DataError) and "NUL" in str(origin):
        return Refused, "a text has a NUL character, which is no text: remove it"
    if origin.sqlstate is not None:
        return _MEANINGS.get(origin.sqlstate) or _MEANINGS.get(origin.sqlstate[:2])
    if not isinstance(origin, psycopg.OperationalError):
        return None
    said = str(origin)
    if "FATAL" in said and not any(words in said for words in _PASSING_WORDS):
        return Refused, "The database {at} does not let you in: {words}"
    return Unreachable, "The database {at} does not answer: {words}"
