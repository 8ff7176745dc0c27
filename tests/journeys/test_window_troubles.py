"""What goes wrong around a window in a real desktop: it says so in words, stays quick, and loses nothing typed."""

import getpass
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.accessible import Accessible, State
from tests.cli.runner import Desk
from tests.journeys.replies import replies
from tests.postgres_server import PostgresServer
from tests.screen_desktop import ScreenDesktop, screen_desktop
from tests.spoken_window import SpokenWindow

ORGANISATION = f"""
[[person]]
login = "ingrid"
name = "Ingrid Solberg"
role = "lead"
os_user = "{getpass.getuser()}"
[[team]]
name = "Desk"
tier = 1
calendar = "24/7"
lead = "ingrid"
"""
POLICY = """
name = "Everything"
calendar = "24/7"
[targets]
resolution = { 1 = "1h", 2 = "90m" }
[[step]]
at = "at resolution"
do = [{ involve = ["lead"] }]
"""
WORDS = "The line is back. Please try again."
REPLY, NOTE = "A public reply", "A note for colleagues"
RECOVERS_WITHIN_S = 20.0
LOCKED_S = 2.0
LONGEST_STALL_S = 0.2
TRIES = 3


@pytest.fixture
def desktop() -> Iterator[ScreenDesktop]:
    with screen_desktop() as desktop:
        yield desktop


def a_desk(url: str) -> Desk:
    desk = Desk(url)
    desk.run("database", "create")
    desk.run("organisation", "import", "-", stdin=ORGANISATION)
    desk.run("policy", "publish", "-", stdin=POLICY)
    desk.run("ticket", "new", "--subject", "VPN drops", "--priority", "1", "--team", "Desk")
    desk.run("ticket", "new", "--subject", "Printer prints blank", "--priority", "2", "--team", "Desk")
    return desk


def begin_to_write(window: SpokenWindow, key: str = "r", name: str = REPLY) -> Accessible:
    window.row_says("DE-1")
    window.see("label", "DE-1")
    window.press(key)
    box = window.focused("text", name)
    window.type(WORDS)
    window.wait("what was typed", lambda: box.text == WORDS)
    return box


def test_a_server_that_stops_and_comes_back_costs_no_word(desktop: ScreenDesktop) -> None:
    server = PostgresServer.planned()
    try:
        with server.database() as url:
            desk = a_desk(url)
            with desktop.window("--db", url) as window:
                box = begin_to_write(window)
                server.halt()
                window.hear("No connection to test_")
                assert box.text == WORDS
                window.press("ctrl+Return")
                window.hear("Not sent:")
                assert (box.text, box.has(State.FOCUSED)) == (WORDS, True)
                window.picture("trouble-server-away")
                server.go_on()
                window.not_hear("No connection", timeout_s=RECOVERS_WITHIN_S)
                assert box.text == WORDS
                window.press("ctrl+Return")
                window.wait("the empty box", lambda: not box.text)
                window.hear(WORDS)
                assert replies(desk.url, "DE-1") == [WORDS]
                window.picture("trouble-server-back")
                window.quit()
    finally:
        server.stop()


def test_what_was_typed_survives_a_kill(desktop: ScreenDesktop, sqlite_url: str) -> None:
    a_desk(sqlite_url)
    with desktop.window("--db", sqlite_url) as window:
        begin_to_write(window, "n", NOTE)
        window.wait("the draft on the disk", lambda: any(WORDS in text for text in drafts(desktop)))
        window.process.kill()
    with desktop.window("--db", sqlite_url) as window:
        box = window.see("text", NOTE)
        window.wait("the draft", lambda: box.text == WORDS)
        window.picture("trouble-draft")
        window.quit()


def drafts(desktop: ScreenDesktop) -> list[str]:
    return [file.read_text() for file in (desktop.settings / "drafts").rglob("*.json")]


def test_a_torn_file_of_settings_keeps_no_window_from_opening(desktop: ScreenDesktop, sqlite_url: str) -> None:
    a_desk(sqlite_url)
    desktop.settings.mkdir(parents=True)
    file = desktop.settings / "preferences.json"
    file.write_bytes(b'{"theme": "dark", "text_sc')
    with desktop.window("--db", sqlite_url) as window:
        window.hear("Your settings could not be read")
        window.hear("so the usual ones hold")
        window.row_says("DE-1")
        window.picture("trouble-settings")
        window.quit()
    assert '"text_sc' in next(desktop.settings.glob("*broken*")).read_text()


def test_what_somebody_else_did_is_told_and_the_words_for_it_are_kept(desktop: ScreenDesktop, sqlite_url: str) -> None:
    desk = a_desk(sqlite_url)
    with desktop.window("--db", sqlite_url) as window:
        window.row_says("DE-1")
        window.see("label", "DE-1")
        window.press("x")
        box = window.focused("text", "What was done")
        window.type(WORDS)
        window.wait("what was typed", lambda: box.text == WORDS)
        desk.run("ticket", "merge", "DE-1", "--into", "DE-2")
        window.press("ctrl+Return")
        window.hear("DE-1 is closed already.")
        window.picture("trouble-merged")
        assert window.see("text", "What was done").text == WORDS
        window.see("dialog", "Resolve DE-1")
        window.press("Escape", "Escape")
        window.not_see("dialog")
        window.see("label", "1 ticket")
        window.press("j")
        window.row_says("DE-2")
        window.hear("DE-1 merged into this ticket")
        assert desk.ticket("DE-1")["resolved_at"] is None
        window.quit()


def test_a_ticket_that_leaves_the_list_stays_open_while_somebody_writes(
    desktop: ScreenDesktop, sqlite_url: str
) -> None:
    desk = a_desk(sqlite_url)
    with desktop.window("--db", sqlite_url) as window:
        box = begin_to_write(window)
        desk.run("ticket", "resolve", "DE-1")
        window.hear("DE-1 has left this list: J goes on to DE-2.")
        window.hear("State: Resolved")
        window.type(" Really.")
        window.wait("every word in one place", lambda: box.text == f"{WORDS} Really.")
        window.see("label", "DE-1")
        window.picture("trouble-left-the-list")
        window.press("Escape")
        window.see("label", "DE-2")
        assert not window.see("text", REPLY).text
        window.quit()


def test_a_ticket_that_is_gone_is_told_and_the_words_for_it_stay(desktop: ScreenDesktop, sqlite_url: str) -> None:
    a_desk(sqlite_url)
    with desktop.window("--db", sqlite_url) as window:
        box = begin_to_write(window)
        with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as file, file:
            file.execute("DELETE FROM ticket WHERE number = 'DE-1'")
        window.press("ctrl+Return")
        window.hear('There is no ticket "DE-1"')
        window.hear("DE-1 has left this list: J goes on to DE-2.")
        window.picture("trouble-gone")
        assert box.text == WORDS
        window.press("Escape")
        window.see("label", "DE-2")
        window.quit()
    assert any(WORDS in text for text in drafts(desktop))


def test_a_locked_file_holds_nobody_up(desktop: ScreenDesktop, sqlite_url: str) -> None:
    a_desk(sqlite_url)
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    with desktop.window("--db", sqlite_url) as window:
        begin_to_write(window)
        stalls = [longest_stall(window, path) for _ in range(TRIES)]
        assert min(stalls) < LONGEST_STALL_S
        window.hear(WORDS)
        assert replies(sqlite_url, "DE-1") == [WORDS]
        window.quit()


def longest_stall(window: SpokenWindow, path: Path) -> float:
    """Lock a file while the window reads and writes, and give the longest that it took to say a name, in seconds."""
    longest_s = 0.0
    frame = window.see("frame")
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("BEGIN EXCLUSIVE")
        ends_s = time.monotonic() + LOCKED_S
        window.press("F5", "ctrl+Return")
        while (began_s := time.monotonic()) < ends_s:
            assert frame.name
            longest_s = max(longest_s, time.monotonic() - began_s)
    return longest_s
