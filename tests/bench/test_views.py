"""What it costs to open a view over very many tickets: little more than the bare query for its rows."""

import statistics
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.services.ticket_pages import QueuePage
from desktop_escalation.storage.connection import driver_connection
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.transaction import Transaction
from tests.bench.databases import Databases, settle
from tests.bench.figures import Figure, Limit, Report
from tests.bench.furnish import Crowd, furnish_crowd
from tests.bench.processes import run
from tests.bench.timing import in_turns, medians
from tests.bench.views import MAREK, NOW, RESOLVED, VIEWS, prepare
from tests.copies import KINDS
from tests.services.office import ROOT

FEW = Crowd(minutes=100, of_each=100)
MANY = Crowd(minutes=100, of_each=10_000)
OPENINGS = 200
COUNTINGS = 5
SUBJECT = "views"
REPOSITORY = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", KINDS)
def test_views_over_a_million_tickets(kind: str, databases: Databases, report: Report) -> None:
    few, many = databases.new(kind), databases.new(kind)
    for url, crowd in ((few, FEW), (many, MANY)):
        furnish_crowd(url, crowd, prepare)
        with application(url) as app:
            app.clock.set(ROOT, NOW)
        settle(url)
    with application(many) as app, closing(Store.open(many)) as store:
        for name, view in VIEWS.items():
            with store.reading() as tx:
                tell_opening(f"{kind}: opening {name}", opening(app, view.query), bare(tx, view.bare), report)
        tell_counting(kind, app, report)
    small, large = peak_mb(few), peak_mb(many)
    what = f"{kind}: a process that opens all views, over {FEW.tickets:,} and {MANY.tickets:,}: peak"
    report(Figure(SUBJECT, what, large, "MB", small, Limit.times_at_most(1.2)))


def opening(app: Application, query: QueueQuery) -> Callable[[], QueuePage]:
    """Give the whole call that the window makes."""
    return lambda: app.pages.page(ROOT, query)


def bare(tx: Transaction, statement: str) -> Callable[[], list[tuple[Any, ...]]]:
    """Give the bare query, by the driver alone, in a transaction that is open already."""
    connection: Any = driver_connection(tx.database)
    return lambda: list(connection.execute(statement).fetchall())


def tell_opening(
    what: str, opened: Callable[[], QueuePage], queried: Callable[[], list[tuple[Any, ...]]], report: Report
) -> None:
    rows = opened().rows
    assert [row.id for row in rows] == [cells[0] for cells in queried()]
    assert len(rows) == 100
    floor_s, openings_s = in_turns([queried, opened], OPENINGS)
    median_ms, floor_ms = statistics.median(openings_s) * 1000, statistics.median(floor_s) * 1000
    p95_ms = statistics.quantiles(openings_s, n=20)[-1] * 1000
    report(Figure(SUBJECT, what, median_ms, "ms", floor_ms, Limit.times_at_most(3)))
    report(Figure(SUBJECT, f"{what}: 95th percentile of {OPENINGS}", p95_ms, "ms", limit=Limit.at_most(100)))


def tell_counting(kind: str, app: Application, report: Report) -> None:
    assert app.pages.counts(MAREK).all.tickets == (MANY.minutes - len(range(MANY.minutes)[RESOLVED])) * MANY.of_each
    counts_s, groups_s = medians(
        [lambda: app.pages.counts(MAREK), lambda: app.pages.group_counts(ROOT, QueueQuery())], COUNTINGS
    )
    report(Figure(SUBJECT, f"{kind}: counting all lists", counts_s * 1000, "ms"))
    report(Figure(SUBJECT, f"{kind}: counting the groups of all tickets", groups_s * 1000, "ms"))


def peak_mb(url: str) -> float:
    """Open all views in a process of its own."""
    return run([sys.executable, "-m", "tests.bench.views", url], folder=REPOSITORY).peak_mb
