"""The files of a reply stay with it while one turns to other tickets and back, whatever is being read or sent."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.events import Replied
from tests.copies import SQLITE, CopyOf
from tests.services.office import ROOT, Office, speaking_for
from tests.ui.window.desk_window import DeskWindow, desk_window, furnish_desk
from ui.background import Background
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.reply import Addressee
from ui.tickets.reply_box import ReplyBox

IMAGE = QImage(400, 400, QImage.Format.Format_RGB32)
FIRST = Addressee("DE-1", "Priya Nair", "priya@halden.example")
SECOND = Addressee("DE-2", "Otto", "otto@halden.example")
HOLD_S = 20.0


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        qtbot.waitUntil(lambda: "DE-1" in opened.numbers())
        opened.open("DE-1")
        opened.settle()
        yield opened


@contextmanager
def held(desk: DeskWindow, worker: Background) -> Iterator[None]:
    """Keep a worker from its work, and then wait for all of it."""
    hold = threading.Event()
    worker.ask_alone(lambda: hold.wait(HOLD_S), lambda _none: None, lambda _error: None)
    try:
        yield
    finally:
        hold.set()
    desk.settle()


def box_of(desk: DeskWindow) -> ReplyBox:
    return desk.window.pane.reply


def names(desk: DeskWindow) -> list[str]:
    return [file.name for file in box_of(desk).strip.files]


def away_and_back(desk: DeskWindow) -> None:
    for number in ("DE-2", "DE-1"):
        desk.open(number)
        desk.settle()


def with_picture(desk: DeskWindow) -> None:
    """Write a reply to DE-1 that has a picture."""
    box_of(desk).text.picture_given.emit(IMAGE)
    QTest.keyClicks(box_of(desk).text, "See")
    desk.settle()
    assert names(desk) == ["picture-1.png"]


def conflict_while_away(desk: DeskWindow, path: Path) -> None:
    """Send a picture and a file after a colleague wrote, and turn away and back before it fails."""
    with_picture(desk)
    path.write_text("down")
    box_of(desk).attach((path,))
    desk.settle()
    with Office.open(desk.url) as office:
        office.app.ticketing.reply(speaking_for("ingrid"), "DE-1", "Mine first")
    with held(desk, desk.session.asked):
        box_of(desk).send()
        box_of(desk).show_ticket(SECOND)
        # Not to be read again.
        path.unlink()
        box_of(desk).show_ticket(FIRST)
        assert names(desk) == ["picture-1.png", "router.log"]


def test_a_message_that_failed_after_one_came_back_is_sent_anyway_with_its_files(
    desk: DeskWindow, tmp_path: Path
) -> None:
    conflict_while_away(desk, tmp_path / "router.log")
    assert box_of(desk).send_button.words == "Send anyway"
    box_of(desk).send()
    desk.settle()
    with Office.open(desk.url) as office:
        history = office.app.lists.show(ROOT, "DE-1").history
    sent = [(one.fact.body, len(one.fact.files)) for one in history if isinstance(one.fact, Replied)]
    assert sent == [("Mine first", 0), ("See", 2)]


def test_the_draft_of_a_message_that_failed_after_one_came_back_keeps_its_pictures(
    desk: DeskWindow, tmp_path: Path
) -> None:
    conflict_while_away(desk, tmp_path / "router.log")
    QTest.keyClicks(box_of(desk).text, "!")
    away_and_back(desk)
    assert box_of(desk).text.toPlainText() == "See!"
    assert names(desk) == ["picture-1.png"]


def test_a_kept_picture_stays_when_somebody_only_passes_by(desk: DeskWindow) -> None:
    with_picture(desk)
    desk.open("DE-2")
    desk.settle()
    box_of(desk).show_ticket(FIRST)
    with held(desk, desk.session.files):
        desk.qtbot.waitUntil(lambda: bool(box_of(desk).strip.pieces))
        assert names(desk) == ["picture-1.png"]
        box_of(desk).show_ticket(SECOND)
    away_and_back(desk)
    assert names(desk) == ["picture-1.png"]


def test_a_picture_that_is_read_after_one_turned_away_and_back_is_shown_and_kept(desk: DeskWindow) -> None:
    with held(desk, desk.session.files):
        box_of(desk).text.picture_given.emit(IMAGE)
        box_of(desk).show_ticket(SECOND)
        box_of(desk).show_ticket(FIRST)
    assert names(desk) == ["picture-1.png"]
    away_and_back(desk)
    assert names(desk) == ["picture-1.png"]


def test_a_picture_that_was_taken_away_before_it_was_read_stays_away(desk: DeskWindow) -> None:
    with held(desk, desk.session.files):
        box_of(desk).text.picture_given.emit(IMAGE)
        box_of(desk).strip.remove(box_of(desk).strip.pieces[0].wanted)
        box_of(desk).show_ticket(SECOND)
    away_and_back(desk)
    assert names(desk) == []


def test_a_picture_that_cannot_be_written_is_told_also_after_one_turned_away(desk: DeskWindow) -> None:
    with desk.qtbot.waitSignal(desk.session.side.replies.troubled) as told, held(desk, desk.session.files):
        box_of(desk).text.picture_given.emit(QImage())
        box_of(desk).show_ticket(SECOND)
    assert told.args is not None
    assert told.args[0].startswith("DE-1: picture-1.png could not be written as PNG")
