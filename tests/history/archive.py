"""A help desk into which logs are imported, and what tests ask of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.life import Life
from desktop_escalation.history.importing import HistoryImport, ImportOptions, ImportReport, TextFile
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_life

SAMPLE = Path(__file__).parents[1] / "samples" / "incidents.csv"
HEADER = SAMPLE.read_text(encoding="utf-8").partition("\n")[0]
ROOT = Asking("root")  # owns the database, and is nobody of the organisation
TIERS = TextFile("tiers.toml", '"Group 25" = 2\n')

ORGANISATION = """
[[calendar]]
name = "Office"
zone = "Europe/Berlin"
week = { mon = ["08:00-12:00", "13:00-18:00"], tue = ["08:00-18:00"], wed = ["08:00-18:00"], thu = ["08:00-18:00"] }
holidays = ["2016-03-03"]

[[tier]]
level = 2
name = "Specialists"
default_team = "Group 25"

[[team]]
name = "Group 25"
tier = 2
calendar = "Office"
"""

POLICY = """
name = "Everything"
calendar = "Office"
[targets]
resolution = { 1 = "2h", 2 = "4h", 3 = "6h", 4 = "12h" }
ownership = { 1 = "30m", 2 = "1h", 3 = "2h", 4 = "4h" }
[pauses]
customer = ["resolution"]
supplier = ["resolution"]
[[step]]
at = "50% of resolution"
do = [{ involve = ["assignee", "team"] }]
[[step]]
at = "at resolution"
do = [{ move_to = { tier = 2, assign = "least loaded" } }, { involve = ["assignee"] }]
[[step]]
at = "1h after resolution"
do = [{ raise_priority = 2 }, { involve = ["team"] }]
[[step]]
at = "8h unassigned"
do = [{ move_to = { team = "Group 25", assign = "last agent" } }]
"""

# What a run of one moment and one of many write differently, without meaning anything by it.
NUMBERING = {"change_feed", "sqlite_sequence", "sqlite_stat1", "operation", "schema_migration"}


class Interrupted(Exception):
    """Stands for the power cut."""


def ignore(done: int, total: int) -> None:
    """Watch no progress."""


def interrupt_after(count: int) -> Callable[[int, int], None]:
    """Make a watcher of progress that ends everything when it was told so often."""
    told = 0

    def progress(_done: int, _total: int) -> None:
        nonlocal told
        told += 1
        if told == count:
            raise Interrupted

    return progress


def furnish(url: str, *, simulated: bool = True, policy: str | None = POLICY) -> None:
    """Make a database with a second tier and a policy that meets every ticket."""
    create_database(url, ROOT, simulated=simulated)
    with application(url) as app:
        app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
        if policy is not None:
            app.policies.publish(ROOT, policy, "policy.toml")


class Archive(Struct, frozen=True):
    """The application on one database."""

    app: Application
    url: str

    @classmethod
    @contextmanager
    def open(cls, url: str) -> Iterator["Archive"]:
        with application(url) as app:
            yield cls(app, url)

    def servicenow(
        self,
        path: Path = SAMPLE,
        *,
        play: bool = False,
        progress: Callable[[int, int], None] = ignore,
        at_once: int | None = None,
        by: str | None = None,
        zone: str = "UTC",
    ) -> ImportReport:
        """Import a log of ServiceNow's form; `at_once` is how many changes are committed together."""
        history = self.app.history if at_once is None else HistoryImport(self.app.store, changes_at_once=at_once)
        return history.servicenow(Asking("root", by), path, ImportOptions(zone, TIERS, is_played=play), progress)

    def csv(self, path: Path, columns: str, *, zone: str = "UTC") -> ImportReport:
        """Import a table."""
        return self.app.history.csv(ROOT, path, TextFile("map.toml", columns), ImportOptions(zone), ignore)

    def life(self, number: str) -> Life:
        with self.app.store.reading() as tx:
            return load_life(tx, number).life

    def facts(self, number: str) -> list[str]:
        """List what happened to a ticket: the hour, who made it, what."""
        return [
            f"{event.at:%d.%m. %H:%M} {type(event.fact).__name__}"
            for event in self.app.lists.show(ROOT, number).history
        ]

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Read every table that says something, each in the order of its columns."""
        return content(self.app.store)

    def is_consistent(self) -> bool:
        """Say whether everything stored follows from the histories."""
        return self.app.check.check(ROOT, ignore).differences == ()


def content(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Read every table that says something, each in the order of its columns."""
    with store.reading() as tx:
        if tx.is_postgresql:
            tables = tx.sql("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        else:
            tables = tx.sql("SELECT name FROM sqlite_master WHERE type = 'table'")
        names = sorted(name for (name,) in tables if name not in NUMBERING)
        return {name: sorted(tx.sql(f"SELECT * FROM {name}"), key=str) for name in names}


def write_log(path: Path, *rows: str) -> Path:
    """Write a log of ServiceNow's form: each row is its number, state, moment, priority, group, person, caller."""
    columns = HEADER.split(",")
    lines = [HEADER]
    for row in rows:
        number, state, at, priority, group, person, caller = row.split(",")
        cells = {
            "number": number,
            "incident_state": state,
            "sys_updated_at": at,
            "priority": priority,
            "assignment_group": group,
            "assigned_to": person,
            "caller_id": caller,
            "category": "Category 1",
            "sys_updated_by": "Updated by 1",
        }
        lines.append(",".join(cells.get(column, "?") for column in columns))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
