"""The style sheet and the palette are whole: nothing is left to be filled in, and nothing is left to Qt's taste."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton, QSpinBox, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from ui.fusion_palette import palette_of
from ui.style_sheet import style_sheet
from ui.theme import DARK, LIGHT, Theme

pytestmark = pytest.mark.usefixtures("themes")

BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
GROUPS = (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled)


@BOTH
@pytest.mark.parametrize("is_compact", [False, True])
def test_every_colour_and_size_is_filled_in(theme: Theme, *, is_compact: bool) -> None:
    sheet = style_sheet(theme, 1.0, is_compact)
    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")
    assert not re.search(r":\s*-\d", sheet.replace("margin: -6px", "").replace("margin-left: -1px", ""))


@BOTH
def test_every_sign_that_it_names_is_there_and_can_be_drawn(theme: Theme) -> None:
    named = {Path(path) for path in re.findall(r'url\("([^"]+)"\)', style_sheet(theme, 1.0, is_compact=False))}
    assert len(named) >= 8
    for path in named:
        assert path.is_file()
        image = QIcon(str(path)).pixmap(QSize(16, 16)).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), path


@BOTH
def test_every_colour_is_one_of_the_theme(theme: Theme) -> None:
    known = {getattr(theme, name).name() for name in Theme.__struct_fields__ if name != "is_dark"}
    shades = {theme.accentfill.darker(108).name(), theme.accentfill.darker(120).name()}
    written = set(re.findall(r"#[0-9a-fA-F]{6}", style_sheet(theme, 1.0, is_compact=False)))
    assert written <= known | shades


@BOTH
def test_no_role_of_the_palette_is_left_to_qt(theme: Theme) -> None:
    palette = palette_of(theme)
    for group in GROUPS:
        for role in QPalette.ColorRole:
            if role not in {QPalette.ColorRole.NoRole, QPalette.ColorRole.NColorRoles}:
                assert palette.isBrushSet(group, role), (group, role)


@BOTH
def test_an_inactive_window_keeps_its_selection_and_what_is_disabled_is_paler(theme: Theme) -> None:
    palette = palette_of(theme)
    highlight, text = QPalette.ColorRole.Highlight, QPalette.ColorRole.Text
    assert palette.color(QPalette.ColorGroup.Inactive, highlight) == theme.sel
    assert palette.color(QPalette.ColorGroup.Disabled, text) == theme.field


def shown(widget: QWidget, qtbot: QtBot) -> QWidget:
    qtbot.addWidget(widget)
    widget.ensurePolished()
    return widget


@pytest.mark.parametrize("kind", [QPushButton, QToolButton, QComboBox, QLineEdit, QSpinBox])
def test_all_controls_are_equally_high_and_do_not_move_with_the_focus(qtbot: QtBot, kind: type[QWidget]) -> None:
    widget = shown(kind(), qtbot)
    before = widget.sizeHint()
    widget.show()
    widget.setFocus()
    assert before.height() == 28
    assert widget.sizeHint() == before


@pytest.mark.parametrize("kind", ["primary", "quiet", "link", "segment", ""])
def test_every_kind_of_button_is_large_enough_to_hit(qtbot: QtBot, kind: str) -> None:
    button = QPushButton("Why escalated?")
    button.setProperty("kind", kind)
    assert shown(button, qtbot).sizeHint().height() >= 22


def test_a_control_with_the_focus_has_a_ring_of_two_pixels(qtbot: QtBot) -> None:
    field = QLineEdit()
    shown(field, qtbot)
    field.resize(200, 28)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    field.setFocus()
    image = field.grab().toImage()
    column = [image.pixelColor(100, y) for y in range(4)]
    assert column[:2] == [QColor(LIGHT.accent), QColor(LIGHT.accent)]
    assert column[2] == QColor(LIGHT.surface)
