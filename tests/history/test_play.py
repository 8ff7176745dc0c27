"""Playing a log: steps fire at their own instants, and a play that is broken off goes on as if it never was."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.storage.engine_log import outages
from tests.history.archive import ROOT, SAMPLE, Archive, Interrupted, furnish, interrupt_after, write_log

ALL_AT_ONCE = 10_000
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def fired(archive: Archive, number: str) -> dict[str, str]:
    """Tell when each step fired, in UTC."""
    return {
        escalation.key.step: f"{escalation.fired_at:%d.%m. %H:%M}"
        for escalation in archive.life(number).ladder.escalations
        if escalation.key is not None
    }


def test_steps_fire_at_their_own_instants_and_the_clock_stops_at_the_last_row(archive: Archive, tmp_path: Path) -> None:
    log = write_log(
        tmp_path / "log.csv",
        "INC1,New,1/3/2016 07:00,1,Group 70,Resolver 1,Caller 1",
        "INC1,Awaiting User Info,1/3/2016 08:30,1,Group 70,Resolver 1,Caller 1",
        "INC1,Active,1/3/2016 10:00,1,Group 70,Resolver 1,Caller 1",
        "INC1,Resolved,1/3/2016 12:00,1,Group 70,Resolver 1,Caller 1",
    )
    report = archive.servicenow(log, play=True)
    # Two hours from 08:00 in Berlin, with one and a half that do not count: half of them at 08:00 UTC, all at 10:30.
    assert fired(archive, "INC1") == {"1": "01.03. 08:00", "2": "01.03. 10:30", "3": "01.03. 11:30"}
    assert (report.tally.fired, report.clock) == (3, datetime(2016, 3, 1, 12, tzinfo=UTC))
    assert archive.is_consistent()


def test_an_engine_comes_before_an_event_of_the_same_instant(sqlite_archive: Archive, tmp_path: Path) -> None:
    log = write_log(
        tmp_path / "log.csv",
        "INC1,New,1/3/2016 07:00,1,Group 70,Resolver 1,Caller 1",
        "INC1,Resolved,1/3/2016 09:00,1,Group 70,Resolver 1,Caller 1",
    )
    sqlite_archive.servicenow(log, play=True)
    assert fired(sqlite_archive, "INC1") == {"1": "01.03. 08:00", "2": "01.03. 09:00"}


def test_a_ticket_that_closed_by_itself_is_not_closed_again_by_the_log(archive: Archive) -> None:
    archive.servicenow(play=True)
    assert [fact for fact in archive.facts("INC0000001") if fact.endswith("Closed")] == ["06.03. 16:00 Closed"]
    assert [fact for fact in archive.facts("INC0000002") if fact.endswith("Closed")] == ["09.03. 12:00 Closed"]


def test_a_play_leaves_no_gap_in_which_no_engine_ran(sqlite_archive: Archive) -> None:
    sqlite_archive.servicenow(play=True)
    with sqlite_archive.app.store.reading() as tx:
        assert all(outage.to_at < datetime(2016, 3, 1, tzinfo=UTC) for outage in outages(tx, BEGINNING))
        ((passes, count),) = tx.sql("SELECT COUNT(*), SUM(fired) FROM engine_pass")
        ((escalations,),) = tx.sql("SELECT COUNT(*) FROM escalation")
    assert passes > 0
    assert count == escalations > 0


def test_many_small_commits_write_what_one_commit_writes(archive: Archive, tmp_path: Path) -> None:
    archive.servicenow(play=True, at_once=1)
    other = f"sqlite:///{tmp_path / 'other.db'}"
    furnish(other)
    with Archive.open(other) as whole:
        whole.servicenow(play=True, at_once=ALL_AT_ONCE)
        assert [len(rows) for rows in archive.content().values()] == [len(rows) for rows in whole.content().values()]
        for number in range(1, 9):
            assert archive.life(f"INC000000{number}") == whole.life(f"INC000000{number}")
        assert meaning(archive) == meaning(whole)
    assert archive.is_consistent()


def meaning(archive: Archive) -> list[list[tuple[object, ...]]]:
    """Read what was decided and told, without row ids and the kinds of numbers that a database gives."""
    ticket = "JOIN ticket ON ticket.id = ticket_id"
    queries = (
        f"SELECT ticket.number, made_at, recipient, message.channel, deliver_at, message.subject FROM message {ticket}",
        f"SELECT ticket.number, metric, cycle, outcome, at, used, target FROM verdict {ticket}",
        f"SELECT ticket.number, seq, at, author_kind, author, kind, document FROM event {ticket}",
        f"SELECT ticket.number, receipt FROM escalation {ticket}",
        "SELECT at, looked_at, fired, skipped FROM engine_pass",
        "SELECT login, at FROM engine_choice",
    )
    with archive.app.store.reading() as tx:
        return [sorted(tx.sql(query), key=str) for query in queries]


@pytest.mark.parametrize("commits", range(1, 9))
def test_a_play_that_is_broken_off_goes_on_and_ends_as_if_it_never_was(
    sqlite_archive: Archive, tmp_path: Path, commits: int
) -> None:
    whole_url = f"sqlite:///{tmp_path / 'whole.db'}"
    furnish(whole_url)
    with pytest.raises(Interrupted):
        sqlite_archive.servicenow(play=True, at_once=5, progress=interrupt_after(commits))
    half = len(sqlite_archive.content()["event"])
    sqlite_archive.servicenow(play=True, at_once=5)
    with Archive.open(whole_url) as whole:
        whole.servicenow(play=True, at_once=5)
        assert half < len(whole.content()["event"])
        assert sqlite_archive.content() == whole.content()


def test_a_play_goes_on_on_both_databases(archive: Archive) -> None:
    with pytest.raises(Interrupted):
        archive.servicenow(play=True, at_once=7, progress=interrupt_after(4))
    begun = archive.servicenow(play=True, at_once=7)
    assert 0 < begun.tally.tickets < 8
    assert begun.tally.tickets + begun.tally.already_there == 8
    assert archive.is_consistent()


def test_a_second_play_changes_nothing(archive: Archive) -> None:
    archive.servicenow(play=True)
    before = archive.content()
    again = archive.servicenow(play=True)
    assert (again.tally.tickets, again.tally.events, again.tally.already_there) == (0, 0, 8)
    assert archive.content() == before


def test_a_record_after_a_play_changes_nothing(sqlite_archive: Archive) -> None:
    sqlite_archive.servicenow(play=True)
    before = sqlite_archive.content()
    assert sqlite_archive.servicenow().tally.already_there == 8
    assert sqlite_archive.content() == before


def test_a_play_that_was_broken_off_is_not_ended_as_a_record(sqlite_archive: Archive) -> None:
    with pytest.raises(Interrupted):
        sqlite_archive.servicenow(play=True, at_once=5, progress=interrupt_after(2))
    with pytest.raises(Refused, match="go on with --play"):
        sqlite_archive.servicenow()


def test_a_real_clock_plays_nothing(sqlite_url: str) -> None:
    furnish(sqlite_url, simulated=False)
    with Archive.open(sqlite_url) as archive:
        before = archive.content()
        with pytest.raises(Refused, match="--simulated-clock"):
            archive.servicenow(play=True)
        assert archive.content() == before


def test_a_log_that_began_before_the_clock_is_not_played(sqlite_archive: Archive) -> None:
    sqlite_archive.app.clock.set(ROOT, datetime(2016, 3, 2, tzinfo=UTC))
    before = sqlite_archive.content()
    with pytest.raises(Refused, match="only goes forward"):
        sqlite_archive.servicenow(play=True)
    assert sqlite_archive.content() == before


def test_tickets_that_were_there_before_are_lived_on_too(sqlite_archive: Archive, tmp_path: Path) -> None:
    early = write_log(tmp_path / "early.csv", "INC9,New,1/2/2016 07:00,1,Group 70,Resolver 1,Caller 1")
    sqlite_archive.servicenow(early, play=True)
    sqlite_archive.servicenow(SAMPLE, play=True)
    assert fired(sqlite_archive, "INC9") == {"1": "01.02. 08:00", "2": "01.02. 09:00", "3": "01.02. 10:00"}


def test_tickets_that_came_from_elsewhere_are_left_alone(sqlite_archive: Archive, tmp_path: Path) -> None:
    row = "INC0000003,New,1/2/2016 07:00,4,Group 70,Resolver 1,Caller 1"
    sqlite_archive.servicenow(write_log(tmp_path / "early.csv", row))
    before = sqlite_archive.facts("INC0000003")
    report = sqlite_archive.servicenow(SAMPLE, play=True)
    assert (report.tally.tickets, report.tally.already_there) == (7, 1)
    assert sqlite_archive.facts("INC0000003")[: len(before)] == before


def test_the_least_loaded_and_the_last_agent_are_those_of_the_moment(archive: Archive, tmp_path: Path) -> None:
    log = write_log(
        tmp_path / "log.csv",
        "INC1,New,1/3/2016 07:00,4,Group 25,Resolver 1,Caller 1",
        "INC2,New,1/3/2016 07:01,4,Group 25,Resolver 2,Caller 2",
        "INC3,New,1/3/2016 07:02,4,Group 25,Resolver 2,Caller 3",
        "INC4,New,1/3/2016 07:03,1,Group 70,Resolver 3,Caller 4",
        "INC5,New,1/3/2016 07:04,4,Group 70,?,Caller 2",
        "INC2,Resolved,1/3/2016 09:02,4,Group 25,Resolver 2,Caller 2",
        "INC6,New,1/3/2016 16:00,4,Group 70,?,Caller 9",
    )
    archive.servicenow(log, play=True)
    assert archive.life("INC4").ticket.assignee == "resolver-1"
    assert archive.life("INC5").ticket.assignee == "resolver-2"


def test_progress_comes_to_its_end(sqlite_archive: Archive) -> None:
    seen: list[tuple[int, int]] = []
    sqlite_archive.servicenow(play=True, at_once=10, progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1] > 0
