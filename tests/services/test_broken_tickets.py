"""A ticket that the engine cannot decide about holds up no other, and the administrators hear of it."""

import logging

import pytest

from desktop_escalation.storage.set_aside import list_set_aside
from desktop_escalation.storage.waiting import next_due
from tests.services.office import Office, at

# A past that no program wrote: what the rules remember of the ticket cannot be read any more.
NONSENSE = '{"governed_at":"never"}'


def break_ticket(office: Office, number: str) -> str:
    """Spoil what is stored of a ticket; give what it was."""
    with office.app.store.writing() as tx:
        ((past,),) = tx.sql("SELECT past FROM ticket WHERE number = ?", number)
        tx.sql("UPDATE ticket SET past = ? WHERE number = ?", NONSENSE, number)
    return str(past)


def mend_ticket(office: Office, number: str, past: str) -> None:
    with office.app.store.writing() as tx:
        tx.sql("UPDATE ticket SET past = ? WHERE number = ?", past, number)


def messages_about_aside(office: Office) -> list[tuple[str, str]]:
    with office.app.store.reading() as tx:
        rows = tx.sql(
            "SELECT recipient, key FROM message WHERE key LIKE '%set aside%' AND channel = 'centre' ORDER BY id"
        )
    return [(recipient, key) for recipient, key in rows]


@pytest.fixture
def two(office: Office) -> tuple[str, str]:
    """Two tickets whose second step is due at 12:45, of which the first is broken; its past, and the sound one."""
    office.publish()
    office.at("09:00")
    broken, sound = office.ticket(), office.ticket()
    office.at("12:45")
    return break_ticket(office, broken), sound


def test_a_broken_ticket_is_set_aside_and_the_others_go_on(
    office: Office, two: tuple[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    _, sound = two
    with caplog.at_level(logging.ERROR):
        count = office.app.climbing.run_pass()
    assert (count.looked_at, count.fired, count.set_aside) == (2, 1, 1)
    assert office.look(sound).ticket.tier == 2
    assert "set aside" in caplog.text
    with office.app.store.reading() as tx:
        (found,) = list_set_aside(tx)
    assert (found.number, found.attempts, found.since_at, found.retry_at) == ("DE-1", 1, at("12:45"), at("12:46"))
    assert "never" in found.problem


@pytest.mark.usefixtures("two")
def test_nothing_is_due_while_a_ticket_is_set_aside_until_it_is_tried_again(office: Office) -> None:
    office.app.climbing.run_pass()
    assert office.app.climbing.run_pass().looked_at == 0
    with office.app.store.reading() as tx:
        assert next_due(tx) == at("12:46")


@pytest.mark.usefixtures("two")
def test_each_pause_is_twice_the_one_before_up_to_an_hour(office: Office) -> None:
    moments = ["12:45", "12:46", "12:48", "12:52", "13:00", "13:16", "13:48", "14:48"]
    for clock in moments:
        office.at(clock)
        assert office.app.climbing.run_pass().set_aside == 1
    with office.app.store.reading() as tx:
        (found,) = list_set_aside(tx)
    assert (found.attempts, found.since_at, found.retry_at) == (8, at("12:45"), at("15:48"))


@pytest.mark.usefixtures("two")
def test_the_administrators_are_told_once_when_a_ticket_is_set_aside(office: Office) -> None:
    office.app.climbing.run_pass()
    office.at("12:46")
    office.app.climbing.run_pass()
    assert messages_about_aside(office) == [("admin", "DE-1/set aside/20261012T114500/admin/centre")]


def test_a_ticket_that_was_mended_is_taken_back_and_its_step_fires(office: Office, two: tuple[str, str]) -> None:
    past, _ = two
    office.app.climbing.run_pass()
    mend_ticket(office, "DE-1", past)
    office.at("12:46")
    assert office.app.climbing.run_pass().fired == 1
    assert office.look("DE-1").ticket.tier == 2
    with office.app.store.reading() as tx:
        assert list_set_aside(tx) == ()
    assert office.has_no_differences()
