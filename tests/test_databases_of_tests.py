import sqlite3

import psycopg
import pytest

from tests.postgres_server import PostgresServer


def test_postgresql_is_real_and_empty(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE left_over (id bigint)")
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("left_over",)]


def test_postgresql_starts_empty_after_another_test(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        version = connection.info.server_version
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert (version // 10_000, tables) == (18, [])


def test_a_database_is_dropped_though_somebody_is_still_connected(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as url:
        connection = psycopg.connect(url)
    with pytest.raises(psycopg.OperationalError):
        connection.execute("SELECT 1")
    connection.close()


def test_a_database_may_be_the_copy_of_another(postgres_server: PostgresServer) -> None:
    with postgres_server.database() as template:
        with psycopg.connect(template) as connection:
            connection.execute("CREATE TABLE copied (id bigint)")
        connection.close()
        with postgres_server.database(template.rpartition("/")[2]) as copy, psycopg.connect(copy) as connection:
            assert connection.execute("SELECT count(*) FROM copied").fetchone() == (0,)


def test_the_sqlite_file_is_not_there_yet(sqlite_url: str) -> None:
    path = sqlite_url.removeprefix("sqlite:///")
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)
    connection.close()


def test_each_kind_of_database_has_its_turn(database_url: str) -> None:
    assert database_url.startswith(("sqlite:///", "postgresql://"))
