"""A help desk for commands: the sample organisation on each kind of database, its clock at Monday 07:00."""

import pytest

from tests.cli.runner import Desk
from tests.services.office import furnish


@pytest.fixture
def furnished(database_url: str) -> Desk:
    furnish(database_url)
    return Desk(database_url)


@pytest.fixture
def furnished_file(sqlite_url: str) -> Desk:
    """The same on an SQLite file, for what does not depend on the database."""
    furnish(sqlite_url)
    return Desk(sqlite_url)
