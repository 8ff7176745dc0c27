"""A help desk on each kind of database, with the sample organisation in it and its clock at Monday 07:00 in Leeds."""

from collections.abc import Iterator

import pytest

from tests.copies import KINDS, POSTGRESQL, SQLITE, CopyOf
from tests.services.office import Office, furnish


@pytest.fixture(params=KINDS)
def furnished_url(request: pytest.FixtureRequest, copy_of: CopyOf) -> str:
    """The URL of a furnished database, of each kind in turn."""
    return copy_of(furnish, request.param)


@pytest.fixture
def office(furnished_url: str) -> Iterator[Office]:
    """The services on a furnished database."""
    with Office.open(furnished_url) as office:
        yield office


@pytest.fixture
def sqlite_office(copy_of: CopyOf) -> Iterator[Office]:
    """The services on an SQLite file, for what is refused before any database is asked."""
    with Office.open(copy_of(furnish, SQLITE)) as office:
        yield office


@pytest.fixture
def postgresql_office(copy_of: CopyOf) -> Iterator[Office]:
    """The services on a server, for what only that can do."""
    with Office.open(copy_of(furnish, POSTGRESQL)) as office:
        yield office
