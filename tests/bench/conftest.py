"""What every benchmark can ask for: databases as the product keeps them, and a place to put figures."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.bench.databases import Databases
from tests.bench.figures import FILE, Line, Report, table, write
from tests.postgres_server import PostgresServer

LINES = pytest.StashKey[list[Line]]()
# What the common server of the tests is without, and any server that keeps data is with.
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
RELOAD_TIMEOUT_S = 10


@pytest.fixture
def report(pytestconfig: pytest.Config) -> Report:
    """Put a line into the table of this run."""
    return pytestconfig.stash.setdefault(LINES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    lines = config.stash.get(LINES, [])
    if not lines:
        return
    write(lines)
    terminalreporter.section(f"figures, also in {FILE}")
    for line in table(lines):
        terminalreporter.line(line)


@pytest.fixture(scope="session")
def durable_server(postgres_server: PostgresServer) -> PostgresServer:
    """The run's PostgreSQL server, which from now on writes what it commits to the disk."""
    with postgres_server.database() as url, psycopg.connect(url, autocommit=True) as owner:
        for setting in DURABLE:
            owner.execute(f"ALTER SYSTEM SET {setting} = on")
        owner.execute("SELECT pg_reload_conf()")
        ends_s = time.monotonic() + RELOAD_TIMEOUT_S
        while not all(owner.execute(f"SHOW {setting}").fetchone() == ("on",) for setting in DURABLE):
            assert time.monotonic() < ends_s, "the server did not take its settings"
    return postgres_server


@pytest.fixture
def databases(tmp_path: Path, durable_server: PostgresServer) -> Iterator[Databases]:
    """New databases and copies of them, which go at the end."""
    with Databases.opened(tmp_path, durable_server) as opened:
        yield opened
