"""The views of the window over a crowd, each beside the bare query for the same rows; run as a program, it opens all.

One ticket of the crowd stands for many, so that every view has thousands of tickets and shows the first hundred.
"""

import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.queue import OVER, QueueQuery, Sort
from desktop_escalation.domain.queue_row import SOON
from desktop_escalation.services.ticket_pages import PAGE
from desktop_escalation.storage.fields import to_milliseconds
from desktop_escalation.storage.queue_rows import COLUMNS, JOINED, RESOLVED_COLUMNS
from tests.bench.furnish import FIRST_OPENED_AT
from tests.services.office import ROOT, speaking_for

MAREK = speaking_for("marek")
TARGET = timedelta(hours=4)
# Four minutes' tickets are over, and all others due within two hours.
NOW = FIRST_OPENED_AT + TARGET + timedelta(minutes=3, seconds=30)
IS_AT_WORK = "ticket.state IN ('new', 'open', 'pending')"
OWNED = "SELECT due_order, ticket_id FROM personal_queue WHERE queue = '{}' AND owner = '{}'"
# Of the few tickets that each stand for many.
RESOLVED = slice(7, 11)
FIRST = f"ORDER BY due_order, ticket_id LIMIT {PAGE}"


class View(Struct, frozen=True):
    """What the window asks for, and the query that an index answers with the same rows."""

    query: QueueQuery
    bare: str


def prepare(app: Application, numbers: Sequence[str]) -> None:
    """Give marek two of the tickets, let him watch two, escalate two to aisha's team, tell her, and resolve four."""
    for number in numbers[1:3]:
        app.ticketing.assign(MAREK, number, "marek")
    for number in numbers[3:5]:
        app.ticketing.watch(MAREK, number, None, is_on=True)
    for number in numbers[5:7]:
        wish = HandEscalation("needs expertise", "routing is beyond us", team="Network", person="aisha")
        app.ticketing.escalate(MAREK, number, wish)
    for number in numbers[7:9]:
        app.ticketing.assign(MAREK, number, "marek")
    for number in numbers[RESOLVED]:
        app.ticketing.resolve(MAREK, number)


def _bare(where: str = "", first: str = "") -> str:
    return (
        f"SELECT {COLUMNS} FROM ticket {JOINED} WHERE {IS_AT_WORK} {where}"
        f" ORDER BY {first} ticket.due_order, ticket.id LIMIT {PAGE}"
    )


def _resolved(where: str = "", first: str = "") -> str:
    return (
        f"SELECT ticket.id, {RESOLVED_COLUMNS} FROM ticket {JOINED} WHERE ticket.resolved_at IS NOT NULL {where}"
        f" ORDER BY {first} ticket.resolved_at DESC, ticket.id DESC LIMIT {PAGE}"
    )


def _until(last_at: datetime) -> str:
    return f"AND ticket.due_order <= {to_milliseconds(last_at)}"


def _owned(*places: tuple[str, str]) -> str:
    each = " UNION ".join(f"SELECT * FROM ({OWNED.format(*place)} {FIRST}) AS one" for place in places)
    return (
        f"SELECT {COLUMNS} FROM ({each}) AS place CROSS JOIN ticket {JOINED} WHERE ticket.id = place.ticket_id"
        f" ORDER BY place.due_order, place.ticket_id LIMIT {PAGE}"
    )


VIEWS = {
    "all": View(QueueQuery(), _bare()),
    "a tier": View(QueueQuery(tier=2), _bare("AND ticket.tier = 2")),
    "a team": View(QueueQuery(team="Desk Leeds"), _bare("AND ticket.team = 'Desk Leeds'")),
    "assigned to me": View(QueueQuery(assignee="marek"), _bare("AND ticket.assignee = 'marek'")),
    "unassigned": View(QueueQuery(is_unassigned=True), _bare("AND ticket.assignee IS NULL", "ticket.assignee,")),
    "breaching soon": View(QueueQuery(due_within=SOON), _bare(_until(NOW + SOON))),
    "breached": View(QueueQuery(due_within=timedelta()), _bare(_until(NOW))),
    "recently resolved": View(QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True), _resolved()),
    "mine that are resolved": View(
        QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True, assignee="marek"),
        _resolved("AND ticket.assignee = 'marek'"),
    ),
    "watching": View(QueueQuery(watched_by="marek"), _owned(("watching", "marek"))),
    "escalated to me": View(
        QueueQuery(escalated_to="aisha"),
        _owned(("escalated", "aisha"), ("team", "Network"), ("team", "Edge platform")),
    ),
}


def open_all(url: str) -> None:
    """Open every view once, as a window would, and count its lists."""
    with application(url) as app:
        for view in VIEWS.values():
            app.pages.page(ROOT, view.query)
        app.pages.counts(MAREK)


if __name__ == "__main__":
    open_all(sys.argv[1])
