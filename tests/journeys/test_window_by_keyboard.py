"""A day's work in the window by keyboard alone, read by a screen reader's means, and checked in the database."""

import pytest

from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.history.demo_team import FEWEST_TICKETS, SEED, make_demo_team
from tests.accessible import State
from tests.cli.runner import Desk
from tests.journeys.replies import replies
from tests.screen_desktop import screen_desktop
from tests.spoken_window import SpokenWindow

MINE = "DE-4821"
ME = "Marek Dvořák"


@pytest.fixture
def desk(sqlite_url: str) -> Desk:
    """The demo team on a Tuesday at 13:53, its clock standing."""
    make_demo_team(
        sqlite_url, operating_system_user(), seed=SEED, tickets=FEWEST_TICKETS, progress=lambda _done, _total: None
    )
    return Desk(sqlite_url)


def test_from_the_ticket_that_breaches_next_to_its_solution(desk: Desk) -> None:
    with screen_desktop() as desktop, desktop.window("--db", desk.url, "--by", "marek") as window:
        find_what_breaches_next(window)
        read_why(window)
        acknowledge_with_a_promise(window, desk)
        reply_from_a_template(window, desk)
        hand_back(window, desk)
        resolve(window, desk)
        window.quit()


def find_what_breaches_next(window: SpokenWindow) -> None:
    """Go down the list of what breaches soon to the first ticket of one's own that is not over."""
    window.see("frame", "Breaching soon – Desktop Escalation")
    row = window.row_says("DE-")
    while ME not in row or "over" in row:
        window.press("j")
        row = window.row_other_than(row)
    assert row.startswith(f"{MINE}; VPN drops every few minutes, whole Leeds office, Halden Logistics")
    assert "in 12 min" in row
    # Back and forth again, which comes to the same.
    window.press("Up")
    window.row_other_than(row)
    window.press("Down")
    window.row_says(MINE)
    window.see("label", MINE)
    window.hear("Step 4, next, update overdue")
    window.picture("journey-1-breaches-next")


def read_why(window: SpokenWindow) -> None:
    window.press("y")
    window.see("dialog", f"Why was a warning given for {MINE}?")
    window.hear("because it was still unresolved after 6 h of working time, 75 % of its 8 h resolution target.")
    window.hear("step 3 at 6 h (75 %): Tuesday 24 Nov 12:50. resolution due: Tuesday 24 Nov 14:50")
    window.see("label", "Urgent incidents, v6")
    window.picture("journey-2-why")
    window.focused("push button", "Close")
    window.press("alt+Left")
    window.hear("This ticket was raised to L2 Network because it was still unresolved after 2 h of working time")
    window.see("label", "2 of 6")
    window.press("Escape")
    window.not_see("dialog")
    window.focused("table")


def acknowledge_with_a_promise(window: SpokenWindow, desk: Desk) -> None:
    window.press("a")
    window.see("dialog", f"Acknowledge {MINE}")
    window.focused("check box", "By 14:23, the usual")
    window.press("Right")
    window.focused("check box", "15 min")
    window.see("push button", "Acknowledge until 14:08")
    window.picture("journey-3-acknowledge")
    window.press("ctrl+Return")
    window.not_see("dialog")
    window.hear("Step 4, held, update overdue: tell lead Ingrid Solberg, held by you until 14:08")
    window.hear("Marek Dvořák: acknowledged, to act by 14:08")
    assert desk.ticket(MINE)["promised_until"] == "2026-11-24T14:08:00+00:00"
    window.focused("table")


def reply_from_a_template(window: SpokenWindow, desk: Desk) -> None:
    before = replies(desk.url, MINE)
    window.press("r")
    window.focused("text", "A reply to Priya Nair")
    window.press("shift+Tab", "shift+Tab")
    window.focused("push button", "Template")
    window.press("space")
    # Qt leaves popups out of the tree, so that only the focus tells of this one.
    window.wait("the popup with templates", lambda: not window.see("push button", "Template").has(State.FOCUSED))
    window.press("Down")
    window.picture("journey-4-template")
    window.press("Return")
    box = window.focused("text", "A reply to Priya Nair")
    written = window.wait("the filled template", lambda: box.text)
    window.picture("journey-4-reply")
    window.press("ctrl+Return")
    window.wait("the empty box", lambda: not box.text)
    window.hear(written.splitlines()[2])
    window.row_says(MINE, "Resolution: in 57 min (14:50)")
    updates = [clock for clock in desk.ticket(MINE)["clocks"] if clock["metric"] == "update"]
    assert [(clock["state"], clock["due_at"]) for clock in updates[1:]] == [
        ("met", "2026-11-24T14:05:00+00:00"),
        ("running", "2026-11-24T14:53:00+00:00"),
    ]
    assert replies(desk.url, MINE)[len(before) :] == [written]


def hand_back(window: SpokenWindow, desk: Desk) -> None:
    window.press("Escape")
    window.focused("table")
    window.press("b")
    window.see("dialog", f"Hand back {MINE}")
    window.focused("combo box", "Reason")
    window.press("Down")
    window.press("Tab")
    window.focused("text", "What changed?")
    window.type("The line holds. Watch it until five.")
    window.see("push button", "Hand back to Desk Leeds")
    window.picture("journey-5-hand-back")
    window.press("ctrl+Return")
    window.not_see("dialog")
    window.row_says(MINE, "L1; Desk Leeds, Unassigned")
    window.hear("Team: L1 Desk Leeds, tier Service Desk")
    window.hear("handed back: solved in part, moved to Desk Leeds")
    window.hear("The line holds. Watch it until five.")
    ticket = desk.ticket(MINE)
    assert (ticket["tier"], ticket["team"], ticket["assignee"]) == (1, "Desk Leeds", None)
    assert ticket["bounced"] == 0


def resolve(window: SpokenWindow, desk: Desk) -> None:
    window.focused("table")
    row = window.row_says(MINE)
    window.press("x")
    window.see("dialog", f"Resolve {MINE}")
    window.focused("text", "What was done")
    window.type("The spare line carries everything now.")
    window.see("push button", "Reply to Priya Nair and resolve")
    window.picture("journey-6-resolve")
    window.press("ctrl+Return")
    window.not_see("dialog")
    ticket = desk.ticket(MINE)
    assert replies(desk.url, MINE)[-1] == "The spare line carries everything now."
    assert (ticket["state"], ticket["resolved_at"]) == ("resolved", "2026-11-24T13:53:00+00:00")
    # What was done is told, and the ticket stays until one goes on.
    told = window.hear(f"{MINE} resolved.")
    following = told[told.index("J goes on to ") :].split()[4].rstrip(".")
    window.see("label", MINE)
    window.see("label", "12 tickets")
    window.picture("journey-6-resolved")
    window.press("j")
    assert window.row_other_than(row).startswith(f"{following};")
    window.see("label", following)
