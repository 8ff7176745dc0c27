"""The last door: a fault is logged and told, and the program goes on."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.excepthook import LastDoor


@pytest.fixture
def door(qapp: QApplication) -> Iterator[LastDoor]:
    before = sys.excepthook, threading.excepthook
    standing = LastDoor(qapp)
    standing.stand()
    yield standing
    sys.excepthook, threading.excepthook = before
    standing.deleteLater()


def fault() -> None:
    raise ZeroDivisionError("by zero")


def test_a_fault_is_logged_with_its_traceback_and_told(
    door: LastDoor, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        fault()
    except ZeroDivisionError as error:
        with qtbot.waitSignal(door.broke) as told:
            door.tell(type(error), error, error.__traceback__)
    assert told.args == ["ZeroDivisionError: by zero"]
    assert "in fault" in caplog.text


def test_a_fault_in_a_plain_thread_is_told_on_the_thread_of_the_window(
    door: LastDoor, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[threading.Thread] = []
    door.broke.connect(lambda _words: heard.append(threading.current_thread()))
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(door.broke):
        thread = threading.Thread(target=fault)
        thread.start()
        thread.join()
    assert heard == [threading.main_thread()]
    assert "ZeroDivisionError" in caplog.text


def test_an_interruption_from_the_keyboard_is_no_fault(door: LastDoor, capsys: pytest.CaptureFixture[str]) -> None:
    door.tell(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
