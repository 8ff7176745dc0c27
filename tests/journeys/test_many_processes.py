"""Many engines as processes of their own on one database: each step fires once, whoever runs it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.runner import Desk

SAMPLES = Path(__file__).parents[1] / "samples"
ENGINES = 20
TICKETS = 60


@pytest.fixture
def desk(database_url: str) -> Desk:
    """A site with sixty tickets that came in at 09:00."""
    desk = Desk(database_url)
    desk.run("database", "create", "--simulated-clock")
    desk.run("organisation", "import", str(SAMPLES / "organisation.toml"))
    desk.clock("07:00")
    desk.run("policy", "publish", str(SAMPLES / "urgent.toml"))
    desk.clock("09:00")
    for number in range(TICKETS):
        desk.run("ticket", "new", "--subject", f"No {number}", "--team", "Desk Leeds", "--priority", "1")
    return desk


def start_engine(url: str) -> subprocess.Popen[str]:
    program = (sys.executable, "-m", "desktop_escalation.cli.__main__", "--db", url)
    command = (*program, "engine", "run", "--once", "--json")
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_twenty_processes_fire_each_step_once(desk: Desk) -> None:
    desk.clock("12:45")
    engines = [start_engine(desk.url) for _ in range(ENGINES)]
    answers = [engine.communicate() for engine in engines]
    assert [(engine.returncode, err) for engine, (_, err) in zip(engines, answers, strict=True)] == [(0, "")] * ENGINES
    assert sum(json.loads(out)["fired"] for out, _ in answers) == TICKETS
    tickets = desk.json("ticket", "list")
    assert [len(ticket["escalations"]) for ticket in tickets] == [1] * TICKETS
    assert {ticket["tier"] for ticket in tickets} == {2}
    assert desk.json("database", "check")["differences"] == []
