"""Any table of tickets: one row for each ticket as it stands, or one for each change, where `updated_at` dates it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from sys import intern
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from desktop_escalation.history.cells import Moments, known, known_customer, known_name, read_number
from desktop_escalation.history.csv_map import MOMENTS, ColumnMap
from desktop_escalation.history.log_file import digest_of
from desktop_escalation.history.sheet import Row, Sheet
from desktop_escalation.history.snapshot import BadRows, Incident, Log, Snapshot, Status, by_time

KIND = "csv"
LONGEST_SUBJECT = 10_000
LONGEST_TEXT = 100_000


class _Entry(Struct, frozen=True):
    """A row with the times that stand beside its own; its snapshot is dated by the change, or by the opening."""

    snapshot: Snapshot
    created_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None


def read_csv(path: Path, column_map: ColumnMap, zone: str) -> Log:
    """Read a whole table."""
    digest = digest_of(path, zone, repr(column_map))
    sheet = Sheet(path, list(column_map.columns.values()))
    reader = _Reader(sheet, column_map, Moments(ZoneInfo(zone), column_map.date_format))
    bad_rows, found = BadRows(), dict[str, list[_Entry]]()
    for row in sheet.rows(bad_rows):
        try:
            entry = reader.entry(row)
        except Refused as refused:
            bad_rows.add(row.line, str(refused))
        else:
            found.setdefault(entry.snapshot.key, []).append(entry)
    incidents = (Incident(key, by_time(list(_snapshots(entries)))) for key, entries in found.items())
    return Log(KIND, digest, tuple(incidents), bad_rows)


def _snapshots(entries: list[_Entry]) -> Iterator[Snapshot]:
    """Tell how a ticket stood: by each of its rows or, where it has one only, by the times that the row knows."""
    first = min(entries, key=lambda entry: entry.snapshot.at)
    opened_at = first.created_at
    if opened_at is not None and opened_at < first.snapshot.at:
        yield replace(first.snapshot, at=opened_at, status=Status(State.NEW))
    if len(entries) > 1:
        yield from (entry.snapshot for entry in entries)
    else:
        yield from _stages(first)


def _stages(entry: _Entry) -> Iterator[Snapshot]:
    last = entry.snapshot
    resolved_at, closed_at = entry.resolved_at, entry.closed_at
    is_over = last.status.state in {State.RESOLVED, State.CLOSED}
    if not is_over or (resolved_at is None and closed_at is None):
        yield last
        return
    begin_at = last.at if entry.created_at is None else min(last.at, entry.created_at)
    yield replace(last, at=begin_at, status=Status(State.NEW))
    if resolved_at is not None:
        yield replace(last, at=max(begin_at, resolved_at), status=Status(State.RESOLVED))
    if last.status.state is State.CLOSED:
        ended_at = closed_at or max(last.at, resolved_at or last.at)
        yield replace(last, at=max(begin_at, ended_at, resolved_at or ended_at))


class _Reader:
    """Turns rows into entries."""

    def __init__(self, sheet: Sheet, column_map: ColumnMap, moments: Moments) -> None:
        self._at = {field: sheet.index(column) for field, column in column_map.columns.items()}
        self._map = column_map
        self._moments = moments

    def entry(self, row: Row) -> _Entry:
        key = intern(read_number(self._cell(row, "key")))
        times = {field: self._moment(row, field) for field in MOMENTS}
        at = times["updated_at"] or times["created_at"]
        if at is None:
            raise Refused("the row has no time")
        snapshot = Snapshot(
            line=row.line,
            key=key,
            at=at,
            author=intern(known_name(self._cell(row, "author")) or KIND),
            subject=intern((known(self._cell(row, "subject")) or f"Ticket {key}")[:LONGEST_SUBJECT]),
            body=self._cell(row, "body").strip()[:LONGEST_TEXT],
            status=self._status(row, times["resolved_at"], times["closed_at"]),
            team=known_name(self._cell(row, "team")),
            assignee=known_name(self._cell(row, "assignee")),
            priority=self._map.priority(self._cell(row, "priority")),
            category=known_name(self._cell(row, "category")),
            customer=known_customer(self._cell(row, "customer")),
        )
        return _Entry(snapshot, times["created_at"], times["resolved_at"], times["closed_at"])

    def _status(self, row: Row, resolved_at: datetime | None, closed_at: datetime | None) -> Status:
        """Read the state; without one the times tell it."""
        status = self._map.status(self._cell(row, "state"))
        if status is not None:
            return status
        if closed_at is not None:
            return Status(State.CLOSED)
        return Status(State.NEW if resolved_at is None else State.RESOLVED)

    def _moment(self, row: Row, field: str) -> datetime | None:
        text = known(self._cell(row, field))
        return None if text is None else self._moments.read(text)

    def _cell(self, row: Row, field: str) -> str:
        index = self._at.get(field)
        return "" if index is None else row.cells[index]
