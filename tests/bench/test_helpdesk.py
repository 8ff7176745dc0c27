"""The engine beside that of django-helpdesk, each a whole process, on as many due tickets."""

import json
from statistics import mean

import pytest

from desktop_escalation.app.application import application
from tests.bench.databases import Databases
from tests.bench.figures import Figure, Limit, NotMeasured, Report
from tests.bench.furnish import Crowd, furnish_crowd
from tests.bench.helpdesk import Helpdesk, HelpdeskUnavailable
from tests.bench.processes import ESCALATIONCTL, run
from tests.copies import KINDS
from tests.services.office import ROOT

CROWD = Crowd(minutes=10, of_each=1_000)
SUBJECT = "django-helpdesk"


@pytest.mark.parametrize("kind", KINDS)
def test_beside_django_helpdesk(kind: str, databases: Databases, report: Report) -> None:
    theirs = databases.new(kind)
    try:
        helpdesk = Helpdesk.on(theirs)
    except HelpdeskUnavailable as error:
        report(NotMeasured(SUBJECT, f"{kind}: the package cannot be installed: {error}"))
        return
    helpdesk.furnish(CROWD.tickets)
    ours = databases.new(kind)
    furnish_crowd(ours, CROWD)
    with application(ours) as app:
        app.clock.set(ROOT, CROWD.all_due_at)
    engine_s = [fire_all(databases.copy(ours))]
    helpdesk_s = helpdesk.escalate().seconds
    engine_s.append(fire_all(databases.copy(ours)))
    assert helpdesk.escalated() == CROWD.tickets
    what = f"{kind}: escalate_tickets, {CROWD.tickets:,} due; beside the engine"
    report(Figure(SUBJECT, what, helpdesk_s, "s", mean(engine_s), Limit.times_at_least(50)))


def fire_all(url: str) -> float:
    """Run the engine as a process until nothing is due; tell how long it took."""
    ended = run([*ESCALATIONCTL, "--db", url, "engine", "run", "--once", "--json"])
    assert json.loads(ended.out)["fired"] == CROWD.tickets
    return ended.seconds
