"""A store on each kind of database, for the tests of everything that is kept."""

from collections.abc import Iterator

import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store


@pytest.fixture
def simulated_url(database_url: str) -> str:
    """The URL of a database whose clock stands at the beginning of the simulation."""
    schema.create(database_url, simulated=True)
    return database_url


@pytest.fixture
def store(simulated_url: str) -> Iterator[Store]:
    """A store with a simulated clock."""
    store = Store.open(simulated_url)
    yield store
    store.close()
