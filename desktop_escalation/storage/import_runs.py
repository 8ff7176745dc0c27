"""How far the playing of a log has come, so that one that was broken off goes on where it stopped."""

import json

from msgspec import Struct
from peewee import BigIntegerField, BooleanField, TextField

from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class ImportRunRow(Row):
    """A log that is played, or was; `strangers` is a JSON list."""

    key = TextField(primary_key=True)
    position = BigIntegerField()
    is_done = BooleanField()
    strangers = TextField()


class ImportRun(Struct, frozen=True):
    """A log that is played, or was: `position` counts the moments of it that are past.

    `strangers` are the sources of tickets that had come from elsewhere before, and are left alone.
    """

    key: str
    position: int = 0
    is_done: bool = False
    strangers: frozenset[str] = frozenset()


_COLUMNS = (ImportRunRow.key, ImportRunRow.position, ImportRunRow.is_done, ImportRunRow.strangers)


def find_run(tx: Transaction, key: str) -> ImportRun | None:
    """Find how far a log was played; None where it never was."""
    rows = tx.rows(ImportRunRow.select(*_COLUMNS).where(ImportRunRow.key == key))
    if not rows:
        return None
    ((_, position, is_done, strangers),) = rows
    return ImportRun(key, position, bool(is_done), frozenset(json.loads(strangers)))


def begin_run(tx: Transaction, run: ImportRun) -> None:
    """Record that a log is about to be played."""
    tx.insert_many(_COLUMNS, [(run.key, run.position, run.is_done, json.dumps(sorted(run.strangers)))])


def move_on(tx: Transaction, key: str, position: int, *, is_done: bool) -> None:
    """Record how far a log has come, in the transaction that writes what happened up to there."""
    changed = ImportRunRow.update(position=position, is_done=is_done)
    tx.run(changed.where(ImportRunRow.key == key))
