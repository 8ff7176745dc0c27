"""Importing the whole real log: how fast, and that the memory does not follow its length."""

import gzip
import json
import os
from itertools import islice
from pathlib import Path

import pytest

from desktop_escalation.app.application import application
from desktop_escalation.services.database_admin import create_database
from tests.bench.databases import Databases
from tests.bench.figures import Figure, Limit, NotMeasured, Report
from tests.bench.processes import ESCALATIONCTL, Ended, run
from tests.copies import KINDS
from tests.history.archive import ORGANISATION, POLICY, ROOT

SAMPLES = os.environ.get("DESKTOP_ESCALATION_SAMPLES")
LOG = "servicenow_incidents.csv.gz"
SUBJECT = "import"


@pytest.mark.parametrize("kind", KINDS)
def test_importing_a_real_log(kind: str, databases: Databases, tmp_path: Path, report: Report) -> None:
    if SAMPLES is None:
        report(NotMeasured(SUBJECT, f"{kind}: DESKTOP_ESCALATION_SAMPLES names no folder with {LOG}"))
        return
    whole = Path(SAMPLES) / LOG
    with gzip.open(whole, "rb") as lines:
        rows = sum(1 for _ in lines) - 1
    third = tmp_path / "third.csv"
    with gzip.open(whole, "rb") as lines, third.open("wb") as kept:
        kept.writelines(islice(lines, 1 + rows // 3))
    of_third, of_whole = import_log(databases.new(kind), third), import_log(databases.new(kind), whole)
    report(Figure(SUBJECT, f"{kind}: {rows:,} rows of ServiceNow", rows / of_whole.seconds, "rows/s"))
    what = f"{kind}: peak for all {rows:,} rows, beside a third of them"
    report(Figure(SUBJECT, what, of_whole.peak_mb, "MB", of_third.peak_mb, Limit.times_at_most(1.2)))


def import_log(url: str, log: Path) -> Ended:
    """Import a log by a process of its own into a new help desk that has a policy for everything."""
    create_database(url, ROOT, simulated=True)
    with application(url) as app:
        app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
        app.policies.publish(ROOT, POLICY, "policy.toml", move_open=False)
    ended = run([*ESCALATIONCTL, "--db", url, "import", "servicenow", str(log), "--zone", "Europe/Berlin", "--json"])
    assert json.loads(ended.out)["tickets"] > 0
    return ended
