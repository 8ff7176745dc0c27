"""A button that names its keys."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from ui.shared.icons import Icon
from ui.themes import Themes
from ui.tickets.key_button import KeyButton


def a_button(themes: Themes, qtbot: QtBot) -> KeyButton:
    button = KeyButton(Icon.SEND, QKeySequence("Ctrl+Return"), themes)
    qtbot.addWidget(button)
    return button


def test_it_says_a_name_as_it_is(themes: Themes, qtbot: QtBot) -> None:
    button = a_button(themes, qtbot)
    button.show_words("Send to Ann & Ben")
    assert button.words == "Send to Ann & Ben"
    assert button.accessibleName() == "Send to Ann & Ben"


def test_it_is_wide_enough_for_short_words_and_bounded_for_long_ones(themes: Themes, qtbot: QtBot) -> None:
    button = a_button(themes, qtbot)
    button.show_words("Send")
    short = button.sizeHint().width()
    button.show_words("Send to Priya Nair")
    assert button.sizeHint().width() > short
    button.show_words("x" * 5_000)
    assert button.sizeHint().width() < 400


def test_its_words_and_keys_are_painted_in_either_direction(themes: Themes, qtbot: QtBot) -> None:
    button = a_button(themes, qtbot)
    button.resize(180, 26)
    empty = button.grab().toImage()
    button.show_words("Send")
    words = button.grab().toImage()
    assert words != empty
    button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert button.grab().toImage() != words
    button.setEnabled(False)
    assert button.grab().toImage() != words
