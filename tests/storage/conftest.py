"""A store on each kind of database, for the tests of everything that is kept.

Each is a copy of a database that was migrated once, which takes a fraction of the time.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from tests.postgres_server import PostgresServer


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("migrated") / "escalation.db"
    schema.create(f"sqlite:///{path}", simulated=True)
    return path


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database() as url:
        schema.create(url, simulated=True)
        yield url.rpartition("/")[2]


@pytest.fixture
def simulated_sqlite_url(migrated_file: Path, sqlite_url: str) -> str:
    shutil.copyfile(migrated_file, sqlite_url.removeprefix("sqlite:///"))
    return sqlite_url


@pytest.fixture
def simulated_postgres_url(migrated_postgres: str, postgres_server: PostgresServer) -> Iterator[str]:
    with postgres_server.database(migrated_postgres) as url:
        yield url


@pytest.fixture(params=["simulated_sqlite_url", "simulated_postgres_url"])
def simulated_url(request: pytest.FixtureRequest) -> str:
    """The URL of a database of each kind, whose clock stands at the beginning of the simulation."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture
def store(simulated_url: str) -> Iterator[Store]:
    """A store with a simulated clock."""
    store = Store.open(simulated_url)
    yield store
    store.close()
