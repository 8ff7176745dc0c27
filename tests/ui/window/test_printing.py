"""Pages that are printed to a file are written in the background, and it is told how that went."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from tests.copies import SQLITE, CopyOf
from tests.ui.window.desk_window import DeskWindow, desk_window, furnish_desk
from ui.escalations.explain_dialog import ExplainDialog, PdfWish
from ui.navigation.views import View, ViewKind
from ui.themes import Themes
from ui.tickets.why import Why


@pytest.fixture
def desk(copy_of: CopyOf, themes: Themes, tmp_path: Path, qtbot: QtBot) -> Iterator[DeskWindow]:
    with desk_window(copy_of(furnish_desk, SQLITE), themes, tmp_path, qtbot) as opened:
        opened.start()
        opened.session.go(View(ViewKind.ALL))
        opened.qtbot.waitUntil(lambda: bool(opened.numbers()))
        opened.open("DE-1")
        yield opened


def explained(desk: DeskWindow) -> ExplainDialog:
    desk.session.side.explain(Why())
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(ExplainDialog)))
    (dialog,) = desk.window.findChildren(ExplainDialog)
    assert isinstance(dialog, ExplainDialog)
    return dialog


def test_the_pages_are_written_and_it_says_where(desk: DeskWindow, tmp_path: Path) -> None:
    dialog, file = explained(desk), tmp_path / "why.pdf"
    file.write_bytes(b"older")
    dialog.pdf_wished.emit(PdfWish(file, b"%PDF pages"))
    desk.settle()
    assert file.read_bytes() == b"%PDF pages"
    assert dialog.record.text() == f"Printed to {file}"


def test_a_file_that_cannot_be_written_is_told_in_the_dialog(desk: DeskWindow, tmp_path: Path) -> None:
    dialog = explained(desk)
    dialog.pdf_wished.emit(PdfWish(tmp_path / "nowhere" / "why.pdf", b"%PDF"))
    desk.settle()
    assert dialog.record.text().startswith("Nothing was printed: ")
    assert "nowhere" in dialog.record.text()


def test_or_in_the_window_where_the_dialog_is_closed_by_then(desk: DeskWindow, tmp_path: Path) -> None:
    dialog, is_closed = explained(desk), Event()
    desk.session.files.ask_alone(is_closed.wait, lambda _: None, lambda _: None)
    with desk.qtbot.waitSignal(desk.session.side.troubled) as told:
        dialog.pdf_wished.emit(PdfWish(tmp_path / "nowhere" / "why.pdf", b"%PDF"))
        delete(dialog)
        is_closed.set()
    assert told.args is not None
    assert "nowhere" in told.args[0]
