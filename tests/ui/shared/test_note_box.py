import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.note_box import NoteBox


def pasted(text: str) -> QMimeData:
    data = QMimeData()
    data.setText(text)
    return data


def test_it_counts_and_tells_how_much_is_too_much(qtbot: QtBot) -> None:
    box = NoteBox(3, 2_000)
    qtbot.addWidget(box)
    box.setPlainText("x" * 2_000)
    assert (box.length, box.is_too_long) == (2_000, False)
    box.setPlainText("x" * 2_001)
    assert box.is_too_long
    assert box.too_long_words() == "2,001 characters, and 2,000 fit: shorten the text, or attach it as a file."


@pytest.mark.parametrize("limit", [2_000, 1_000_000])
def test_a_text_too_long_to_paste_is_refused_with_the_limit_of_pasting_and_what_was_typed_stays(
    qtbot: QtBot, limit: int
) -> None:
    box = NoteBox(3, limit)
    qtbot.addWidget(box)
    box.setPlainText("typed")
    with qtbot.waitSignal(box.refused) as refused:
        box.insertFromMimeData(pasted("x" * 500_000))
    assert refused.args == [
        "What you paste has 500,000 characters, and 65,536 fit at once: attach it as a file instead."
    ]
    assert box.toPlainText() == "typed"


def test_what_is_pasted_is_plain_text(qtbot: QtBot) -> None:
    box = NoteBox(3, 2_000)
    qtbot.addWidget(box)
    box.insertFromMimeData(pasted("<img src='file:///etc/passwd'>"))
    assert box.text == "<img src='file:///etc/passwd'>"


def test_the_tab_key_leaves_it(qtbot: QtBot) -> None:
    whole = QWidget()
    layout = QVBoxLayout(whole)
    first, second = NoteBox(3, 100), NoteBox(3, 100)
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(whole)
    whole.show()
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert whole.focusWidget() is second
    assert first.toPlainText() == ""


def test_its_lines_stay_visible_at_a_larger_size_of_text(qtbot: QtBot) -> None:
    box = NoteBox(3, 100)
    qtbot.addWidget(box)
    before = box.minimumHeight()
    font = QFont(box.font())
    font.setPixelSize(40)
    box.setFont(font)
    assert box.minimumHeight() > before
