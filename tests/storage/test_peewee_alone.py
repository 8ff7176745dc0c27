"""A file is opened without the driver of PostgreSQL; a server is opened all the same after that."""

import subprocess
import sys

from desktop_escalation.services.database_admin import create_database
from tests.services.office import ROOT

OPEN = """
import sys
from desktop_escalation.storage.database import Store
for url in sys.argv[1:]:
    store = Store.open(url)
    with store.reading() as tx:
        print(tx.is_postgresql, tx.sql("SELECT CAST(? AS BIGINT)", 7), "psycopg" in sys.modules)
    store.close()
"""


def opened(*urls: str) -> list[str]:
    """Open databases one after the other in a new process, and give what it said of each."""
    done = subprocess.run([sys.executable, "-c", OPEN, *urls], check=True, capture_output=True, text=True)
    return done.stdout.splitlines()


def test_a_file_needs_no_driver_of_a_server_and_a_server_gets_it_afterwards(sqlite_url: str, postgres_url: str) -> None:
    for url in (sqlite_url, postgres_url):
        create_database(url, ROOT, simulated=False)

    assert opened(sqlite_url, postgres_url) == ["False [(7,)] False", "True [(7,)] True"]


def test_what_a_driver_says_of_a_server_is_understood_by_a_process_that_opened_a_file_first(
    sqlite_url: str, postgres_url: str
) -> None:
    create_database(sqlite_url, ROOT, simulated=False)
    missing = postgres_url.rpartition("/")[0] + "/there_is_no_such_database"

    told = subprocess.run(
        [sys.executable, "-c", OPEN, sqlite_url, missing], check=False, capture_output=True, text=True
    ).stderr

    assert "desktop_escalation.domain.errors.Refused" in told
    assert "does not let you in" in told
