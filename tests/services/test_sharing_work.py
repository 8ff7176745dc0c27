"""Several engines on one PostgreSQL database share what is due; on SQLite one works after the other."""

from collections.abc import Iterator

import pytest

from desktop_escalation.storage.database import Store
from desktop_escalation.storage.waiting import due_tickets
from tests.copies import POSTGRESQL, CopyOf
from tests.services.office import Office, furnish


@pytest.fixture
def url(copy_of: CopyOf) -> str:
    return copy_of(furnish, POSTGRESQL)


@pytest.fixture
def office(url: str) -> Iterator[Office]:
    with Office.open(url) as office:
        office.publish()
        office.at("09:00")
        for _ in range(3):
            office.ticket()
        office.at("12:45")
        yield office


def test_what_another_engine_has_claimed_is_left_to_it_and_the_next_are_taken(office: Office, url: str) -> None:
    other = Store.open(url)
    with other.writing() as tx:
        assert list(due_tickets(tx, 1)) == [1]
        count = office.app.climbing.run_pass()
        assert (count.looked_at, count.fired) == (2, 2)
        assert office.app.climbing.run_pass().looked_at == 0
    assert office.app.climbing.run_pass().fired == 1
    other.close()


def test_a_ticket_that_was_decided_about_meanwhile_is_left_as_it_is(office: Office) -> None:
    """The claim may see what waited before another engine's commit: nothing is decided twice, and nothing written."""
    office.app.climbing.run_pass()
    with office.app.store.writing() as tx:
        tx.sql("UPDATE waiting SET fire_at = 0 WHERE fire_at IS NOT NULL AND ticket_id = 1")
    before = version_of(office)
    assert office.app.climbing.run_pass().looked_at == 1
    assert office.app.climbing.run_pass().looked_at == 0
    assert version_of(office) == before + 1
    assert office.has_no_differences()


def version_of(office: Office) -> int:
    with office.app.store.reading() as tx:
        ((version,),) = tx.sql("SELECT version FROM ticket WHERE id = 1")
    return int(version)
