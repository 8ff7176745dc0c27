"""A help desk on each kind of database, with the sample organisation in it and its clock at Monday 07:00 in Leeds.

Each is a copy of one that was made once, which takes a fraction of the time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres_server import PostgresServer
from tests.services.office import Office, furnish


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("furnished") / "escalation.db"
    furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def furnished_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database() as url:
        furnish(url)
        yield url.rpartition("/")[2]


@pytest.fixture
def furnished_sqlite_url(furnished_file: Path, sqlite_url: str) -> str:
    shutil.copyfile(furnished_file, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture
def furnished_postgres_url(furnished_postgres: str, postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database(furnished_postgres) as url:
        yield url


@pytest.fixture(params=["furnished_sqlite_url", "furnished_postgres_url"])
def furnished_url(request: pytest.FixtureRequest) -> str:
    """The URL of a furnished database, of each kind in turn."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def office(furnished_url: str) -> Iterator[Office]:
    """The services on a furnished database."""
    with Office.open(furnished_url) as office:
        yield office


@pytest.fixture
def sqlite_office(furnished_sqlite_url: str) -> Iterator[Office]:
    """The services on an SQLite file, for what is refused before any database is asked."""
    with Office.open(furnished_sqlite_url) as office:
        yield office
