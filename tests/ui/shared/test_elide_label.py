"""A label that yields tells all of itself when asked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.elide_label import ElideLabel
from ui.shared.text_size import Role
from ui.themes import Themes

pytestmark = pytest.mark.usefixtures("themes")

SUBJECT = "VPN drops every few minutes, whole <b>Leeds</b> office"


def test_a_label_with_room_shows_everything_and_has_no_tooltip(qtbot: QtBot) -> None:
    label = ElideLabel(SUBJECT)
    qtbot.addWidget(label)
    label.resize(900, 20)
    label.show()
    assert label.shown == SUBJECT
    assert label.toolTip() == ""


def test_a_label_without_room_ends_in_an_ellipsis_and_tells_the_rest_escaped(qtbot: QtBot) -> None:
    label = ElideLabel(SUBJECT)
    qtbot.addWidget(label)
    label.resize(120, 20)
    label.show()
    assert label.shown.endswith("…")
    assert SUBJECT.startswith(label.shown[:-1])
    assert label.toolTip() == "<p>VPN drops every few minutes, whole &lt;b&gt;Leeds&lt;/b&gt; office</p>"


def test_a_larger_font_needs_more_room(themes: Themes, qtbot: QtBot) -> None:
    label = ElideLabel("Card terminals offline")
    qtbot.addWidget(label)
    label.setFont(themes.font(Role.SMALL))
    label.resize(label.sizeHint())
    label.show()
    assert label.toolTip() == ""
    label.setFont(themes.font(Role.QUESTION))
    assert label.shown.endswith("…")


def test_a_label_yields_to_its_neighbour(qtbot: QtBot) -> None:
    row = QWidget()
    qtbot.addWidget(row)
    layout = QHBoxLayout(row)
    label, neighbour = ElideLabel(SUBJECT * 5), QLabel("DE-4821")
    layout.addWidget(label)
    layout.addWidget(neighbour)
    row.resize(200, 30)
    row.show()
    assert row.width() == 200
    assert neighbour.width() >= neighbour.sizeHint().width()


def test_a_label_is_plain_text_of_one_line(qtbot: QtBot) -> None:
    label = ElideLabel("one\ntwo\u202e three")
    qtbot.addWidget(label)
    label.resize(500, 20)
    label.show()
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.shown == "one two three"
    assert label.accessibleName() == ""


def test_a_label_paints_its_text(qtbot: QtBot) -> None:
    label = ElideLabel("DE-4821")
    qtbot.addWidget(label)
    label.resize(100, 20)
    with_text = label.grab().toImage()
    label.setText("")
    assert label.grab().toImage() != with_text
