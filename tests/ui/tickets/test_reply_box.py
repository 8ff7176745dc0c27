"""Writing a reply or a note: unmistakable, sent once, and nothing typed is lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.app.drafts import Draft
from desktop_escalation.domain.attachment import NewFile, new_file
from desktop_escalation.domain.reply_template import ReplyTemplate
from tests.ui.tickets.reply_boxes import OTHER, PRIYA, shown_box, turn_to, typed
from ui.themes import Themes
from ui.tickets.reply import Addressee, Reply
from ui.tickets.reply_box import ReplyBox
from ui.tickets.wanted_file import WantedPath, WantedPicture

LOG = new_file("router.log", "text/plain", b"down")
LOG_PATH = WantedPath(Path("/home/marek/router.log"))


# The offscreen platform has no windows to raise and no keyboard to grab.
OF_POPUPS = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")


@pytest.fixture
def box(themes: Themes, qtbot: QtBot) -> ReplyBox:
    return shown_box(qtbot, themes)


def pasted(text: str = "", paths: tuple[str, ...] = (), image: QImage | None = None) -> QMimeData:
    data = QMimeData()
    if text:
        data.setText(text)
    if paths:
        data.setUrls([QUrl(path) if "://" in path else QUrl.fromLocalFile(path) for path in paths])
    if image is not None:
        data.setImageData(image)
    return data


def with_log(box: ReplyBox, qtbot: QtBot, file: NewFile = LOG) -> None:
    with qtbot.waitSignal(box.file_wished) as wished:
        box.attach((LOG_PATH.path,))
    assert wished.args == [LOG_PATH]
    box.has_read(LOG_PATH, file)


# --- for whom -----------------------------------------------------------------


def test_a_public_reply_says_to_whom_it_goes_and_what_it_does(box: ReplyBox) -> None:
    assert box.is_public
    assert box.send_button.words == "Send to Priya Nair"
    assert box.told == ("To priya@halden.example", "Restarts next update")


def test_a_note_says_that_only_colleagues_see_it(box: ReplyBox) -> None:
    QTest.mouseClick(box.bar.note_button, Qt.MouseButton.LeftButton)
    assert not box.is_public
    assert box.send_button.words == "Add note"
    assert box.told == ("Only colleagues see this", "")


def test_a_note_has_another_ground_than_a_reply(box: ReplyBox, themes: Themes) -> None:
    where = QPoint(200, box.text.geometry().center().y())
    assert box.grab().toImage().pixelColor(where) == themes.current.surface
    box.begin(is_public=False)
    assert box.grab().toImage().pixelColor(where) == themes.current.note


def test_without_a_customer_nobody_gets_mail(box: ReplyBox) -> None:
    box.show_ticket(Addressee("DE-3"))
    assert box.send_button.words == "Send reply"
    assert box.told == ("Nobody is told by mail", "")


def test_a_hostile_name_is_one_harmless_line(box: ReplyBox) -> None:
    box.show_ticket(Addressee("DE-3", "Eve\u202e & <b>\nBob " + "x" * 500, "eve@halden.example"))
    assert "\u202e" not in box.send_button.words
    assert "\n" not in box.send_button.words
    assert len(box.send_button.words) < 60


def test_without_a_ticket_there_is_nothing_to_write(box: ReplyBox) -> None:
    box.show_ticket(None)
    assert not box.isEnabled()


# --- sending ------------------------------------------------------------------


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_and_enter_send_what_is_typed(box: ReplyBox, qtbot: QtBot, key: Qt.Key) -> None:
    typed(box, "On it.\n")
    with_log(box, qtbot)
    box.text.setFocus()
    with qtbot.waitSignal(box.sent) as sent:
        QTest.keyClick(box.text, key, Qt.KeyboardModifier.ControlModifier)
    assert sent.args == [Reply("DE-1", "On it.\n", True, (LOG,))]


def test_a_press_on_the_button_sends_a_note(box: ReplyBox, qtbot: QtBot) -> None:
    box.begin(is_public=False)
    typed(box, "Old router.")
    with qtbot.waitSignal(box.sent) as sent:
        QTest.mouseClick(box.send_button, Qt.MouseButton.LeftButton)
    assert sent.args == [Reply("DE-1", "Old router.", False)]


def test_nothing_is_sent_twice_while_the_first_is_on_its_way(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "On it.")
    box.send()
    with qtbot.assertNotEmitted(box.sent):
        box.send()
    assert not box.send_button.isEnabled()
    assert box.text.isReadOnly()


def test_without_words_nothing_is_sent_and_it_says_why(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, " \n")
    with qtbot.assertNotEmitted(box.sent):
        box.send()
    assert box.problem.text() == "Write at least one word first."


def test_a_file_that_is_being_read_is_waited_for(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "See the log.")
    box.attach((LOG_PATH.path,))
    with qtbot.assertNotEmitted(box.sent):
        box.send()
    assert box.problem.text() == "A file is still being read."
    assert not box.send_button.isEnabled()
    box.has_read(LOG_PATH, LOG)
    assert box.send_button.isEnabled()


def test_after_success_the_box_is_empty(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "On it.")
    with_log(box, qtbot)
    box.send()
    box.has_sent("DE-1")
    assert (box.text.toPlainText(), box.strip.files, box.problem.text()) == ("", (), "")
    assert not box.text.isReadOnly()


def test_after_a_failure_everything_stays_and_it_says_what_happened(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "On it.")
    with_log(box, qtbot)
    box.send()
    box.show_problem("DE-1", "No connection since 13:41. Your reply is kept.")
    assert (box.text.toPlainText(), box.strip.files) == ("On it.", (LOG,))
    assert box.problem.isVisible()
    assert box.problem.text() == "No connection since 13:41. Your reply is kept."
    with qtbot.waitSignal(box.sent):
        box.send()


def test_the_answer_for_another_ticket_touches_nothing_here(box: ReplyBox) -> None:
    typed(box, "On it.")
    box.send()
    turn_to(box, OTHER)
    typed(box, "Hello Otto")
    box.has_sent("DE-1")
    box.show_problem("DE-1", "Not sent")
    assert (box.text.toPlainText(), box.problem.text()) == ("Hello Otto", "")


def test_what_was_typed_after_coming_back_outlives_a_late_answer(box: ReplyBox) -> None:
    typed(box, "On it.")
    box.send()
    turn_to(box, OTHER)
    turn_to(box, PRIYA)
    typed(box, "And one more.")
    box.has_sent("DE-1")
    assert box.text.toPlainText() == "And one more."


def test_what_may_not_be_done_is_said_and_the_words_stay(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_ticket(Addressee("DE-1", "Priya Nair", "p@x.example", reply_refusal="DE-1 is closed: open a new ticket"))
    typed(box, "Hello")
    with qtbot.assertNotEmitted(box.sent):
        box.send()
    assert box.problem.text() == "DE-1 is closed: open a new ticket"
    assert not box.send_button.isEnabled()
    box.begin(is_public=False)
    assert box.send_button.isEnabled()


# --- drafts -------------------------------------------------------------------


def test_what_is_typed_is_given_away_soon(box: ReplyBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.draft_changed) as kept:
        typed(box, "Hel")
        typed(box, "lo")
    assert kept.args == ["DE-1", Draft("Hello")]


def test_turning_to_another_ticket_gives_it_away_at_once(box: ReplyBox, qtbot: QtBot) -> None:
    box.begin(is_public=False)
    typed(box, "Hello")
    with qtbot.waitSignal(box.draft_changed, timeout=0) as kept:
        turn_to(box, OTHER)
    assert kept.args == ["DE-1", Draft("Hello", is_public=False)]
    assert (box.text.toPlainText(), box.is_public) == ("", True)


def test_the_same_ticket_again_keeps_what_is_typed(box: ReplyBox) -> None:
    typed(box, "Hello")
    turn_to(box, PRIYA)
    assert box.text.toPlainText() == "Hello"


def test_a_draft_comes_back_with_its_files(box: ReplyBox, qtbot: QtBot) -> None:
    draft = Draft("Hello", is_public=False, files=(str(LOG_PATH.path),))
    box.show_ticket(OTHER)
    with qtbot.waitSignal(box.file_wished) as wished:
        box.show_draft("DE-2", draft)
    assert wished.args == [LOG_PATH]
    assert box.draft == draft


def test_a_draft_that_comes_late_loses_nothing(box: ReplyBox) -> None:
    box.show_ticket(OTHER)
    typed(box, "second")
    box.show_draft("DE-2", Draft("first", is_public=False))
    assert box.text.toPlainText() == "first\nsecond"
    assert box.is_public


def test_the_draft_of_another_ticket_is_not_shown(box: ReplyBox) -> None:
    box.show_draft("DE-2", Draft("Hello"))
    assert box.text.toPlainText() == ""


def test_a_draft_that_is_shown_is_not_given_away_again(box: ReplyBox, qtbot: QtBot) -> None:
    box.show_draft("DE-1", Draft("Hello"))
    with qtbot.assertNotEmitted(box.draft_changed):
        turn_to(box, OTHER)


# --- files --------------------------------------------------------------------


def test_files_that_are_pasted_are_attached_and_no_text_appears(box: ReplyBox, qtbot: QtBot) -> None:
    with qtbot.waitSignal(box.file_wished) as wished:
        box.text.insertFromMimeData(pasted("file:///home/marek/router.log", ("/home/marek/router.log",)))
    assert wished.args == [LOG_PATH]
    assert box.text.toPlainText() == ""


def test_addresses_of_other_computers_are_text_and_never_fetched(box: ReplyBox, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(box.file_wished):
        box.text.insertFromMimeData(pasted("https://x.example/a.png", ("https://x.example/a.png",)))
    assert box.text.toPlainText() == "https://x.example/a.png"


def test_a_picture_that_is_pasted_becomes_a_file(box: ReplyBox, qtbot: QtBot) -> None:
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    image.fill(0)
    with qtbot.waitSignal(box.file_wished) as wished:
        box.text.insertFromMimeData(pasted(image=image))
    assert wished.args == [WantedPicture(1, image)]
    assert [piece.wanted.name for piece in box.strip.pieces] == ["picture-1.png"]


BOTH = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.mark.parametrize("place", ["box", "text"])
@pytest.mark.parametrize("actions", [BOTH, Qt.DropAction.MoveAction])
def test_files_can_be_dropped_and_are_never_taken_from_their_folder(
    box: ReplyBox, qtbot: QtBot, place: str, actions: Qt.DropAction
) -> None:
    data = pasted(paths=("/home/marek/router.log",))
    drop = QDropEvent(QPointF(5, 5), actions, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(box.file_wished) as wished:
        (box if place == "box" else box.text).dropEvent(drop)
    assert wished.args == [LOG_PATH]
    assert drop.isAccepted() is (actions is BOTH)
    assert drop.dropAction() is Qt.DropAction.CopyAction or not drop.isAccepted()
    assert box.text.toPlainText() == ""


def test_text_can_be_dropped_into_the_text(box: ReplyBox) -> None:
    data = pasted("from elsewhere")
    drop = QDropEvent(
        QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    box.text.dropEvent(drop)
    assert box.text.toPlainText() == "from elsewhere"


def test_a_file_that_is_refused_goes_and_it_says_why(box: ReplyBox) -> None:
    box.attach((LOG_PATH.path,))
    box.has_refused(LOG_PATH, "router.log is empty: there is nothing to attach")
    assert box.strip.pieces == ()
    assert box.problem.text() == "router.log is empty: there is nothing to attach"


def test_the_refusal_of_a_file_that_was_left_out_meanwhile_is_no_news(box: ReplyBox) -> None:
    box.attach((LOG_PATH.path,))
    box.strip.remove(LOG_PATH)
    box.has_refused(LOG_PATH, "router.log is empty")
    assert box.problem.text() == ""


def test_text_that_is_too_long_to_paste_is_refused_in_words(box: ReplyBox) -> None:
    typed(box, "Hello")
    box.text.insertFromMimeData(pasted("x" * 500_000))
    assert box.text.toPlainText() == "Hello"
    assert "attach it as a file instead" in box.problem.text()


# --- templates ----------------------------------------------------------------


@OF_POPUPS
def test_a_template_is_inserted_where_the_cursor_is(box: ReplyBox) -> None:
    box.show_templates((ReplyTemplate("hello", "en", "", "Hello Priya,\n"),))
    typed(box, "Bye")
    box.text.moveCursor(box.text.textCursor().MoveOperation.Start)
    box.open_templates()
    QTest.keyClick(box.picker.names, Qt.Key.Key_Return)
    assert box.text.toPlainText() == "Hello Priya,\nBye"
    assert not box.picker.isVisible()
    box.text.undo()
    assert box.text.toPlainText() == "Bye"


def test_every_control_is_reached_by_tab(box: ReplyBox, qtbot: QtBot) -> None:
    typed(box, "See.")
    with_log(box, qtbot)
    box.bar.public_button.setFocus()
    reached = []
    for _ in range(7):
        focused = box.window().focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName() or getattr(focused, "text", str)())
        box.focusNextPrevChild(True)
    assert {"Attach files", "Template", "A reply to Priya Nair", "Send to Priya Nair"} <= set(reached)
    assert "Leave out router.log, 4 bytes" in reached


def test_where_it_is_narrow_both_kinds_keep_their_words(box: ReplyBox) -> None:
    box.resize(330, 200)
    bar = box.bar
    assert bar.template_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    assert bar.note_button.text() == "Internal note"
    assert bar.attach_button.geometry().right() <= bar.width()
    box.resize(500, 200)
    assert bar.template_button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon
