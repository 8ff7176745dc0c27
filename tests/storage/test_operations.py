from datetime import UTC, datetime

import pytest

from desktop_escalation.domain.errors import Conflict
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.operations import Operation, recall, remember


def test_an_operation_is_recalled_with_its_result(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "a", "marek", '{"number":"DE-1"}')
    with store.reading() as tx:
        assert recall(tx, "a") == Operation("a", datetime(2000, 1, 1, tzinfo=UTC), "marek", '{"number":"DE-1"}')


def test_an_operation_that_was_not_done_is_none(store: Store) -> None:
    with store.reading() as tx:
        assert recall(tx, "a") is None


def test_an_operation_is_recorded_once(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "a", "marek", "")
    with pytest.raises(Conflict), store.writing() as tx:
        remember(tx, "a", "jonas", "")
