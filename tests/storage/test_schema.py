import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused, Unavailable
from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.schema_change import Migration, SchemaChange

NEWEST = schema.MIGRATIONS[-1].number


def a_migration(upgrade: Callable[[SchemaChange], None]) -> tuple[Migration, ...]:
    """The program's migrations and one more."""
    return (*schema.MIGRATIONS, Migration(NEWEST + 1, "one more", upgrade))


def add_a_table(change: SchemaChange) -> None:
    change.table("parcel", f"id {change.auto_key}", f"photo {change.blob}", "is_small BOOLEAN", "sent_at BIGINT")
    change.index("parcel_by_time", "parcel", "sent_at, id", where="is_small", unique=True)


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def pretend_to_be_newer(url: str) -> None:
    store = Store.open(url)
    with store.writing() as tx:
        tx.sql("INSERT INTO schema_migration (number, name, at) VALUES (9999, 'of the future', 0)")
    store.close()


def test_numbers_count_from_one_without_a_gap() -> None:
    assert [migration.number for migration in schema.MIGRATIONS] == list(range(1, NEWEST + 1))


def test_a_created_database_is_current_and_its_clock_is_real(database_url: str) -> None:
    assert schema.create(database_url) == schema.SchemaStatus(NEWEST, NEWEST, is_simulated=False)
    assert schema.status(database_url).is_current


def test_each_migration_is_recorded_with_the_computers_time_even_where_the_clock_is_simulated(store: Store) -> None:
    with store.reading() as tx:
        rows = tx.sql("SELECT number, name, at FROM schema_migration ORDER BY number")
    assert [(number, name) for number, name, _ in rows] == [(each.number, each.name) for each in schema.MIGRATIONS]
    assert all(at > 1_700_000_000_000 for _, _, at in rows)


def test_a_database_is_not_created_twice(simulated_url: str) -> None:
    with pytest.raises(Refused, match=r"already.*escalationctl database upgrade"):
        schema.create(simulated_url)


def test_a_failed_creation_leaves_nothing(database_url: str) -> None:
    def fail(change: SchemaChange) -> None:
        add_a_table(change)
        raise Refused("no")

    with pytest.raises(Refused, match="no"):
        schema.create(database_url, migrations=a_migration(fail))
    schema.create(database_url)


def test_a_migration_runs_once(simulated_url: str) -> None:
    migrations = a_migration(add_a_table)
    assert schema.status(simulated_url, migrations=migrations).number == NEWEST
    for _ in range(2):
        assert schema.upgrade(simulated_url, migrations=migrations).is_current


def test_of_two_migrations_the_first_stays_where_the_second_fails(simulated_url: str) -> None:
    def fail(change: SchemaChange) -> None:
        change.sql("CREATE TABLE half (id INTEGER)")
        change.sql("INSERT INTO parcel (is_small, sent_at) VALUES (TRUE, 1)")
        change.sql("INSERT INTO half (id) VALUES (1)")
        raise Refused("no")

    first = a_migration(add_a_table)
    with pytest.raises(Refused, match="no"):
        schema.upgrade(simulated_url, migrations=(*first, Migration(NEWEST + 2, "bad", fail)))
    assert schema.status(simulated_url, migrations=first).is_current
    schema.upgrade(
        simulated_url,
        migrations=(*first, Migration(NEWEST + 2, "good", lambda change: change.table("half", "id INTEGER"))),
    )


def test_an_older_database_is_not_opened_and_the_way_out_is_named(database_url: str) -> None:
    schema.create(database_url, migrations=schema.MIGRATIONS[:1])
    with pytest.raises(Refused, match="escalationctl database upgrade"):
        Store.open(database_url)
    schema.upgrade(database_url)
    Store.open(database_url).close()


def test_a_newer_database_is_neither_opened_nor_upgraded(simulated_url: str) -> None:
    pretend_to_be_newer(simulated_url)
    for attempt in (Store.open, schema.upgrade):
        with pytest.raises(Refused, match="Upgrade the program"):
            attempt(simulated_url)
    assert schema.status(simulated_url) == schema.SchemaStatus(9999, NEWEST, is_simulated=True)


def test_an_empty_postgresql_database_is_not_opened(postgres_url: str) -> None:
    for attempt in (Store.open, schema.upgrade):
        with pytest.raises(Refused, match="create it with: escalationctl database create"):
            attempt(postgres_url)
    assert schema.status(postgres_url).number == 0


def test_a_missing_file_is_not_made_by_opening_it(sqlite_url: str) -> None:
    for attempt in (Store.open, schema.upgrade, schema.status):
        with pytest.raises(Refused, match="create it with: escalationctl database create"):
            attempt(sqlite_url)
    assert not path_of(sqlite_url).exists()


def test_a_file_in_a_missing_folder_is_refused(sqlite_url: str) -> None:
    with pytest.raises(Refused, match=r"no folder .* Make it first"):
        schema.create(sqlite_url.replace("escalation.db", "nowhere/escalation.db"))


def test_an_empty_file_may_become_a_database(sqlite_url: str) -> None:
    path_of(sqlite_url).touch()
    assert schema.create(sqlite_url).is_current


def test_the_file_of_another_program_is_refused(sqlite_url: str) -> None:
    with closing(sqlite3.connect(path_of(sqlite_url))) as other, other:
        other.execute("CREATE TABLE places (id INTEGER)")
    with pytest.raises(Refused, match="another program"):
        schema.create(sqlite_url)


def test_a_file_that_is_no_database_is_refused(sqlite_url: str) -> None:
    path_of(sqlite_url).write_text("Dear diary, " * 100)
    for attempt in (Store.open, schema.create, schema.upgrade):
        with pytest.raises(Refused, match="is no SQLite database"):
            attempt(sqlite_url)


def test_a_file_is_copied_before_it_is_upgraded(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    store = Store.open(sqlite_url)
    with store.writing() as tx:
        tx.sql("INSERT INTO operation (op_id, at, who, result) VALUES ('a', 0, 'marek', '')")
    store.close()
    schema.upgrade(sqlite_url, migrations=a_migration(add_a_table))
    copy = f"{sqlite_url}.before-{NEWEST + 1:04}"
    before = Store.open(copy)
    with before.reading() as tx:
        assert tx.sql("SELECT op_id FROM operation") == [("a",)]
    before.close()
    assert not path_of(f"{copy}.half").exists()


def test_a_current_file_is_not_copied(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    schema.upgrade(sqlite_url)
    assert not list(path_of(sqlite_url).parent.glob("*.before-*"))


def test_nothing_is_upgraded_where_the_copy_fails(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    path_of(f"{sqlite_url}.before-{NEWEST + 1:04}").mkdir()
    with pytest.raises(Unavailable, match="Nothing was changed"):
        schema.upgrade(sqlite_url, migrations=a_migration(add_a_table))
    Store.open(sqlite_url).close()


def test_a_migration_that_leaves_dangling_rows_is_undone(sqlite_url: str) -> None:
    def dangle(change: SchemaChange) -> None:
        change.table("child", "parent TEXT REFERENCES policy_state (name)")
        change.sql("INSERT INTO child (parent) VALUES ('nobody')")

    schema.create(sqlite_url)
    with pytest.raises(RuntimeError, match="refer to nothing"):
        schema.upgrade(sqlite_url, migrations=a_migration(dangle))
    assert schema.status(sqlite_url).is_current


def test_of_three_programs_that_create_at_once_one_succeeds(database_url: str) -> None:
    def create(_: int) -> str:
        try:
            schema.create(database_url)
        except Refused as refused:
            return str(refused)
        return "created"

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(create, range(3)))
    assert answers.count("created") == 1
    assert sum("already" in answer for answer in answers) == 2


def test_three_programs_that_upgrade_at_once_all_succeed(database_url: str) -> None:
    schema.create(database_url, migrations=schema.MIGRATIONS[:1])
    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(lambda _: schema.upgrade(database_url), range(3)))
    assert all(answer.is_current for answer in answers)
