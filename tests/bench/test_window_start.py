"""How soon the window can be used, from the start of its process on, beside an empty one; and what memory it takes."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from desktop_escalation.app.application import application
from tests.bench.databases import Databases
from tests.bench.figures import Figure, Limit, Report
from tests.bench.furnish import Crowd, furnish_crowd
from tests.bench.processes import run
from tests.bench.views import NOW, prepare
from tests.bench.window import EMPTY, USABLE, WHOLE
from tests.copies import SQLITE
from tests.services.office import ROOT

FEW = Crowd(minutes=100, of_each=1_000)
MANY = Crowd(minutes=100, of_each=10_000)
STARTS = 9
SUBJECT = "the window's start"
REPOSITORY = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "tests.bench.window")


def test_a_window_can_be_used_soon(databases: Databases, tmp_path: Path, report: Report) -> None:
    # As an installer leaves the program, also where Python is told to write no bytecode.
    run([sys.executable, "-m", "compileall", "-q", "desktop_escalation", "ui", "tests/bench"], {}, REPOSITORY)
    few, many = a_crowd(databases, FEW), a_crowd(databases, MANY)
    surroundings = surroundings_in(tmp_path)
    start = partial(seconds_until, surroundings=surroundings)
    start(few, USABLE)
    starts = [(start(EMPTY, USABLE), start(few, USABLE), start(few, WHOLE)) for _ in range(STARTS)]
    empty_s, usable_s, whole_s = (min(times) for times in zip(*starts, strict=True))
    what = f"from start to usable on {FEW.tickets:,} tickets, beside an empty window"
    report(Figure(SUBJECT, what, usable_s * 1000, "ms", empty_s * 1000, Limit.times_at_most(2.5)))
    report(Figure(SUBJECT, "from start to the first ticket in the pane", whole_s * 1000, "ms", empty_s * 1000))
    small, large = peak_mb(few, surroundings), peak_mb(many, surroundings)
    what = f"memory of the window on {FEW.tickets:,} tickets and on {MANY.tickets:,}: peak"
    report(Figure(SUBJECT, what, large, "MB", small, Limit.times_at_most(1.2)))


def a_crowd(databases: Databases, crowd: Crowd) -> str:
    """Give a help desk in which a hundred tickets are due soon, each many times."""
    url = databases.new(SQLITE)
    furnish_crowd(url, crowd, prepare)
    with application(url) as app:
        app.clock.set(ROOT, NOW)
    return url


def surroundings_in(folder: Path) -> dict[str, str]:
    """Give what surrounds a program, with settings of its own, no screen, and nobody to show notifications."""
    kept = {name: value for name, value in os.environ.items() if name != "DBUS_SESSION_BUS_ADDRESS"}
    return {**kept, "XDG_CONFIG_HOME": str(folder / "settings"), "QT_QPA_PLATFORM": "offscreen"}


def seconds_until(what: str, word: str, surroundings: Mapping[str, str]) -> float:
    """Start a window, and tell how long it took until it wrote a word; then it ends of itself."""
    began_s = time.perf_counter()
    with subprocess.Popen(
        [*PROGRAM, what], cwd=REPOSITORY, env=surroundings, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        took_s = next((time.perf_counter() - began_s for line in process.stdout if line.strip() == word), None)
        process.stdout.read()
    assert process.returncode == 0
    assert took_s is not None
    return took_s


def peak_mb(url: str, surroundings: Mapping[str, str]) -> float:
    """Show a window until all of it is there, in a process of its own."""
    return run([*PROGRAM, url], surroundings, REPOSITORY).peak_mb
