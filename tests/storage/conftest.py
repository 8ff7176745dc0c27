"""A store on each kind of database, for the tests of everything that is kept."""

from collections.abc import Iterator

import pytest

from desktop_escalation.storage import schema
from desktop_escalation.storage.database import Store
from tests.copies import KINDS, CopyOf


def migrate(url: str) -> None:
    schema.create(url, simulated=True)


@pytest.fixture(params=KINDS)
def simulated_url(request: pytest.FixtureRequest, copy_of: CopyOf) -> str:
    """The URL of a database of each kind, whose clock stands at the beginning of the simulation."""
    return copy_of(migrate, request.param)


@pytest.fixture
def store(simulated_url: str) -> Iterator[Store]:
    """A store with a simulated clock."""
    store = Store.open(simulated_url)
    yield store
    store.close()
