"""What the first list needs is little; all else is loaded after it."""

import subprocess
import sys

import pytest

from tests.services.office import furnish

LATER = ("PySide6", "apscheduler", "dataclasses", "holidays", "jeepney", "plyer", "psycopg")
LATER_OF_OURS = ("domain.events", "domain.policy", "engine", "notify", "services.ticket_desk", "services.ticketing")
READ = """
import sys
import desktop_escalation.app.first_list
from desktop_escalation.app.desk_services import desk_services
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.services.asking import Asking
with desk_services(sys.argv[1]) as app:
    asking = Asking("root", "marek")
    app.reception.welcome(asking)
    app.pages.page(asking, QueueQuery())
    print(*sys.modules)
    app.desk, app.ticketing, app.climbing
    print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """Give the modules that a process has loaded after the first list, and after other services were asked for."""
    url = f"sqlite:///{tmp_path_factory.mktemp('first') / 'escalation.db'}"
    furnish(url)
    done = subprocess.run([sys.executable, "-c", READ, url], check=True, capture_output=True, text=True)
    return [set(line.split()) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("name", [*LATER, *(f"desktop_escalation.{name}" for name in LATER_OF_OURS)])
def test_the_first_list_does_not_wait_for(name: str, loaded: list[set[str]]) -> None:
    assert name not in loaded[0]


def test_a_service_is_loaded_when_it_is_asked_for(loaded: list[set[str]]) -> None:
    assert {"desktop_escalation.services.ticket_desk", "desktop_escalation.services.ticketing"} <= loaded[1]
