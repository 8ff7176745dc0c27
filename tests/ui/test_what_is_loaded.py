"""What the window does not load before it is there: each of it would put off the first list."""

import subprocess
import sys

import pytest

LATER = (
    "desktop_escalation.domain.events",
    "desktop_escalation.domain.policy",
    "desktop_escalation.engine",
    "desktop_escalation.services.ticket_desk",
    "ui.escalations",
    "ui.tickets.reply_box",
    "ui.window.ticket_side",
    "qtawesome",
)


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Give the modules that the program has loaded when it makes its window."""
    program = "import sys, ui.__main__; ui.__main__.load_desktop(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("name", LATER)
def test_the_window_does_not_wait_for(name: str, loaded: set[str]) -> None:
    assert "ui.window.main_window" in loaded
    assert name not in loaded
