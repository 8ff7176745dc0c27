"""A furnished help desk on each kind of database, whose clock stands at the beginning of the simulation.

Each is a copy of one that was made once, which takes a fraction of the time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.history.archive import Archive, furnish
from tests.postgres_server import PostgresServer


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
def archive(request: pytest.FixtureRequest) -> Iterator[Archive]:
    """The services on a furnished database, of each kind in turn."""
    with Archive.open(request.getfixturevalue(request.param)) as archive:
        yield archive


@pytest.fixture
def sqlite_archive(furnished_sqlite_url: str) -> Iterator[Archive]:
    """The services on an SQLite file, for what is the same on every database."""
    with Archive.open(furnished_sqlite_url) as archive:
        yield archive
