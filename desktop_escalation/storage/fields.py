"""Columns that hold the same value on SQLite and PostgreSQL, whatever the zone and the locale of either."""

from datetime import UTC, datetime, timedelta
from typing import ClassVar

from peewee import Field

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MILLISECOND = timedelta(milliseconds=1)


def to_milliseconds(at: datetime) -> int:
    """Milliseconds from 1970 to an aware moment, less than a millisecond cut off; a naive one is a mistake."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no zone: storage takes aware moments only")
    return (at - EPOCH) // MILLISECOND


def from_milliseconds(milliseconds: int) -> datetime:
    """The aware UTC moment that many milliseconds after 1970."""
    return EPOCH + milliseconds * MILLISECOND


class InstantField(Field):
    """A moment: aware in any zone when written, aware UTC when read, BIGINT milliseconds since 1970 in the table."""

    field_type: ClassVar[str] = "BIGINT"

    def db_value(self, value: datetime | None) -> int | None:
        """Give the number that the column holds."""
        return None if value is None else to_milliseconds(value)

    def python_value(self, value: int | None) -> datetime | None:
        """Give the moment that the column means."""
        return None if value is None else from_milliseconds(value)


# Both lie far from any moment in milliseconds since 1970, and from each other.
PAUSED = 1 << 51
NO_TARGET = 1 << 52
PAUSED_FROM = 1 << 50


class DueOrderField(Field):
    """By what a list by due is sorted: when a clock is due, else what pauses leave, else None for no target at all.

    BIGINT in the table: moments come first, as milliseconds since 1970, then spans, then what has no target.
    """

    field_type: ClassVar[str] = "BIGINT"

    def db_value(self, value: datetime | timedelta | None) -> int:
        """Give the number that the column holds."""
        if value is None:
            return NO_TARGET
        return PAUSED + value // MILLISECOND if isinstance(value, timedelta) else to_milliseconds(value)

    def python_value(self, value: int) -> datetime | timedelta | None:
        """Give the moment or the span that the column means."""
        if value < PAUSED_FROM:
            return from_milliseconds(value)
        return None if value == NO_TARGET else (value - PAUSED) * MILLISECOND


class SpanField(Field):
    """A span of time, a BIGINT of milliseconds in the table, less than a millisecond cut off."""

    field_type: ClassVar[str] = "BIGINT"

    def db_value(self, value: timedelta | None) -> int | None:
        """Give the number that the column holds."""
        return None if value is None else value // MILLISECOND

    def python_value(self, value: int | None) -> timedelta | None:
        """Give the span that the column means."""
        return None if value is None else value * MILLISECOND
