from contextlib import suppress
from datetime import UTC, datetime, timedelta

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.operations import Operation, claim, keep_result, purge_operations

BEGIN = datetime(2000, 1, 1, tzinfo=UTC)


def do(store: Store, op_id: str, result: str = "") -> None:
    with store.writing() as tx:
        assert claim(tx, op_id, "marek") is None
        keep_result(tx, op_id, result)


def test_an_operation_that_was_done_is_given_with_its_result(store: Store) -> None:
    do(store, "a", '{"number":"DE-1"}')
    with store.writing() as tx:
        assert claim(tx, "a", "jonas") == Operation("a", BEGIN, "marek", '{"number":"DE-1"}')


def test_an_operation_whose_transaction_was_rolled_back_was_not_done(store: Store) -> None:
    with suppress(ZeroDivisionError), store.writing() as tx:
        claim(tx, "a", "marek")
        raise ZeroDivisionError
    do(store, "a")


def test_only_operations_older_than_seven_days_are_forgotten(store: Store) -> None:
    do(store, "a")
    with store.writing() as tx:
        tx.advance_clock(BEGIN + timedelta(milliseconds=1))
    do(store, "b")
    with store.writing() as tx:
        tx.advance_clock(BEGIN + timedelta(days=7))
        assert purge_operations(tx) == 0
        tx.advance_clock(BEGIN + timedelta(days=7, milliseconds=1))
        assert purge_operations(tx) == 1
        assert claim(tx, "b", "marek") is not None
        assert claim(tx, "a", "marek") is None
