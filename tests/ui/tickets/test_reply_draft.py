"""A reply box between two tickets: what is typed before a draft has come, and a message on its way."""

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_escalation.app.drafts import Draft, PictureFile
from desktop_escalation.domain.attachment import NewFile
from tests.ui.tickets.reply_boxes import OTHER, PRIYA, shown_box, typed
from ui.themes import Themes
from ui.tickets.reply import Addressee
from ui.tickets.reply_box import ReplyBox


@pytest.fixture
def box(themes: Themes, qtbot: QtBot) -> ReplyBox:
    return shown_box(qtbot, themes)


def test_what_is_typed_before_the_draft_comes_is_put_behind_it_and_then_kept(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(OTHER)
    typed(box, "x")
    with qtbot.waitSignal(box.draft_changed) as kept:
        box.show_draft("DE-2", Draft("A long text of yesterday"))
    assert kept.args == ["DE-2", Draft("A long text of yesterday\nx")]


def test_who_turns_away_before_the_draft_comes_adds_to_it(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(OTHER)
    typed(box, "x")
    with qtbot.assertNotEmitted(box.draft_changed), qtbot.waitSignal(box.draft_added, timeout=0) as added:
        box.show_ticket(PRIYA)
    assert added.args == ["DE-2", Draft("x")]


def test_nothing_is_sent_before_the_ticket_and_its_draft_are_there(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(Addressee("DE-2", is_known=False))
    typed(box, "Hello")
    with qtbot.assertNotEmitted(box.sent):
        box.send()
        box.show_draft("DE-2", Draft(""))
        box.send()
    assert box.problem.text() == "The ticket is still being read."
    box.show_ticket(OTHER)
    with qtbot.waitSignal(box.sent, timeout=0) as sent:
        box.send()
    assert sent.args is not None
    assert (sent.args[0].number, sent.args[0].body) == ("DE-2", "Hello")


def test_a_message_on_its_way_is_shown_again_and_emptied_when_it_has_arrived(box: ReplyBox) -> None:
    box.show_ticket(OTHER)
    box.show_sending("DE-2", Draft("On its way"))
    box.show_draft("DE-2", Draft("An older draft"))
    assert (box.text.toPlainText(), box.text.isReadOnly()) == ("On its way", True)
    box.has_sent("DE-2")
    assert (box.text.toPlainText(), box.text.isReadOnly()) == ("", False)


# --- pictures -----------------------------------------------------------------

PICTURE = NewFile("picture-1.png", "image/png", b"png")


def test_a_picture_is_part_of_the_draft_once_it_is_read(box: ReplyBox, qtbot: QtBot) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    with qtbot.waitSignal(box.file_wished) as wished:
        box.text.picture_given.emit(image)
    assert box.draft == Draft("")
    with qtbot.waitSignal(box.draft_changed) as kept:
        box.has_read(wished.args[0], PICTURE)
    assert kept.args == ["DE-1", Draft("", pictures=(PICTURE,))]


def test_pictures_come_back_and_the_next_one_has_another_name(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(OTHER)
    with qtbot.assertNotEmitted(box.file_wished):
        box.show_draft("DE-2", Draft("See.", pictures=(PICTURE,)))
    assert box.draft == Draft("See.", pictures=(PICTURE,))
    box.text.picture_given.emit(QImage(4, 4, QImage.Format.Format_RGB32))
    assert [piece.wanted.name for piece in box.strip.pieces] == ["picture-1.png", "picture-2.png"]


def test_a_picture_that_was_lost_is_named(box: ReplyBox) -> None:
    box.show_ticket(OTHER)
    lost = (PictureFile("picture-1.png", "image/png", "f"),)
    box.show_draft("DE-2", Draft("See.", lost=lost))
    assert "picture-1.png. Paste it again." in box.problem.text()
    typed(box, "!")
    assert box.draft == Draft("See.!", lost=lost)


def test_what_is_attached_before_the_draft_comes_is_put_behind_it(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(OTHER)
    with qtbot.waitSignal(box.file_wished) as wished:
        box.text.picture_given.emit(QImage(4, 4, QImage.Format.Format_RGB32))
    box.show_draft("DE-2", Draft("See.", pictures=(PICTURE,)))
    second = NewFile("picture-2.png", "image/png", b"second")
    box.has_read(wished.args[0], second)
    assert box.draft == Draft("See.", pictures=(PICTURE, second))


def test_a_picture_that_was_taken_away_again_is_not_left_behind(box: ReplyBox) -> None:
    box.text.picture_given.emit(QImage(4, 4, QImage.Format.Format_RGB32))
    box.text.picture_given.emit(QImage(4, 4, QImage.Format.Format_RGB32))
    first, second = (piece.wanted for piece in box.strip.pieces)
    box.strip.remove(first)
    box.show_ticket(OTHER)
    assert [box.take_left("DE-1", one) for one in (first, second, second)] == [False, True, False]
