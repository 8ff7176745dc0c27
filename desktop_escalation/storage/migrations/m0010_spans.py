"""Documents write their spans as they write their moments, in ISO 8601, which is read without the program's help."""

from collections.abc import Iterator, Mapping

from peewee import BigIntegerField, CompositeKey, Field, IntegerField, TextField

from desktop_escalation.storage.former_spans import SPANS, with_spans
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.schema_change import SchemaChange
from desktop_escalation.storage.statement import Cells

_PORTION = 5_000


class _Clock(Row):
    ticket_id = BigIntegerField()
    metric = TextField()
    cycle = IntegerField()
    document = TextField()

    class Meta:
        table_name = "clock"
        primary_key = CompositeKey("ticket_id", "metric", "cycle")


class _Event(Row):
    id = BigIntegerField(primary_key=True)
    document = TextField()

    class Meta:
        table_name = "event"


class _Escalation(Row):
    ticket_id = BigIntegerField()
    number = IntegerField()
    receipt = TextField(null=True)

    class Meta:
        table_name = "escalation"
        primary_key = CompositeKey("ticket_id", "number")


class _StepRecord(Row):
    id = BigIntegerField(primary_key=True)
    receipt = TextField(null=True)

    class Meta:
        table_name = "step_record"


class _PolicyVersion(Row):
    name = TextField()
    version = IntegerField()
    document = TextField()

    class Meta:
        table_name = "policy_version"
        primary_key = CompositeKey("name", "version")


_KEYS: Mapping[Field, tuple[Field, ...]] = {
    _Clock.document: (_Clock.ticket_id, _Clock.metric, _Clock.cycle),
    _Event.document: (_Event.id,),
    _Escalation.receipt: (_Escalation.ticket_id, _Escalation.number),
    _StepRecord.receipt: (_StepRecord.id,),
    _PolicyVersion.document: (_PolicyVersion.name, _PolicyVersion.version),
}


def upgrade(change: SchemaChange) -> None:
    """Rewrite what has a span: clocks, facts, receipts and policies."""
    for column, key in _KEYS.items():
        table = column.model._meta.table_name  # noqa: SLF001 - peewee's name for what it tells of a model
        names = [field.name for field in key]
        for rows in _portions(change, table, names, column.name):
            changed = [(with_spans(row[-1]), *row[:-1]) for row in rows]
            change.update_many((column,), key, changed)


def _portions(change: SchemaChange, table: str, key: list[str], column: str) -> Iterator[list[Cells]]:
    """Give the rows that may have a span, each with its key and its document, some at a time by the key."""
    ordered, blanks = ", ".join(key), ", ".join("?" * len(key))
    may_have = " OR ".join(f"{column} LIKE '%\"{name}\":%'" for name in sorted(SPANS))
    start = f"SELECT {ordered}, {column} FROM {table} WHERE ({may_have})"  # noqa: S608 - names of the program
    end = f" ORDER BY {ordered} LIMIT {_PORTION}"
    rows = change.rows(start + end)
    while rows:
        yield rows
        rows = change.rows(f"{start} AND ({ordered}) > ({blanks}){end}", *rows[-1][: len(key)])
