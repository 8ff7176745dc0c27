"""A whole window on a real database: what one sees, does, and keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.ticket import State
from desktop_escalation.services.database_admin import create_database
from tests.copies import SQLITE, CopyOf
from tests.services.office import ROOT, Office, speaking_for
from tests.ui.window.desk_window import DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        yield opened


def test_the_first_list_is_that_of_what_breaches_soon(desk: DeskWindow) -> None:
    desk.settle()
    assert desk.window.list.header.title == "Breaching soon"
    assert desk.window.windowTitle().startswith("Breaching soon")


def test_a_queue_lists_its_tickets_and_the_first_one_is_opened(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: desk.session.ticket is not None)
    assert sorted(desk.numbers()) == ["DE-1", "DE-2", "DE-3"]
    assert desk.window.pane.ticket is desk.session.ticket


def test_ones_own_tickets_are_listed_by_the_person_who_sits_there(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.MINE))
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-2"])


def test_an_empty_list_says_so_and_offers_another(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.WATCHING))
    desk.qtbot.waitUntil(lambda: desk.window.list.notice is not None)
    assert desk.window.list.notice is not None
    assert desk.window.list.notice.words == "You watch no ticket."


def test_going_back_and_forward_shows_the_views_again(desk: DeskWindow) -> None:
    commands = desk.window.commands
    assert not commands[Do.BACK].isEnabled()
    desk.session.go(View(ViewKind.ALL))
    desk.session.go(View(ViewKind.MINE))
    commands[Do.BACK].trigger()
    assert desk.window.list.header.title == "All tiers"
    commands[Do.FORWARD].trigger()
    assert desk.window.list.header.title == "Assigned to me"
    assert not commands[Do.FORWARD].isEnabled()


def test_a_reply_is_sent_and_seen_in_the_conversation(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: bool(desk.numbers()))
    desk.open("DE-2")
    desk.window.commands[Do.REPLY].trigger()
    QTest.keyClicks(desk.window.pane.reply.text, "The line is back.")
    with desk.qtbot.waitSignal(desk.session.side.replies.sent):
        QTest.keyClick(desk.window.pane.reply.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.pane.reply.text.toPlainText() == ""
    with Office.open(desk.url) as office:
        history = office.app.lists.show(speaking_for("helen"), "DE-2").history
    assert [event.by.name for event in history if type(event.fact).__name__ == "Replied"] == ["marek"]


def test_what_others_did_meanwhile_is_told_and_the_reply_kept(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: bool(desk.numbers()))
    desk.open("DE-2")
    with Office.open(desk.url) as office:
        office.app.ticketing.note(speaking_for("ingrid"), "DE-2", "I am on it.")
        office.app.ticketing.reply(speaking_for("ingrid"), "DE-2", "I am on it.")
    box = desk.window.pane.reply
    box.begin(is_public=True)
    box.text.setPlainText("The line is back.")
    with desk.qtbot.waitSignal(desk.session.side.replies.stale):
        box.send()
    assert box.text.toPlainText() == "The line is back."
    assert box.problem.text() == ("Ingrid Solberg replied to the customer at 09:00. Not sent yet; your text is kept.")
    assert box.send_button.words == "Send anyway"
    with desk.qtbot.waitSignal(desk.session.side.replies.sent):
        box.send()


def test_what_does_not_bear_on_a_reply_does_not_hold_it_up(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: bool(desk.numbers()))
    desk.open("DE-2")
    with Office.open(desk.url) as office:
        office.app.ticketing.tag(speaking_for("ingrid"), "DE-2", "vip", is_on=True)
    box = desk.window.pane.reply
    box.begin(is_public=True)
    box.text.setPlainText("The line is back.")
    with desk.qtbot.waitSignal(desk.session.side.replies.sent):
        box.send()


def test_a_draft_comes_back_with_its_ticket_in_another_window(
    copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    url = copy_of(furnish_desk, SQLITE)
    for words in ("", "Half a thought"):
        with desk_window(url, themes, tmp_path, qtbot) as desk:
            desk.start()
            desk.session.go(View(ViewKind.MINE))
            desk.qtbot.waitUntil(lambda desk=desk: desk.window.pane.ticket is not None)  # type: ignore[misc]
            desk.settle()
            assert desk.window.pane.reply.text.toPlainText() == words
            if not words:
                QTest.keyClicks(desk.window.pane.reply.text, "Half a thought")


def test_a_picture_from_the_clipboard_comes_back_in_another_window_but_not_to_another_person(
    copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    url, image = copy_of(furnish_desk, SQLITE), QImage(8, 4, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    for by, count in (("marek", 0), ("ingrid", 0), ("marek", 1)):
        with desk_window(url, themes, tmp_path, qtbot, by) as desk:
            desk.start()
            desk.session.go(View(ViewKind.ALL))
            desk.qtbot.waitUntil(lambda desk=desk: "DE-1" in desk.numbers())  # type: ignore[misc]
            desk.open("DE-1")
            desk.settle()
            box = desk.window.pane.reply
            assert [QImage.fromData(file.content) for file in box.strip.files] == [image] * count
            if by == "marek" and not count:
                box.text.picture_given.emit(image)
                desk.settle()


def test_a_picture_that_is_read_after_one_turned_away_is_kept_with_its_ticket(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: "DE-1" in desk.numbers())
    desk.open("DE-1")
    desk.window.pane.reply.text.picture_given.emit(QImage(400, 400, QImage.Format.Format_RGB32))
    desk.open("DE-2")
    assert desk.window.pane.reply.strip.pieces == ()
    desk.settle()
    desk.open("DE-1")
    desk.settle()
    assert [file.name for file in desk.window.pane.reply.strip.files] == ["picture-1.png"]


def test_an_act_is_done_seen_and_counted(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.UNASSIGNED))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 2)
    desk.open("DE-1")
    with desk.qtbot.waitSignal(desk.session.side.acts.done):
        desk.window.commands[Do.ASSIGN_ME].trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-3"])


def test_what_the_ticket_does_not_allow_is_disabled_and_says_why(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: bool(desk.numbers()))
    desk.open("DE-1")
    reopen = desk.window.commands[Do.REOPEN]
    assert not reopen.isEnabled()
    assert "DE-1 is new, so there is nothing to reopen" in reopen.toolTip()
    assert desk.window.commands[Do.RESOLVE].isEnabled()


def test_a_ticket_that_was_resolved_elsewhere_leaves_the_list_by_itself(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3)
    with Office.open(desk.url) as office:
        office.app.ticketing.resolve(speaking_for("ingrid"), "DE-3")
    desk.qtbot.waitUntil(lambda: sorted(desk.numbers()) == ["DE-1", "DE-2"])


def test_on_one_computer_the_engine_runs_in_the_window(desk: DeskWindow) -> None:
    desk.qtbot.waitUntil(lambda: desk.workplace.is_engine_here)
    desk.qtbot.waitUntil(lambda: "running here" in desk.window.status.engine.words)
    assert desk.window.commands[Do.RUN_ENGINE].isChecked()


def test_headings_that_are_not_wanted_stay_away_in_other_views_too(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3)
    none = next(one for one in desk.window.list.header.grouping_menu.actions() if one.text() == "&None")
    none.trigger()
    assert not desk.window.model.is_grouped
    desk.session.go(View(ViewKind.UNASSIGNED))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 2)
    assert not desk.window.model.is_grouped
    assert none.isChecked()


def test_a_list_is_sorted_by_the_menu(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3)
    sorting = desk.window.list.menus[0]
    next(one for one in sorting.actions() if one.text() == "&Number").trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-1", "DE-2", "DE-3"])
    next(one for one in sorting.actions() if one.text() == "Ne&west first").trigger()
    desk.qtbot.waitUntil(lambda: desk.numbers() == ["DE-3", "DE-2", "DE-1"])


def test_what_is_set_is_there_again_in_the_next_window(
    copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    url = copy_of(furnish_desk, SQLITE)
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        desk.session.go(View(ViewKind.TEAM, team="Network"))
        desk.window.commands[Do.COMPACT].trigger()
        desk.settle()
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        assert desk.session.keeper.preferences.is_compact
        assert desk.window.list.header.title == "Network"


def test_a_database_that_is_not_there_is_told_and_tried_again(
    themes: Themes, tmp_path: Path, qtbot: QtBot, sqlite_url: str
) -> None:
    with desk_window(sqlite_url, themes, tmp_path, qtbot) as desk:
        desk.window.show()
        desk.session.start()
        desk.qtbot.waitUntil(lambda: desk.window.list.notice is not None)
        assert desk.window.list.notice is not None
        assert "There is no database" in desk.window.list.notice.words
        # Said once, and the status is true.
        assert desk.window.strip.shown is None
        assert desk.window.status.connection.words == "Not connected"
        furnish_desk(sqlite_url)
        with qtbot.waitSignal(desk.session.usable):
            desk.session.refresh()


def test_somebody_unknown_is_told_whom_to_ask(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> None:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot, by="nobody") as desk:
        desk.window.show()
        desk.session.start()
        desk.qtbot.waitUntil(lambda: desk.window.list.notice is not None)
        assert desk.window.list.notice is not None
        assert 'no person "nobody"' in desk.window.list.notice.words
        assert desk.window.strip.shown is None


def test_a_narrow_window_shows_list_and_ticket_in_turns(desk: DeskWindow) -> None:
    window = desk.window
    window.resize(1024, 640)
    assert (window.list.isVisible(), window.pane.isVisible()) == (True, False)
    window.open_ticket()
    assert (window.list.isVisible(), window.pane.isVisible()) == (False, True)
    window.commands[Do.TO_LIST].trigger()
    assert (window.list.isVisible(), window.pane.isVisible()) == (True, False)


def test_a_dialog_does_its_act_and_closes(desk: DeskWindow) -> None:
    desk.session.go(View(ViewKind.MINE))
    desk.qtbot.waitUntil(lambda: desk.session.ticket is not None)
    desk.window.commands[Do.RESOLVE].trigger()
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    with desk.qtbot.waitSignal(desk.session.side.acts.done):
        dialog.main_button.click()
    with Office.open(desk.url) as office:
        assert office.look("DE-2").ticket.state is State.RESOLVED


def test_reading_everything_anew_leaves_what_is_folded_as_it_is(desk: DeskWindow) -> None:
    desk.settle()
    navigation = desk.window.navigation
    navigation.close_parts(("tier:1",))
    desk.session.refresh()
    desk.settle()
    assert navigation.closed == ("tier:1",)


def test_an_empty_database_says_what_to_do_first_and_who_one_is(
    sqlite_url: str, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    create_database(sqlite_url, ROOT, simulated=True)
    with desk_window(sqlite_url, themes, tmp_path, qtbot, by=None) as desk:
        desk.start()
        assert desk.window.tools.me.accessibleName() == "You (root)"
        qtbot.waitUntil(lambda: desk.window.list.notice is not None)
        notice = desk.window.list.notice
        assert notice is not None
        assert "First bring in your teams and people" in notice.words
