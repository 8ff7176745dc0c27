"""What has changed since: a row for each kind of thing and ticket that a transaction touched.

A reader keeps a position and asks from there. On SQLite, with its one writer, it counts rows. On PostgreSQL it counts
transactions, up to the oldest that still runs: numbers are given before the commit, so a row with a lower one can
appear after a higher one was read, and "greater than the last" would lose it.
"""

from collections import Counter
from datetime import timedelta

from msgspec import Struct
from peewee import BigAutoField, BigIntegerField, TextField

from desktop_escalation.storage.fields import InstantField, to_milliseconds
from desktop_escalation.storage.kept import RAISE_REVISION, SELDOM
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Touch, Transaction

CHANNEL = "desktop_escalation"
KEPT = timedelta(days=7)
MANY_TICKETS = 1000

_HORIZON_POSTGRESQL = "SELECT CAST(pg_snapshot_xmin(pg_current_snapshot()) AS TEXT)"
_HORIZON_SQLITE = "SELECT COALESCE(MAX(seq), 0) + 1 FROM sqlite_sequence WHERE name = 'change_feed'"

_CHANGES_POSTGRESQL = """
SELECT kind, ref FROM change_feed WHERE xid >= CAST(? AS xid8) AND xid < CAST(? AS xid8) ORDER BY xid, seq
"""
_CHANGES_SQLITE = "SELECT kind, ref FROM change_feed WHERE seq >= ? AND seq < ? ORDER BY seq"

_OLD_POSTGRESQL = "SELECT CAST(MAX(CAST(CAST(xid AS TEXT) AS BIGINT)) + 1 AS TEXT) FROM change_feed WHERE at < ?"
_OLD_SQLITE = "SELECT MAX(seq) + 1 FROM change_feed WHERE at < ?"


class ChangeFeedRow(Row):
    """A row of the feed; `xid`, on PostgreSQL only, is set by the database."""

    seq = BigAutoField()
    kind = TextField()
    ref = BigIntegerField(null=True)
    at = InstantField()


class Change(Struct, frozen=True):
    """A kind of thing that changed, of one ticket or, where `ticket_id` is None, of any."""

    kind: str
    ticket_id: int | None


class Changes(Struct, frozen=True):
    """What changed, each once, and the position to ask from next.

    Where `is_gapless` is False the reader was away for too long, or the database was restored: it loads all anew.
    """

    items: tuple[Change, ...]
    position: int
    is_gapless: bool


def write_changes(tx: Transaction) -> None:
    """Write what the transaction touched, raise the revision where that is due, and wake listeners at the commit."""
    touched = _summary(tx.touched)
    if not touched:
        return
    if any(kind in SELDOM for kind, _ in touched):
        tx.sql(RAISE_REVISION)
    rows = [(kind, ref, tx.now) for kind, ref in touched]
    tx.insert_many((ChangeFeedRow.kind, ChangeFeedRow.ref, ChangeFeedRow.at), rows)
    if tx.is_postgresql:
        tx.sql("SELECT pg_notify(?, '')", CHANNEL)


def current_position(tx: Transaction) -> int:
    """Where a reader begins who has just loaded everything, in this same transaction."""
    ((horizon,),) = tx.sql(_HORIZON_POSTGRESQL if tx.is_postgresql else _HORIZON_SQLITE)
    return int(horizon)


def changes_since(tx: Transaction, position: int) -> Changes:
    """What was committed from a position on."""
    horizon = current_position(tx)
    query = _CHANGES_POSTGRESQL if tx.is_postgresql else _CHANGES_SQLITE
    # xid8 has no cast from a number, only from its text.
    bounds = (str(position), str(horizon)) if tx.is_postgresql else (position, horizon)
    items = dict.fromkeys(Change(kind, ref) for kind, ref in tx.sql(query, *bounds))
    ((start,),) = tx.sql("SELECT position FROM change_feed_start")
    return Changes(tuple(items), horizon, is_gapless=start <= position <= horizon)


def purge_changes(tx: Transaction) -> None:
    """Forget what is older than seven days, and remember how far."""
    before_ms = to_milliseconds(tx.now - KEPT)
    ((end,),) = tx.sql(_OLD_POSTGRESQL if tx.is_postgresql else _OLD_SQLITE, before_ms)
    if end is None:
        return
    tx.sql("UPDATE change_feed_start SET position = ? WHERE position < ?", int(end), int(end))
    tx.sql("DELETE FROM change_feed WHERE at < ?", before_ms)


def _summary(touched: tuple[Touch, ...]) -> tuple[Touch, ...]:
    """Of a kind of which very many tickets were touched, one row stands for all."""
    of_kind = Counter(kind for kind, _ in touched)
    return tuple(dict.fromkeys((kind, ref if of_kind[kind] <= MANY_TICKETS else None) for kind, ref in touched))
