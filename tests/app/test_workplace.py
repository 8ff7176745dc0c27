"""The workplace: what runs on a computer while somebody sits at it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused
from desktop_escalation.services.asking import Asking
from tests.copies import POSTGRESQL, SQLITE, CopyOf
from tests.services.office import ROOT, Office, furnish, speaking_for
from tests.waiting import wait_until


@pytest.fixture
def url(copy_of: CopyOf) -> str:
    return copy_of(furnish, SQLITE)


@pytest.fixture
def workplace(url: str) -> Iterator[Workplace]:
    place = Workplace(url, ROOT)
    yield place
    assert place.close()


def engines(url: str) -> list[bool]:
    """Tell of each engine that was seen whether it has ended."""
    with Office.open(url) as office:
        return [engine.has_ended for engine in office.app.engine_room.status(ROOT).engines]


def test_a_database_that_is_missing_is_refused_each_time_until_it_is_there(sqlite_url: str) -> None:
    place = Workplace(sqlite_url, ROOT)
    for _ in range(2):
        with pytest.raises(Refused, match="There is no database"):
            _ = place.services
    furnish(sqlite_url)
    assert place.services.reception.welcome(ROOT).name == "os:root"
    assert place.close()


def test_a_database_that_has_to_be_made_first_is_made_once(sqlite_url: str) -> None:
    made: list[str] = []

    def make() -> None:
        made.append(sqlite_url)
        furnish(sqlite_url)

    place = Workplace(sqlite_url, ROOT, make)
    assert made == []
    assert place.services is place.services
    assert made == [sqlite_url]
    assert place.close()


def test_what_failed_to_be_made_is_made_at_the_next_question(sqlite_url: str) -> None:
    tries: list[int] = []

    def make() -> None:
        tries.append(len(tries))
        if len(tries) == 1:
            raise Refused("no room")
        furnish(sqlite_url)

    place = Workplace(sqlite_url, ROOT, make)
    with pytest.raises(Refused, match="no room"):
        _ = place.services
    assert place.services.reception.welcome(ROOT).name == "os:root"
    assert place.close()


def test_threads_that_ask_at_the_same_time_open_one_database(workplace: Workplace) -> None:
    together, found = threading.Barrier(4), []

    def ask() -> None:
        together.wait(10)
        found.append(workplace.services)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(one) for one in found}) == 1


def test_a_file_is_on_one_computer_and_a_server_is_not(workplace: Workplace, copy_of: CopyOf) -> None:
    assert workplace.is_on_one_computer
    there = Workplace(copy_of(furnish, POSTGRESQL), ROOT)
    assert not there.is_on_one_computer
    assert there.close()


def test_what_others_change_is_heard(workplace: Workplace, url: str) -> None:
    heard = threading.Event()
    workplace.begin(heard.set)
    wait_until(heard.is_set)
    heard.clear()
    with Office.open(url) as office:
        office.ticket()
    wait_until(heard.is_set)


def test_beginning_twice_is_beginning_once(workplace: Workplace) -> None:
    first, second = threading.Event(), threading.Event()
    workplace.begin(first.set)
    workplace.begin(second.set)
    wait_until(first.is_set)
    assert not second.is_set()


def test_the_engine_begins_sweeps_and_takes_leave_as_often_as_one_likes(workplace: Workplace, url: str) -> None:
    for _ in range(2):
        workplace.run_engine(lambda _sweep: None)
        workplace.run_engine(lambda _sweep: None)
        assert (workplace.is_engine_here, engines(url)) == (True, [False])
        workplace.stop_engine()
        workplace.stop_engine()
        assert (workplace.is_engine_here, engines(url)) == (False, [True])


def test_the_engine_escalates_what_is_due_and_tells_of_it(workplace: Workplace, url: str) -> None:
    with Office.open(url) as office:
        office.publish()
        office.at("08:00")
        number = office.ticket()
        office.at("11:50")
    swept = threading.Event()
    workplace.run_engine(lambda _sweep: swept.set())
    wait_until(swept.is_set)
    with Office.open(url) as office:
        wait_until(lambda: office.look(number).ticket.tier == 2)


def test_an_engine_that_cannot_begin_leaves_everything_as_it_was(url: str) -> None:
    place = Workplace(url, ROOT)
    place.begin(lambda: None)
    path = Path(url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE engine_watch RENAME TO elsewhere")
    with pytest.raises(Exception, match="engine_watch"):
        place.run_engine(lambda _sweep: None)
    assert place.is_engine_here is False
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("ALTER TABLE elsewhere RENAME TO engine_watch")
    place.run_engine(lambda _sweep: None)
    assert engines(url) == [False]
    assert place.close()


def test_somebody_unknown_may_not_run_the_engine(url: str) -> None:
    place = Workplace(url, Asking("root", "nobody"))
    with pytest.raises(EscalationError, match='no person "nobody"'):
        place.run_engine(lambda _sweep: None)
    assert not place.is_engine_here
    assert place.close()


def test_a_workplace_at_which_nothing_began_ends_at_once(url: str) -> None:
    assert Workplace(url, speaking_for("marek")).close()
