"""The colleagues of the demo team, who act while a window is open."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused
from desktop_escalation.services.asking import Asking
from tests.services.office import furnish
from ui.background import Background
from ui.demo import ActingAgain

SOON_MS = 1


@pytest.fixture
def background(sqlite_url: str, qapp: QApplication) -> Iterator[Background]:
    furnish(sqlite_url)
    place = Workplace(sqlite_url, Asking("root", "marek"))
    worker = Background(place, "colleagues", qapp)
    yield worker
    assert worker.end()
    assert place.close()


def test_the_colleagues_are_asked_again_only_when_they_have_answered(background: Background, qtbot: QtBot) -> None:
    acts: list[str] = []
    lost: list[EscalationError] = []
    may_end = threading.Event()

    def act() -> None:
        acts.append("begun")
        assert may_end.wait(20)

    ActingAgain(act, background, lost.append, background, after_ms=SOON_MS).start()
    qtbot.waitUntil(lambda: acts == ["begun"])
    ticks: list[None] = []
    ticking = QTimer(background, interval=SOON_MS)
    ticking.timeout.connect(lambda: ticks.append(None))
    ticking.start()
    qtbot.waitUntil(lambda: len(ticks) > 20)
    # Whatever was asked for meanwhile stands in line before this.
    seen: list[int] = []
    background.ask(lambda _app: len(acts), seen.append, lost.append)
    may_end.set()
    qtbot.waitUntil(lambda: seen == [1])
    qtbot.waitUntil(lambda: len(acts) > 2)
    assert lost == []


def test_colleagues_who_were_refused_try_again(background: Background, qtbot: QtBot) -> None:
    acts: list[str] = []
    lost: list[EscalationError] = []

    def act() -> None:
        acts.append("begun")
        if len(acts) == 1:
            raise Refused("not now")

    ActingAgain(act, background, lost.append, background, after_ms=SOON_MS).start()
    qtbot.waitUntil(lambda: len(acts) > 1)
    assert [str(error) for error in lost] == ["not now"]
