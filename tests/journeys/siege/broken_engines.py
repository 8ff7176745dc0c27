"""The real `escalationctl` with one defect of its database work switched on, for a checker that must find it.

A defect stands between the program and its driver, so that it does not lean on how the program is written. Each widens
its own race by a pause, or it would be found in a long run only.
"""

import os
import re
import time
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

from peewee import Database, PostgresqlDatabase, SqliteDatabase

from desktop_escalation.cli.__main__ import main

DEFECT = "DESKTOP_ESCALATION_TEST_DEFECT"
PAUSE_S = 0.3
# So long that an engine at work is nearly always between the two when it is killed.
PAUSE_BEFORE_MESSAGES_S = 1.5

_ROW_LOCK = re.compile(
    r"\s+FOR\s+(?:NO\s+KEY\s+)?UPDATE(?:\s+OF\s+\S+)?(?:\s+SKIP\s+LOCKED|\s+NOWAIT)?(?=\s*\)|\s*$)", re.IGNORECASE
)
_VERSION = re.compile(r"""((?:"?\w+"?\.)?"?\bversion"?)\s*=\s*([^\s()]+)""", re.IGNORECASE)
_TICKETS = re.compile(r'UPDATE\s+"?ticket"?\s', re.IGNORECASE)
_MESSAGES = re.compile(r'INSERT\s+INTO\s+"?message"?\s', re.IGNORECASE)
_IGNORED_KEY = re.compile(r"\s+ON\s+CONFLICT\s*(?:\(\s*\"?key\"?\s*\))?\s*DO\s+NOTHING", re.IGNORECASE)


class Defect(StrEnum):
    """What is wrong; the harness drops the unique keys that would stand in for what is missing."""

    NO_COMPARE_AND_SET = "no compare-and-set"
    NO_UNIQUE_KEY = "no unique key"
    SELECT_THEN_UPDATE = "naive select-then-update"
    MESSAGES_APART = "messages in another transaction"


class BrokenCursor:
    """A driver's cursor that does not do quite what it is told."""

    def __init__(self, cursor: Any, connection: "BrokenConnection") -> None:
        self._cursor = cursor
        self._broken = connection

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._cursor)

    def execute(self, statement: str, *values: Any) -> Any:
        """Run a statement as the defect has it."""
        if self._broken.holds_back(statement):
            self._broken.held.append(lambda cursor: cursor.execute(statement, *values))
            return self._cursor
        told = self._broken.before(self._cursor, statement)
        done = self._cursor.execute(told, *values)
        self._broken.after(self._cursor, statement)
        return done

    def executemany(self, statement: str, rows: Iterable[Any], **options: Any) -> Any:
        """Run a statement for many rows as the defect has it."""
        if self._broken.holds_back(statement):
            kept = list(rows)
            self._broken.held.append(lambda cursor: cursor.executemany(statement, kept, **options))
            return None
        return self._cursor.executemany(self._broken.before(self._cursor, statement), rows, **options)


class BrokenConnection:
    """What a defect remembers of the transaction that runs; the engine works in one at a time."""

    def __init__(self, defect: Defect, begin: str) -> None:
        self.held: list[Callable[[Any], object]] = []
        self._defect = defect
        self._begin = begin
        self._has_paused = False

    def holds_back(self, statement: str) -> bool:
        """Say whether a statement waits for the end of the transaction."""
        return self._defect is Defect.MESSAGES_APART and _MESSAGES.match(statement) is not None

    def before(self, cursor: Any, statement: str) -> str:
        """Do what is wrong before a statement, and give the statement that is sent."""
        if statement.startswith("BEGIN"):
            self._has_paused = False
            self.held.clear()
        if self._defect is Defect.MESSAGES_APART:
            return statement
        if _TICKETS.match(statement):
            self._pause(cursor)
            before, where, after = statement.partition(" WHERE ")
            return before + where + _VERSION.sub(r"(\1 = \2 OR 1 = 1)", after)
        return _IGNORED_KEY.sub("", _ROW_LOCK.sub("", statement))

    def after(self, cursor: Any, statement: str) -> None:
        """Send what was held back, in a transaction of its own."""
        if statement != "COMMIT" or not self.held:
            return
        held, self.held = self.held, []
        time.sleep(PAUSE_BEFORE_MESSAGES_S)
        cursor.execute(self._begin)
        for send in held:
            send(cursor)
        cursor.execute("COMMIT")

    def _pause(self, cursor: Any) -> None:
        """Wait between what was read and what is written, once in a transaction."""
        if self._has_paused:
            return
        self._has_paused = True
        if self._defect is Defect.SELECT_THEN_UPDATE:
            cursor.execute("COMMIT")
            time.sleep(PAUSE_S)
            cursor.execute(self._begin)
        else:
            time.sleep(PAUSE_S)


def switch_on(defect: Defect) -> None:
    """Let every cursor of this process be broken."""
    sound = Database.cursor
    broken = {
        PostgresqlDatabase: BrokenConnection(defect, "BEGIN"),
        SqliteDatabase: BrokenConnection(defect, "BEGIN IMMEDIATE"),
    }

    def cursor(self: Database, named_cursor: str | None = None) -> BrokenCursor:
        kind = PostgresqlDatabase if isinstance(self, PostgresqlDatabase) else SqliteDatabase
        return BrokenCursor(sound(self, named_cursor), broken[kind])  # type: ignore[no-untyped-call]

    Database.cursor = cursor  # type: ignore[method-assign]


if __name__ == "__main__":
    switch_on(Defect(os.environ[DEFECT]))
    main()
