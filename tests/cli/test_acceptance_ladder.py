"""The acceptance ladder of the semantics, section 11, through the command line alone, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from desktop_escalation.engine.sweep import sweep
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.storage.database import Store
from tests.cli.runner import Desk

SAMPLES = Path(__file__).parents[1] / "samples"
TIMES = {1: "12:00", 2: "12:45", 3: "13:00", 4: "13:15", 5: "13:30", 6: "14:00"}


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A site with the ladder in force, and ticket DE-1 that came in at 09:00 and is marek's."""
    desk = Desk(database_url)
    desk.run("database", "create", "--simulated-clock")
    desk.run("organisation", "import", str(SAMPLES / "organisation.toml"))
    desk.clock("07:00")
    desk.run("policy", "publish", str(SAMPLES / "urgent.toml"))
    desk.clock("09:00")
    new = ("ticket", "new", "--from", "priya@halden.example", "--subject", "VPN drops", "--body", "Whole office")
    desk.run(*new, "--team", "Desk Leeds", "--priority", "1", "--category", "Network")
    desk.run("ticket", "assign", "DE-1", "marek", "--by", "ingrid")
    return desk


def steps(desk: Desk) -> list[int]:
    return [escalation["step"] for escalation in desk.ticket()["escalations"]]


def waiting(desk: Desk) -> dict[int, str | None]:
    return {step["step"]: None if step["at"] is None else step["at"][11:16] for step in desk.ticket()["next_steps"]}


def climb(desk: Desk, clock: str, day: int = 12) -> dict[str, Any]:
    desk.clock(clock, day)
    done: dict[str, Any] = desk.json("engine", "run", "--once")
    return done


def test_each_step_fires_at_its_own_time_and_has_its_receipt(desk: Desk) -> None:
    assert waiting(desk) == TIMES
    for step, clock in TIMES.items():
        assert climb(desk, clock)["fired"] == 1
        receipt = desk.json("explain", "DE-1", "--step", str(step))
        assert receipt["outcome"] == "fired"
        assert receipt["metric"] == "resolution"
        assert receipt["target_minutes"] == 240
        assert receipt["counted_minutes"] == receipt["threshold_minutes"]
        assert receipt["sentence"]
        assert receipt["recipients"] or step == 4
    ticket = desk.ticket()
    assert [escalation["kind"] for escalation in ticket["escalations"]] == [
        "notice", "functional", "hierarchical", "functional", "hierarchical", "hierarchical",
    ]  # fmt: skip
    assert ticket["tier"] == 3
    told = desk.json("notifications", "list", "--for", "priya@halden.example")
    assert len(told) == 1
    assert desk.json("database", "check")["differences"] == []


def test_a_pause_of_two_business_hours_moves_every_step_by_two(desk: Desk) -> None:
    desk.clock("10:00")
    paused = desk.json("ticket", "pause", "DE-1", "customer", "--by", "marek")
    assert next(clock for clock in paused["clocks"] if clock["metric"] == "resolution")["due_at"] is None
    desk.clock("12:00")
    desk.run("ticket", "resume", "DE-1", "--by", "marek")
    assert waiting(desk) == {1: "14:00", 2: "14:45", 3: "15:00", 4: "15:15", 5: "15:30", 6: "16:00"}


def test_a_promise_of_forty_five_minutes_stops_the_next_levels_and_resumes_with_the_distances_kept(desk: Desk) -> None:
    climb(desk, "12:00")
    climb(desk, "12:45")
    desk.clock("12:46")
    desk.run("ticket", "acknowledge", "DE-1", "--by", "marek", "--until", desk.at("13:31"))
    assert climb(desk, "13:30")["fired"] == 0
    for clock in ("13:31", "13:46", "14:01", "14:31"):
        assert climb(desk, clock)["fired"] == 1
    assert steps(desk) == [1, 2, 3, 4, 5, 6]
    assert desk.json("database", "check")["differences"] == []


def test_a_priority_change_carries_the_time_used(desk: Desk) -> None:
    desk.clock("11:00")
    changed = desk.json("ticket", "priority", "DE-1", "2", "--by", "marek")
    clock = next(clock for clock in changed["clocks"] if clock["metric"] == "resolution")
    assert clock["used_minutes"] == 120
    assert clock["target_minutes"] == 480
    assert clock["due_at"].startswith("2026-10-12T17:00")


def test_a_night_without_the_engine_fires_one_level_not_five(desk: Desk) -> None:
    done = climb(desk, "08:30", day=13)
    assert done["fired"] == 1
    assert steps(desk) == [6]
    ticket = desk.ticket()
    assert ticket["tier"] == 3
    assert [skipped["step"] for skipped in ticket["skipped"]] == [1, 2, 3, 4, 5]
    assert all(skipped["reason"].startswith("missed") for skipped in ticket["skipped"])


def test_a_holiday_added_at_noon_moves_the_open_steps(desk: Desk) -> None:
    climb(desk, "12:00")
    text = (SAMPLES / "organisation.toml").read_text(encoding="utf-8")
    desk.run("organisation", "import", "-", stdin=text.replace("holidays = [", 'holidays = ["2026-10-12", '))
    assert climb(desk, "17:00")["fired"] == 0
    assert desk.ticket()["next_steps"][0]["at"].startswith("2026-10-13T08:45")
    assert climb(desk, "08:45", day=13)["fired"] == 1
    assert steps(desk) == [1, 2]
    assert desk.json("database", "check")["differences"] == []


def test_twenty_clients_at_once_fire_each_step_once(desk: Desk) -> None:
    desk.clock("12:00")
    store = Store.open(desk.url)
    with ThreadPoolExecutor(20) as clients:
        done = [clients.submit(sweep, Climbing(store, f"client {number}")) for number in range(20)]
        fired = sum(one.result().fired for one in done)
    store.close()
    assert fired == 1
    assert steps(desk) == [1]
    assert len(desk.json("notifications", "list", "--for", "marek")) == 3
