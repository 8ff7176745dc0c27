from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import IntegerField

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.fields import DueOrderField, InstantField, SpanField
from desktop_escalation.storage.row import Row

ZONES = st.integers(-23, 23).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENTS = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=ZONES)  # noqa: DTZ001


class MomentRow(Row):
    id = IntegerField(primary_key=True)
    at = InstantField(null=True)
    span = SpanField(null=True)
    order = DueOrderField()


@given(MOMENTS)
def test_a_moment_of_any_zone_comes_back_in_utc_to_the_millisecond(at: datetime) -> None:
    back = MomentRow.at.python_value(MomentRow.at.db_value(at))
    assert back is not None
    assert back.tzinfo is UTC
    assert timedelta() <= at - back < timedelta(milliseconds=1)


@given(st.timedeltas())
def test_a_span_comes_back_to_the_millisecond(span: timedelta) -> None:
    back = MomentRow.span.python_value(MomentRow.span.db_value(span))
    assert back is not None
    assert timedelta() <= span - back < timedelta(milliseconds=1)


def test_a_due_order_comes_back_and_puts_moments_before_spans_before_nothing() -> None:
    in_order = (
        datetime(1900, 1, 1, tzinfo=UTC),
        datetime(2999, 12, 31, tzinfo=UTC),
        timedelta(days=-3653),
        timedelta(),
        timedelta(days=3653),
        None,
    )
    numbers = [MomentRow.order.db_value(one) for one in in_order]
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == len(in_order)
    assert tuple(map(MomentRow.order.python_value, numbers)) == in_order


def test_a_moment_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="has no zone"):
        MomentRow.at.db_value(datetime(2026, 1, 1))  # noqa: DTZ001


def test_both_are_the_same_on_both_databases_and_compare_as_numbers(store: Store) -> None:
    at = datetime(2026, 10, 25, 1, 30, tzinfo=timezone(timedelta(hours=1)))
    with store.writing() as tx:
        tx.sql("CREATE TABLE moment (id INTEGER PRIMARY KEY, at BIGINT, span BIGINT)")
        tx.run(MomentRow.insert(id=1, at=at, span=timedelta(days=-1)))
        tx.run(MomentRow.insert(id=2, at=None, span=None))
    with store.reading() as tx:
        rows = tx.rows(MomentRow.select(MomentRow.at, MomentRow.span).order_by(MomentRow.id))
        found = tx.rows(MomentRow.select(MomentRow.id).where(MomentRow.at <= at.astimezone(UTC)))
    assert rows == [(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), timedelta(days=-1)), (None, None)]
    assert found == [(1,)]
