from contextlib import closing
from datetime import UTC, datetime, timedelta

import psycopg
import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage import schema
from desktop_escalation.storage.change_feed import (
    CHANNEL,
    Change,
    Changes,
    purge_changes,
    write_changes,
)
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction
from tests.storage.feed import position_of, read

START = datetime(2000, 1, 1, tzinfo=UTC)


def touch(store: Store, *tickets: int) -> None:
    with store.writing() as tx:
        for ticket in tickets:
            tx.touch("ticket", ticket)


def tickets_in(changes: Changes) -> list[int | None]:
    return [change.ticket_id for change in changes.items]


def test_a_reader_learns_what_was_touched_once_and_in_order(store: Store) -> None:
    begin = position_of(store)
    with store.writing() as tx:
        tx.touch("ticket", 7)
        tx.touch("policies")
        tx.touch("ticket", 7)
    touch(store, 3, 7)
    changes = read(store, begin)
    assert changes.items == (Change("ticket", 7), Change("policies", None), Change("ticket", 3))
    assert changes.is_gapless


def test_a_reader_goes_on_from_where_it_was(store: Store) -> None:
    begin = position_of(store)
    touch(store, 1)
    first = read(store, begin)
    assert read(store, first.position).items == ()
    touch(store, 2)
    assert tickets_in(read(store, first.position)) == [2]


def test_what_was_rolled_back_is_not_announced(store: Store) -> None:
    begin = position_of(store)
    with pytest.raises(Refused), store.writing() as tx:
        _touch_and_refuse(tx)
    assert read(store, begin).items == ()


def _touch_and_refuse(tx: Transaction) -> None:
    tx.touch("ticket", 1)
    raise Refused("no")


def test_very_many_tickets_are_announced_as_all(store: Store) -> None:
    begin = position_of(store)
    with store.writing() as tx:
        tx.touch("policies", 5)
        for ticket in range(1001):
            tx.touch("ticket", ticket)
    assert read(store, begin).items == (Change("policies", 5), Change("ticket", None))


def test_a_week_is_kept(store: Store) -> None:
    begin = position_of(store)
    touch(store, 1)
    middle = position_of(store)
    with store.writing() as tx:
        tx.advance_clock(START + timedelta(days=7, milliseconds=1))
        tx.touch("ticket", 2)
    with store.writing() as tx:
        purge_changes(tx)
        purge_changes(tx)
    assert tickets_in(read(store, middle)) == [2]
    assert read(store, middle).is_gapless
    assert not read(store, begin).is_gapless


def test_positions_go_on_after_everything_was_purged(store: Store) -> None:
    touch(store, 1)
    with store.writing() as tx:
        tx.advance_clock(START + timedelta(days=30))
    position = position_of(store)
    with store.writing() as tx:
        purge_changes(tx)
    assert read(store, position).is_gapless
    touch(store, 2)
    assert tickets_in(read(store, position)) == [2]


def test_a_reader_of_a_database_that_was_restored_since_learns_that_there_is_a_gap(store: Store) -> None:
    assert not read(store, position_of(store) + 1_000_000).is_gapless


def test_a_transaction_that_began_first_and_ends_last_is_not_lost(postgres_url: str) -> None:
    schema.create(postgres_url)
    store, slow_store = Store.open(postgres_url), Store.open(postgres_url)
    begin = position_of(store)
    with slow_store.writing() as slow:
        slow.touch("ticket", 1)
        write_changes(slow)
        touch(store, 2)
        first = read(store, begin)
    second = read(store, first.position)
    assert tickets_in(first) + tickets_in(second) == [1, 2]
    store.close()
    slow_store.close()


def test_a_row_with_a_lower_number_and_a_later_commit_is_not_lost(postgres_url: str) -> None:
    schema.create(postgres_url)
    stores = early, late, reader = [Store.open(postgres_url) for _ in range(3)]
    begin = position_of(reader)
    with late.writing() as late_tx:
        with early.writing() as early_tx:
            early_tx.sql("SELECT pg_current_xact_id()")  # the lower transaction number …
            late_tx.touch("ticket", 1)
            write_changes(late_tx)  # … and the higher row number
            early_tx.touch("ticket", 2)
        first = read(reader, begin)
    second = read(reader, first.position)
    assert tickets_in(first) + tickets_in(second) == [2, 1]
    for store in stores:
        store.close()


def test_postgresql_wakes_its_listeners_once_a_transaction(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    with closing(psycopg.connect(postgres_url, autocommit=True)) as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        touch(store, 1, 2, 3)
        touch(store)
        touch(store, 4)
        heard = [(notice.channel, notice.payload) for notice in listener.notifies(timeout=0.2)]
    store.close()
    assert heard == [(CHANNEL, ""), (CHANNEL, "")]
