"""Choosing a template: its very words are seen before they are inserted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.reply_template import ReplyTemplate
from ui.themes import Themes
from ui.tickets.template_picker import TemplatePicker

GOOD = ReplyTemplate("ask", "en", "", "Hello Priya,\n\nis it better now?")
BLANK = ReplyTemplate("raised", "de", "", "– kümmert sich", blanks=("ticket.assignee",))
FAULTY = ReplyTemplate("typo", "en", "", "Hello –", faults=('body: unknown placeholder {x}; did you mean "y"?',))


# The offscreen platform has no windows to raise and no keyboard to grab.
OF_POPUPS = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture
def picker(themes: Themes, qtbot: QtBot) -> TemplatePicker:
    picker = TemplatePicker(themes)
    qtbot.addWidget(picker)
    picker.show_templates((GOOD, BLANK, FAULTY))
    return picker


def test_the_first_is_shown_filled(picker: TemplatePicker) -> None:
    assert picker.preview.toPlainText() == GOOD.body
    assert picker.remark.text() == ""


def test_keys_choose_and_enter_inserts(picker: TemplatePicker, qtbot: QtBot) -> None:
    QTest.keyClick(picker.names, Qt.Key.Key_Down)
    assert picker.preview.toPlainText() == BLANK.body
    assert picker.remark.text() == "A dash stands where this ticket has nothing for {ticket.assignee}."
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.keyClick(picker.names, Qt.Key.Key_Return)
    assert chosen.args == [BLANK.body]


def test_the_button_inserts_too(picker: TemplatePicker, qtbot: QtBot) -> None:
    with qtbot.waitSignal(picker.chosen) as chosen:
        QTest.mouseClick(picker.insert_button, Qt.MouseButton.LeftButton)
    assert chosen.args == [GOOD.body]


def test_one_with_an_unknown_placeholder_cannot_be_used_and_it_says_why(picker: TemplatePicker, qtbot: QtBot) -> None:
    QTest.keyClicks(picker.names, "typo")
    assert picker.template == FAULTY
    assert not picker.insert_button.isEnabled()
    assert picker.remark.text().startswith("This template cannot be used: body: unknown placeholder {x}")
    with qtbot.assertNotEmitted(picker.chosen):
        QTest.keyClick(picker.names, Qt.Key.Key_Return)


def test_the_choice_outlives_a_fresh_look_at_the_ticket(picker: TemplatePicker) -> None:
    QTest.keyClick(picker.names, Qt.Key.Key_Down)
    picker.show_templates((BLANK, GOOD))
    assert picker.template == BLANK


def test_without_templates_it_says_where_they_come_from(picker: TemplatePicker) -> None:
    picker.show_templates(())
    assert picker.template is None
    assert picker.remark.text().startswith("There is no template yet.")
    assert not picker.insert_button.isEnabled()


@OF_POPUPS
def test_it_opens_on_the_screen_and_escape_closes_it(picker: TemplatePicker) -> None:
    picker.open_above(picker.insert_button)
    assert picker.screen().availableGeometry().contains(picker.geometry().topLeft())
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert not picker.isVisible()
