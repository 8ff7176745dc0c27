"""The files of a message that is being written."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.attachment import new_file
from ui.themes import Themes
from ui.tickets.attachment_strip import AttachmentStrip, FileChipButton
from ui.tickets.wanted_file import WantedPath

LOG, PICTURE = WantedPath(Path("/home/marek/router.log")), WantedPath(Path("/home/marek/a & b.png"))
READ = new_file("router.log", "text/plain", b"x" * 2048)


@pytest.fixture
def strip(themes: Themes, qtbot: QtBot) -> AttachmentStrip:
    strip = AttachmentStrip(themes)
    qtbot.addWidget(strip)
    strip.resize(400, 100)
    return strip


def chips(strip: AttachmentStrip) -> list[FileChipButton]:
    return [chip for chip in strip.findChildren(FileChipButton) if not chip.isHidden()]


def names(strip: AttachmentStrip) -> list[str]:
    return [chip.accessibleName() for chip in chips(strip)]


def test_it_is_there_only_with_files(strip: AttachmentStrip) -> None:
    assert strip.isHidden()
    strip.add(LOG)
    assert not strip.isHidden()
    strip.show_pieces(())
    assert strip.isHidden()


def test_a_chip_tells_the_name_and_then_the_size(strip: AttachmentStrip) -> None:
    strip.add(LOG)
    assert names(strip) == ["Leave out router.log, reading…"]
    assert strip.is_reading
    strip.has_read(LOG, READ)
    assert names(strip) == ["Leave out router.log, 2 kB"]
    assert (strip.is_reading, strip.files) == (False, (READ,))


def test_a_file_is_taken_once(strip: AttachmentStrip) -> None:
    assert strip.add(LOG)
    assert not strip.add(WantedPath(LOG.path))
    assert len(strip.pieces) == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_a_key_takes_a_file_away(strip: AttachmentStrip, qtbot: QtBot, key: Qt.Key) -> None:
    strip.add(LOG)
    strip.add(PICTURE)
    with qtbot.waitSignal(strip.changed):
        QTest.keyClick(chips(strip)[0], key)
    assert [piece.wanted for piece in strip.pieces] == [PICTURE]


def test_a_file_that_was_taken_away_does_not_come_back_when_it_is_read(strip: AttachmentStrip) -> None:
    strip.add(LOG)
    strip.remove(LOG)
    strip.has_read(LOG, READ)
    assert strip.pieces == ()


def test_an_ampersand_in_a_name_is_one(strip: AttachmentStrip) -> None:
    strip.add(PICTURE)
    assert chips(strip)[0].text().startswith("a && b.png")


def test_many_files_take_three_lines_and_scroll(strip: AttachmentStrip) -> None:
    for number in range(20):
        strip.add(WantedPath(Path(f"/home/marek/a file with a long name {number}.txt")))
    assert strip.height() < 4 * chips(strip)[0].sizeHint().height()
