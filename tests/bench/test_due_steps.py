"""What firing costs: ten thousand due steps, beside the same rows written by plain SQL."""

from contextlib import closing

import pytest

from desktop_escalation.app.application import application
from desktop_escalation.engine.sweep import sweep
from desktop_escalation.storage.database import Store
from tests.bench.databases import Databases
from tests.bench.figures import Figure, Limit, Report
from tests.bench.floor import sides_of, write_again
from tests.bench.furnish import Crowd, furnish_crowd
from tests.bench.timing import seconds
from tests.bench.written_rows import Batches, compare, read_tables
from tests.copies import KINDS
from tests.services.office import ROOT

# Within a policy's grace: none of the steps is late.
CROWD = Crowd(minutes=10, of_each=1_000)
ROUNDS = 3
SUBJECT = "due steps"


@pytest.mark.parametrize("kind", KINDS)
def test_ten_thousand_due_steps(kind: str, databases: Databases, report: Report) -> None:
    before = databases.new(kind)
    furnish_crowd(before, CROWD)
    with application(before) as app:
        app.clock.set(ROOT, CROWD.all_due_at)
    after = databases.copy(before)
    engine_s = [fire_all(after)]
    written = compare(read_tables(before), read_tables(after))
    batches = Batches.of(written)
    laid_out = databases.copy(before)
    sides = tuple(sides_of(written, batches))
    with closing(Store.open(laid_out)) as store, store.writing() as tx:
        for side in sides:
            side.lay_out(tx)
    floor_s = []
    for number in range(ROUNDS):
        again = databases.copy(laid_out)
        with closing(Store.open(again)) as store:
            floor_s.append(seconds(lambda: write_again(store, sides, len(batches.sizes))))
        if number:
            engine_s.append(fire_all(databases.copy(before)))
        else:
            assert read_tables(again) == read_tables(after), "the floor wrote the very same rows"
    rows = sum(one.count for one in written)
    what = f"{kind}: {CROWD.tickets:,} with move, involve, customer ({rows:,} rows)"
    report(Figure(SUBJECT, what, min(engine_s), "s", min(floor_s), Limit.times_at_most(5)))
    most = max(batches.sizes)
    report(Figure(SUBJECT, f"{kind}: most tickets in a transaction", most, "tickets", limit=Limit.at_most(1_000)))


def fire_all(url: str) -> float:
    """Run the engine until nothing is due; tell how long it took."""
    with application(url) as app:
        took_s = seconds(lambda: sweep(app.climbing))
        with app.store.reading() as tx:
            ((fired, messages),) = tx.sql(
                "SELECT (SELECT COUNT(*) FROM escalation), (SELECT COUNT(*) FROM message WHERE is_for_customer)"
            )
    assert (fired, messages) == (CROWD.tickets, CROWD.tickets)
    return took_s
