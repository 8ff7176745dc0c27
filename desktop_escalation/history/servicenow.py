"""ServiceNow's audit export of incidents: one row for each update, with how the incident stood after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from sys import intern
from zoneinfo import ZoneInfo

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.ticket import PendingReason, State
from desktop_escalation.history.cells import (
    Moments,
    known,
    known_customer,
    known_name,
    read_number,
    read_priority,
    shortened,
)
from desktop_escalation.history.log_file import digest_of
from desktop_escalation.history.sheet import Row, Sheet
from desktop_escalation.history.snapshot import BadRows, Incident, Log, Snapshot, Status, by_time

KIND = "servicenow"
COLUMNS = (
    "number",
    "incident_state",
    "sys_updated_by",
    "sys_updated_at",
    "priority",
    "assignment_group",
    "assigned_to",
    "caller_id",
    "category",
)
STATUSES = {
    "New": Status(State.NEW),
    "Active": Status(State.OPEN),
    "Awaiting User Info": Status(State.PENDING, PendingReason.CUSTOMER),
    "Awaiting Evidence": Status(State.PENDING, PendingReason.CUSTOMER),
    "Awaiting Vendor": Status(State.PENDING, PendingReason.SUPPLIER),
    "Awaiting Problem": Status(State.PENDING, PendingReason.OTHER_TEAM),
    "Resolved": Status(State.RESOLVED),
    "Closed": Status(State.CLOSED),
}
_IN_SUBJECT = ("u_symptom", "category", "subcategory")
_IN_BODY = ("contact_type", "opened_by", "location", "cmdb_ci")


@dataclass(slots=True)
class _Gathered:
    """The rows of one incident so far, and the counts of its last row in the file."""

    snapshots: list[Snapshot] = field(default_factory=list)
    reopened: int | None = None
    reassigned: int | None = None


def read_servicenow(path: Path, zone: str) -> Log:
    """Read a whole export; opening times and ends are final values in every row, so `sys_updated_at` dates each."""
    digest = digest_of(path, zone)
    reader = _Reader(Sheet(path, COLUMNS), Moments(ZoneInfo(zone)))
    bad_rows, found = BadRows(), dict[str, _Gathered]()
    for row in reader.sheet.rows(bad_rows):
        try:
            snapshot = reader.snapshot(row)
        except Refused as refused:
            bad_rows.add(row.line, str(refused))
            continue
        gathered = found.setdefault(snapshot.key, _Gathered())
        gathered.snapshots.append(snapshot)
        gathered.reopened = reader.count(row, "reopen_count")
        gathered.reassigned = reader.count(row, "reassignment_count")
    incidents = (Incident(key, by_time(one.snapshots), one.reopened, one.reassigned) for key, one in found.items())
    return Log(KIND, digest, tuple(incidents), bad_rows)


class _Reader:
    """Turns rows into snapshots."""

    def __init__(self, sheet: Sheet, moments: Moments) -> None:
        self.sheet = sheet
        self._moments = moments
        self._at = {column: sheet.index(column) for column in (*COLUMNS, *_IN_SUBJECT, *_IN_BODY)}
        self._counts = {column: sheet.index(column) for column in ("reopen_count", "reassignment_count")}

    def snapshot(self, row: Row) -> Snapshot:
        cells = row.cells
        key = intern(read_number(self._cell(cells, "number")))
        return Snapshot(
            line=row.line,
            key=key,
            at=self._moments.read(self._cell(cells, "sys_updated_at")),
            author=intern(known_name(self._cell(cells, "sys_updated_by")) or KIND),
            subject=intern(self._subject(cells, key)),
            body=intern(", ".join(self._known(cells, _IN_BODY))),
            status=_status(self._cell(cells, "incident_state")),
            team=_shared(known_name(self._cell(cells, "assignment_group"))),
            assignee=_shared(known_name(self._cell(cells, "assigned_to"))),
            priority=read_priority(self._cell(cells, "priority")),
            category=_shared(known_name(self._cell(cells, "category"))),
            customer=_shared(known_customer(self._cell(cells, "caller_id"))),
        )

    def count(self, row: Row, column: str) -> int | None:
        """Read a count of the log itself; None where it has none."""
        index = self._counts[column]
        text = "" if index is None else row.cells[index].strip()
        return int(text) if text.isascii() and text.isdigit() else None

    def _subject(self, cells: Sequence[str], key: str) -> str:
        words = self._known(cells, _IN_SUBJECT)
        return f"{', '.join(words)} ({key})" if words else f"Incident {key}"

    def _known(self, cells: Sequence[str], columns: Sequence[str]) -> list[str]:
        found = (known(self._cell(cells, column)) for column in columns)
        return [text for text in found if text is not None]

    def _cell(self, cells: Sequence[str], column: str) -> str:
        index = self._at[column]
        return "" if index is None else cells[index]


def _status(text: str) -> Status:
    status = STATUSES.get(text) or STATUSES.get(known(text) or "")
    if status is None:
        raise Refused(f'unknown state "{shortened(text)}"')
    return status


def _shared(text: str | None) -> str | None:
    """Let equal texts of many rows be one in memory."""
    return None if text is None else intern(text)
