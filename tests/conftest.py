"""What every test can ask for: databases, and hypothesis set up for where it runs."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import settings

from tests.copies import SQLITE, Copies, CopyOf, Furnish
from tests.postgres_server import PostgresServer

# Workers of pytest-xdist learn from it where their common server lives.
POSTGRES_HOME = "DESKTOP_ESCALATION_TEST_POSTGRES"

settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if "CI" in os.environ else "default")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        server = PostgresServer.planned()
        os.environ[POSTGRES_HOME] = str(server.home)
        config.add_cleanup(server.stop)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Gives the tests under tests/journeys and tests/bench their marker, so that none can forget it."""
    tests = Path(__file__).parent
    for item in items:
        for folder in ("journeys", "bench"):
            if item.path.is_relative_to(tests / folder):
                item.add_marker(folder)


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The run's PostgreSQL server, common to all workers; it starts with the first database asked of it."""
    return PostgresServer(Path(os.environ[POSTGRES_HOME]))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The URL of an empty PostgreSQL database of this test's own."""
    with postgres_server.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that does not exist yet."""
    return f"sqlite:///{tmp_path / 'escalation.db'}"


@pytest.fixture(params=["sqlite_url", "postgres_url"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The URL of an empty database, of each kind in turn."""
    url: str = request.getfixturevalue(request.param)
    return url


@pytest.fixture(scope="session")
def copies(tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer) -> Iterator[Copies]:
    """The databases that tests copy."""
    with ExitStack() as stack:
        yield Copies(tmp_path_factory.mktemp("copies"), postgres_server, stack)


@pytest.fixture
def copy_of(copies: Copies, sqlite_url: str) -> Iterator[CopyOf]:
    """Copy what a function furnishes, on a kind of database; one copy a kind for each test."""
    with ExitStack() as stack:

        def copy(furnish: Furnish, kind: str) -> str:
            if kind == SQLITE:
                return copies.sqlite(furnish, sqlite_url)
            return stack.enter_context(copies.postgresql(furnish))

        yield copy
