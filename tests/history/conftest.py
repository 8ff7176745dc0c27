"""A furnished help desk on each kind of database, whose clock stands at the beginning of the simulation."""

from collections.abc import Iterator

import pytest

from tests.copies import KINDS, SQLITE, CopyOf
from tests.history.archive import Archive, furnish


@pytest.fixture(params=KINDS)
def archive(request: pytest.FixtureRequest, copy_of: CopyOf) -> Iterator[Archive]:
    """The services on a furnished database, of each kind in turn."""
    with Archive.open(copy_of(furnish, request.param)) as archive:
        yield archive


@pytest.fixture
def sqlite_archive(copy_of: CopyOf) -> Iterator[Archive]:
    """The services on an SQLite file, for what is the same on every database."""
    with Archive.open(copy_of(furnish, SQLITE)) as archive:
        yield archive
