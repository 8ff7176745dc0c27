"""Each migration brings a database up from the one before it, with what that one holds."""

import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.connection import connect, database_at
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.database_url import parse_database_url
from desktop_escalation.storage.schema import MIGRATIONS
from desktop_escalation.storage.statement import run_sql

# A row that each version can hold, and where it is found afterwards.
ROWS = {
    1: (
        "INSERT INTO operation (op_id, at, who, result) VALUES ('x', 0, 'marek', 'kept')",
        "SELECT result FROM operation",
    ),
    2: (
        "INSERT INTO policy_state (name, is_on) VALUES ('kept', TRUE)",
        "SELECT name FROM policy_state",
    ),
    3: (
        "INSERT INTO engine_pass (at, engine, looked_at, fired, skipped) VALUES (0, 'kept', 1, 1, 0)",
        "SELECT engine FROM engine_pass",
    ),
}


@pytest.mark.parametrize("before", sorted(ROWS))
def test_a_database_of_each_version_comes_up_to_date_with_its_rows(database_url: str, before: int) -> None:
    put, find = ROWS[before]
    schema.create(database_url, migrations=MIGRATIONS[:before])
    address = parse_database_url(database_url)
    database = database_at(address)
    connect(database, address)
    with database.atomic():
        run_sql(database, put)
    database.close()
    assert schema.upgrade(database_url).is_current
    store = Store.open(database_url)
    with store.reading() as tx:
        assert tx.sql(find) == [("kept",)]
    store.close()


def test_every_migration_but_the_last_has_its_row() -> None:
    assert sorted(ROWS) == [migration.number for migration in MIGRATIONS[:-1]]
