"""What lists need of tickets without reading their documents: countdowns, touches, and personal queues."""

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from peewee import BigIntegerField, TextField

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.rules import make_rules
from desktop_escalation.storage.codec import from_text
from desktop_escalation.storage.fields import MILLISECOND, from_milliseconds, to_milliseconds
from desktop_escalation.storage.former_spans import with_spans
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.schema_change import SchemaChange

ACTIVE = "state IN ('new', 'open', 'pending')"
# As the field of the due order has them: moments in milliseconds, far behind them what pauses leave, then all else.
_PAUSED = 1 << 51
_NO_TARGET = 1 << 52
_PORTION = 1_000
_IDS = "SELECT id FROM ticket WHERE id > ? ORDER BY id LIMIT ?"
_TOUCHED = """
UPDATE ticket SET touched_at = COALESCE((
    SELECT MAX(at) FROM event WHERE event.ticket_id = ticket.id AND author_kind IN ('person', 'customer')
), created_at)
"""
_GOING_CLOCKS = "SELECT ticket_id, document FROM clock WHERE ending IS NULL AND ticket_id BETWEEN ? AND ?"
_WATCHED = f"SELECT id, watchers FROM ticket WHERE {ACTIVE} AND watchers <> '[]' AND id BETWEEN ? AND ?"  # noqa: S608
_ESCALATED = f"""
SELECT escalation.ticket_id, kind, acknowledged_at IS NULL, escalation.document, team, assignee
FROM escalation JOIN ticket ON ticket.id = escalation.ticket_id
WHERE {ACTIVE} AND escalation.outcome IS NULL AND escalation.ticket_id BETWEEN ? AND ?
"""  # noqa: S608 - names of the program
_MALFORMED = (KeyError, TypeError, ValueError)
_NOTHING = (_NO_TARGET, None, None, None)

Cells = tuple[Any, ...]
Place = tuple[int, str, str]


class _Ticket(Row):
    """What is filled of a ticket."""

    id = BigIntegerField(primary_key=True)
    due_order = BigIntegerField()
    next_metric = TextField(null=True)
    next_target = BigIntegerField(null=True)
    next_calendar = TextField(null=True)

    class Meta:
        """The table by its name."""

        table_name = "ticket"


class _Place(Row):
    """What is filled of a place in a personal queue."""

    ticket_id = BigIntegerField(primary_key=True)
    queue = TextField()
    owner = TextField()
    due_order = BigIntegerField()

    class Meta:
        """The table by its name."""

        table_name = "personal_queue"


_COLUMNS = (_Ticket.due_order, _Ticket.next_metric, _Ticket.next_target, _Ticket.next_calendar)
_PLACE = (_Place.ticket_id, _Place.queue, _Place.owner, _Place.due_order)


def upgrade(change: SchemaChange) -> None:
    """Add the columns and the table, fill them from the clocks and histories, and index lists by what is due."""
    for index in ("ticket_by_due", "ticket_by_team", "ticket_by_assignee"):
        change.sql(f"DROP INDEX {index}")
    change.sql("ALTER TABLE ticket RENAME COLUMN next_due_at TO due_order")
    for column in ("next_metric TEXT", "next_target BIGINT", "next_calendar TEXT", "touched_at BIGINT"):
        change.sql(f"ALTER TABLE ticket ADD COLUMN {column}")
    change.table(
        "personal_queue",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "queue TEXT NOT NULL",
        "owner TEXT NOT NULL",
        "due_order BIGINT NOT NULL",
        "PRIMARY KEY (ticket_id, queue, owner)",
    )
    _fill(change)
    # SQLite counts from an index alone only where that has the column by which it is partial.
    end = "due_order, id" if change.is_postgresql else "due_order, id, state"
    change.index("ticket_by_due", "ticket", end, where=ACTIVE)
    for column in ("tier", "team", "assignee"):
        change.index(f"ticket_by_{column}", "ticket", f"{column}, {end}", where=ACTIVE)
    change.index("personal_queue_by_due", "personal_queue", "queue, owner, due_order, ticket_id")


def _fill(change: SchemaChange) -> None:
    change.sql(_TOUCHED)
    calendars, last_id = _calendars(change), 0
    while found := change.rows(_IDS, last_id, _PORTION):
        ids = [ticket_id for (ticket_id,) in found]
        first_id, last_id = ids[0], ids[-1]
        values = _next_values(change, first_id, last_id, calendars)
        change.update_many(_COLUMNS, (_Ticket.id,), [(*values.get(one, _NOTHING), one) for one in ids])
        places = {*_watching(change, first_id, last_id), *_escalated(change, first_id, last_id)}
        change.insert_many(_PLACE, [(*place, values.get(place[0], _NOTHING)[0]) for place in sorted(places)])


def _calendars(change: SchemaChange) -> Mapping[str, Calendar]:
    # Of versions made at one moment, only the last was ever in force.
    versions: dict[str, dict[int | None, CalendarVersion]] = {}
    for name, number, from_at, rules in change.rows(
        "SELECT name, version, from_at, rules FROM calendar_version ORDER BY name, version"
    ):
        begin = None if from_at is None else from_milliseconds(from_at)
        versions.setdefault(name, {})[from_at] = CalendarVersion(number, begin, from_text(rules, CalendarRules))
    named = {name: Calendar(name, tuple(one.values())) for name, one in versions.items()}
    return make_rules((), {}, named).calendars


def _next_values(
    change: SchemaChange, first_id: int, last_id: int, calendars: Mapping[str, Calendar]
) -> dict[int, Cells]:
    documents: dict[int, list[str]] = {}
    for ticket_id, document in change.rows(_GOING_CLOCKS, first_id, last_id):
        documents.setdefault(ticket_id, []).append(document)
    return {ticket_id: _values(texts, calendars) for ticket_id, texts in documents.items()}


def _values(documents: list[str], calendars: Mapping[str, Calendar]) -> Cells:
    """Give the values of `_COLUMNS`; a ticket that cannot be read any more has no target, and is not in the way."""
    try:
        countdown = next_countdown([from_text(with_spans(document), Clock) for document in documents], calendars)
    except _MALFORMED:
        return _NOTHING
    if countdown is None:
        return _NOTHING
    if countdown.due_at is not None:
        due_order = to_milliseconds(countdown.due_at)
    else:
        due_order = _PAUSED + (countdown.left or timedelta()) // MILLISECOND
    return (due_order, countdown.metric.value, countdown.target // MILLISECOND, countdown.calendar)


def _watching(change: SchemaChange, first_id: int, last_id: int) -> Iterator[Place]:
    for ticket_id, watchers in change.rows(_WATCHED, first_id, last_id):
        for login in _read(watchers, otherwise=[]):
            yield ticket_id, "watching", login


def _escalated(change: SchemaChange, first_id: int, last_id: int) -> Iterator[Place]:
    for ticket_id, kind, is_unacknowledged, document, team, assignee in change.rows(_ESCALATED, first_id, last_id):
        escalation = _read(document, otherwise={})
        if kind != "notice" or is_unacknowledged:
            for login in escalation.get("told", ()):
                yield ticket_id, "escalated", login
        if kind == "functional" and escalation.get("to_team") == team:
            if assignee is not None:
                yield ticket_id, "escalated", assignee
            elif is_unacknowledged:
                yield ticket_id, "team", team


def _read(text: str, *, otherwise: Any) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return otherwise
