"""Every way in which a transaction is broken off by somebody else, and done again as a whole."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing

import psycopg
import pytest

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.storage.connection import journal_mode
from desktop_escalation.storage.retry import Patience
from desktop_escalation.storage.transaction import Transaction
from tests.copies import POSTGRESQL, SQLITE, CopyOf
from tests.postgres_server import PostgresServer
from tests.storage.errand import SOON, do, furnish, opened, times_done
from tests.tcp_proxy import proxied

IS_WAL = journal_mode(sqlite3.sqlite_version_info) == "WAL"
LIVES = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"


@pytest.fixture
def postgresql(copy_of: CopyOf) -> str:
    return copy_of(furnish, POSTGRESQL)


@pytest.fixture
def sqlite(copy_of: CopyOf) -> str:
    return copy_of(furnish, SQLITE)


@pytest.fixture
def owner(postgresql: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(postgresql, autocommit=True) as owner:
        yield owner


class Errand:
    """The errand, with something that happens in the middle of its first attempt."""

    def __init__(self, interrupt: Callable[[Transaction], object]) -> None:
        self.attempts = 0
        self._interrupt = interrupt

    def __call__(self, tx: Transaction) -> str:
        self.attempts += 1
        do(tx)
        if self.attempts == 1:
            self._interrupt(tx)
        tx.sql("SELECT 1")
        return "done"


def backend(tx: Transaction) -> int:
    ((pid,),) = tx.sql("SELECT pg_backend_pid()")
    return int(pid)


def test_by_an_administrator_who_ends_the_session(postgresql: str, owner: psycopg.Connection) -> None:
    errand = Errand(lambda tx: owner.execute("SELECT pg_terminate_backend(%s)", (backend(tx),)))
    with opened(postgresql) as store:
        assert store.run(errand, SOON) == "done"
        assert (errand.attempts, times_done(store)) == (2, 1)


def test_by_a_network_that_breaks(postgresql: str) -> None:
    def cut(_: Transaction) -> None:
        assert proxy.connections == 1
        proxy.cut()

    errand = Errand(cut)
    with proxied(postgresql) as (proxy, through), opened(through) as store:
        assert store.run(errand, SOON) == "done"
        assert (errand.attempts, times_done(store)) == (2, 1)


def test_by_the_server_because_nothing_was_done_for_long(postgresql: str, owner: psycopg.Connection) -> None:
    def stand_still(tx: Transaction) -> None:
        pid = backend(tx)
        while owner.execute(LIVES, (pid,)).fetchone() != (0,):
            owner.execute("SELECT pg_sleep(0.05)")

    errand = Errand(stand_still)
    with opened(f"{postgresql}?options=-c%20idle_in_transaction_session_timeout%3D100") as store:
        assert store.run(errand, SOON) == "done"
        assert (errand.attempts, times_done(store)) == (2, 1)


def test_by_somebody_who_holds_what_it_needs(postgresql: str, owner: psycopg.Connection) -> None:
    owner.execute("BEGIN")
    owner.execute("UPDATE errand SET times = 0")
    attempts: list[int] = []

    def work(tx: Transaction) -> bool:
        attempts.append(len(attempts))
        if len(attempts) == 3:
            owner.execute("ROLLBACK")
        return do(tx)

    with opened(f"{postgresql}?options=-c%20lock_timeout%3D50") as store:
        assert store.run(work, SOON)
        assert (len(attempts), times_done(store)) == (3, 1)


def test_by_a_deadlock(postgresql: str, owner: psycopg.Connection) -> None:
    owner.execute("INSERT INTO errand (id, times) VALUES (2, 0)")
    both_hold_one = threading.Barrier(2)
    attempts: list[tuple[int, int]] = []

    def add(first: int, second: int) -> None:
        def work(tx: Transaction) -> None:
            is_first = (first, second) not in attempts
            attempts.append((first, second))
            tx.sql("UPDATE errand SET times = times + 1 WHERE id = ?", first)
            if is_first:
                both_hold_one.wait(10)
            tx.sql("UPDATE errand SET times = times + 1 WHERE id = ?", second)

        store.run(work, SOON)

    with opened(f"{postgresql}?options=-c%20deadlock_timeout%3D50") as store, ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(add, 1, 2), threads.submit(add, 2, 1)]:
            done.result()
        assert owner.execute("SELECT times FROM errand").fetchall() == [(2,), (2,)]
    assert len(attempts) == 3


def test_by_a_transaction_that_saw_another_state_of_the_database(postgresql: str, owner: psycopg.Connection) -> None:
    def work(tx: Transaction) -> bool:
        if not attempts:
            tx.sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            tx.sql("SELECT times FROM errand")
            owner.execute("UPDATE errand SET times = times")
        attempts.append(len(attempts))
        return do(tx)

    attempts: list[int] = []
    with opened(postgresql) as store:
        assert store.run(work, SOON)
        assert (len(attempts), times_done(store)) == (2, 1)


@pytest.fixture(scope="module")
def own_server() -> Iterator[PostgresServer]:
    """A server that nobody else uses."""
    server = PostgresServer.planned()
    try:
        yield server
    finally:
        server.stop()


def test_by_a_restart_of_the_server(own_server: PostgresServer) -> None:
    """The first attempts find nobody who listens, and then a server that is starting."""

    def halt(_: Transaction) -> None:
        own_server.halt()
        starting.append(threads.submit(own_server.go_on))

    starting: list[Future[None]] = []
    with own_server.database() as url, ThreadPoolExecutor(1) as threads:
        furnish(url)
        errand = Errand(halt)
        with opened(url) as store:
            assert store.run(errand, SOON) == "done"
            assert (errand.attempts, times_done(store)) == (2, 1)
        starting[0].result()


def test_a_server_that_stays_away_is_unavailable_when_patience_ends(own_server: PostgresServer) -> None:
    with own_server.database() as url:
        furnish(url)
        with opened(url) as store:
            own_server.halt()
            try:
                with pytest.raises(Unavailable, match="does not answer"):
                    store.run(do, Patience(limit_s=0.2))
            finally:
                own_server.go_on()
            assert store.run(do)


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("UPDATE errand SET times = 7", id="writes"),
        pytest.param(
            "SELECT times FROM errand",
            id="reads",
            marks=pytest.mark.skipif(IS_WAL, reason="with a write-ahead log readers are in nobody's way"),
        ),
    ],
)
def test_by_another_program_that_has_the_file_for_long(sqlite: str, statement: str) -> None:
    """A writer keeps the transaction from beginning, a reader from being committed."""
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            other.execute("ROLLBACK")

    with (
        opened(sqlite, lock_timeout_s=0.05) as store,
        closing(sqlite3.connect(sqlite.removeprefix("sqlite:///"), isolation_level=None)) as other,
    ):
        other.execute("BEGIN")
        other.execute(statement).fetchall()
        assert store.run(do, Patience(pause=pause))
        assert (len(pauses), times_done(store)) == (3, 1)
