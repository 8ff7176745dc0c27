"""The database goes away in the middle of what somebody does: nothing typed is lost, and nothing is done twice."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.copies import POSTGRESQL, CopyOf
from tests.services.office import Office, speaking_for
from tests.tcp_proxy import TcpProxy, proxied, url_through
from tests.ui.window.desk_window import WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do
from ui.window.strip import StripKind

WORDS = "The line is back."
# A commit that can be held, and a database that can be full: each where the row of the table says so.
SWITCHES = """
CREATE TABLE trouble (is_held boolean NOT NULL, is_full boolean NOT NULL);
INSERT INTO trouble VALUES (false, false);
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WHILE (SELECT is_held FROM trouble) LOOP PERFORM pg_sleep(0.01); END LOOP;
    RETURN NULL;
END $$;
CREATE FUNCTION fill() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT is_full FROM trouble) THEN RAISE EXCEPTION 'no room' USING ERRCODE = '53100'; END IF;
    RETURN NEW;
END $$;
CREATE CONSTRAINT TRIGGER holding AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.author = 'marek') EXECUTE FUNCTION hold();
CREATE TRIGGER filling BEFORE INSERT ON operation FOR EACH ROW EXECUTE FUNCTION fill();
"""
COMMITTING = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND state = 'active' AND query ILIKE 'commit%'
"""


def furnish_frail_desk(url: str) -> None:
    """Make a desk on a server that can be told to fail."""
    furnish_desk(url)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(SWITCHES)


class Server(Struct, frozen=True):
    """The server behind a window, and the network between them."""

    url: str
    owner: psycopg.Connection
    proxy: TcpProxy

    def set(self, *, is_held: bool = False, is_full: bool = False) -> None:
        self.owner.execute("UPDATE trouble SET is_held = %s, is_full = %s", (is_held, is_full))

    @property
    def is_committing(self) -> bool:
        return self.owner.execute(COMMITTING).fetchone() == (1,)

    def written(self, kind: str = "Replied") -> list[str]:
        """Give what Marek wrote to DE-2, as the history has it."""
        with Office.open(self.url) as office:
            history = office.app.lists.show(speaking_for("helen"), "DE-2").history
        facts = [event.fact for event in history if event.by.name == "marek"]
        return [getattr(fact, "body", "") for fact in facts if type(fact).__name__ == kind]


@pytest.fixture
def server(copy_of: CopyOf) -> Iterator[Server]:
    url = copy_of(furnish_frail_desk, POSTGRESQL)
    with psycopg.connect(url, autocommit=True) as owner, proxied(url) as (proxy, _):
        yield Server(url, owner, proxy)


@pytest.fixture
def desk(server: Server, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(url_through(server.proxy, server.url), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.MINE))
        qtbot.waitUntil(lambda: opened.session.ticket is not None, timeout=WAIT_MS)
        opened.settle()
        yield opened


def type_and_send(desk: DeskWindow, words: str = WORDS) -> None:
    desk.window.commands[Do.REPLY].trigger()
    box = desk.window.pane.reply
    box.text.setPlainText(words)
    desk.qtbot.waitUntil(box.send_button.isEnabled, timeout=WAIT_MS)
    QTest.keyClick(box.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def wait_for_problem(desk: DeskWindow) -> str:
    box = desk.window.pane.reply
    desk.qtbot.waitUntil(lambda: bool(box.problem.text()), timeout=WAIT_MS)
    return box.problem.text()


def test_a_network_that_breaks_between_commit_and_answer_makes_one_message_and_no_fuss(
    desk: DeskWindow, server: Server
) -> None:
    server.set(is_held=True)
    with desk.qtbot.waitSignal(desk.session.side.replies.sent, timeout=WAIT_MS):
        type_and_send(desk)
        desk.qtbot.waitUntil(lambda: server.is_committing, timeout=WAIT_MS)
        server.proxy.cut()
        assert desk.window.pane.reply.text.toPlainText() == WORDS
        server.set()
    assert desk.window.pane.reply.text.toPlainText() == ""
    assert desk.window.pane.reply.problem.text() == ""
    assert server.written() == [WORDS]


def test_an_answer_that_was_lost_leaves_the_text_and_sending_again_makes_no_second_message(
    desk: DeskWindow, server: Server
) -> None:
    server.set(is_held=True)
    type_and_send(desk)
    desk.qtbot.waitUntil(lambda: server.is_committing, timeout=WAIT_MS)
    server.set(is_held=True, is_full=True)
    server.proxy.cut()
    assert "The disk of the database" in wait_for_problem(desk)
    server.set()
    assert desk.window.pane.reply.text.toPlainText() == WORDS
    desk.qtbot.waitUntil(lambda: server.written() == [WORDS], timeout=WAIT_MS)
    with desk.qtbot.waitSignal(desk.session.side.replies.sent, timeout=WAIT_MS):
        desk.window.pane.reply.send()
    assert desk.window.pane.reply.text.toPlainText() == ""
    assert server.written() == [WORDS]


def test_after_another_ticket_was_answered_sending_the_first_again_is_still_the_same_message(
    desk: DeskWindow, server: Server
) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3, timeout=WAIT_MS)
    desk.open("DE-2")
    server.set(is_held=True)
    type_and_send(desk)
    desk.qtbot.waitUntil(lambda: server.is_committing, timeout=WAIT_MS)
    server.set(is_held=True, is_full=True)
    server.proxy.cut()
    wait_for_problem(desk)
    server.set()
    desk.settle()
    desk.open("DE-1")
    with desk.qtbot.waitSignal(desk.session.side.replies.sent, timeout=WAIT_MS):
        type_and_send(desk, "And yours?")
    desk.settle()
    desk.open("DE-2")
    desk.qtbot.waitUntil(lambda: desk.window.pane.reply.text.toPlainText() == WORDS, timeout=WAIT_MS)
    with desk.qtbot.waitSignal(desk.session.side.replies.sent, timeout=WAIT_MS):
        desk.window.pane.reply.send()
    assert server.written() == [WORDS]


def test_who_looks_at_another_ticket_is_told_that_the_message_to_the_first_was_not_sent(
    desk: DeskWindow, server: Server
) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3, timeout=WAIT_MS)
    desk.open("DE-2")
    server.set(is_full=True)
    box = desk.window.pane.reply
    box.begin(is_public=True)
    box.text.setPlainText(WORDS)
    desk.window.list.table.setFocus()
    box.send()
    assert desk.window.list.table.go_to("DE-1")
    desk.qtbot.waitUntil(lambda: desk.window.strip.words.startswith("DE-2: Not sent:"), timeout=WAIT_MS)
    assert box.number == "DE-1"
    server.set()
    desk.open("DE-2")
    desk.qtbot.waitUntil(lambda: box.text.toPlainText() == WORDS, timeout=WAIT_MS)
    assert server.written() == []


def test_while_the_database_is_away_the_ticket_can_be_read_and_written_to_and_comes_back_as_it_was(
    desk: DeskWindow, server: Server
) -> None:
    box = desk.window.pane.reply
    box.text.setPlainText("Half a thought")
    server.proxy.bar()
    desk.session.refresh()
    desk.qtbot.waitUntil(lambda: desk.window.strip.shown is StripKind.OFFLINE, timeout=WAIT_MS)
    desk.settle()
    assert re.fullmatch(
        r"No connection to escalation\.db since \d\d:\d\d\. You can read; what you type is kept\. "
        r"(Next try in \d+ seconds\.|Trying again now…)",
        desk.window.strip.words,
    )
    assert desk.window.status.connection.words.startswith("No connection since")
    assert "does not answer" in desk.window.status.connection.toolTip()
    assert desk.window.pane.ticket is not None
    assert desk.numbers() == ["DE-2"]
    assert box.text.toPlainText() == "Half a thought"
    server.proxy.resume()
    with desk.qtbot.waitSignal(desk.session.side.tickets.shown, timeout=WAIT_MS):
        desk.session.refresh()
    desk.qtbot.waitUntil(lambda: desk.window.strip.shown is not StripKind.OFFLINE, timeout=WAIT_MS)
    assert box.text.toPlainText() == "Half a thought"


def test_a_ticket_that_was_not_read_yet_says_why_and_comes_when_the_database_is_back(
    desk: DeskWindow, server: Server
) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) == 3, timeout=WAIT_MS)
    desk.open("DE-2")
    desk.window.pane.reply.text.setPlainText("Half a thought")
    desk.settle()
    server.proxy.bar()
    with desk.qtbot.waitSignal(desk.session.side.tickets.lost, timeout=WAIT_MS):
        assert desk.window.list.table.go_to("DE-1")
    assert desk.window.pane.ticket is None
    server.proxy.resume()
    with desk.qtbot.waitSignal(desk.session.side.tickets.shown, timeout=WAIT_MS):
        desk.session.refresh()
    desk.open("DE-2")
    desk.qtbot.waitUntil(lambda: desk.window.pane.reply.text.toPlainText() == "Half a thought", timeout=WAIT_MS)


def test_an_act_from_a_dialog_fails_beside_its_button_keeps_what_was_typed_and_is_done_once_later(
    desk: DeskWindow, server: Server
) -> None:
    desk.window.commands[Do.RESOLVE].trigger()
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    dialog.text.setPlainText("The router was replaced.")
    server.set(is_full=True)
    dialog.main_button.click()
    desk.qtbot.waitUntil(lambda: "The disk of the database" in dialog.problem.text(), timeout=WAIT_MS)
    assert dialog.text.toPlainText() == "The router was replaced."
    assert not dialog.is_busy
    server.set()
    with desk.qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
        dialog.main_button.click()
    assert server.written() + server.written("Noted") == ["The router was replaced."]


def test_what_could_not_begin_with_the_window_begins_when_the_database_is_back(
    server: Server, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    server.proxy.bar()
    with desk_window(url_through(server.proxy, server.url), themes, tmp_path, qtbot) as desk:
        desk.window.show()
        desk.session.start()
        qtbot.waitUntil(lambda: desk.window.strip.shown is StripKind.OFFLINE, timeout=WAIT_MS)
        assert desk.window.status.connection.words.startswith("No connection since")
        notice = desk.window.list.notice
        assert notice is not None
        assert notice.words == "The tickets come as soon as the database answers."
        server.proxy.resume()
        # By itself, after a while.
        with qtbot.waitSignal(desk.session.usable, timeout=2 * WAIT_MS):
            pass
        qtbot.waitUntil(lambda: "Connected" in desk.window.status.connection.words, timeout=WAIT_MS)
