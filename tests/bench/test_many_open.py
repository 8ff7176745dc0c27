"""What it costs that very many tickets are open of which nothing is due: nothing that anybody notices."""

import json
from collections.abc import Callable
from itertools import count

import pytest

from desktop_escalation.app.application import Application, application
from desktop_escalation.services.climbing import Climbing
from tests.bench.databases import Databases, settle
from tests.bench.figures import Figure, Limit, Report
from tests.bench.furnish import FIRST_DUE_AT, Crowd, furnish_crowd
from tests.bench.processes import ESCALATIONCTL, Ended, run
from tests.bench.timing import medians, seconds
from tests.copies import KINDS
from tests.services.office import ROOT

FEW = Crowd(minutes=100, of_each=100)
MANY = Crowd(minutes=100, of_each=10_000)
PASSES = 300
SUBJECT = "many open tickets"


@pytest.mark.parametrize("kind", KINDS)
def test_a_million_open_tickets(kind: str, databases: Databases, report: Report) -> None:
    few, many = databases.new(kind), databases.new(kind)
    furnish_crowd(few, FEW)
    furnishing_s = seconds(lambda: furnish_crowd(many, MANY))
    report(Figure(SUBJECT, f"{kind}: furnishing {MANY.tickets:,} tickets", furnishing_s, "s"))
    settle(many)
    with application(few) as small, application(many) as large:
        assert small.climbing.run_pass().looked_at == large.climbing.run_pass().looked_at == 0
        watching = medians([first_pass(small), first_pass(large)], PASSES)
        looking = medians([small.climbing.run_pass, large.climbing.run_pass], PASSES)
        large.clock.set(ROOT, FIRST_DUE_AT)
    for what, (floor_s, value_s) in (("a pass and its heartbeat", watching), ("a pass soon after", looking)):
        told = f"{kind}: {what}, nothing due among {MANY.tickets:,}"
        report(Figure(SUBJECT, told, value_s * 1000, "ms", floor_s * 1000, Limit.times_at_most(1.5)))
        report(Figure(SUBJECT, f"{told}: itself", value_s * 1000, "ms", limit=Limit.at_most(5)))
    idle, busy = run_engine(few, fired=0), run_engine(many, fired=MANY.of_each)
    what = f"{kind}: a process, {MANY.of_each:,} due among {MANY.tickets:,}"
    report(Figure(SUBJECT, f"{what}: peak", busy.peak_mb, "MB", limit=Limit.at_most(150)))
    report(Figure(SUBJECT, f"{what}: start to end", busy.seconds, "s"))
    report(Figure(SUBJECT, f"{kind}: a process with nothing due: peak", idle.peak_mb, "MB"))


def first_pass(app: Application) -> Callable[[], object]:
    """Give the pass of an engine that nobody saw before: it finds nothing due, and writes that it is there."""
    numbers = count()
    return lambda: Climbing(app.store, f"engine {next(numbers)}").run_pass()


def run_engine(url: str, fired: int) -> Ended:
    """Run the engine as a process of its own, once."""
    ended = run([*ESCALATIONCTL, "--db", url, "engine", "run", "--once", "--json"])
    assert json.loads(ended.out)["fired"] == fired
    return ended
