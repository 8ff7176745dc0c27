"""The worker of the window, on a real database."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused
from desktop_escalation.services.asking import Asking
from tests.services.office import furnish
from ui.background import Background, Broken


@pytest.fixture
def workplace(sqlite_url: str) -> Iterator[Workplace]:
    furnish(sqlite_url)
    place = Workplace(sqlite_url, Asking("nobody", "marek"))
    yield place
    assert place.close()


@pytest.fixture
def background(workplace: Workplace, qapp: QApplication) -> Iterator[Background]:
    worker = Background(workplace, "asked", qapp)
    yield worker
    assert worker.end()


class Told:
    """Hears answers, and on which thread they came."""

    def __init__(self) -> None:
        self.answers: list[object] = []
        self.errors: list[EscalationError] = []
        self.threads: set[threading.Thread] = set()

    def done(self, answer: object) -> None:
        self.answers.append(answer)
        self.threads.add(threading.current_thread())

    def failed(self, error: EscalationError) -> None:
        self.errors.append(error)
        self.threads.add(threading.current_thread())


def test_work_is_done_in_order_off_the_gui_thread_and_answered_on_it(background: Background, qtbot: QtBot) -> None:
    told, workers = Told(), set()

    def work(number: int) -> int:
        workers.add(threading.current_thread())
        return number

    for number in range(20):
        background.ask(lambda _app, number=number: work(number), told.done, told.failed)  # type: ignore[misc]
    assert background.is_busy
    qtbot.waitUntil(lambda: len(told.answers) == 20)
    assert told.answers == list(range(20))
    assert told.threads == {threading.main_thread()}
    assert threading.main_thread() not in workers
    assert len(workers) == 1
    assert not background.is_busy


def test_work_has_the_services(background: Background, qtbot: QtBot) -> None:
    told = Told()
    background.ask(lambda app: app.reception.welcome(Asking("nobody", "marek")).name, told.done, told.failed)
    qtbot.waitUntil(lambda: bool(told.answers or told.errors))
    assert told.answers == ["Marek Dvořák"]


def test_what_the_services_refuse_is_told_and_the_worker_goes_on(background: Background, qtbot: QtBot) -> None:
    told = Told()

    def refuse(_app: DeskServices) -> None:
        raise Refused("not now")

    background.ask(refuse, told.done, told.failed)
    background.ask(lambda _app: "later", told.done, told.failed)
    qtbot.waitUntil(lambda: bool(told.answers))
    assert [str(error) for error in told.errors] == ["not now"]


def test_a_fault_of_the_program_is_logged_told_and_ends_nothing(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    told = Told()

    def fault(_app: DeskServices) -> None:
        raise ZeroDivisionError("by zero")

    with qtbot.waitSignal(background.broke):
        background.ask(fault, told.done, told.failed)
    assert [type(error) for error in told.errors] == [Broken]
    assert "ZeroDivisionError: by zero" in str(told.errors[0])
    assert "ZeroDivisionError" in caplog.text


def test_nothing_is_answered_after_the_end(workplace: Workplace, qtbot: QtBot) -> None:
    worker, told, may_go = Background(workplace, "asked"), Told(), threading.Event()
    worker.ask(lambda _app: may_go.wait(10), told.done, told.failed)
    may_go.set()
    assert worker.end()
    other = Background(workplace, "other")
    with qtbot.waitSignal(other.answered):
        other.ask(lambda _app: None, told.done, told.failed)
    assert other.end()
    assert told.answers == [None]


def test_a_database_that_cannot_be_opened_is_told_each_time(tmp_path: object, qtbot: QtBot) -> None:
    place = Workplace(f"sqlite:///{tmp_path}/missing.db", Asking("nobody"))
    worker, told = Background(place, "asked"), Told()
    worker.ask(lambda _app: None, told.done, told.failed)
    worker.ask(lambda _app: None, told.done, told.failed)
    qtbot.waitUntil(lambda: len(told.errors) == 2)
    assert "There is no database" in str(told.errors[1])
    assert worker.end()
    assert place.close()
