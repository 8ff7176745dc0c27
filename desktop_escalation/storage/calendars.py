"""The calendars with every version of their rules, so that what was counted once is never counted anew."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from peewee import AutoField, CompositeKey, IntegerField, TextField

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.people import CalendarSource
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.shelf import DocumentRow, Shelf
from desktop_escalation.storage.transaction import Transaction


class CalendarRow(DocumentRow):
    """A calendar as written last."""

    id = AutoField()
    name = TextField()


class CalendarVersionRow(Row):
    """The rules of a calendar from a moment on, NULL meaning since ever; rows are only added."""

    name = TextField()
    version = IntegerField()
    from_at = InstantField(null=True)
    source = TextField()
    rules = TextField()

    class Meta:
        """Numbered within each name."""

        primary_key = CompositeKey("name", "version")


_SHELF = Shelf(CalendarRow, CalendarSource, {CalendarRow.name: lambda calendar: calendar.name}, order=CalendarRow.id)


def load_calendar_sources(tx: Transaction) -> tuple[CalendarSource, ...]:
    """Take the calendars as they are written now, in the order in which they came."""
    return _SHELF.load(tx)


def load_calendars(tx: Transaction) -> Mapping[str, Calendar]:
    """Take the calendars to count by, each with the versions that were ever in force."""
    row = CalendarVersionRow
    query = row.select(row.name, row.version, row.from_at, row.rules).order_by(row.name, row.version)
    calendars = {}
    for name, rows in groupby(tx.rows(query), key=lambda found: found[0]):
        versions = [CalendarVersion(version, at, from_text(rules, CalendarRules)) for _, version, at, rules in rows]
        # Of versions made at one moment, only the last was ever in force.
        in_force = {version.from_at: version for version in versions}
        calendars[name] = Calendar(name, tuple(in_force.values()))
    return calendars


def save_calendars(
    tx: Transaction, calendars: Iterable[CalendarSource], rules: Mapping[str, CalendarRules]
) -> tuple[CalendarSource, ...]:
    """Insert and update calendars by name, and give those that changed.

    `rules` has the expanded rules of each; where they differ from the last ones, they count from now on.
    """
    sources = tuple(calendars)
    changed = _SHELF.put(tx, sources)
    latest = _latest_versions(tx)
    for source in sources:
        version, last_rules = latest.get(source.name, (0, None))
        text = to_text(rules[source.name])
        if text != last_rules:
            _add_version(tx, source, to_text(source), version + 1, text)
            changed = (*changed, source) if source not in changed else changed
    return changed


def _latest_versions(tx: Transaction) -> dict[str, tuple[int, str]]:
    row = CalendarVersionRow
    query = row.select(row.name, row.version, row.rules).order_by(row.name, row.version)
    return {name: (version, rules) for name, version, rules in tx.rows(query)}


def _add_version(tx: Transaction, source: CalendarSource, written: str, version: int, rules: str) -> None:
    from_at = None if version == 1 else tx.now
    tx.run(CalendarVersionRow.insert(name=source.name, version=version, from_at=from_at, source=written, rules=rules))
