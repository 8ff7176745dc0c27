"""A ticket that the engine cannot decide about holds up no other, and the administrators hear of it."""

import logging
from datetime import datetime

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.kept import POLICIES_CHANGED
from desktop_escalation.storage.set_aside import list_set_aside
from desktop_escalation.storage.waiting import next_due
from tests.services.office import ROOT, Office, at

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


def aside(office: Office) -> list[tuple[str, int, datetime, datetime]]:
    with office.app.store.reading() as tx:
        return [(one.number, one.attempts, one.since_at, one.retry_at) for one in list_set_aside(tx)]


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
    assert aside(office) == [("DE-1", 1, at("12:45"), at("12:46"))]
    with office.app.store.reading() as tx:
        assert "governed_at" in list_set_aside(tx)[0].problem


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
    assert aside(office) == [("DE-1", 8, at("12:45"), at("15:48"))]


@pytest.mark.usefixtures("two")
def test_a_ticket_may_be_aside_for_days(office: Office) -> None:
    for hour in range(60):
        office.at(f"{(14 + hour) % 24:02}:00", day=12 + (14 + hour) // 24)
        assert office.app.climbing.run_pass().set_aside == 1
    assert [attempts for _, attempts, _, _ in aside(office)] == [60]


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
    assert aside(office) == []
    assert office.has_no_differences()


def test_a_ticket_that_was_mended_and_resolved_is_taken_back_though_nothing_is_due(
    office: Office, two: tuple[str, str]
) -> None:
    past, _ = two
    office.app.climbing.run_pass()
    mend_ticket(office, "DE-1", past)
    office.app.ticketing.resolve(ROOT, "DE-1")
    office.at("12:46")
    assert office.app.climbing.run_pass().fired == 0
    assert aside(office) == []
    assert office.app.climbing.run_pass().looked_at == 0


@pytest.mark.usefixtures("two")
def test_a_broken_ticket_is_named_by_the_check_and_to_whoever_looks_at_it(office: Office) -> None:
    (difference,) = office.app.check.check(ROOT, lambda _done, _total: None).differences
    assert (difference.ticket, difference.what) == ("DE-1", "cannot be read")
    with pytest.raises(Refused, match="DE-1 cannot be read from the database any more"):
        office.look("DE-1")


def test_where_no_ticket_can_be_decided_about_this_engine_may_be_to_blame(office: Office) -> None:
    """They are tried again within a minute by whichever engine, and the administrators hear of one of them."""
    office.publish()
    office.at("09:00")
    for _ in range(3):
        break_ticket(office, office.ticket())
    for clock in ("12:45", "12:46", "12:47"):
        office.at(clock)
        assert office.app.climbing.run_pass().set_aside == 3
    assert {retry_at for _, _, _, retry_at in aside(office)} == {at("12:48")}
    assert len(messages_about_aside(office)) == 1


def test_an_error_of_the_server_about_one_row_sets_one_ticket_aside(postgresql_office: Office) -> None:
    office = postgresql_office
    office.publish()
    office.at("09:00")
    broken, sound = office.ticket(), office.ticket()
    office.at("12:45")
    for code in ("XX001", "54000", "22012", "57014"):
        with office.app.store.writing() as tx:
            tx.sql("DELETE FROM set_aside")
            tx.sql(
                "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" IF NEW.number = '{broken}' THEN RAISE EXCEPTION 'no' USING ERRCODE = '{code}'; END IF; RETURN NEW;"
                " END $$"
            )
            tx.sql("CREATE OR REPLACE TRIGGER fail BEFORE UPDATE ON ticket FOR EACH ROW EXECUTE FUNCTION fail()")
        assert office.app.climbing.run_pass().set_aside == 1, code
    assert office.look(sound).ticket.tier == 2


def test_a_policy_in_force_that_cannot_be_read_is_named(office: Office, two: tuple[str, str]) -> None:
    with office.app.store.writing() as tx:
        tx.sql("UPDATE policy_version SET document = '{}'")
        tx.touch(POLICIES_CHANGED)
    with pytest.raises(Refused, match='policy "Urgent incidents", version 1, cannot be read'):
        office.look(two[1])
