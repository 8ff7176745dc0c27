"""The conversation on the screen, by mouse and by keys."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_escalation.domain import events
from desktop_escalation.domain.attachment import Attachment
from tests.domain.desk import Desk
from tests.ui.tickets.desk_tickets import on_desk
from ui.themes import ThemeChoice, Themes
from ui.tickets.conversation import Conversation
from ui.tickets.conversation_model import Part
from ui.tickets.message_reader import MessageReader

FILE = Attachment(7, "router & co.log", "text/plain", 2048)


def a_desk(notes: int = 0) -> Desk:
    desk = Desk().open().until("09:10").does(events.Tagged("vip")).does(events.Replied("See the log.", (FILE,)))
    return desk.does(*(events.Noted(f"note {number}\nof\nseveral\nlines") for number in range(notes)))


@pytest.fixture
def conversation(themes: Themes, qtbot: QtBot) -> Conversation:
    widget = Conversation(themes)
    qtbot.addWidget(widget)
    widget.resize(464, 300)
    widget.show_ticket(on_desk(a_desk()))
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def button(conversation: Conversation, words: str) -> QPushButton:
    (found,) = [one for one in conversation.findChildren(QPushButton) if one.text() == words]
    return found


def press(conversation: Conversation, key: Qt.Key, row: int = 2) -> None:
    conversation.list.setCurrentIndex(conversation.model.index(row))
    QTest.keyClick(conversation.list, key)


def is_in_sight(conversation: Conversation, row: int) -> bool:
    rect = conversation.list.visualRect(conversation.model.index(row))
    return conversation.list.viewport().rect().contains(rect.center())


def test_the_parts_are_offered_with_their_counts(conversation: Conversation) -> None:
    QTest.mouseClick(button(conversation, "Public 2"), Qt.MouseButton.LeftButton)
    assert conversation.model.part is Part.PUBLIC
    assert conversation.model.rowCount() == 2
    assert [button(conversation, words).isChecked() for words in ("All 3", "Internal 0", "Events 1")] == [False] * 3


def test_an_empty_part_says_so(conversation: Conversation) -> None:
    conversation.show_part(Part.INTERNAL)
    words = [label.text() for label in conversation.findChildren(QLabel) if label.isVisible()]
    assert "Nothing of this kind yet." in words


def test_the_order_can_be_turned_around(conversation: Conversation) -> None:
    QTest.mouseClick(button(conversation, "Newest last"), Qt.MouseButton.LeftButton)
    assert conversation.model.index(0).data() == "See the log."
    assert button(conversation, "Newest first").isVisible()


def test_a_ticket_begins_at_its_newest_row_and_stays_there(conversation: Conversation, themes: Themes) -> None:
    conversation.show_ticket(on_desk(a_desk(notes=20)))
    assert is_in_sight(conversation, conversation.model.newest_row)
    conversation.resize(420, 200)
    assert is_in_sight(conversation, conversation.model.newest_row)
    themes.use_text_scale(1.5)
    assert is_in_sight(conversation, conversation.model.newest_row)


def test_who_reads_further_up_is_not_torn_away_by_what_is_new(conversation: Conversation) -> None:
    conversation.show_ticket(on_desk(a_desk(notes=20)))
    conversation.list.verticalScrollBar().setValue(0)
    conversation.show_ticket(on_desk(a_desk(notes=21)))
    assert conversation.list.verticalScrollBar().value() == 0


def test_enter_shows_a_message_whole(conversation: Conversation) -> None:
    press(conversation, Qt.Key.Key_Return)
    (reader,) = conversation.findChildren(MessageReader)
    assert reader.text.toPlainText() == "See the log."
    reader.reject()


def test_a_double_click_shows_it_too(conversation: Conversation, qtbot: QtBot) -> None:
    with qtbot.waitSignal(conversation.list.reading_wished) as wished:
        conversation.list.doubleClicked.emit(conversation.model.index(2))
    assert wished.args is not None
    assert wished.args[0].text == "See the log."


def test_copying_takes_every_word_of_the_row(conversation: Conversation) -> None:
    conversation.list.setCurrentIndex(conversation.model.index(2))
    QTest.keyClick(conversation.list, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Marek, public reply")
    assert "See the log." in text


def test_the_menu_of_a_message_saves_its_files(conversation: Conversation, qtbot: QtBot) -> None:
    entry = conversation.model.entry(conversation.model.index(2))
    assert entry is not None
    menu = conversation.list.menu_for(entry)
    save = menu.actions()[-1]
    assert save.text() == "Save router && co.log as…"
    with qtbot.waitSignal(conversation.save_wished) as wished:
        save.trigger()
    assert wished.args == [FILE]
    menu.close()


def test_a_press_on_a_file_asks_to_save_it(conversation: Conversation, qtbot: QtBot) -> None:
    rect = conversation.list.visualRect(conversation.model.index(2))
    point = QPoint(rect.left() + 80, rect.bottom() - 20)
    assert conversation.list.file_at(point) == FILE
    assert conversation.list.file_at(QPoint(rect.right() - 20, rect.bottom() - 20)) is None
    with qtbot.waitSignal(conversation.save_wished) as wished:
        QTest.mouseClick(conversation.list.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert wished.args == [FILE]


def test_it_is_painted_in_both_themes_and_both_directions(conversation: Conversation, themes: Themes) -> None:
    light = conversation.list.grab().toImage()
    themes.use(ThemeChoice.DARK)
    assert conversation.list.grab().toImage() != light
    conversation.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    mirrored = conversation.list.grab().toImage()
    assert not mirrored.isNull()
    themes.use(ThemeChoice.LIGHT)


def test_a_note_has_its_own_ground(conversation: Conversation, themes: Themes) -> None:
    conversation.show_ticket(on_desk(a_desk(notes=1)))
    rect = conversation.list.visualRect(conversation.model.index(conversation.model.newest_row))
    image = conversation.list.viewport().grab().toImage()
    assert image.pixelColor(rect.right() - 30, rect.bottom() - 14) == themes.current.note


def test_where_it_is_narrow_the_counts_stay_and_other_words_go(conversation: Conversation) -> None:
    conversation.resize(380, 300)
    assert button(conversation, "").accessibleName() == "Newest last"
    assert button(conversation, "Events 1").geometry().right() < 380
    conversation.resize(600, 300)
    assert button(conversation, "Newest last").isVisible()


def test_the_row_at_which_the_keyboard_is_shows_as_soon_as_the_list_has_the_focus(conversation: Conversation) -> None:
    assert not conversation.list.currentIndex().isValid()
    conversation.list.setFocus()
    current = conversation.list.currentIndex()
    assert current.row() == conversation.model.newest_row
    assert conversation.list.selectionModel().isSelected(current)


def test_a_note_of_a_hand_back_is_shown_under_its_line_and_a_long_one_opens_whole(conversation: Conversation) -> None:
    desk = a_desk().does(events.HandedBack("wrong team", "It is Wi-Fi. " * 200))
    conversation.show_ticket(on_desk(desk))
    row = conversation.model.index(conversation.model.newest_row)
    assert conversation.list.visualRect(row).height() > 150
    assert "It is Wi-Fi. It is Wi-Fi." in row.data(Qt.ItemDataRole.AccessibleTextRole)
    conversation.list.scroll_to_newest()
    place = conversation.list.visualRect(row)
    more = QPoint(place.left() + 70, place.bottom() - 10)
    QTest.mouseClick(conversation.list.viewport(), Qt.MouseButton.LeftButton, pos=more)
    reader = conversation.findChild(MessageReader)
    assert reader is not None
    assert reader.text.toPlainText().count("It is Wi-Fi.") == 200
    reader.close()
