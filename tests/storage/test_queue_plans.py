"""Every list of the window is a stretch of an index, read in its order: nothing is sorted, nothing looked through."""

import logging
from datetime import timedelta
from typing import Any

import pytest

from desktop_escalation.domain.personal_queues import PersonalQueue, Place
from desktop_escalation.domain.queue import OVER, Position, QueueQuery, Sort
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.queue_rows import count_by, count_list, read_rows
from desktop_escalation.storage.queues import is_stretch
from desktop_escalation.storage.transaction import Transaction
from tests.storage.test_query_plans import plan_of

LISTS: dict[str, tuple[QueueQuery, str]] = {
    "all": (QueueQuery(), "ticket_by_due"),
    "a tier": (QueueQuery(tier=1), "ticket_by_tier"),
    "a team": (QueueQuery(team="Desk"), "ticket_by_team"),
    "assigned to me": (QueueQuery(assignee="marek"), "ticket_by_assignee"),
    "unassigned": (QueueQuery(is_unassigned=True), "ticket_by_assignee"),
    "breaching soon": (QueueQuery(due_within=timedelta(hours=2)), "ticket_by_due"),
    "breached": (QueueQuery(due_within=timedelta()), "ticket_by_due"),
}
RESOLVED = QueueQuery(states=OVER, sort=Sort.RESOLVED, is_descending=True)
RESOLVED_LISTS: dict[str, tuple[QueueQuery, str]] = {
    "resolved": (RESOLVED, "ticket_by_resolved"),
    "resolved, the first first": (replace(RESOLVED, is_descending=False), "ticket_by_resolved"),
    "mine that are resolved": (replace(RESOLVED, assignee="marek"), "ticket_by_assignee_resolved"),
}
PERSONAL: dict[str, tuple[QueueQuery, tuple[Place, ...]]] = {
    "watching": (QueueQuery(watched_by="marek"), (Place(PersonalQueue.WATCHING, "marek"),)),
    "escalated to me": (
        QueueQuery(escalated_to="marek"),
        (Place(PersonalQueue.ESCALATED, "marek"), Place(PersonalQueue.TEAM, "Desk"), Place(PersonalQueue.TEAM, "Edge")),
    ),
}
# Plans of PostgreSQL without what it would rather do on tables that are empty.
ONLY_INDEXES = ("enable_sort", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "enable_incremental_sort")
SORTED = ("TEMP B-TREE", "Sort")


def plans(store: Store, caplog: pytest.LogCaptureFixture, ask: Any) -> list[str]:
    """Tell how the database answers what is asked of it."""
    with store.reading() as tx:
        if tx.is_postgresql:
            for setting in ONLY_INDEXES:
                tx.sql(f"SET LOCAL {setting} = off")
        with caplog.at_level(logging.DEBUG, logger="peewee"):
            ask(tx)
        asked: list[Any] = [record.msg for record in caplog.records if record.name == "peewee"]
        return [
            plan_of(tx, sql, tuple(values or ())) for sql, values in asked if "FROM ticket" in sql or "place" in sql
        ]


@pytest.mark.parametrize("place", [None, Position((1_000, 7))], ids=["first page", "later page"])
@pytest.mark.parametrize("name", [*LISTS, *RESOLVED_LISTS])
def test_a_page_is_a_stretch_of_an_index(
    store: Store, name: str, place: Position | None, caplog: pytest.LogCaptureFixture
) -> None:
    query, index = {**LISTS, **RESOLVED_LISTS}[name]
    (plan,) = plans(store, caplog, lambda tx: read_rows(tx, query, (), {}, after=place, limit=100))
    assert not any(word in plan for word in SORTED), plan
    assert index in plan, plan


@pytest.mark.parametrize("place", [None, Position((1_000, 7))], ids=["first page", "later page"])
@pytest.mark.parametrize("name", PERSONAL)
def test_a_page_of_personal_queues_reads_a_stretch_of_an_index_for_each(
    store: Store, name: str, place: Position | None, caplog: pytest.LogCaptureFixture
) -> None:
    query, owned = PERSONAL[name]
    (plan,) = plans(store, caplog, lambda tx: read_rows(tx, query, owned, {}, after=place, limit=100))
    assert plan.count("personal_queue_by_due") == len(owned), plan
    assert "SCAN ticket" not in plan
    assert "Seq Scan" not in plan


# Of a statement that a connection asks for once more than this, the driver lets the server keep a plan.
UNKEPT = 5
KEPT = "SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%FROM ticket%'"


def test_a_server_plans_a_list_once_whatever_values_are_asked_for(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    for number in range(UNKEPT + 3):
        query = QueueQuery(team=f"Desk {number}")
        with store.reading(plans_once=is_stretch(query)) as tx:
            assert tx.clock_speed == 1
            read_rows(tx, query, (), {}, after=None, limit=100)
    with store.reading() as tx:
        assert tx.sql(KEPT) == [(3, 0)]
    store.close()


@pytest.mark.parametrize(
    "query",
    [
        QueueQuery(customer="priya@halden.example"),
        QueueQuery(priority=1),
        QueueQuery(is_breached=True),
        QueueQuery(states=(State.RESOLVED,)),
        replace(RESOLVED, states=(State.RESOLVED,)),
        replace(RESOLVED, team="Desk"),
        replace(RESOLVED, is_unassigned=True),
        QueueQuery(sort=Sort.UPDATED),
        QueueQuery(team="Desk", tier=1),
        QueueQuery(assignee="marek", is_unassigned=True),
    ],
    ids=[
        "customer",
        "priority",
        "was over",
        "resolved",
        "resolved and not closed",
        "resolved by team",
        "resolved by nobody",
        "sorted",
        "two columns",
        "somebody's and nobody's",
    ],
)
def test_only_what_is_a_stretch_of_an_index_is_planned_without_its_values(query: QueueQuery) -> None:
    assert not is_stretch(query)
    assert all(is_stretch(known) for known, _ in (*LISTS.values(), *RESOLVED_LISTS.values(), *PERSONAL.values()))


def test_lists_are_counted_from_indexes_alone(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    def count(tx: Transaction) -> None:
        for query, _ in LISTS.values():
            count_list(tx, query)
        count_by(tx, QueueQuery(), "tier")
        count_by(tx, QueueQuery(), "team")

    found = plans(store, caplog, count)
    assert len(found) == len(LISTS) + 2
    for plan in found:
        assert "COVERING INDEX ticket_by_" in plan or "Index Only Scan using ticket_by_" in plan, plan
