"""Where a file is saved."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_escalation.domain.attachment import Attachment
from ui.tickets.save_as import SaveWish, ask_where

FILE = Attachment(7, "router.log", "text/plain", 10)


def test_the_dialog_offers_the_name_and_gives_the_place(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    wishes: list[SaveWish] = []
    dialog = ask_where(FILE, wishes.append, parent)
    assert dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    assert not dialog.testOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.fileSelected.emit("/home/marek/Downloads/router.log")
    dialog.reject()
    assert wishes == [SaveWish(FILE, Path("/home/marek/Downloads/router.log"))]


def test_only_the_name_that_the_user_saw_may_replace_a_file() -> None:
    assert SaveWish(FILE, Path("/home/marek/router.log")).may_replace
    assert not SaveWish(FILE, Path("/home/marek/CON.log")).may_replace
