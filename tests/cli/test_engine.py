"""`escalationctl engine`: its answers to monitoring, and the process that goes on until it is stopped."""

import json
import signal
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import psycopg
import pytest

from desktop_escalation.storage.database import Store
from tests.cli.engine_process import SOON_S, engine_process
from tests.cli.runner import Desk, run
from tests.services.office import furnish

POLICY = str(Path(__file__).parents[1] / "samples" / "urgent.toml")
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


def with_a_ticket(desk: Desk) -> Desk:
    desk.run("policy", "publish", POLICY)
    desk.clock("09:00")
    desk.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk Leeds")
    return desk


def until(is_so: Callable[[], bool]) -> None:
    ends_s = time.monotonic() + SOON_S
    while not is_so():
        assert time.monotonic() < ends_s, "it did not come about"
        time.sleep(0.02)


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
        "No engine has ever watched.\n"
        "Nothing is due, and nothing is waited for.\n"
        "No engine watches now. Start an engine with: escalationctl engine run\n"
    )


def test_what_is_due_while_no_engine_watches_is_told_with_how_late_it_is(desk: Desk) -> None:
    desk.clock("12:02")
    asked = run(desk.url, "engine", "status", "--json")
    assert asked.exit_code == 1
    status = asked.json
    assert (status["healthy"], status["silent"], status["due"], status["late_s"]) == (False, True, 1, 120.0)
    told = run(desk.url, "engine", "status")
    assert told.exit_code == 1
    assert "Something is due for 1 ticket; the oldest is 120 s late." in told.out


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
    told = run(desk.url, "engine", "status").out
    assert "DE-1 is set aside since " in told
    assert "KeyError: 'visits'" in told


def test_an_engine_that_watched_a_minute_ago_is_known_and_later_is_silent(desk: Desk) -> None:
    desk.run("engine", "run", "--once")
    (engine,) = desk.json("engine", "status")["engines"]
    assert engine["silent"] is False
    assert engine["since"] == engine["last_seen_at"] == "2026-10-12T08:00:00+00:00"
    watching = desk.run("engine", "status").out
    assert f"{engine['name']} has watched since" in watching
    assert "Nothing is due; the next thing will be Mon 12 Oct 2026 11:00." in watching
    desk.clock("09:02")
    status = desk.json("engine", "status")
    assert [one["silent"] for one in status["engines"]] == [True]
    assert status["last_engine"] == engine["name"]
    assert f"{engine['name']} is silent; it was last seen" in desk.run("engine", "status").out
    desk.clock("09:03", day=13)
    assert run(desk.url, "engine", "status", "--json").json["engines"] == []


def test_what_a_run_until_nothing_is_due_did_is_one_line_of_json(desk: Desk) -> None:
    desk.clock("12:00")
    out = desk.run("engine", "run", "--once", "--json").out
    assert out.count("\n") == 1
    assert {**json.loads(out), "seconds": 0} == {"looked_at": 1, "fired": 1, "skipped": 0, "set_aside": 0, "seconds": 0}


def test_an_engine_that_goes_on_fires_what_becomes_due_when_others_change_something(desk: Desk) -> None:
    with engine_process(desk.url) as engine:
        assert engine.line().startswith("Engine ")
        until(lambda: not desk.json("engine", "status")["silent"])
        desk.clock("12:00")
        desk.run("ticket", "note", "DE-1", "--body", "Still down", "--by", "marek")
        assert engine.line(timeout_s=10).startswith("Looked at 1 tickets: 1 steps fired, 0 skipped")
        engine.signal(signal.SIGTERM)
        assert engine.complaint() == STOPPING
        assert engine.ended() == 0
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


def test_an_engine_that_is_stopped_ends_after_the_pass_that_runs(team_desk: Desk) -> None:
    team_desk.clock("12:00")
    with psycopg.connect(team_desk.url) as blocking, engine_process(team_desk.url) as engine:
        blocking.execute("LOCK TABLE waiting IN ACCESS EXCLUSIVE MODE")
        until(lambda: is_waiting_for_a_lock(team_desk.url))
        engine.signal(signal.SIGTERM)
        assert engine.complaint() == STOPPING
        assert engine.process.poll() is None
        blocking.rollback()
        assert engine.ended() == 0
        assert engine.complaints.empty()


def test_an_engine_that_is_stopped_twice_ends_at_once(team_desk: Desk) -> None:
    team_desk.clock("12:00")
    with psycopg.connect(team_desk.url) as blocking, engine_process(team_desk.url) as engine:
        blocking.execute("LOCK TABLE waiting IN ACCESS EXCLUSIVE MODE")
        until(lambda: is_waiting_for_a_lock(team_desk.url))
        engine.signal(signal.SIGTERM)
        assert engine.complaint() == STOPPING
        engine.signal(signal.SIGTERM)
        assert engine.ended() == -signal.SIGTERM
        blocking.rollback()
    team_desk.run("engine", "run", "--once")
    assert len(team_desk.ticket()["escalations"]) == 1


def is_waiting_for_a_lock(url: str) -> bool:
    waits = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with psycopg.connect(url) as connection:
        return connection.execute(waits).fetchone() is not None


def test_engines_are_listed_with_the_latest_seen_first(furnished: Desk) -> None:
    with engine_process(furnished.url) as first, engine_process(furnished.url) as second:
        names = [engine.line().split()[1] for engine in (first, second)]
        until(lambda: len(furnished.json("engine", "status")["engines"]) == 2)
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

        until(lambda: connections() == 4)
