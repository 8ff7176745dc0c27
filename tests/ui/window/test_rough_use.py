"""A window treated roughly: two at once, closed in the middle, switched, enlarged, and full of tickets."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_escalation.app.preferences import ColumnPlace, Preferences, ViewSort
from desktop_escalation.app.preferences_file import PreferencesFile
from desktop_escalation.services.asking import Asking
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office
from tests.ui.window.desk_window import WAIT_MS, DeskWindow, desk_window, furnish_desk
from ui.navigation.views import View, ViewKind
from ui.shared.act_dialog import ActDialog
from ui.themes import ThemeChoice, Themes
from ui.tickets.resolve_dialog import ResolveDialog
from ui.window.actions import Do
from ui.window.strip import StripKind

MANY = 1_000


def furnish_full_desk(url: str) -> None:
    """Make a desk with a thousand tickets more, all alike."""
    furnish_desk(url)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(ticket)") if row[1] not in {"id", "number"}]
        names = ", ".join(columns)
        copied = f"INSERT INTO ticket (number, {names}) SELECT ?, {names} FROM ticket WHERE number = 'DE-1'"
        database.executemany(copied, [(f"DE-{number}",) for number in range(10_001, 10_001 + MANY)])


@pytest.fixture
def url(copy_of: CopyOf) -> str:
    return copy_of(furnish_desk, SQLITE)


@pytest.fixture
def desk(url: str, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(url, themes, tmp_path, qtbot) as opened:
        opened.start()
        show_all(opened)
        yield opened


def show_all(desk: DeskWindow, least: int = 3) -> None:
    desk.session.go(View(ViewKind.ALL))
    desk.qtbot.waitUntil(lambda: len(desk.numbers()) >= least, timeout=WAIT_MS)
    desk.qtbot.waitUntil(lambda: desk.session.ticket is not None, timeout=WAIT_MS)


def resolve_dialog(desk: DeskWindow) -> ResolveDialog:
    desk.window.commands[Do.RESOLVE].trigger()
    dialog = desk.window.findChild(ResolveDialog)
    assert dialog is not None
    return dialog


def test_of_two_windows_the_second_is_told_what_the_first_did_and_keeps_its_text(
    desk: DeskWindow, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    with desk_window(desk.url, themes, tmp_path / "other", qtbot, by="jonas") as other:
        other.start()
        show_all(other)
        for one in (desk, other):
            one.open("DE-3")
        dialog = resolve_dialog(desk)
        dialog.text.setPlainText("The router was replaced.")
        other.window.commands[Do.ASSIGN_ME].trigger()
        qtbot.waitUntil(lambda: other.session.ticket is not None and other.session.ticket.ticket.assignee == "jonas")
        dialog.press()
        qtbot.waitUntil(lambda: dialog.problem_line.is_conflict, timeout=WAIT_MS)
        assert dialog.problem.text() == ("Jonas Weber took it at 09:00. Nothing was done yet; what you typed is kept.")
        assert dialog.text.toPlainText() == "The router was replaced."
        qtbot.waitUntil(lambda: desk.session.ticket is not None and desk.session.ticket.ticket.assignee == "jonas")
        with qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
            dialog.press()


def test_who_goes_to_look_finds_the_dialog_as_it_was_left(desk: DeskWindow, qtbot: QtBot) -> None:
    desk.open("DE-3")
    dialog = resolve_dialog(desk)
    dialog.text.setPlainText("The router was replaced.")
    with Office.open(desk.url) as office:
        office.app.ticketing.customer_message(Asking("root"), "DE-3", "Still down.")
        office.app.ticketing.tag(Asking("root"), "DE-3", "vip", is_on=True)
    dialog.press()
    qtbot.waitUntil(lambda: dialog.problem_line.is_conflict, timeout=WAIT_MS)
    assert dialog.problem.text().startswith("The customer wrote at 09:00.")
    dialog.problem_line.look_button.click()
    assert not dialog.isVisible()
    desk.settle()
    assert resolve_dialog(desk) is dialog
    assert dialog.text.toPlainText() == "The router was replaced."
    with qtbot.waitSignal(desk.session.side.acts.done, timeout=WAIT_MS):
        dialog.press()


def test_what_one_window_changes_the_other_shows_by_itself(
    desk: DeskWindow, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    with desk_window(desk.url, themes, tmp_path / "other", qtbot, by="jonas") as other:
        other.start()
        show_all(other)
        other.open("DE-1")
        desk.open("DE-1")
        with qtbot.waitSignal(other.session.side.acts.done, timeout=WAIT_MS):
            other.window.commands[Do.ASSIGN_ME].trigger()
        qtbot.waitUntil(
            lambda: desk.session.ticket is not None and desk.session.ticket.ticket.assignee == "jonas", timeout=WAIT_MS
        )


def test_a_window_closed_while_a_dialog_is_open_and_its_act_is_running_does_the_act_and_ends(
    url: str, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        desk.session.go(View(ViewKind.MINE))
        qtbot.waitUntil(lambda: desk.session.ticket is not None, timeout=WAIT_MS)
        resolve_dialog(desk).press()
    with Office.open(url) as office:
        assert office.look("DE-2").ticket.resolved_at is not None


def test_a_key_pressed_twice_while_the_database_is_slow_opens_one_dialog(desk: DeskWindow) -> None:
    desk.open("DE-2")
    for _ in range(3):
        desk.window.commands[Do.ASSIGN].trigger()
    desk.qtbot.waitUntil(lambda: bool(opened_dialogs(desk)), timeout=WAIT_MS)
    desk.settle()
    assert len(opened_dialogs(desk)) == 1
    opened_dialogs(desk)[0].accept()


def opened_dialogs(desk: DeskWindow) -> list[ActDialog]:
    return [dialog for dialog in desk.window.findChildren(ActDialog) if dialog.isVisible()]


def test_the_engine_can_be_switched_on_and_off_again_and_again(desk: DeskWindow) -> None:
    command = desk.window.commands[Do.RUN_ENGINE]
    desk.qtbot.waitUntil(command.isChecked, timeout=WAIT_MS)
    for _ in range(3):
        command.trigger()
    desk.qtbot.waitUntil(lambda: not desk.session.upkeep.is_busy, timeout=WAIT_MS)
    assert not desk.workplace.is_engine_here
    assert not command.isChecked()
    command.trigger()
    desk.qtbot.waitUntil(lambda: desk.workplace.is_engine_here, timeout=WAIT_MS)
    desk.settle()
    assert command.isChecked()


def test_a_theme_can_be_switched_while_a_dialog_is_open_which_keeps_its_text(desk: DeskWindow) -> None:
    desk.open("DE-2")
    dialog = resolve_dialog(desk)
    dialog.text.setPlainText("The router was replaced.")
    before = dialog.grab().toImage()
    desk.session.keeper.chose_theme(ThemeChoice.DARK)
    after = dialog.grab().toImage()
    assert before.pixelColor(3, 3).lightness() > 200
    assert after.pixelColor(3, 3).lightness() < 80
    assert dialog.text.toPlainText() == "The router was replaced."
    assert desk.window.grab().toImage().pixelColor(500, 5).lightness() < 80
    dialog.accept()


def test_text_half_as_large_again_fits_into_rows_that_grow_with_it(desk: DeskWindow) -> None:
    table = desk.window.list.table
    before = table.rowHeight(1)
    desk.session.keeper.scaled_text(1.5)
    assert table.rowHeight(1) >= round(1.4 * before)
    assert not desk.window.grab().isNull()
    for _ in range(20):
        desk.window.commands[Do.LARGER_TEXT].trigger()
    assert not desk.window.grab().isNull()
    desk.window.commands[Do.USUAL_TEXT].trigger()
    assert table.rowHeight(1) == before


def test_a_thousand_tickets_are_scrolled_through_refreshed_and_made_compact_without_losing_the_place(
    copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    with desk_window(copy_of(furnish_full_desk, SQLITE), themes, tmp_path, qtbot) as desk:
        desk.start()
        show_all(desk)
        table, model = desk.window.list.table, desk.window.model
        while model.loaded < MANY + 3:
            table.scrollToBottom()
            desk.session.refresh()
            count = model.loaded
            qtbot.waitUntil(lambda count=count: model.loaded > count, timeout=WAIT_MS)  # type: ignore[misc]
        desk.settle()
        numbers = desk.numbers()
        assert len(numbers) == len(set(numbers)) == MANY + 3
        assert table.go_to(numbers[700])
        current = table.current_number
        desk.session.keeper.chose_density(is_compact=True)
        assert table.current_number == current == numbers[700]
        with qtbot.waitSignal(desk.session.lists.shown, timeout=WAIT_MS):
            desk.session.lists.refresh()
        assert table.current_number == numbers[700]
        assert desk.numbers() == numbers


def test_a_ticket_deleted_under_the_cursor_is_said_and_what_was_typed_for_it_stays(desk: DeskWindow) -> None:
    desk.open("DE-2")
    box = desk.window.pane.reply
    box.begin(is_public=True)
    QTest.keyClicks(box.text, "Half a thought")
    delete(desk.url, "DE-2")
    with desk.qtbot.waitSignal(desk.session.side.tickets.lost, timeout=WAIT_MS):
        desk.session.side.tickets.look_again()
    assert box.text.toPlainText() == "Half a thought"
    assert "DE-2" in box.problem.text()
    assert not desk.window.commands[Do.RESOLVE].isEnabled()
    desk.session.lists.refresh()
    desk.qtbot.waitUntil(lambda: sorted(desk.numbers()) == ["DE-1", "DE-3"], timeout=WAIT_MS)


def test_a_deleted_ticket_for_which_nothing_was_typed_leaves_the_pane(desk: DeskWindow) -> None:
    desk.open("DE-2")
    delete(desk.url, "DE-2")
    with desk.qtbot.waitSignal(desk.session.side.tickets.lost, timeout=WAIT_MS):
        desk.session.side.tickets.look_again()
    assert desk.window.pane.ticket is None
    assert desk.window.strip.shown is StripKind.REFUSED


def delete(url: str, number: str) -> None:
    """Take a ticket away, as only a tool for databases can."""
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        (ticket,) = database.execute("SELECT id FROM ticket WHERE number = ?", (number,)).fetchone()
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            if any(column[1] == "ticket_id" for column in database.execute(f"PRAGMA table_info({table})")):
                database.execute(f"DELETE FROM {table} WHERE ticket_id = ?", (ticket,))
        database.execute("DELETE FROM ticket WHERE id = ?", (ticket,))


@pytest.mark.parametrize("view", ["team:Gone", "tier:77", "tier:" + "9" * 5_000, "nonsense", "team:"])
def test_a_view_that_is_gone_gives_way_to_the_first_one(
    url: str, themes: Themes, tmp_path: Path, qtbot: QtBot, view: str
) -> None:
    PreferencesFile.within(tmp_path).save(Preferences(last_view=view))
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        assert desk.window.list.header.title == "Breaching soon"


def test_settings_full_of_nonsense_open_a_usual_window(url: str, themes: Themes, tmp_path: Path, qtbot: QtBot) -> None:
    PreferencesFile.within(tmp_path).save(
        Preferences(
            window_geometry=b"\x00\xff" * 40,
            splitter_sizes=(0, 100_000, 0),
            columns=(ColumnPlace("NONSENSE", 3, is_hidden=True), ColumnPlace("SUBJECT", 0, is_hidden=True)),
            sorts=(ViewSort("soon", "nonsense", is_descending=True),),
            folded=("tier:99", "\x00"),
        )
    )
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        window = desk.window
        assert window.navigation.width() >= 180
        assert window.pane.width() >= 400
        assert not window.list.table.isColumnHidden(1)


def test_a_corrupt_settings_file_is_set_aside_and_told(url: str, themes: Themes, tmp_path: Path, qtbot: QtBot) -> None:
    file = PreferencesFile.within(tmp_path)
    file.path.write_bytes(b"\x00{not JSON")
    with desk_window(url, themes, tmp_path, qtbot) as desk:
        desk.start()
        assert desk.window.strip.shown is StripKind.PREFERENCES
        assert "the file is now" in desk.window.strip.words
        assert [path.name for path in tmp_path.glob("*.broken-1")] == ["preferences.json.broken-1"]


def test_settings_that_cannot_be_written_are_told_and_the_window_goes_on(
    url: str, themes: Themes, tmp_path: Path, qtbot: QtBot
) -> None:
    folder = tmp_path / "settings"
    folder.write_text("a file where the folder should be")
    with desk_window(url, themes, folder, qtbot) as desk:
        desk.start()
        desk.session.keeper.write()
        qtbot.waitUntil(lambda: "settings" in desk.window.strip.words, timeout=WAIT_MS)
        show_all(desk)
