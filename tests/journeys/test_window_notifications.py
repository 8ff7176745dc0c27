"""The engine inside the window: a step that fires is told on the person's screen, and list and ticket show it."""

from typing import Any

import pytest

from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.history.demo_team import FEWEST_TICKETS, SEED, make_demo_team
from tests.cli.runner import Desk
from tests.screen_desktop import screen_desktop

MINE = "DE-4821"
# Step 4 of its ladder is due then, which tells the lead; no step before that tells her anything.
OVERDUE_AT = "2026-11-24T14:05:00+00:00"
LEAD = "ingrid"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    """The demo team on a Tuesday at 13:53, its clock standing."""
    make_demo_team(
        sqlite_url, operating_system_user(), seed=SEED, tickets=FEWEST_TICKETS, progress=lambda _done, _total: None
    )
    return Desk(sqlite_url)


def test_a_step_that_fires_in_the_window_is_told_natively_and_shown(desk: Desk) -> None:
    with screen_desktop() as desktop, desktop.window("--db", desk.url, "--by", LEAD) as window:
        session = desktop.session
        window.hear("Engine: running here")
        row = window.row_says("DE-")
        while not row.startswith(MINE):
            window.press("j")
            row = window.row_other_than(row)
        assert "Next update: in 12 min (14:05)" in row
        window.hear("Step 4, next, update overdue: tell lead Ingrid Solberg, in 12 min (14:05)")
        desk.run("clock", "set", OVERDUE_AT)
        window.hear("Step 4, done, update overdue: tell lead Ingrid Solberg, 14:05")
        window.row_says(MINE, "over")
        window.wait("the toast", lambda: session.run("dunstctl", "count", "displayed").strip() == "1")
        window.picture("notification")
        (toast,) = session.shown()
        window.quit()
    assert (toast.app, toast.title) == (
        "Desktop Escalation",
        "DE-4821: VPN drops every few minutes, whole Leeds office: at u…",
    )
    assert "You get this as lead of Network." in toast.body
    fired = desk.ticket(MINE)["escalations"][-1]
    assert (fired["step"], fired["fired_at"], fired["told"]) == (4, OVERDUE_AT, [LEAD])
    listed = desk.json("notifications", "list", "--for", LEAD)
    assert [(one["state"], one["way"]) for one in listed if is_told_natively(one, fired)] == [("shown", "d-bus")]


def is_told_natively(notice: Any, escalation: Any) -> bool:
    return (notice["ticket"], notice["escalation"], notice["channel"]) == (MINE, escalation["number"], "desktop")
