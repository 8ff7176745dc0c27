"""What a use case sees of the database between the begin and the commit of one transaction."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, TypeVar

from peewee import BaseQuery, Database, Field, Insert, Node, PeeweeException, PostgresqlDatabase

from desktop_escalation.storage.bulk import delete_rows, insert_rows, update_rows
from desktop_escalation.storage.bulk_read import read_rows
from desktop_escalation.storage.failures import breaks_off
from desktop_escalation.storage.kept import READ_REVISION, SELDOM, Kept
from desktop_escalation.storage.outset import Outset, SessionRole, read_outset, read_role
from desktop_escalation.storage.site_clock import ClockReading, advance_clock, read_clock, run_clock
from desktop_escalation.storage.statement import Cells, run_sql

T = TypeVar("T")
ReadClock = Callable[[Database], ClockReading]
Touch = tuple[str, int | None]


class Transaction:
    """Runs queries of models that know no database, and reads the clock once."""

    def __init__(
        self,
        database: Database,
        kept: Kept,
        *,
        is_writing: bool,
        clock: ReadClock | None = None,
        plans_once: bool = False,
    ) -> None:
        """Work in the transaction that this thread has open on `database`; without a `clock` by the database's own."""
        self.database = database
        self.is_writing = is_writing
        self.is_postgresql = isinstance(database, PostgresqlDatabase)
        self._kept = kept
        self._clock = clock
        self._plans_once = plans_once
        self._outset: Outset | None = None
        self._reading: ClockReading | None = None
        self._revision: int | None = None
        self._touched: dict[Touch, None] = {}

    @property
    def now(self) -> datetime:
        """The moment of this transaction by the database's clock: read at the first question, then the same."""
        return self._clock_reading().now

    @property
    def is_simulated(self) -> bool:
        """True where the clock is one for trials."""
        return self._clock_reading().is_simulated

    @property
    def clock_speed(self) -> int:
        """How many seconds pass on the database's clock in one; 0 where it stands still."""
        return self._clock_reading().speed

    @property
    def session_role(self) -> SessionRole:
        """Who the session is to the server, which every transaction asks anew."""
        role = read_role(self.database) if self.is_writing else self._found_at_outset().role
        if role is None:
            raise RuntimeError("a file does not know who opened it")
        return role

    def advance_clock(self, to: datetime) -> None:
        """Set a simulated clock forward; a real one, and a step back, are refused."""
        self._reading = advance_clock(self.database, to)

    def run_clock(self, speed: int) -> None:
        """Let a simulated clock run so many times as fast as time, or stop it by 0; a real one is refused."""
        self._reading = run_clock(self.database, speed)

    def rows(self, query: BaseQuery) -> list[Cells]:
        """The rows of a select, or of a write that returns some, as tuples."""
        return list(query.tuples().execute(self.database))

    def read_many(self, columns: Sequence[Field], where: Node, order: Sequence[Node] = ()) -> list[Cells]:
        """Read columns of many rows of one table, as tuples."""
        return read_rows(self.database, columns, where, order)

    def run(self, query: BaseQuery) -> int:
        """Run a write that returns no rows, and count those that it changed."""
        counted = query.as_rowcount() if isinstance(query, Insert) else query
        count: int = counted.execute(self.database)
        return count

    def insert_many(
        self,
        columns: Sequence[Field],
        rows: Iterable[Sequence[Any]],
        *,
        upsert_by: Sequence[Field] = (),
        skip_taken: bool = False,
    ) -> int:
        """Insert many rows of one table, and count them; those that are there are updated by a key, or skipped."""
        return insert_rows(self.database, columns, rows, upsert_by, skip_taken=skip_taken)

    def update_many(self, columns: Sequence[Field], by: Sequence[Field], rows: Iterable[Sequence[Any]]) -> int:
        """Change columns where others are equal, for many rows of values in this order, and count what changed."""
        return update_rows(self.database, columns, by, rows)

    def delete_many(self, by: Sequence[Field], rows: Iterable[Sequence[Any]]) -> int:
        """Delete the rows in which columns have these values, and count what went."""
        return delete_rows(self.database, by, rows)

    def sql(self, statement: str, *values: object) -> list[Cells]:
        """Run plain SQL with a "?" for each value, and give its rows."""
        return run_sql(self.database, statement, *values)

    def kept(self, name: str, load: Callable[["Transaction"], T]) -> T:
        """Give a value that follows from the organisation and the policies alone: loaded once for each revision."""
        if any(kind in SELDOM for kind, _ in self._touched):
            return load(self)
        if self._revision is None or (self.is_writing and self.is_postgresql):
            # At READ COMMITTED others commit while this transaction waits for a lock.
            self._revision = self._read_revision()
        return self._kept.get(self._revision, name, lambda: load(self), self._read_revision)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Work that can fail and be undone while the transaction goes on."""
        savepoint = self.database.savepoint().__enter__()
        try:
            yield
            savepoint.commit(begin=False)
        except BaseException as error:
            try:
                savepoint.rollback(begin=False)
            except PeeweeException:
                # What ends the whole transaction says more than that there is nothing left to undo.
                if not breaks_off(error):
                    raise
            raise

    def touch(self, kind: str, ticket_id: int | None = None) -> None:
        """Tell other workstations at the commit that this kind of thing, or this ticket's, has changed."""
        if not self.is_writing:
            raise RuntimeError("a reading transaction changes nothing")
        self._touched[kind, ticket_id] = None

    @property
    def touched(self) -> tuple[Touch, ...]:
        """What was touched so far, each once, in order."""
        return tuple(self._touched)

    def _read_revision(self) -> int:
        if not self.is_writing:
            return self._found_at_outset().revision
        ((number,),) = self.sql(READ_REVISION)
        return int(number)

    def _clock_reading(self) -> ClockReading:
        if self._reading is None:
            if self._clock is not None:
                self._reading = self._clock(self.database)
            else:
                self._reading = read_clock(self.database) if self.is_writing else self._found_at_outset().clock
        return self._reading

    def _found_at_outset(self) -> Outset:
        """Ask only while reading: there all of it stays as it was at the first question."""
        if self._outset is None:
            self._outset = read_outset(self.database, plans_once=self._plans_once)
        return self._outset
