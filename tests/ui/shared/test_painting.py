"""Chips, bars and persons are painted as the design has them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPixmap

from ui.shared.icons import Icon
from ui.shared.painting import chip_width, elided, initials_of, paint_avatar, paint_bar, paint_chip
from ui.shared.text_size import Role
from ui.theme import LIGHT
from ui.themes import Themes

INK, TRACK = QColor("#1E7553"), QColor("#E1E4E9")


def painted(width: int, height: int, paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def bar(share: float, *, is_hatched: bool = False) -> list[QColor]:
    def paint(painter: QPainter) -> None:
        paint_bar(painter, QRectF(0, 0, 100, 3), share, INK, TRACK, is_hatched=is_hatched)

    image = painted(100, 3, paint)
    return [image.pixelColor(x, 1) for x in range(100)]


@pytest.mark.parametrize(("share", "inked"), [(0.0, 0), (0.5, 50), (1.0, 100), (1.7, 100), (-1.0, 0)])
def test_a_bar_is_as_long_as_what_is_used(share: float, inked: int) -> None:
    line = bar(share)
    assert sum(color == INK for color in line[2:98]) == pytest.approx(max(inked - 4, 0), abs=3)
    assert all(color.alpha() for color in line[2:98])


def test_the_bar_of_a_paused_clock_is_broken_by_the_ground() -> None:
    line = [color == INK for color in bar(1.0, is_hatched=True)]
    changes = sum(line[x] != line[x - 1] for x in range(1, 100))
    assert changes > 20


def test_a_chip_is_as_wide_as_its_sign_and_text(themes: Themes) -> None:
    font = themes.font(Role.SECONDARY_STRONG)
    icon = themes.pixmap(Icon.CLOCK, INK, 14, 1.0)
    text = QFontMetricsF(font).horizontalAdvance("in 44 min")
    assert chip_width("in 44 min", font) == text + 12
    assert chip_width("in 44 min", font, icon) == text + 12 + 14 + 3


def test_a_chip_shows_its_sign_before_its_text_on_its_ground(themes: Themes) -> None:
    font, icon = themes.font(Role.SECONDARY_STRONG), QPixmap(14, 14)
    icon.fill(INK)

    def paint(painter: QPainter) -> None:
        paint_chip(painter, QRectF(0, 0, 90, 20), "18 min over", font, LIGHT.on_fill, LIGHT.brkfill, icon)

    image = painted(90, 20, paint)
    rows = range(4, 16)
    assert image.pixelColor(45, 1) == LIGHT.brkfill
    assert image.pixelColor(0, 0).alpha() < 128
    assert all(image.pixelColor(x, y) == INK for x in range(6, 20) for y in rows)
    assert any(image.pixelColor(x, y).lightness() > 200 for x in range(24, 85) for y in rows)


@pytest.mark.usefixtures("themes")
def test_a_person_on_duty_has_a_green_dot_and_one_without_hours_has_none() -> None:
    def corner(*, is_on_duty: bool | None) -> QColor:
        image = painted(28, 28, lambda painter: paint_avatar(painter, QRectF(0, 0, 24, 24), "MD", LIGHT, is_on_duty))
        return image.pixelColor(21, 21)

    assert corner(is_on_duty=True) == LIGHT.ok
    assert corner(is_on_duty=False) == LIGHT.track
    assert corner(is_on_duty=None) not in (LIGHT.ok, LIGHT.track)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Marek Dvořák", "MD"),
        ("Noor El Amin", "NA"),
        ("ünal", "Ü"),
        ("  ", "?"),
        ("", "?"),
        ("\u202eevil\u202c one", "EO"),
        ("Ops (night)", "O"),
    ],
)
def test_a_name_has_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_a_text_is_cut_to_its_room_and_stays_one_line(themes: Themes) -> None:
    font = themes.font(Role.BODY)
    assert elided("Network", font, 500) == "Network"
    cut = elided("VPN drops every few minutes,\nwhole Leeds office", font, 120)
    assert cut.endswith("…")
    assert "\n" not in cut
    assert QFontMetricsF(font).horizontalAdvance(cut) <= 120
    assert len(elided("x" * 1_000_000, font, 1e9)) <= 401


def test_painting_leaves_the_painter_as_it_was(themes: Themes) -> None:
    font = themes.font(Role.BODY)

    def paint(painter: QPainter) -> None:
        pen, brush, before = painter.pen(), painter.brush(), painter.font()
        paint_chip(painter, QRectF(0, 0, 60, 20), "L2", font, INK, TRACK)
        paint_bar(painter, QRectF(0, 0, 60, 3), 0.5, INK, TRACK, is_hatched=True)
        paint_avatar(painter, QRectF(0, 0, 24, 24), "MD", LIGHT, is_on_duty=True)
        assert (painter.pen(), painter.brush(), painter.font()) == (pen, brush, before)
        assert not painter.hasClipping()

    assert painted(60, 24, paint).size() == QSize(60, 24)
