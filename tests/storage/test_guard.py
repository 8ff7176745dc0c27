import logging
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest
from peewee import IntegerField

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.storage.connection import connect, database_at, driver_connection
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.failures import is_repeatable
from desktop_escalation.storage.guard import GuardedConnection
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.silence import Silence
from desktop_escalation.storage.transaction import Transaction
from tests.copies import POSTGRESQL, CopyOf
from tests.postgres_server import PostgresServer
from tests.storage.errand import SOON, do, furnish, opened, times_done
from tests.tcp_proxy import TcpProxy, proxied

SHORT = Silence(cancel_s=0.3, hang_up_s=0.6)
# What the limits, looks every tenth of a second and a busy machine come to.
LONGEST_S = 3.0


class ErrandRow(Row):
    id = IntegerField(primary_key=True)
    times = IntegerField()


@pytest.fixture
def url(copy_of: CopyOf) -> str:
    return copy_of(furnish, POSTGRESQL)


@contextmanager
def stalling(url: str) -> Iterator[tuple[TcpProxy, Store]]:
    """A store by way of a network that can stall."""
    with ExitStack() as stack:
        proxy, through = stack.enter_context(proxied(url))
        yield proxy, stack.enter_context(opened(through, silence=SHORT))


def test_a_call_is_cancelled_before_its_connection_is_given_up() -> None:
    assert (Silence().cancel_s, Silence().hang_up_s, Silence().cancel_timeout_s) == (20, 25, 2)
    for cancel_s, hang_up_s in ((2, 1), (0, 1), (math.nan, 1)):
        with pytest.raises(ValueError, match="before"):
            Silence(cancel_s, hang_up_s)


def _execute(tx: Transaction) -> None:
    tx.sql("SELECT 1")


def _insert_many(tx: Transaction) -> None:
    tx.insert_many((ErrandRow.id, ErrandRow.times), [(2, 0), (3, 0)])


def _commit(tx: Transaction) -> None:
    """Nothing but what ends the transaction."""


@pytest.mark.parametrize("call", [_execute, _insert_many, _commit])
def test_every_call_into_a_stalled_network_ends(url: str, call: Callable[[Transaction], None]) -> None:
    def stall(tx: Transaction) -> None:
        do(tx)
        proxy.stall()
        call(tx)

    with stalling(url) as (proxy, store):
        began_s = time.monotonic()
        with pytest.raises(Unavailable, match=r"does not answer: it has said nothing for 0\.6 s") as caught:
            _write(store, stall)
        assert time.monotonic() - began_s < LONGEST_S
        assert is_repeatable(caught.value)
        proxy.resume()
        assert times_done(store) == 0


def _write(store: Store, work: Callable[[Transaction], object]) -> None:
    with store.writing() as tx:
        work(tx)


def test_the_beginning_of_a_transaction_in_a_stalled_network_fails_too(url: str) -> None:
    with stalling(url) as (proxy, store):
        proxy.stall()
        with pytest.raises(Unavailable, match="does not answer"):
            times_done(store)


def test_work_in_a_network_that_stalls_for_a_while_is_done_once(url: str) -> None:
    attempts: list[int] = []

    def work(tx: Transaction) -> str:
        attempts.append(len(attempts))
        do(tx)
        if len(attempts) == 1:
            proxy.stall()
            threading.Timer(1.0, proxy.resume).start()
        return "done"

    with stalling(url) as (proxy, store):
        assert store.run(work, SOON) == "done"
        assert times_done(store) == 1
    assert len(attempts) >= 2


def test_work_whose_commit_was_done_but_not_answered_is_not_done_again(url: str) -> None:
    done: list[bool] = []

    def work(tx: Transaction) -> None:
        done.append(do(tx))
        if len(done) == 1:
            proxy.lose_answers()
            threading.Timer(0.8, proxy.resume).start()

    with stalling(url) as (proxy, store):
        store.run(work, SOON)
        assert times_done(store) == 1
    assert done == [True, False]


def test_a_call_that_the_server_hears_is_cancelled_and_repeatable(url: str, caplog: pytest.LogCaptureFixture) -> None:
    with opened(url, silence=Silence(cancel_s=0.3, hang_up_s=10)) as store:
        with pytest.raises(Unavailable, match=r"it had said nothing for 0\.3 s") as caught:
            _write(store, _do_for_long)
        assert is_repeatable(caught.value)
        assert times_done(store) == 0
    assert "what it was asked is cancelled" in caplog.text


def _do_for_long(tx: Transaction) -> None:
    do(tx)
    tx.sql("SELECT pg_sleep(10)")


def test_a_call_that_takes_the_server_too_long_is_not_repeated(url: str) -> None:
    def work(tx: Transaction) -> None:
        tx.sql("SET LOCAL statement_timeout = 100")
        _do_for_long(tx)

    with opened(url) as store, pytest.raises(Unavailable, match="took too long") as caught:
        _write(store, work)
    assert not is_repeatable(caught.value)


def test_a_transaction_of_many_short_calls_lives_longer_than_the_limit(url: str) -> None:
    with opened(url, silence=Silence(cancel_s=0.3, hang_up_s=0.6)) as store:
        began_s = time.monotonic()
        with store.writing() as tx:
            while time.monotonic() - began_s < 1:
                tx.sql("SELECT pg_sleep(0.05)")
            do(tx)
        assert times_done(store) == 1


def test_one_call_that_goes_on_answering_lives_longer_than_the_limit(url: str) -> None:
    silence = Silence(cancel_s=0.8, hang_up_s=1.0)
    with proxied(url) as (proxy, through), opened(through, silence=silence) as store:
        began_s = time.monotonic()
        with store.reading() as tx:
            proxy.delay(0.25)
            ((text,),) = tx.sql("SELECT repeat('x', 500000)")
            proxy.delay(0)
        assert len(text) == 500_000
        assert time.monotonic() - began_s > 2 * silence.hang_up_s


def test_what_a_migration_uses_has_no_limit(url: str) -> None:
    address = parse_database_url(url)
    database = database_at(address)
    connect(database, address)
    connection = driver_connection(database)
    assert isinstance(connection, GuardedConnection)
    assert connection.silence == Silence(math.inf, math.inf)
    database.close()


@pytest.fixture
def lonely_url() -> Iterator[str]:
    """A database whose server waits for a standby that it does not have, where a session does not say otherwise."""
    server = PostgresServer.planned()
    try:
        with server.database() as url:
            furnish(url)
            with psycopg.connect(url, autocommit=True) as owner:
                owner.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'")
                owner.execute("SELECT pg_reload_conf()")
            yield url
    finally:
        server.stop()


def test_a_commit_that_reaches_no_standby_ends_and_raises_an_alarm(
    lonely_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(f"{lonely_url}?options=-c%20synchronous_commit%3Don", silence=SHORT) as store:
        _write(store, do)
        assert times_done(store) == 1
    alarms = [record.getMessage() for record in caplog.records if record.levelno == logging.ERROR]
    assert len(alarms) == 1
    assert "has saved a change on one server only" in alarms[0]
