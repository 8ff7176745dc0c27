"""Tooltips, and what a screen reader says in their place."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.shared.plain import tooltip_of
from ui.shared.tip import give_action_tip, give_tip, take_tip

WORDS = "Jonas & <b>Marek</b>\nTue 08:13"
UI = Path(__file__).parents[3] / "ui"


@pytest.fixture
def button(qtbot: QtBot) -> QPushButton:
    made = QPushButton("Do it")
    qtbot.addWidget(made)
    return made


def spoken(button: QPushButton) -> str:
    interface = QAccessible.queryAccessibleInterface(button)
    assert interface is not None
    return interface.text(QAccessible.Text.Description)


def test_the_mouse_gets_markup_and_a_screen_reader_words(button: QPushButton) -> None:
    give_tip(button, WORDS)
    assert button.toolTip() == tooltip_of(WORDS)
    assert spoken(button) == WORDS


def test_what_shows_an_action_says_the_words_of_its_tip(button: QPushButton) -> None:
    action = QAction("Do it")
    give_action_tip(action, WORDS)
    take_tip(button, action)
    assert action.toolTip() == button.toolTip() == tooltip_of(WORDS)
    assert spoken(button) == WORDS


def test_an_action_without_a_tip_gives_none(button: QPushButton) -> None:
    take_tip(button, QAction("Do it"))
    assert (button.toolTip(), spoken(button)) == ("", "")


def test_no_widget_is_given_markup_that_would_be_read_aloud() -> None:
    given = [path.name for path in UI.rglob("*.py") if "setToolTip(tooltip_of(" in path.read_text(encoding="utf-8")]
    assert given == ["tip.py"]
