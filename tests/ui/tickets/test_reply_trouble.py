"""The reply box where others were faster, or the database does not answer."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.ui.tickets.reply_boxes import shown_box, typed
from ui.themes import Themes
from ui.tickets.reply_box import ReplyBox


@pytest.fixture
def box(themes: Themes, qtbot: QtBot) -> ReplyBox:
    return shown_box(qtbot, themes)


def test_the_border_is_blue_only_where_the_focus_is(box: ReplyBox, themes: Themes) -> None:
    box.text.clearFocus()
    assert box.grab().toImage().pixelColor(0, 100) != themes.current.accent
    box.text.setFocus()
    assert box.grab().toImage().pixelColor(0, 100) == themes.current.accent


def test_after_a_conflict_one_can_look_again_or_send_anyway(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "On it.")
    box.send()
    box.show_conflict("DE-1", "The customer wrote at 09:02.")
    assert box.text.toPlainText() == "On it."
    assert box.send_button.words == "Send anyway"
    with qtbot.waitSignal(box.looking):
        QTest.mouseClick(box.problem.look_button, Qt.MouseButton.LeftButton)
    assert not box.problem.isVisible()
    assert (box.text.toPlainText(), box.send_button.words) == ("On it.", "Send to Priya Nair")


def test_that_the_database_is_waited_for_is_said_until_it_answers(box: ReplyBox) -> None:
    typed(box, "On it.")
    box.show_waiting("DE-1")
    assert box.told[1] == "Restarts next update"
    box.send()
    box.show_waiting("DE-1")
    assert box.told[1] == "Waiting for the database… Your text is kept."
    box.show_problem("DE-1", "No.")
    assert box.told[1] == "Restarts next update"


def test_a_note_is_added_anyway(box: ReplyBox) -> None:
    box.begin(is_public=False)
    typed(box, "Old router.")
    box.send()
    box.show_conflict("DE-1", "Jonas Weber merged it into DE-2 at 09:02.")
    assert box.send_button.words == "Add anyway"
