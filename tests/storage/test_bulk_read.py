"""Many rows are read as a select reads them, whatever their columns hold."""

from collections.abc import Iterator, Sequence

import pytest

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import EngineWatchRow
from desktop_escalation.storage.messages import MessageRow
from desktop_escalation.storage.row import Row, columns_of
from desktop_escalation.storage.ticket_rows import ClockRow, EscalationRow, PersonalQueueRow, StepRecordRow, TicketRow
from tests.copies import KINDS, CopyOf
from tests.services.office import furnish
from tests.storage.test_lists_of_older_databases import busy_desk

# Between them they have every kind of column, empty ones too.
TABLES = (TicketRow, ClockRow, EscalationRow, StepRecordRow, PersonalQueueRow, MessageRow, EngineWatchRow)


def furnish_busy_desk(url: str) -> None:
    furnish(url)
    busy_desk(url)


@pytest.fixture(params=KINDS)
def busy_store(request: pytest.FixtureRequest, copy_of: CopyOf) -> Iterator[Store]:
    store = Store.open(copy_of(furnish_busy_desk, request.param))
    yield store
    store.close()


def kinds_of(rows: Sequence[tuple[object, ...]]) -> list[list[type]]:
    """Name the classes of all cells, since 1 is True where two rows are compared."""
    return [[type(cell) for cell in row] for row in rows]


@pytest.mark.parametrize("model", TABLES)
def test_many_rows_are_those_that_a_select_gives(busy_store: Store, model: type[Row]) -> None:
    columns = columns_of(model)
    key = columns[: 3 if model in (ClockRow, PersonalQueueRow) else 2]
    with busy_store.reading() as tx:
        selected = tx.rows(model.select(*columns).where(columns[0].is_null(is_null=False)).order_by(*key))
        read = tx.read_many(columns, columns[0].is_null(is_null=False), key)
    assert selected
    assert read == selected
    assert kinds_of(read) == kinds_of(selected)


def test_rows_come_in_the_order_that_is_asked_for(busy_store: Store) -> None:
    with busy_store.reading() as tx:
        numbers = tx.read_many((TicketRow.number,), TicketRow.id <= 3, (TicketRow.id.desc(),))
    assert numbers == [("DE-3",), ("DE-2",), ("DE-1",)]


def test_where_no_row_is_meant_none_is_read(busy_store: Store) -> None:
    with busy_store.reading() as tx:
        assert tx.read_many((TicketRow.id, TicketRow.created_at), TicketRow.number == "DE-0") == []
