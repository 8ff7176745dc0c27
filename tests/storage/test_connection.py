from pathlib import Path

import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.connection import journal_mode
from desktop_escalation.storage.database import Store


@pytest.mark.parametrize("version", [(3, 44, 6), (3, 44, 9), (3, 50, 7), (3, 51, 3), (3, 52, 0), (4, 0, 0)])
def test_wal_is_used_where_it_loses_no_commits(version: tuple[int, int, int]) -> None:
    assert journal_mode(version) == "WAL"


@pytest.mark.parametrize("version", [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 2)])
def test_truncate_is_used_where_wal_could_lose_commits(version: tuple[int, int, int]) -> None:
    assert journal_mode(version) == "TRUNCATE"


def test_a_connection_has_every_setting(store: Store) -> None:
    with store.writing() as tx:
        if tx.is_postgresql:
            names = ("idle_in_transaction_session_timeout", "lock_timeout", "statement_timeout", "TimeZone")
            assert [tx.sql(f"SHOW {name}")[0][0] for name in names] == ["5s", "3s", "15s", "UTC"]
        else:
            pragmas = ("synchronous", "foreign_keys", "busy_timeout")
            assert [tx.sql(f"PRAGMA {name}")[0][0] for name in pragmas] == [2, 1, 10_000]
            assert tx.sql("PRAGMA journal_mode")[0][0] in {"wal", "truncate"}


def test_what_the_uri_asks_for_wins(postgres_url: str) -> None:
    schema.create(postgres_url)
    store = Store.open(f"{postgres_url}?application_name=mine&options=-c%20lock_timeout%3D1s")
    with store.reading() as tx:
        shown = [tx.sql(f"SHOW {name}")[0][0] for name in ("application_name", "lock_timeout", "statement_timeout")]
    store.close()
    assert shown == ["mine", "1s", "15s"]


def test_a_file_with_strange_letters_in_its_name_opens(tmp_path: Path) -> None:
    folder = tmp_path / "a ?#%20 ü"
    folder.mkdir()
    url = f"sqlite:///{folder / 'x?.db'}"
    schema.create(url)
    Store.open(url).close()
    assert (folder / "x?.db").stat().st_size > 0
