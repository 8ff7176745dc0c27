"""What a transaction asks first: all at once while it reads, each thing anew while it writes."""

import logging
from collections.abc import Iterator

import psycopg
import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.outset import SessionRole
from desktop_escalation.storage.transaction import Transaction

READABLE = "schema_migration, site_clock, revision"


def ask_all(tx: Transaction) -> None:
    for name in ("one", "two"):
        tx.kept(name, lambda _: "value")
    assert tx.now == tx.now
    if tx.is_postgresql:
        assert tx.session_role == SessionRole("postgres", is_owner=True)


def questions(caplog: pytest.LogCaptureFixture) -> list[str]:
    asked = [str(record.msg[0]) for record in caplog.records if record.name == "peewee" and record.msg]
    return [sql for sql in asked if sql.startswith("SELECT")]


def test_a_reading_transaction_asks_for_all_of_it_in_one_statement(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"), store.reading() as tx:
        ask_all(tx)
    assert len(questions(caplog)) == 1


def test_each_reading_transaction_asks_anew(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"):
        for _ in range(3):
            with store.reading() as tx:
                ask_all(tx)
    assert len(questions(caplog)) == 3


def test_a_writing_transaction_asks_only_for_what_it_needs(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="peewee"), store.writing() as tx:
        assert tx.now == tx.now
    assert ["revision" in sql for sql in questions(caplog)] == [False]


def test_a_file_does_not_know_who_opened_it(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    store = Store.open(sqlite_url)
    for door in (store.reading, store.writing):
        with pytest.raises(RuntimeError, match="does not know who"), door() as tx:
            _ = tx.session_role
    store.close()


@pytest.fixture
def owner(postgres_url: str) -> Iterator[psycopg.Connection]:
    """The owner's connection to a database in which a guest may log in and look."""
    schema.create(postgres_url)
    role = role_at(postgres_url)
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        owner.execute(f"GRANT SELECT ON {READABLE} TO {role}")
        yield owner
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


def role_at(url: str) -> str:
    return f"guest_{url.rpartition('_')[2]}"


@pytest.mark.parametrize("is_writing", [False, True], ids=["reading", "writing"])
def test_a_server_says_who_the_session_is_in_each_transaction(
    owner: psycopg.Connection, postgres_url: str, *, is_writing: bool
) -> None:
    role = role_at(postgres_url)
    store = Store.open(postgres_url.replace("postgres@", f"{role}@"))

    def session_role() -> SessionRole:
        with store.writing() if is_writing else store.reading() as tx:
            return tx.session_role

    assert session_role() == SessionRole(role, is_owner=False)
    owner.execute(f"GRANT postgres TO {role}")
    assert session_role() == SessionRole(role, is_owner=True)
    owner.execute(f"REVOKE postgres FROM {role}")
    assert session_role() == SessionRole(role, is_owner=False)
    store.close()


def settings(tx: Transaction) -> str:
    ((setting,),) = tx.sql("SELECT current_setting('plan_cache_mode')")
    return str(setting)


def test_a_server_keeps_plans_only_in_a_transaction_that_wants_it(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    found = []
    for plans_once in (True, False):
        with store.reading(plans_once=plans_once) as tx:
            assert tx.clock_speed == 1
            found.append(settings(tx))
    store.close()
    assert found == ["force_generic_plan", "auto"]
