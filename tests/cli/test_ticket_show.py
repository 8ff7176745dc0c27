"""`escalationctl ticket show` and `explain`: who was told of a ticket, in whose place, and what became of it."""

import pytest

from tests.cli.runner import Desk
from tests.services.office import ORGANISATION, SAMPLES

AWAY = 'absences = ["2026-10-12/2026-10-12"]'


@pytest.fixture
def desk(furnished: Desk) -> Desk:
    """A ticket of nobody, under the ladder of the sample."""
    furnished.run("policy", "publish", str(SAMPLES / "urgent.toml"))
    furnished.clock("09:00")
    furnished.run("ticket", "new", "--subject", "VPN drops", "--team", "Desk Leeds", "--priority", "1")
    return furnished


def escalated_to_marek(desk: Desk) -> None:
    desk.run("ticket", "assign", "DE-1", "marek")
    desk.clock("12:00")
    desk.run("engine", "run", "--once")
    desk.run("notifications", "send")


def line_of(desk: Desk, beginning: str, *command: str) -> str:
    """Give the one line that begins like this, with single spaces."""
    lines = [" ".join(line.split()) for line in desk.run(*command).out.splitlines()]
    (found,) = [line for line in lines if line.startswith(beginning)]
    return found


def test_the_notices_about_a_ticket_are_shown_with_their_outcomes(desk: Desk) -> None:
    escalated_to_marek(desk)
    desk.clock("12:00", 13)
    desk.run("notifications", "send")
    why = "expired, no mail was sent in time Tue 13 Oct 2026 12:00"
    assert line_of(desk, "marek mail", "ticket", "show", "DE-1").startswith(f"marek mail {why}")
    assert line_of(desk, "marek centre", "ticket", "show", "DE-1").startswith("marek centre sent Mon 12 Oct 2026 12:00")


def test_a_ticket_as_data_has_the_notices_as_they_are_listed(desk: Desk) -> None:
    assert desk.ticket()["notices"] == []
    escalated_to_marek(desk)
    assert len(desk.ticket()["notices"]) == 3
    assert desk.ticket()["notices"] == desk.json("notifications", "list", "--for", "marek")


def test_a_ticket_without_notices_has_no_table_of_them(desk: Desk) -> None:
    assert "Notice to" not in desk.run("ticket", "show", "DE-1").out


def test_what_was_acknowledged_is_shown_as_that(desk: Desk) -> None:
    escalated_to_marek(desk)
    desk.run("ticket", "acknowledge", "DE-1", "--by", "marek")
    assert {notice["state"] for notice in desk.ticket()["notices"]} == {"acknowledged"}
    step = line_of(desk, "1 notice", "ticket", "show", "DE-1")
    assert step.endswith("marek, acknowledged by marek")


def test_a_step_that_found_nobody_says_why_and_has_no_stray_comma(desk: Desk) -> None:
    desk.clock("12:00")
    desk.run("engine", "run", "--once")
    nobody = "involve assignee: found nobody (DE-1 has no assignee)"
    assert line_of(desk, "1 notice", "ticket", "show", "DE-1").endswith(f"Mon 12 Oct 2026 12:00 {nobody}")
    desk.clock("13:15")
    desk.run("engine", "run", "--once")
    desk.run("ticket", "acknowledge", "DE-1", "--by", "aisha")
    moved = line_of(desk, "4 functional", "ticket", "show", "DE-1")
    assert moved.endswith("2026 13:15 acknowledged by aisha")


def test_a_substitution_is_explained(desk: Desk) -> None:
    away = f'login = "ingrid"\nsubstitute = "tomas"\n{AWAY}'
    desk.run("organisation", "import", "-", stdin=ORGANISATION.replace('login = "ingrid"', away))
    desk.clock("12:45")
    desk.run("engine", "run", "--once")
    why = "lead of Network, in place of ingrid, who is away"
    assert f"  told tomas: {why}\n" in desk.run("explain", "DE-1", "--step", "2").out
    assert desk.json("explain", "DE-1", "--step", "2")["recipients"] == [
        {"who": "tomas", "why": why, "instead_of": "ingrid"}
    ]
