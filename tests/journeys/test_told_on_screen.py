"""From a step that fires to the toast on somebody's screen: the real engine and couriers on a real desktop."""

import getpass
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.bench.furnish import multiply
from tests.cli.engine_process import engine_process
from tests.cli.runner import Desk
from tests.desktop_session import DesktopSession, desktop_session
from tests.waiting import wait_until

SCREENS = Path(__file__).parents[2] / "build" / "screens"
STORM = 500
BUDGET = 12
AT_ONCE = 5
WORKSTATIONS = 3
ORGANISATION = f"""
[[person]]
login = "ingrid"
name = "Ingrid Solberg"
role = "lead"
os_user = "{getpass.getuser()}"
channels = ["desktop"]
budget = {BUDGET}
[[team]]
name = "Desk"
tier = 1
calendar = "24/7"
lead = "ingrid"
"""
POLICY = """
name = "Everything"
calendar = "24/7"
[targets]
resolution = { 1 = "4h" }
[[step]]
at = "at resolution"
urgency = "now"
do = [{ involve = ["lead"] }]
"""


@pytest.fixture
def session() -> Iterator[DesktopSession]:
    with desktop_session() as session:
        yield session


def a_desk(url: str, *create: str) -> Desk:
    desk = Desk(url)
    desk.run("database", "create", *create)
    desk.run("organisation", "import", "-", stdin=ORGANISATION)
    desk.run("policy", "publish", "-", stdin=POLICY)
    return desk


def test_an_escalation_is_seen_by_the_person_at_the_computer(session: DesktopSession, database_url: str) -> None:
    desk = a_desk(database_url)
    desk.run("ticket", "new", "--subject", "VPN drops <b>everywhere</b>", "--priority", "1", "--team", "Desk")
    due_at = datetime.now(UTC) + timedelta(seconds=2)
    desk.run("ticket", "due", "DE-1", "resolution", due_at.isoformat(), "--reason", "as promised")
    with engine_process(desk.url, "--json", environment=session.environ) as engine:
        assert json.loads(engine.line())["fired"] == 1
        wait_until(lambda: session.run("dunstctl", "count", "displayed").strip() == "1")
        session.picture(SCREENS / f"escalation-{database_url.partition(':')[0]}.png")
        (toast,) = session.shown()
        wait_until(lambda: outcomes(desk, "desktop") == [("shown", "d-bus")])
    assert toast.title == "DE-1: VPN drops <b>everywhere</b>: at resolution"
    assert "You get this as lead of Desk." in toast.body


def test_a_storm_is_a_few_toasts_and_one_line_and_whole_in_the_list(
    session: DesktopSession, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = a_desk(database_url, "--simulated-clock")
    desk.clock("09:00")
    desk.run("ticket", "new", "--subject", "Power is out", "--priority", "1", "--team", "Desk")
    multiply(database_url, "DE-1", STORM - 1)
    desk.clock("13:00")
    assert desk.json("engine", "run", "--once")["fired"] == STORM
    rounds = at_several_workstations(desk, session)
    shown = session.shown()
    assert len(shown) == len({toast.title for toast in shown}) == AT_ONCE
    assert sum(done["shown"] for done in rounds) == AT_ONCE
    assert sum(done["folded"] for done in rounds) == STORM - AT_ONCE
    desk.clock("13:02")
    at_several_workstations(desk, session)
    assert [toast.title for toast in session.shown()[AT_ONCE:]] == [f"{STORM - AT_ONCE} more notices"]
    centre = outcomes(desk, "centre")
    with capsys.disabled():
        print(f"\n{STORM} escalations: {AT_ONCE} toasts, 1 digest, {len(centre)} in the centre")  # noqa: T201
    assert centre == [("sent", None)] * STORM
    desktop = outcomes(desk, "desktop")
    assert {state for state, _ in desktop} == {"shown", "in digest"}
    assert desktop.count(("shown", "d-bus")) == AT_ONCE + 1


def at_several_workstations(desk: Desk, session: DesktopSession) -> list[Any]:
    """Let the couriers of one person's computers, which here have one screen, go at the same time."""
    command = (sys.executable, "-m", "desktop_escalation.cli.__main__", "--db", desk.url, "notifications", "send")
    couriers = [
        subprocess.Popen((*command, "--json"), stdout=subprocess.PIPE, text=True, env=session.environ)
        for _ in range(WORKSTATIONS)
    ]
    answers = [courier.communicate()[0] for courier in couriers]
    assert [courier.returncode for courier in couriers] == [0] * WORKSTATIONS
    return [json.loads(answer) for answer in answers]


def outcomes(desk: Desk, channel: str) -> list[tuple[str, str | None]]:
    listed = desk.json("notifications", "list", "--for", "ingrid")
    return [(one["state"], one["way"]) for one in listed if one["channel"] == channel]
