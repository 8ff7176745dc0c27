"""A message in a window of its own."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.attachment import Attachment
from tests.domain.desk import at
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry, Kind
from ui.tickets.message_reader import MessageReader

FILE = Attachment(7, "router.log", "text/plain", 2048)


def reader(themes: Themes, qtbot: QtBot, text: str, *files: Attachment) -> MessageReader:
    entry = Entry(1, Kind.PUBLIC, at("09:00"), "10:00", "Monday 10:00", "Marek", "public reply", text, files)
    widget = MessageReader(entry, themes)
    qtbot.addWidget(widget)
    return widget


def test_the_text_can_be_selected_but_not_changed(themes: Themes, qtbot: QtBot) -> None:
    shown = reader(themes, qtbot, "Hello <b>you</b>")
    assert shown.text.toPlainText() == "Hello <b>you</b>"
    QTest.keyClicks(shown.text, "x")
    assert shown.text.toPlainText() == "Hello <b>you</b>"


def test_a_huge_text_is_shown_up_to_its_bound_and_copied_whole(themes: Themes, qtbot: QtBot) -> None:
    shown = reader(themes, qtbot, "word " * 1_000_000)
    assert len(shown.text.toPlainText()) < 70_000
    assert shown.text.toPlainText().endswith("characters are shown.")
    (copy,) = [one for one in shown.findChildren(QPushButton) if one.text() == "&Copy all"]
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert len(QGuiApplication.clipboard().text()) > 5_000_000


def test_each_file_can_be_saved(themes: Themes, qtbot: QtBot) -> None:
    shown = reader(themes, qtbot, "See.", FILE)
    (save,) = [one for one in shown.findChildren(QPushButton) if "router.log" in one.text()]
    assert save.text() == "Save router.log (2 kB) as…"
    with qtbot.waitSignal(shown.save_wished) as wished:
        QTest.keyClick(save, Qt.Key.Key_Space)
    assert wished.args == [FILE]


def test_escape_closes(themes: Themes, qtbot: QtBot) -> None:
    shown = reader(themes, qtbot, "Hello")
    with qtbot.waitSignal(shown.rejected):
        QTest.keyClick(shown, Qt.Key.Key_Escape)
