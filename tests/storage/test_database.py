import sqlite3
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from socket import create_server

import psycopg
import pytest
from peewee import IntegerField, IntegrityError, PeeweeException, TextField

from desktop_escalation.domain.errors import Conflict, Refused, Unavailable
from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.operations import OperationRow
from desktop_escalation.storage.retry import Patience
from desktop_escalation.storage.row import Row
from desktop_escalation.storage.transaction import Transaction


class NumberRow(Row):
    id = IntegerField(primary_key=True)
    text = TextField()


def remember(tx: Transaction, op_id: str, result: str = "done") -> None:
    """Write a row that can be there only once."""
    tx.run(OperationRow.insert(op_id=op_id, at=tx.now, who="marek", result=result))


def recalls(tx: Transaction, op_id: str) -> bool:
    """True where it is there."""
    return bool(tx.rows(OperationRow.select(OperationRow.op_id).where(OperationRow.op_id == op_id)))


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


OTHERS = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> %s"


def hang_up(url: str) -> None:
    """What a restart of the server does to everybody else's connection."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(OTHERS, (other.info.backend_pid,))


def test_a_connection_that_was_let_go_opens_again_when_needed(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "a")
    store.let_go()
    store.let_go()
    with store.reading() as tx:
        assert recalls(tx, "a")


def test_what_is_written_is_read(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "a")
    with store.reading() as tx:
        assert recalls(tx, "a")


def test_an_error_undoes_the_whole_transaction(store: Store) -> None:
    with pytest.raises(Conflict), store.writing() as tx:
        _remember_twice(tx)
    with store.reading() as tx:
        assert not recalls(tx, "a")


def test_an_error_in_a_savepoint_undoes_only_that(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "b")
        with pytest.raises(IntegrityError), tx.savepoint():
            _remember_twice(tx)
    with store.reading() as tx:
        assert (recalls(tx, "a"), recalls(tx, "b")) == (False, True)


def test_nothing_can_be_written_while_reading(store: Store) -> None:
    with pytest.raises(PeeweeException, match=r"read-?only"), store.reading() as tx:
        remember(tx, "a")
    with pytest.raises(RuntimeError, match="changes nothing"), store.reading() as tx:
        tx.touch("ticket", 1)
    with store.writing() as tx:
        remember(tx, "a")


def test_the_doors_do_not_nest(store: Store) -> None:
    for outer in (store.reading, store.writing):
        for inner in (store.reading, store.writing):
            with outer(), pytest.raises(RuntimeError, match="do not nest"), inner():
                pass


def test_a_reader_sees_one_moment(store: Store, simulated_url: str) -> None:
    other = Store.open(simulated_url)
    with store.reading() as tx:
        before = recalls(tx, "a")
        if tx.is_postgresql:
            with ThreadPoolExecutor(1) as thread:
                thread.submit(_remember, other).result()
        assert recalls(tx, "a") == before
    other.close()


def _remember_twice(tx: Transaction) -> None:
    for _ in range(2):
        remember(tx, "a")


def _remember(store: Store) -> None:
    with store.writing() as tx:
        remember(tx, "a")


def test_mistakes_in_sql_are_not_dressed_up(store: Store) -> None:
    with pytest.raises(PeeweeException), store.writing() as tx:
        tx.sql("SELECT nothing FROM nowhere")


def test_values_and_percent_signs_mean_themselves_on_both_databases(store: Store) -> None:
    with store.reading() as tx:
        assert tx.sql("SELECT ? || '%s%' , 7 % 4", "50%") == [("50%%s%", 3)]


def test_many_rows_are_inserted_and_updated_in_chunks(store: Store) -> None:
    from_zero = [(number, f"row {number}") for number in range(40_000)]
    with store.writing() as tx:
        tx.sql("CREATE TABLE number (id INTEGER PRIMARY KEY, text TEXT)")
        columns = (NumberRow.id, NumberRow.text)
        tx.insert_many(columns, from_zero)
        tx.insert_many(columns, [(7, "seven"), (50_000, "last")], upsert_by=(NumberRow.id,))
        tx.insert_many(columns, [])
        assert tx.sql("SELECT COUNT(*), MAX(id) FROM number") == [(40_001, 50_000)]
        assert tx.sql("SELECT text FROM number WHERE id = 7") == [("seven",)]


def test_each_thread_has_a_connection_that_it_keeps(store: Store) -> None:
    def connection() -> int:
        with store.reading() as tx:
            return id(tx.database.connection())  # type: ignore[no-untyped-call]

    with ThreadPoolExecutor(1) as thread:
        theirs = {thread.submit(connection).result() for _ in range(3)}
    assert len(theirs) == 1
    assert connection() == connection()
    assert connection() not in theirs


def test_the_connections_of_threads_that_ended_are_closed(store: Store) -> None:
    def look() -> None:
        with store.reading() as tx:
            seen.append(tx.database.connection())  # type: ignore[no-untyped-call]

    seen: list[sqlite3.Connection | psycopg.Connection] = []
    for _ in range(2):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    with pytest.raises((sqlite3.ProgrammingError, psycopg.OperationalError)):
        seen[0].execute("SELECT 1")
    seen[1].execute("SELECT 1")


def test_a_closed_store_is_closed_for_all_threads(store: Store) -> None:
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_remember, store).result()
        store.close()
        with pytest.raises(RuntimeError, match="closed"):
            thread.submit(_remember, store).result()


def test_many_writers_wait_for_one_another(store: Store) -> None:
    def add(number: int) -> None:
        with store.writing() as tx:
            ((count,),) = tx.sql("SELECT COUNT(*) FROM operation")
            remember(tx, str(number), str(count))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(100)))
    with store.reading() as tx:
        assert tx.sql("SELECT COUNT(*) FROM operation") == [(100,)]


def test_a_file_that_another_program_writes_to_is_unavailable_soon(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    store = Store.open(sqlite_url, lock_timeout_s=0.05)
    with closing(sqlite3.connect(path_of(sqlite_url), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="Another program is writing"), store.writing():
            pass
        other.execute("ROLLBACK")
    with store.writing() as tx:
        remember(tx, "a")
    store.close()


def test_rows_that_somebody_else_changes_are_unavailable_soon(postgres_url: str) -> None:
    schema.create(postgres_url, simulated=True)
    store = Store.open(f"{postgres_url}?options=-c%20lock_timeout%3D50ms")
    with psycopg.connect(postgres_url) as other:
        other.execute("UPDATE site_clock SET simulated_ms = 0")
        with pytest.raises(Unavailable, match="Somebody else is changing"), store.writing() as tx:
            tx.sql("UPDATE site_clock SET simulated_ms = 1")
    store.close()


def test_a_full_disk_is_unavailable_and_leaves_the_database_whole(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    store = Store.open(sqlite_url)
    with store.reading() as tx:
        ((pages,),) = tx.sql("PRAGMA page_count")
        tx.sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(Unavailable, match=r"disk of the database .* is full"), store.writing() as tx:
        remember(tx, "a", "long " * 10_000)
    with store.writing() as tx:
        assert not recalls(tx, "a")
        remember(tx, "a", "short")
        assert tx.sql("PRAGMA quick_check") == [("ok",)]
    store.close()


def test_a_damaged_file_is_refused(sqlite_url: str) -> None:
    schema.create(sqlite_url)
    with path_of(sqlite_url).open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * 4000)
    with pytest.raises(Refused, match="damaged"):
        Store.open(sqlite_url)


def test_a_server_that_is_not_there_is_unavailable(unused_port: int) -> None:
    with pytest.raises(Unavailable, match=f"postgresql://127.0.0.1:{unused_port}/desk does not answer"):
        Store.open(f"postgresql://127.0.0.1:{unused_port}/desk")


@pytest.fixture
def unused_port() -> int:
    with create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def test_a_server_that_says_nothing_is_unavailable_within_the_connect_timeout() -> None:
    with create_server(("127.0.0.1", 0)) as silent:
        begin_s = time.monotonic()
        with pytest.raises(Unavailable, match="does not answer"):
            Store.open(f"postgresql://127.0.0.1:{silent.getsockname()[1]}/desk")
        assert time.monotonic() - begin_s < 5


def test_a_database_that_the_server_does_not_have_is_refused(postgres_url: str) -> None:
    with pytest.raises(Refused, match=r"does not let you in: .*does not exist"):
        Store.open(f"{postgres_url}_not")


def test_a_role_without_rights_is_refused_in_the_servers_words(postgres_url: str) -> None:
    schema.create(postgres_url)
    role = f"guest_{postgres_url.rpartition('_')[2]}"
    with psycopg.connect(postgres_url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        owner.execute(f"GRANT SELECT ON schema_migration, site_clock TO {role}")
        store = Store.open(postgres_url.replace("postgres@", f"{role}@"))
        with pytest.raises(Refused, match="permission denied for table operation"), store.writing() as tx:
            remember(tx, "a")
        store.close()
        owner.execute(f"DROP OWNED BY {role}")
        owner.execute(f"DROP ROLE {role}")


def test_the_next_transaction_after_a_restart_of_the_server_succeeds(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    hang_up(postgres_url)
    with store.writing() as tx:
        remember(tx, "a")
    store.close()


def test_a_transaction_that_the_server_hangs_up_on_is_unavailable_and_the_next_succeeds(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    with pytest.raises(Unavailable, match="stopping or starting"), store.writing() as tx:
        _remember_while_the_server_hangs_up(tx, postgres_url)
    with store.reading() as tx:
        assert not recalls(tx, "a")
    store.close()


def _remember_while_the_server_hangs_up(tx: Transaction, url: str) -> None:
    remember(tx, "a")
    hang_up(url)
    remember(tx, "b")


def test_work_that_is_broken_off_is_done_again(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    attempts: list[int] = []

    def work(tx: Transaction) -> str:
        attempts.append(len(attempts))
        remember(tx, "a")
        if len(attempts) == 1:
            hang_up(postgres_url)
        return "done"

    assert store.run(work, Patience(first_pause_s=0)) == "done"
    assert attempts == [0, 1]
    store.close()


def test_a_program_does_not_go_on_with_a_database_that_was_upgraded_meanwhile(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(postgres_url)
    with store.writing() as tx:
        tx.sql("INSERT INTO schema_migration (number, name, at) VALUES (9999, 'of the future', 0)")
    hang_up(postgres_url)
    with pytest.raises(Refused, match="Upgrade the program"), store.reading():
        pass
    store.close()
