"""The look changes while the program runs, and tells those who paint."""

import pytest
from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.theme import DARK, LIGHT
from ui.themes import ThemeChoice, Themes


def most_ink(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    image = icon.pixmap(QSize(32, 32), 1.0, mode).toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=lambda color: color.alpha())


def test_a_choice_changes_palette_and_style_sheet_of_the_running_program(
    themes: Themes, qapp: QApplication, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(themes.changed):
        themes.use(ThemeChoice.DARK)
    assert themes.current is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == DARK.bg
    assert DARK.accentfill.name() in qapp.styleSheet()
    themes.use(ThemeChoice.LIGHT)
    assert themes.current is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window) == LIGHT.bg


def test_the_same_choice_again_changes_nothing(themes: Themes, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(themes.changed):
        themes.use(ThemeChoice.LIGHT)


def test_the_look_follows_the_desktop_only_where_it_shall(themes: Themes, qapp: QApplication) -> None:
    scheme_changed = qapp.styleHints().colorSchemeChanged
    themes.use(ThemeChoice.DARK)
    scheme_changed.emit(Qt.ColorScheme.Light)
    assert themes.current is DARK
    themes.use(ThemeChoice.SYSTEM)
    is_dark = qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark
    assert themes.current is (DARK if is_dark else LIGHT)


def test_larger_text_makes_fonts_and_controls_grow(themes: Themes, qapp: QApplication, qtbot: QtBot) -> None:
    button = QPushButton("Acknowledge")
    qtbot.addWidget(button)
    button.ensurePolished()
    before = button.sizeHint().height()
    with qtbot.waitSignal(themes.changed):
        themes.use_text_scale(1.5)
    button.ensurePolished()
    assert themes.font(Role.BODY).pixelSize() == 20
    assert qapp.font().pixelSize() == 20
    assert before == 28
    assert button.sizeHint().height() == 42


@pytest.mark.parametrize(("asked", "given"), [(0.2, 0.9), (9.0, 1.5), (1.1, 1.1)])
def test_text_stays_within_what_can_be_read(themes: Themes, asked: float, given: float) -> None:
    themes.use_text_scale(asked)
    assert themes.text_scale == given


def test_density_changes_the_height_of_controls(themes: Themes, qtbot: QtBot) -> None:
    button = QPushButton("Acknowledge")
    qtbot.addWidget(button)
    with qtbot.waitSignal(themes.density_changed):
        themes.use_density(is_compact=True)
    button.ensurePolished()
    assert themes.is_compact
    assert button.sizeHint().height() == 26
    with qtbot.assertNotEmitted(themes.density_changed):
        themes.use_density(is_compact=True)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_figures_of_one_width(themes: Themes, role: Role) -> None:
    font = themes.font(role)
    assert font.pixelSize() == role.pixels
    assert font.weight() == role.weight
    assert [tag.toString().data() for tag in font.featureTags()] == [b"tnum"]


def test_an_icon_without_a_colour_of_its_own_follows_the_theme(themes: Themes) -> None:
    icon = themes.icon(Icon.INBOX)
    assert most_ink(icon) == LIGHT.text2
    themes.use(ThemeChoice.DARK)
    assert most_ink(icon) == DARK.text2


def test_an_icon_with_a_colour_keeps_it_until_it_is_disabled(themes: Themes) -> None:
    icon = themes.icon(Icon.INBOX, LIGHT.crit)
    themes.use(ThemeChoice.DARK)
    assert most_ink(icon) == LIGHT.crit
    assert most_ink(icon, QIcon.Mode.Disabled) == DARK.border2


def test_a_look_that_is_gone_is_told_nothing_more(qapp: QApplication) -> None:
    parent = QObject()
    Themes(parent)
    del parent
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)
