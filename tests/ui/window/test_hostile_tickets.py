"""Tickets full of what could run, load, stall or mislead: they are shown as the text that they are."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_escalation.services.asking import Asking
from desktop_escalation.services.intake import LONGEST_SUBJECT
from tests.ui.window.desk_window import AGENT, WAIT_MS, DeskWindow, desk_window
from tests.ui.window.hostile_desk import (
    ALL,
    FILES,
    HTML_TICKET,
    LONG_TEXT,
    LONG_WORD,
    Trap,
    assert_tame,
    furnish_hostile,
    shown_windows,
    shows_ink,
)
from ui.escalations.explain_dialog import ExplainDialog
from ui.navigation.views import View, ViewKind
from ui.shared.act_dialog import ActDialog
from ui.themes import ThemeChoice, Themes
from ui.tickets.conversation_entry import Entry
from ui.tickets.conversation_model import ConversationModel
from ui.tickets.message_reader import MessageReader
from ui.tickets.new_ticket_dialog import NewTicketDialog
from ui.tickets.why import Why
from ui.window.actions import Do


@pytest.fixture(scope="module")
def trap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trap]:
    made = Trap(tmp_path_factory.mktemp("trap"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def hostile_url(trap: Trap, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a desk that the tests of this file look at, and do not change."""
    url = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'hostile.db'}"
    furnish_hostile(url, trap.html)
    return url


@pytest.fixture(scope="module")
def window(
    hostile_url: str, qapp: QApplication, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[DeskWindow]:
    """The window that the tests of this file have in common."""
    look = Themes()
    look.use(ThemeChoice.LIGHT)
    look.apply(qapp)
    folder = tmp_path_factory.mktemp("settings")
    with desk_window(hostile_url, look, folder, QtBot(request)) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        opened.qtbot.waitUntil(lambda: len(opened.numbers()) == len(ALL), timeout=WAIT_MS)
        yield opened
    shiboken6.delete(look)
    qapp.setStyleSheet("")


@pytest.fixture
def desk(window: DeskWindow) -> Iterator[DeskWindow]:
    """The window, without what a test has typed."""
    yield window
    window.window.pane.reply.text.clear()
    window.window.pane.reply.strip.show_pieces(())
    window.settle()


def open_dialog(desk: DeskWindow, do: Do) -> ActDialog:
    """Ask for an act, and wait for its dialog."""
    desk.window.commands[do].trigger()
    desk.qtbot.waitUntil(lambda: visible(desk) is not None, timeout=WAIT_MS)
    dialog = visible(desk)
    assert dialog is not None
    return dialog


def visible(desk: DeskWindow) -> ActDialog | None:
    return next((dialog for dialog in desk.window.findChildren(ActDialog) if dialog.isVisible()), None)


def entries(desk: DeskWindow) -> list[Entry]:
    """Give what the conversation shows."""
    model = desk.window.pane.conversation.list.model()
    assert isinstance(model, ConversationModel)
    found = (model.entry(model.index(row, 0)) for row in range(model.rowCount()))
    return [entry for entry in found if entry is not None]


def test_the_trap_is_sprung_by_a_label_that_takes_html(trap: Trap, qtbot: QtBot) -> None:
    label = QLabel(trap.html)
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.AutoText)
    label.resize(600, 300)
    assert shows_ink(label.grab().toImage())


def test_every_hostile_ticket_is_shown_in_list_and_pane_as_plain_text(desk: DeskWindow, trap: Trap) -> None:
    for number in ALL:
        desk.open(number)
        assert desk.window.pane.ticket is not None
        assert_tame(trap, *shown_windows())


def test_a_message_opened_whole_is_plain_and_ends_where_it_gets_too_long(desk: DeskWindow, trap: Trap) -> None:
    for number in (HTML_TICKET, LONG_WORD, LONG_TEXT, FILES):
        desk.open(number)
        conversation = desk.window.pane.conversation
        for entry in entries(desk):
            conversation.read(entry)
        readers = conversation.findChildren(MessageReader)
        assert readers
        assert_tame(trap, *readers)
        if number == LONG_TEXT:
            assert any("The text goes on" in reader.text.toPlainText() for reader in readers)
        for reader in readers:
            reader.close()


@pytest.mark.parametrize(
    "do", [Do.ESCALATE, Do.ASSIGN, Do.MOVE, Do.PRIORITY, Do.PAUSE, Do.RESOLVE, Do.HAND_BACK, Do.NEW_TICKET]
)
def test_every_dialog_about_it_is_plain(desk: DeskWindow, trap: Trap, do: Do) -> None:
    desk.open(HTML_TICKET)
    dialog = open_dialog(desk, do)
    desk.settle()
    assert_tame(trap, dialog)
    dialog.accept()


def test_the_mail_preview_shows_the_mail_as_text(desk: DeskWindow, trap: Trap) -> None:
    desk.open(FILES)
    dialog = open_dialog(desk, Do.ESCALATE)
    desk.qtbot.waitUntil(
        lambda: any("<script>" in text.toPlainText() for text in dialog.findChildren(QPlainTextEdit)), timeout=WAIT_MS
    )
    assert_tame(trap, dialog)
    dialog.accept()


def test_templates_are_filled_with_text(desk: DeskWindow, trap: Trap) -> None:
    desk.open(HTML_TICKET)
    picker = desk.window.pane.reply.picker
    assert "<script>" in picker.preview.toPlainText()
    assert_tame(trap, picker)
    picker.insert()
    assert "<script>" in desk.window.pane.reply.text.toPlainText()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_customers_are_offered_as_text(desk: DeskWindow, trap: Trap) -> None:
    dialog = open_dialog(desk, Do.NEW_TICKET)
    assert isinstance(dialog, NewTicketDialog)
    QTest.keyClicks(dialog.customer, "priya")
    desk.qtbot.waitUntil(lambda: dialog.completer.model().rowCount() == 1, timeout=WAIT_MS)
    popup = dialog.completer.popup()
    assert popup is not None
    assert_tame(trap, *shown_windows(), popup)
    dialog.accept()


def test_why_it_was_escalated_is_told_as_text(desk: DeskWindow, trap: Trap) -> None:
    for number in (HTML_TICKET, LONG_WORD):
        reasons = desk.workplace.services.explaining.explain(Asking("root", AGENT), number)
        dialog = ExplainDialog(desk.window.themes, desk.window)
        for one in reasons.explanations:
            dialog.show_reasons(reasons, Why(one.receipt.step, one.escalation))
            dialog.show()
            assert_tame(trap, dialog)
        dialog.close()


def test_a_hostile_file_name_is_shown_and_saved_as_a_clean_one(desk: DeskWindow, tmp_path: Path) -> None:
    desk.open(FILES)
    conversation = desk.window.pane.conversation
    files = [file for entry in entries(desk) for file in entry.files]
    assert [file.name for file in files] == ["evil.exe", "_CON", "nothing.txt", "agpj.exe"]
    conversation.save_wished.emit(files[1])
    dialog = desk.window.findChild(QFileDialog)
    assert dialog is not None
    with desk.qtbot.waitSignal(desk.session.side.replies.saved, timeout=WAIT_MS) as saved:
        dialog.fileSelected.emit(str(tmp_path / "CON"))
    assert saved.args == [tmp_path / "_CON"]
    assert (tmp_path / "_CON").read_bytes() == b"x"
    dialog.reject()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty.txt is empty"),
        ("CON", b"x", ""),
        ("huge.bin", None, "huge.bin is larger than 25 MB"),
    ],
)
def test_a_file_that_cannot_be_attached_is_refused_and_what_is_typed_stays(
    desk: DeskWindow, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    desk.open(HTML_TICKET)
    path = tmp_path / name
    with path.open("wb") as file:
        if content is None:
            file.truncate(26 * 1024 * 1024)
        else:
            file.write(content)
    box = desk.window.pane.reply
    box.begin(is_public=True)
    box.text.setPlainText("See the file.")
    box.attach((path,))
    desk.settle()
    assert words in box.problem.text()
    assert box.text.toPlainText() == "See the file."
    assert [file.name for file in box.strip.files] == ([] if words else ["_CON"])


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def paste_into_reply(desk: DeskWindow, text: str) -> str:
    box = desk.window.pane.reply
    box.text.insertFromMimeData(pasted(text))
    return box.problem.text()


@pytest.mark.parametrize("text", ["five megabytes " * 350_000, "w" * 500_000], ids=["much text", "one long word"])
def test_what_would_take_too_long_to_lay_out_is_not_pasted_and_what_is_typed_stays(desk: DeskWindow, text: str) -> None:
    desk.open(HTML_TICKET)
    desk.window.pane.reply.begin(is_public=True)
    desk.window.pane.reply.text.setPlainText("Before. ")
    assert paste_into_reply(desk, text)
    assert desk.window.pane.reply.text.toPlainText() == "Before. "


def test_html_that_is_pasted_is_text(desk: DeskWindow, trap: Trap) -> None:
    desk.open(HTML_TICKET)
    desk.window.pane.reply.begin(is_public=True)
    data = pasted("plain words")
    data.setHtml(trap.html)
    desk.window.pane.reply.text.insertFromMimeData(data)
    assert desk.window.pane.reply.text.toPlainText() == "plain words"
    assert_tame(trap, desk.window)


def test_a_subject_that_is_too_long_is_refused_beside_its_field(desk: DeskWindow) -> None:
    dialog = open_dialog(desk, Do.NEW_TICKET)
    assert isinstance(dialog, NewTicketDialog)
    dialog.subject.setText("S" * (LONGEST_SUBJECT + 1))
    dialog.text.setPlainText("Everything is down.")
    dialog.press()
    assert not dialog.is_busy
    assert "10,001 characters" in "".join(label.text() for label in dialog.subject_field.findChildren(QLabel))
    assert dialog.text.toPlainText() == "Everything is down."
    dialog.accept()
