"""Help desks with very many tickets: a few come in as tickets do, and are then multiplied by SQL.

The clock of these databases is simulated and stands still, so that what is due is what a benchmark sets it to.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any, Protocol

import psycopg
from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.intake import NewTicket
from tests.bench.databases import SQLITE_URL
from tests.services.office import ROOT, at, furnish

FIRST_OPENED_AT = at("08:00")
# Fifteen minutes before the four hours are over, from the opening on.
FIRST_DUE_AT = at("11:45")
BODY = "The tunnel drops every few minutes, and whoever works from home loses the session. " * 2
POLICY = """
name = "Urgent incidents"
calendar = "Weekdays 08-18 London"
[targets]
resolution = { 1 = "4h", 2 = "8h" }
[pauses]
customer = ["resolution"]
[[step]]
at = "15m before resolution"
do = [
    { move_to = { tier = 2, team = "Network" } }, { involve = ["lead"] }, { tell_customer = "raised-to-specialists" },
]
[[step]]
at = "at resolution"
do = [{ involve = ["manager"] }]
"""
# The tables with rows of a ticket, less its messages.
PARTS = ("clock", "verdict", "escalation", "step_record", "event", "waiting", "personal_queue")
# Columns in which the ticket's number stands within JSON.
NUMBERED = ("document", "receipt")
COPIES = "WITH RECURSIVE copy (n) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT n + 1 FROM copy WHERE n < {})"


Prepare = Callable[[Application, Sequence[str]], None]


class Cursor(Protocol):
    """What both drivers' cursors are here."""

    @property
    def description(self) -> Any: ...

    def fetchone(self) -> Any: ...


class Connection(Protocol):
    """What both drivers' connections are here."""

    def execute(self, statement: Any, /) -> Cursor: ...


class Crowd(Struct, frozen=True):
    """How many tickets there are: one comes in each minute and stands for many."""

    minutes: int
    of_each: int

    @property
    def tickets(self) -> int:
        return self.minutes * self.of_each

    @property
    def all_due_at(self) -> datetime:
        """When the first step of the last ticket is due."""
        return FIRST_DUE_AT + timedelta(minutes=self.minutes - 1)


def furnish_crowd(url: str, crowd: Crowd, prepare: Prepare | None = None) -> None:
    """Make a help desk with a crowd of open tickets of which nothing is due yet.

    `prepare` does something about the few tickets that come in, by their numbers, before each stands for many.
    """
    furnish(url)
    wish = NewTicket("VPN drops", BODY, "priya@halden.example", "Desk Leeds", Priority.URGENT, "Network")
    with application(url) as app:
        app.policies.publish(ROOT, POLICY, "urgent.toml", move_open=False)
        numbers = []
        for minute in range(crowd.minutes):
            app.clock.set(ROOT, FIRST_OPENED_AT + timedelta(minutes=minute))
            numbers.append(app.ticketing.new(ROOT, wish))
        if prepare is not None:
            prepare(app, numbers)
    for number in numbers:
        multiply(url, number, crowd.of_each - 1)
    _analyze(url)


def multiply(url: str, number: str, copies: int) -> None:
    """Add copies of a ticket, with the next numbers: the same rows, and the new number wherever the old one stands."""
    if copies <= 0:
        return
    with _connected(url) as connection:
        (source, last_id) = _one(
            connection, f"SELECT id, (SELECT MAX(id) FROM ticket) FROM ticket WHERE number = '{number}'"
        )
        (last_number,) = _one(connection, "SELECT last FROM ticket_counter")
        prefix = number.rstrip("0123456789")
        new_number = f"'{prefix}' || ({last_number} + n)"
        _copy(connection, "ticket", copies, f"id = {source}", {"id": f"{last_id} + n", "number": new_number})
        changed = {"ticket_id": f"{last_id} + n"}
        for column in NUMBERED:
            changed[column] = f"""replace({column}, '"{number}"', '"' || {new_number} || '"')"""
        for part in PARTS:
            _copy(connection, part, copies, f"ticket_id = {source}", changed)
        connection.execute(f"UPDATE ticket_counter SET last = last + {copies}")
        if isinstance(connection, psycopg.Connection):
            connection.execute("SELECT setval(pg_get_serial_sequence('ticket', 'id'), (SELECT MAX(id) FROM ticket))")


def _copy(connection: Connection, table: str, copies: int, where: str, changed: dict[str, str]) -> None:
    described = connection.execute(f"SELECT * FROM {table} LIMIT 0").description
    columns = [column[0] for column in described if column[0] != "id" or "id" in changed]
    values = ", ".join(changed.get(column, column) for column in columns)
    connection.execute(
        f"{COPIES.format(copies)} INSERT INTO {table} ({', '.join(columns)})"
        f" SELECT {values} FROM copy CROSS JOIN {table} WHERE {where} ORDER BY n"
    )


def _one(connection: Connection, statement: str) -> tuple[Any, ...]:
    found: tuple[Any, ...] = connection.execute(statement).fetchone()
    return found


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """A connection for rows that are known to be right and can be made again, so without the product's care."""
    if url.startswith(SQLITE_URL):
        with closing(sqlite3.connect(url.removeprefix(SQLITE_URL))) as file, file:
            for pragma in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -200000"):
                file.execute(f"PRAGMA {pragma}")
            yield file
        return
    with psycopg.connect(url) as server:
        server.execute("SET synchronous_commit = off")
        server.execute("SET session_replication_role = replica")
        yield server


def _analyze(url: str) -> None:
    """Let the planner know how much there is, as a database that has been in use for some time does."""
    if url.startswith(SQLITE_URL):
        with _connected(url) as file:
            file.execute("ANALYZE")
        return
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("VACUUM ANALYZE")
