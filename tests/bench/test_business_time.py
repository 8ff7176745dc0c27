"""How fast business time is added up."""

from datetime import UTC, datetime, timedelta

from tests.bench.figures import Figure, Limit, Report
from tests.bench.timing import seconds
from tests.domain.desk import a_calendar

STARTS = 2_000
ROUNDS = 100
SPAN = timedelta(hours=8)


def test_adding_eight_business_hours(report: Report) -> None:
    calendar, first = a_calendar(), datetime(2026, 1, 1, tzinfo=UTC)
    starts = [first + timedelta(minutes=263 * number) for number in range(STARTS)]  # all hours of all days of a year
    ends = [calendar.add(start, SPAN) for start in starts]
    assert all(end - start >= SPAN for start, end in zip(starts, ends, strict=True))
    took_s = seconds(lambda: [calendar.add(start, SPAN) for _ in range(ROUNDS) for start in starts])
    a_second = STARTS * ROUNDS / took_s
    report(Figure("business time", "add 8 business hours", a_second, "a second", limit=Limit.at_least(200_000)))
