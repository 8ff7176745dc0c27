"""How late steps fired after they were due, by the database's own clock."""

from statistics import median, quantiles

from msgspec import Struct

from desktop_escalation.storage.database import Store

LATE_MS = "SELECT at - due_at FROM step_record WHERE outcome = 'fired'"


class Lateness(Struct, frozen=True):
    """Of how many firings, the middle one, the one that 99 in 100 stay below, and the worst, in milliseconds."""

    count: int
    median_ms: float
    p99_ms: float
    longest_ms: float

    def __str__(self) -> str:
        return (
            f"{self.count} steps fired, late by {self.median_ms:.0f} ms in the median, {self.p99_ms:.0f} ms at the 99th"
            f" percentile, {self.longest_ms:.0f} ms at most"
        )


def lateness(url: str) -> Lateness:
    """Measure all firings of a database, two at least."""
    store = Store.open(url)
    try:
        with store.reading() as tx:
            late_ms = [float(row[0]) for row in tx.sql(LATE_MS)]
    finally:
        store.close()
    return Lateness(len(late_ms), median(late_ms), quantiles(late_ms, n=100, method="inclusive")[98], max(late_ms))
