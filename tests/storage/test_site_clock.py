from datetime import UTC, datetime, timedelta

import pytest
from peewee import Database

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.site_clock import FASTEST, ClockReading
from tests.waiting import wait_until

START = datetime(2000, 1, 1, tzinfo=UTC)
NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)


def test_a_simulated_clock_stands_at_the_turn_of_the_century(store: Store) -> None:
    with store.reading() as tx:
        assert (tx.now, tx.is_simulated) == (START, True)


def test_a_simulated_clock_stays_where_it_was_set(store: Store) -> None:
    with store.writing() as tx:
        tx.advance_clock(NOON)
        assert tx.now == NOON
    with store.reading() as tx:
        assert tx.now == NOON


def test_a_simulated_clock_is_set_to_where_it_stands(store: Store) -> None:
    with store.writing() as tx:
        tx.advance_clock(START)
        assert tx.now == START


def test_a_simulated_clock_never_goes_back(store: Store) -> None:
    with store.writing() as tx:
        tx.advance_clock(NOON)
    with pytest.raises(Refused, match="2026-10-12T12:00:00"), store.writing() as tx:
        tx.advance_clock(NOON - timedelta(milliseconds=1))


def test_an_advance_that_is_rolled_back_did_not_happen(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as tx:
        tx.advance_clock(NOON + timedelta(1 // 0))
    with store.reading() as tx:
        assert tx.now == START


def test_a_real_clock_shows_the_time_and_cannot_be_set(database_url: str) -> None:
    schema.create(database_url)
    store = Store.open(database_url)
    with store.reading() as tx:
        assert abs(tx.now - datetime.now(UTC)) < timedelta(seconds=5)
        assert not tx.is_simulated
    with pytest.raises(Refused, match="cannot be set"), store.writing() as tx:
        tx.advance_clock(NOON)
    store.close()


def test_the_clock_is_read_once_in_a_transaction_and_only_when_asked(simulated_url: str) -> None:
    def read(_: Database) -> ClockReading:
        readings.append(NOON + timedelta(seconds=len(readings)))
        return ClockReading(readings[-1], is_simulated=False)

    readings: list[datetime] = []
    store = Store.open(simulated_url, clock=read)
    with store.reading():
        pass
    with store.reading() as tx:
        assert tx.now == tx.now == NOON
    with store.writing() as tx:
        assert tx.now == NOON + timedelta(seconds=1)
    store.close()
    assert len(readings) == 2


def test_a_simulated_clock_runs_as_fast_as_it_is_told_to(store: Store) -> None:
    with store.writing() as tx:
        tx.advance_clock(NOON)
        tx.run_clock(FASTEST)
        assert (tx.now, tx.clock_speed) == (NOON, FASTEST)
    wait_until(lambda: _now(store) >= NOON + timedelta(minutes=1))
    with store.writing() as tx:
        tx.run_clock(0)
        stopped_at = tx.now
    assert _now(store) == stopped_at


def test_a_running_clock_that_is_set_goes_on_from_there(store: Store) -> None:
    with store.writing() as tx:
        tx.run_clock(FASTEST)
        tx.advance_clock(NOON)
    wait_until(lambda: _now(store) > NOON)


def test_a_real_clock_passes_a_second_in_a_second_and_cannot_be_run(database_url: str) -> None:
    schema.create(database_url)
    store = Store.open(database_url)
    with store.reading() as tx:
        assert tx.clock_speed == 1
    with pytest.raises(Refused, match="cannot be set"), store.writing() as tx:
        tx.run_clock(2)
    store.close()


@pytest.mark.parametrize("speed", [-1, FASTEST + 1])
def test_a_clock_that_would_run_backwards_or_too_fast_is_refused(store: Store, speed: int) -> None:
    with pytest.raises(Refused, match="0 stops it"), store.writing() as tx:
        tx.run_clock(speed)


def _now(store: Store) -> datetime:
    with store.reading() as tx:
        return tx.now
