"""Tooltips, and what a screen reader says in their place."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.shared.plain import tooltip_of
from ui.shared.tip import describe, give_tip

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


def test_a_tip_that_is_marked_up_already_is_read_as_words(button: QPushButton) -> None:
    describe(button, tooltip_of(WORDS))
    assert spoken(button) == WORDS
    describe(button, "Ctrl+Enter")
    assert spoken(button) == "Ctrl+Enter"


def test_no_widget_is_given_markup_that_would_be_read_aloud() -> None:
    given = [path.name for path in UI.rglob("*.py") if "setToolTip(tooltip_of(" in path.read_text(encoding="utf-8")]
    # Actions are no widgets: what shows them describes itself.
    assert sorted(given) == ["actions.py", "tip.py"]
