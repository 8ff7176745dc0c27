"""Saving a change writes what changed: indexes are written with their columns, be the values the old ones."""

from collections.abc import Callable, Iterator

import pytest

from desktop_escalation.domain.ticket import Priority
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, at, furnish, speaking_for

MAREK = speaking_for("marek")
# A trigger of SQLite fires where a statement names a column, whether or not that gets another value.
TRIGGERS = {
    "countdown": "UPDATE OF due_order, next_metric, next_target, next_calendar ON ticket",
    "touched": "UPDATE OF touched_at ON ticket",
    "place made": "INSERT ON personal_queue",
    "place changed": "UPDATE ON personal_queue",
    "place gone": "DELETE ON personal_queue",
    "escalation made": "INSERT ON escalation",
    "escalation changed": "UPDATE ON escalation",
}

Written = Callable[[], list[str]]


@pytest.fixture
def office(copy_of: CopyOf) -> Iterator[Office]:
    """A help desk in an SQLite file at 09:00, with one ticket that is due at 13:00."""
    with Office.open(copy_of(furnish, SQLITE)) as office:
        office.publish()
        office.at("09:00")
        office.ticket()
        yield office


@pytest.fixture
def written(office: Office) -> Written:
    """What was written since the last call, in its order."""
    with office.app.store.writing() as tx:
        tx.sql("CREATE TABLE written (what TEXT)")
        for number, (what, when) in enumerate(TRIGGERS.items()):
            tx.sql(f"CREATE TRIGGER written_{number} AFTER {when} BEGIN INSERT INTO written VALUES ('{what}'); END")

    def take() -> list[str]:
        with office.app.store.writing() as tx:
            found = [what for (what,) in tx.sql("SELECT what FROM written ORDER BY rowid")]
            tx.sql("DELETE FROM written")
        return found

    return take


def test_what_leaves_the_countdown_as_it_is_writes_none_of_it(office: Office, written: Written) -> None:
    office.app.ticketing.note(MAREK, "DE-1", "Called the branch.")
    assert written() == ["touched"]


def test_a_countdown_that_changes_is_written(office: Office, written: Written) -> None:
    office.app.ticketing.priority(MAREK, "DE-1", Priority.HIGH)
    assert written() == ["touched", "countdown"]
    assert office.has_no_differences()


def test_a_step_writes_its_escalation_once_and_no_countdown(office: Office, written: Written) -> None:
    office.at("12:45")
    assert office.app.climbing.run_pass().fired == 1
    found = written()
    assert found.count("escalation made") == 1
    assert not {"escalation changed", "countdown", "touched"} & set(found)


def test_a_breach_leaves_the_countdown_and_the_places_that_were_there(office: Office, written: Written) -> None:
    office.app.ticketing.watch(MAREK, "DE-1", None, is_on=True)
    office.at("12:45")
    office.app.climbing.run_pass()
    assert "place made" in written()
    office.at("13:00")
    office.app.climbing.run_pass()
    assert office.look("DE-1").clocks[0].breached_at == at("13:00")
    assert not {"countdown", "place changed", "place gone"} & set(written())


def test_places_are_written_where_they_change(office: Office, written: Written) -> None:
    office.app.ticketing.watch(MAREK, "DE-1", None, is_on=True)
    assert written() == ["touched", "place made"]
    office.app.ticketing.note(MAREK, "DE-1", "Called the branch.")
    assert written() == ["touched"]
    office.app.ticketing.priority(MAREK, "DE-1", Priority.HIGH)
    assert "place changed" in written()
    office.app.ticketing.watch(MAREK, "DE-1", None, is_on=False)
    assert "place gone" in written()
