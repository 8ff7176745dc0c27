"""The rows of somebody else's log as values: what each says of one ticket at one moment."""

from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.ticket import PendingReason, Priority, State

MOST_SHOWN = 100


class Status(Struct, frozen=True):
    """A state with what a pending ticket waits for."""

    state: State
    reason: PendingReason | None = None


class Snapshot(Struct, frozen=True):
    """One row: how a ticket stood at `at`, as `author` left it; None where the log knows nothing.

    `line` counts from 1 in the file; team, assignee and customer are the log's own words for them.
    """

    line: int
    key: str
    at: datetime
    author: str
    subject: str
    body: str
    status: Status
    team: str | None
    assignee: str | None
    priority: Priority
    category: str | None
    customer: str | None


class Incident(Struct, frozen=True):
    """All rows about one ticket, by time; how often it was reopened and reassigned as the log itself counts."""

    key: str
    snapshots: tuple[Snapshot, ...]
    reopened: int | None = None
    reassigned: int | None = None


class BadRow(Struct, frozen=True):
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass(slots=True)
class BadRows:
    """All rows that were left out: the first hundred by name, the rest as a number."""

    shown: list[BadRow] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, reason: str) -> None:
        """Leave a row out."""
        self.count += 1
        if len(self.shown) < MOST_SHOWN:
            self.shown.append(BadRow(line, reason))


class Log(Struct, frozen=True):
    """A whole log; `kind` names its form, `digest` tells one file with its options from every other."""

    kind: str
    digest: str
    incidents: tuple[Incident, ...]
    bad_rows: BadRows

    def source(self, incident: Incident) -> str:
        """Name where a ticket comes from, so that it comes once only."""
        return f"{self.kind}:{incident.key}"


def by_time(snapshots: list[Snapshot]) -> tuple[Snapshot, ...]:
    """Sort the rows of one ticket by time; those of one moment keep the order of the file."""
    return tuple(sorted(snapshots, key=lambda snapshot: snapshot.at))
