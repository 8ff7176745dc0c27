"""The map of a table's columns as administrators write it: `field = "Column"`, and the table's words for states."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import TypeVar

from msgspec import Struct

from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.organisation_table import Table, read_document
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.history.cells import known, read_priority, shortened
from desktop_escalation.history.snapshot import Status

T = TypeVar("T")

FIELDS = (
    *("key", "subject", "body", "created_at", "updated_at", "resolved_at", "closed_at", "state", "priority"),
    *("team", "assignee", "customer", "category", "author"),
)
MOMENTS = ("created_at", "updated_at", "resolved_at", "closed_at")
_OPTIONS = ("date_format", "states", "priorities")

_STATUSES: Mapping[str, Status] = {
    **{state.value: Status(state) for state in State if state is not State.PENDING},
    **{f"{State.PENDING.value} {reason.value}": Status(State.PENDING, reason) for reason in PendingReason},
    State.PENDING.value: Status(State.PENDING, PendingReason.CUSTOMER),
}
_PRIORITIES: Mapping[str, Priority] = {priority.name.lower(): priority for priority in Priority}


class ColumnMap(Struct, frozen=True):
    """The columns by field, the table's own words for states and priorities in small letters, the form of its times."""

    columns: Mapping[str, str]
    states: Mapping[str, Status]
    priorities: Mapping[str, Priority]
    date_format: str | None = None

    def status(self, text: str) -> Status | None:
        """Read a state; None where the cell is empty."""
        word = known(text)
        if word is None:
            return None
        status = self.states.get(word.casefold()) or _STATUSES.get(word.casefold())
        if status is None:
            raise Refused(f'unknown state "{shortened(text)}": name it in [states] of the map')
        return status

    def priority(self, text: str) -> Priority:
        """Read a priority: a word of the map, a name, or a digit at the beginning; an empty cell means normal."""
        word = (known(text) or "").casefold()
        return self.priorities.get(word) or _PRIORITIES.get(word) or read_priority(text)


def parse_map(text: str, source: str) -> ColumnMap:
    """Read a map; raise Unreadable with every fault."""
    document = read_document(text, source)
    document.allow(*FIELDS, *_OPTIONS)
    document.require("key")
    if "created_at" not in document and "updated_at" not in document:
        document.fault("key", '"created_at" is missing, or "updated_at" where the table has a row for each change')
    column_map = ColumnMap(
        columns={field: document.read(field, str.strip, "") for field in FIELDS if field in document},
        states=_words(document.table("states"), _parse_status),
        priorities=_words(document.table("priorities"), _parse_priority),
        date_format=document.read("date_format", _parse_format, None),
    )
    document.faults.refuse(source)
    return column_map


def _words(table: Table | None, parse: Callable[[str], T]) -> dict[str, T]:
    if table is None:
        return {}
    found = ((word, table.read(word, parse, None)) for word in table.content)
    return {" ".join(word.split()).casefold(): value for word, value in found if value is not None}


def _parse_status(text: str) -> Status:
    status = _STATUSES.get(text.casefold())
    if status is None:
        raise Refused(f'unknown state "{text}"{did_you_mean(text, _STATUSES)}')
    return status


def _parse_priority(text: str) -> Priority:
    priority = _PRIORITIES.get(text.casefold())
    if priority is None:
        raise Refused(f'unknown priority "{text}"{did_you_mean(text, _PRIORITIES)}')
    return priority


def _parse_format(text: str) -> str:
    sample = datetime(2026, 10, 12, 9, 30, tzinfo=UTC)
    try:
        again = datetime.strptime(sample.strftime(text), text)  # noqa: DTZ007 - only the days are compared
    except ValueError as error:
        raise Refused(f'"{text}" is no form of a time: write it like "%d/%m/%Y %H:%M"') from error
    if again.date() != sample.date():
        raise Refused(f'"{text}" lacks the day, the month or the year: write it like "%d/%m/%Y %H:%M"')
    return text
