"""Only files of this computer are attached; the names of others are text."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from pytestqt.qtbot import QtBot

from desktop_escalation.services.intake import LONGEST_TEXT
from ui.tickets.reply_text import ReplyText, local_paths

HERE = "file:///home/marek/router.log"
ELSEWHERE = (
    "file://evil/share/a.png",
    "file://10.0.0.1/share/a.png",
    "file://localhost/home/marek/router.log",
    "file:////evil/share/a.png",
    "file:///%2Fevil/share/a.png",
    "file:///%5C%5Cevil/share/a.png",
    "file:%5C%5Cevil/share/a.png",
    "file:///%3F%3F/UNC/evil/share/a.png",
    "https://evil.example/a.png",
)


def dragged(*addresses: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl(address) for address in addresses])
    return data


def test_a_file_of_this_computer_is_one() -> None:
    assert local_paths(dragged(HERE)) == (Path("/home/marek/router.log"),)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_a_file_of_another_computer_is_none(address: str) -> None:
    assert local_paths(dragged(address)) == ()
    assert local_paths(dragged(address, HERE)) == (Path("/home/marek/router.log"),)


@pytest.mark.parametrize("name", ["//evil/share/a.png", "\\\\evil/share/a.png"])
def test_a_share_named_as_a_path_is_none(name: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(name)])
    assert local_paths(data) == ()


def test_the_address_of_a_file_elsewhere_is_pasted_as_text(qtbot: QtBot) -> None:
    box = ReplyText(LONGEST_TEXT)
    qtbot.addWidget(box)
    with qtbot.assertNotEmitted(box.paths_given):
        box.insertFromMimeData(dragged("file://evil/share/a.png"))
    assert box.toPlainText() == "file://evil/share/a.png"
