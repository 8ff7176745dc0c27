"""`escalationctl engine`: its answers to monitoring, and the process that goes on until it is stopped."""

import json
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from desktop_escalation.app.application import application
from desktop_escalation.cli.engine_text import status_lines
from desktop_escalation.services.engine_room import EngineStatus
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import outages
from desktop_escalation.storage.set_aside import SetAside
from tests.cli.engine_process import EngineProcess, engine_process
from tests.cli.runner import Desk, run
from tests.services.office import furnish
from tests.waiting import wait_until

POLICY = str(Path(__file__).parents[1] / "samples" / "urgent.toml")
# A signal that the system does not have cannot be sent.
needs_hanging_up = pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="Windows has no hanging up")
STOPPING = "The engine ends after the pass that runs; stop it again to end it at once."


@pytest.fixture
def desk(furnished: Desk) -> Desk:
    """A site with an urgent ticket that came in at 09:00; its first step is due at 12:00."""
    return with_a_ticket(furnished)


@pytest.fixture
def team_desk(postgres_url: str) -> Desk:
    """The same on PostgreSQL, where a test can see for what an engine waits."""
    furnish(postgres_url)
    return with_a_ticket(Desk(postgres_url))


@pytest.fixture
def heard_hang_up() -> Iterator[None]:
    """What is started hears that its terminal is closed, also where the tests themselves are to outlive theirs."""
    before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, before)


def with_a_ticket(desk: Desk) -> Desk:
    desk.run("policy", "publish", POLICY)
    desk.clock("09:00")
    desk.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk Leeds")
    return desk


def test_where_nothing_is_due_a_help_desk_without_an_engine_is_healthy(furnished: Desk) -> None:
    status = furnished.json("engine", "status")
    assert status == {
        "healthy": True,
        "silent": True,
        "due": 0,
        "late_s": 0.0,
        "next_at": None,
        "last_engine": None,
        "last_seen_at": None,
        "now": "2026-10-12T06:00:00+00:00",
        "set_aside": [],
        "engines": [],
    }
    assert furnished.run("engine", "status").out == (
        "No engine is running, and none ever was; start one with: escalationctl engine run\n"
        "Nothing is due, and nothing is waited for.\n"
    )


def test_what_is_due_while_no_engine_watches_is_told_with_how_late_it_is(desk: Desk) -> None:
    desk.clock("12:02")
    asked = run(desk.url, "engine", "status", "--json")
    assert asked.exit_code == 1
    status = asked.json
    assert (status["healthy"], status["silent"], status["due"], status["late_s"]) == (False, True, 1, 120.0)
    told = run(desk.url, "engine", "status")
    assert told.exit_code == 1
    assert "Something is due for 1 ticket; the oldest is 2 min late." in told.out


@pytest.mark.parametrize(
    ("clock", "day", "late"),
    [("12:00", 12, "0 s late"), ("12:30", 12, "30 min late"), ("08:05", 13, "20 h 5 min late")],
)
def test_lateness_is_told_in_the_unit_that_fits(furnished_file: Desk, clock: str, day: int, late: str) -> None:
    desk = with_a_ticket(furnished_file)
    desk.clock(clock, day)
    assert f"the oldest is {late}." in run(desk.url, "engine", "status").out


def test_a_ticket_that_is_set_aside_is_told_to_monitoring(desk: Desk) -> None:
    desk.clock("12:02")
    store = Store.open(desk.url)
    with store.writing() as tx:
        tx.sql("UPDATE ticket SET past = '{}'")
    store.close()
    done = run(desk.url, "engine", "run", "--once", "--json")
    assert (done.exit_code, done.json["looked_at"], done.json["set_aside"]) == (0, 1, 1)
    status = run(desk.url, "engine", "status", "--json")
    (aside,) = status.json["set_aside"]
    assert (status.exit_code, status.json["due"], aside["number"], aside["attempts"]) == (1, 0, "DE-1", 1)
    due, told = run(desk.url, "engine", "status").out.splitlines()[-2:]
    assert due == "Nothing is due; the next thing will be Mon 12 Oct 2026 12:03."
    assert told.startswith("DE-1 is set aside since Mon 12 Oct 2026 12:02, tried again Mon 12 Oct 2026 12:03: ")
    assert told.count("escalationctl database check") == 1
    desk.clock("13:00")
    assert run(desk.url, "engine", "status", "--json").json["late_s"] == 0
    assert "Nothing is due but to try again what is set aside." in run(desk.url, "engine", "status").out


def test_a_ticket_that_is_set_aside_is_told_with_what_to_do() -> None:
    now = datetime(2026, 10, 12, 11, tzinfo=UTC)
    aside = SetAside("DE-7", "VPN drops", now - timedelta(hours=2), now, 3, "KeyError: 'visits'\nand more")
    found = EngineStatus(now, "Europe/London", None, 0, now, None, (), (aside,))
    assert status_lines(found)[-1] == (
        "DE-7 is set aside since Mon 12 Oct 2026 10:00, tried again Mon 12 Oct 2026 12:00: KeyError: 'visits'."
        " See: escalationctl database check"
    )


def test_an_engine_that_watched_a_minute_ago_is_known_and_later_is_silent(desk: Desk) -> None:
    with application(desk.url) as app:
        app.engine_room.sign_on("pc:1")
    at = "2026-10-12T08:00:00+00:00"
    (engine,) = desk.json("engine", "status")["engines"]
    assert engine == {"name": "pc:1", "since": at, "last_seen_at": at, "silent": False, "ended": False}
    assert desk.run("engine", "status").out == (
        "pc:1 is running since Mon 12 Oct 2026 09:00.\nNothing is due; the next thing will be Mon 12 Oct 2026 12:00.\n"
    )
    desk.clock("09:02")
    status = desk.json("engine", "status")
    assert [one["silent"] for one in status["engines"]] == [True]
    assert status["last_engine"] == "pc:1"
    assert desk.run("engine", "status").out.splitlines()[:2] == [
        "pc:1 is silent; it was last seen Mon 12 Oct 2026 09:00.",
        "No engine is running; start one with: escalationctl engine run",
    ]
    desk.clock("09:03", day=13)
    assert run(desk.url, "engine", "status", "--json").json["engines"] == []
    assert run(desk.url, "engine", "status").out.splitlines()[0] == (
        "No engine is running, and pc:1 was last seen Mon 12 Oct 2026 09:00; start one with: escalationctl engine run"
    )


def test_an_engine_that_ended_counts_as_silent_at_once(desk: Desk) -> None:
    desk.run("engine", "run", "--once")
    status = desk.json("engine", "status")
    (engine,) = status["engines"]
    assert (status["silent"], engine["silent"], engine["ended"]) == (True, True, True)
    assert desk.run("engine", "status").out.splitlines()[:2] == [
        f"{engine['name']} ended Mon 12 Oct 2026 09:00.",
        "No engine is running; start one with: escalationctl engine run",
    ]
    with application(desk.url) as app:
        app.engine_room.sign_on("pc:1")
        app.engine_room.sign_on("pc:2")
        app.engine_room.sign_off("pc:2")
    assert desk.json("engine", "status")["silent"] is False


def test_an_engine_that_begins_again_after_its_end_is_running(desk: Desk) -> None:
    with application(desk.url) as app:
        app.climbing.run_pass()
        app.engine_room.sign_off(app.climbing.engine)
        app.climbing.run_pass()
    (engine,) = desk.json("engine", "status")["engines"]
    assert (engine["silent"], engine["ended"]) == (False, False)


def test_when_no_engine_was_there_is_the_same_whether_it_took_its_leave_or_died(desk: Desk) -> None:
    with application(desk.url) as app:
        app.engine_room.sign_on("pc:1")
        desk.clock("11:00")
        with app.store.reading() as tx:
            died = outages(tx, tx.now - timedelta(hours=3))
        app.engine_room.sign_off("pc:1")
        with app.store.reading() as tx:
            assert outages(tx, tx.now - timedelta(hours=3)) == died


def test_a_database_that_may_only_be_read_is_refused_before_an_engine_runs(furnished_file: Desk) -> None:
    with Path(furnished_file.url.removeprefix("sqlite:///")).open("r+b") as file:
        # SQLite only reads a file whose write version it does not know: https://www.sqlite.org/fileformat2.html
        file.seek(18)
        file.write(b"\x03")
    for options in ((), ("--once",)):
        with engine_process(furnished_file.url, *options) as engine:
            assert engine.ended() == 1
            refusal = engine.complaint()
        assert refusal.startswith("Error: The database ")
        assert refusal.endswith(" may only be read. Allow your user to write the file and its folder.")
        assert engine.printed.empty()
        assert engine.complaints.empty()


def test_what_a_run_until_nothing_is_due_did_is_one_line_of_json(desk: Desk) -> None:
    desk.clock("12:00")
    out = desk.run("engine", "run", "--once", "--json").out
    assert out.count("\n") == 1
    assert {**json.loads(out), "seconds": 0} == {"looked_at": 1, "fired": 1, "skipped": 0, "set_aside": 0, "seconds": 0}


def test_an_engine_that_goes_on_fires_what_becomes_due_when_others_change_something(desk: Desk) -> None:
    with engine_process(desk.url) as engine:
        assert engine.line().startswith("Engine ")
        wait_until(lambda: not desk.json("engine", "status")["silent"])
        desk.clock("12:00")
        desk.run("ticket", "note", "DE-1", "--body", "Still down", "--by", "marek")
        assert engine.line(timeout_s=10).startswith("1 ticket looked at, 1 step fired, 0 skipped, in ")
        engine.signal(signal.SIGTERM)
        assert engine.complaint() == STOPPING
        assert engine.ended() == 0
    (listed,) = run(desk.url, "engine", "status", "--json").json["engines"]
    assert listed["ended"] is True
    assert len(desk.ticket()["escalations"]) == 1


def test_with_json_an_engine_prints_a_line_for_each_pass_that_found_something(desk: Desk) -> None:
    desk.clock("12:00")
    with engine_process(desk.url, "--json") as engine:
        assert json.loads(engine.line())["fired"] == 1
        desk.clock("12:45")
        desk.run("ticket", "note", "DE-1", "--body", "Still down", "--by", "marek")
        assert json.loads(engine.line(timeout_s=10))["fired"] == 1
        engine.signal(signal.SIGINT)
        assert engine.ended() == 0
        assert engine.printed.empty()


@contextmanager
def stopped_in_a_pass(desk: Desk) -> Iterator[tuple[EngineProcess, psycopg.Connection]]:
    """An engine that was told to stop while its pass waits for what a connection holds."""
    desk.clock("12:00")
    with psycopg.connect(desk.url) as blocking, engine_process(desk.url) as engine:
        blocking.execute("LOCK TABLE waiting IN ACCESS EXCLUSIVE MODE")
        wait_until(lambda: is_waiting_for_a_lock(desk.url))
        engine.signal(signal.SIGTERM)
        assert engine.complaint() == STOPPING
        yield engine, blocking


def test_an_engine_that_is_stopped_ends_after_the_pass_that_runs(team_desk: Desk) -> None:
    with stopped_in_a_pass(team_desk) as (engine, blocking):
        assert engine.process.poll() is None
        blocking.rollback()
        assert engine.ended() == 0
        assert engine.complaints.empty()


def test_an_engine_that_is_stopped_twice_ends_at_once(team_desk: Desk) -> None:
    with stopped_in_a_pass(team_desk) as (engine, blocking):
        engine.signal(signal.SIGTERM)
        assert engine.ended() == -signal.SIGTERM
        blocking.rollback()
    team_desk.run("engine", "run", "--once")
    assert len(team_desk.ticket()["escalations"]) == 1


@needs_hanging_up
@pytest.mark.usefixtures("heard_hang_up")
def test_an_engine_ends_when_its_terminal_is_closed_however_often_that_is_told(team_desk: Desk) -> None:
    team_desk.clock("12:00")
    with psycopg.connect(team_desk.url) as blocking, engine_process(team_desk.url) as engine:
        engine.line()
        blocking.execute("LOCK TABLE waiting IN ACCESS EXCLUSIVE MODE")
        wait_until(lambda: is_waiting_for_a_lock(team_desk.url))
        engine.signal(signal.SIGHUP)
        assert engine.complaint() == STOPPING
        engine.signal(signal.SIGHUP)
        blocking.rollback()
        assert engine.ended() == 0
    assert team_desk.json("engine", "status")["engines"][0]["ended"] is True


@needs_hanging_up
def test_an_engine_that_is_to_outlive_its_terminal_does(furnished_file: Desk) -> None:
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)  # as nohup does, for what it starts
    try:
        with engine_process(furnished_file.url) as engine:
            engine.line()
            engine.signal(signal.SIGHUP)
            engine.signal(signal.SIGTERM)
            assert engine.complaint() == STOPPING
            assert engine.ended() == 0
    finally:
        signal.signal(signal.SIGHUP, before)


def is_waiting_for_a_lock(url: str) -> bool:
    waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with psycopg.connect(url) as connection:
        return connection.execute(waits).fetchone() is not None


def test_engines_are_listed_with_the_latest_seen_first(furnished: Desk) -> None:
    with engine_process(furnished.url) as first, engine_process(furnished.url) as second:
        names = [engine.line().split()[1] for engine in (first, second)]
        wait_until(lambda: len(furnished.json("engine", "status")["engines"]) == 2)
        engines = furnished.json("engine", "status")["engines"]
        assert {engine["name"] for engine in engines} == set(names)
        seen = [datetime.fromisoformat(engine["last_seen_at"]) for engine in engines]
        assert seen == sorted(seen, reverse=True)


def test_an_engine_holds_four_connections_to_a_server(team_desk: Desk) -> None:
    """One to climb, one to look ahead, one to deliver, one to listen: a server has a hundred as it comes."""
    with engine_process(team_desk.url) as engine, psycopg.connect(team_desk.url, autocommit=True) as server:
        engine.line()

        def connections() -> int:
            ((count,),) = server.execute(
                "SELECT COUNT(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND application_name = 'desktop-escalation'"
            ).fetchall()
            return int(count)

        wait_until(lambda: connections() == 4)
