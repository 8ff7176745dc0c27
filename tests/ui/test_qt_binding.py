"""What the window relies on in PySide6 itself."""

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

CALLS = 1000


def test_a_call_that_returns_nothing_leaves_the_references_to_none_alone(qtbot: QtBot) -> None:
    """PySide6 6.12.0 takes one with each call on Python before 3.12: after some thousand the program dies."""
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        label.setText("DE-4821")
    assert sys.getrefcount(None) > before - CALLS / 10
