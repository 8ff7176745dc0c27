"""The migration that lets lists be read without documents fills them as the program itself would have."""

from datetime import timedelta
from typing import Any

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.storage import schema
from desktop_escalation.storage.connection import connect, database_at
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.fields import NO_TARGET, PAUSED_FROM
from desktop_escalation.storage.schema import MIGRATIONS
from desktop_escalation.storage.statement import run_sql
from tests.copies import KINDS, SQLITE, CopyOf
from tests.services.office import ROOT, Office, at, furnish, speaking_for

BEFORE = 6
MAREK, JONAS, INGRID = (speaking_for(login) for login in ("marek", "jonas", "ingrid"))
# Tables that hold what the program made, in an order in which they can be filled.
TABLES = (
    *("site", "tier", "team", "calendar", "template", "person", "customer", "calendar_version", "policy_state"),
    *("policy_version", "ticket", "clock", "escalation", "step_record", "event", "waiting"),
)

Rows = dict[str, list[dict[str, Any]]]


def busy_desk(url: str) -> None:
    """Make tickets with everything that a list knows of some: pauses, breaches, due times by hand, escalations."""
    with Office.open(url) as office:
        office.publish()
        ticketing = office.app.ticketing
        for clock in ("09:00", "09:10", "09:20", "09:30", "09:40", "09:50"):
            office.at(clock)
            office.ticket()
        ticketing.pause(MAREK, "DE-2", PendingReason.CUSTOMER, None)
        ticketing.due(INGRID, "DE-3", Metric.RESOLUTION, at("16:00"), "agreed")
        ticketing.due(INGRID, "DE-4", Metric.RESOLUTION, at("15:30"), "agreed")
        office.at("10:20")
        ticketing.pause(MAREK, "DE-4", PendingReason.CUSTOMER, None)
        ticketing.watch(MAREK, "DE-5", None, is_on=True)
        ticketing.escalate(MAREK, "DE-5", HandEscalation("needs expertise", "routing", team="Network", person="jonas"))
        ticketing.watch(MAREK, "DE-6", None, is_on=True)
        ticketing.resolve(MAREK, "DE-6")
        office.at("14:00")
        office.app.climbing.run_pass()
        ticketing.acknowledge(JONAS, "DE-5", None)
        assert office.has_no_differences()


@pytest.fixture(params=KINDS)
def made_url(request: pytest.FixtureRequest, copy_of: CopyOf) -> str:
    url = copy_of(furnish, request.param)
    busy_desk(url)
    return url


@pytest.fixture
def empty_url(made_url: str, request: pytest.FixtureRequest) -> str:
    """The URL of an empty database of the same kind."""
    if not made_url.startswith(SQLITE):
        url: str = request.getfixturevalue("postgres_url")
        return url
    return made_url.removesuffix("escalation.db") + "older.db"


def rows_of(url: str) -> Rows:
    """Read the tables whole."""
    store = Store.open(url)
    with store.reading() as tx:
        found = {}
        for table in (*TABLES, "personal_queue"):
            names = columns_of(tx.database, table)
            rows = tx.sql(f"SELECT {', '.join(names)} FROM {table}")
            found[table] = sorted((dict(zip(names, row, strict=True)) for row in rows), key=str)
    store.close()
    return found


def columns_of(database: Any, table: str) -> list[str]:
    return [column.name for column in database.get_columns(table)]


def make_older(url: str, made_url: str) -> None:
    """Make a database of an older version that holds the same."""
    schema.create(url, migrations=MIGRATIONS[:BEFORE])
    address = parse_database_url(url)
    database = database_at(address)
    connect(database, address)
    columns = {table: columns_of(database, table) for table in TABLES}
    rows = rows_of(made_url)
    for row in rows["ticket"]:
        row["next_due_at"] = row["due_order"] if row["due_order"] < PAUSED_FROM else None
    with database.atomic():
        for table in TABLES:
            names, marks = ", ".join(columns[table]), ", ".join("?" for _ in columns[table])
            for row in rows[table]:
                values = [row[column] for column in columns[table]]
                run_sql(database, f"INSERT INTO {table} ({names}) VALUES ({marks})", *values)
    database.close()


def test_lists_of_an_older_database_are_filled_as_the_program_fills_them(made_url: str, empty_url: str) -> None:
    make_older(empty_url, made_url)
    schema.upgrade(empty_url)
    made, filled = rows_of(made_url), rows_of(empty_url)
    assert [row["owner"] for row in made["personal_queue"] if row["queue"] == "watching"] == ["marek"]
    assert {row["queue"] for row in made["personal_queue"]} == {"watching", "escalated", "team"}
    assert sum(PAUSED_FROM < row["due_order"] < NO_TARGET for row in made["ticket"]) == 2
    assert filled == made


def test_a_ticket_that_cannot_be_read_any_more_does_not_stop_the_upgrade(made_url: str, empty_url: str) -> None:
    with Office.open(made_url) as office, office.app.store.writing() as tx:
        tx.sql("UPDATE clock SET document = '{' WHERE ticket_id = 1")
        tx.sql("UPDATE ticket SET watchers = '{' WHERE id = 1")
        tx.sql("UPDATE escalation SET document = '{' WHERE ticket_id = 1")
    make_older(empty_url, made_url)
    schema.upgrade(empty_url)
    with Office.open(empty_url) as office:
        rows = office.app.pages.page(ROOT, QueueQuery()).rows
        assert [(row.number, row.countdown is None) for row in rows][-1] == ("DE-1", True)
        assert len(office.app.pages.page(ROOT, QueueQuery(due_within=timedelta(days=1))).rows) > 0
