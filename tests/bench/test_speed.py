"""What the heart costs: business time, an empty pass, firing, each beside the bare SQL of the same run."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.events import Author, AuthorKind
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.services.intake import NewTicket, open_ticket
from desktop_escalation.services.ticket_lists import TicketLists
from tests.bench.figures import Figure, report
from tests.domain.desk import a_calendar
from tests.services.office import ORGANISATION, ROOT, URGENT

ADDS = 200_000
TICKETS = 2_000
EMPTY_PASSES = 50
OPENED = NewTicket("VPN drops", "Help", "priya@halden.example", "Desk Leeds", Priority.URGENT, "Network")
FIGURES: list[Figure] = []


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_business_time() -> None:
    calendar, start = a_calendar(), datetime(2026, 10, 12, 9, tzinfo=UTC)
    span = timedelta(hours=8)
    calendar.add(start, span)
    took_s = seconds(lambda: [calendar.add(start, span) for _ in range(ADDS)])
    FIGURES.append(Figure("add 8 business hours", ADDS / took_s, "a second"))


def furnish(app: Application) -> float:
    """Open the tickets; give how long that took."""
    app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
    app.clock.set(ROOT, datetime(2026, 10, 12, 8, tzinfo=UTC))
    app.policies.publish(ROOT, URGENT, "urgent.toml", move_open=False, dry_run=False)
    author = Author(AuthorKind.PERSON, "marek")

    def open_all() -> None:
        with app.store.writing() as tx:
            for _ in range(TICKETS):
                open_ticket(tx, author, OPENED)

    return seconds(open_all)


def bare_sql(app: Application) -> float:
    """Write for each ticket what a firing writes at the least: a changed ticket, an event, two messages."""

    def write() -> None:
        with app.store.writing() as tx:
            tx.sql("UPDATE ticket SET tier = tier, version = version")
            tx.sql(
                "INSERT INTO event (ticket_id, seq, at, author_kind, author, kind, document)"
                " SELECT id, event_count + 1000, 0, 'engine', 'engine', 'StepFired', past FROM ticket"
            )
            for number in range(2):
                tx.sql(
                    "INSERT INTO message (key, ticket_id, recipient, is_for_customer, channel, urgency, made_at,"
                    " deliver_at, subject, body, why, state, state_at)"
                    f" SELECT number || '/{number}', id, 'marek', FALSE, 'mail', 'now', 0, 0,"
                    " subject, body, '', 'sent', 0"
                    " FROM ticket"
                )

    return seconds(write)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_engine(kind: str, request: pytest.FixtureRequest) -> None:
    url: str = request.getfixturevalue(f"{kind}_url")
    create_database(url, ROOT, simulated=True)
    with application(url) as app:
        opening_s = furnish(app)
        app.climbing.run_pass()
        empty_s = seconds(lambda: [app.climbing.run_pass() for _ in range(EMPTY_PASSES)]) / EMPTY_PASSES
        listing_s = seconds(lambda: TicketLists(app.store).show(ROOT, "DE-1"))
        app.clock.set(ROOT, datetime(2026, 10, 12, 11, 45, tzinfo=UTC))
        fired = 0

        def fire_all() -> None:
            nonlocal fired
            while (count := app.climbing.run_pass()).looked_at:
                fired += count.fired

        firing_s = seconds(fire_all)
        floor_s = bare_sql(app)
    assert fired == TICKETS
    FIGURES.extend(
        [
            Figure(f"{kind}: tickets opened", TICKETS / opening_s, "a second"),
            Figure(f"{kind}: a pass with nothing due among {TICKETS:,}", empty_s * 1000, "ms"),
            Figure(f"{kind}: one ticket shown", listing_s * 1000, "ms"),
            Figure(f"{kind}: {TICKETS:,} late steps with a move, notices, digest", firing_s, "s", floor_s),
        ]
    )


def test_report() -> None:
    report(FIGURES)
