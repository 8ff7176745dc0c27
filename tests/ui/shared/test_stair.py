"""The stair says how high a tier is, sharply at every size."""

import pytest
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter

from ui.shared.stair import TierMark, app_icon, paint_stair, stair_icon, tier_mark
from ui.theme import DARK, LIGHT
from ui.themes import ThemeChoice, Themes

pytestmark = pytest.mark.usefixtures("qapp")

INK, REST = QColor("#6B4DB8"), QColor("#C2C8D3")


def painted(mark: TierMark, ratio: float, side: float = 16.0, offset: float = 0.0) -> QImage:
    image = QImage(QSize(24, 24) * ratio, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_stair(painter, QRectF(offset, offset, side, side), mark, INK, REST)
    painter.end()
    return image


def colors_along(image: QImage, y: int) -> list[QColor]:
    """Give the colours of the bars on one line, in order, each once."""
    bars: list[QColor] = []
    before = QColor(0, 0, 0, 0)
    for x in range(image.width()):
        color = image.pixelColor(x, y)
        if color.alpha() and not before.alpha():
            bars.append(color)
        before = color
    return bars


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("mark", TierMark)
def test_as_many_bars_are_filled_as_the_tier_is_high(mark: TierMark, ratio: float) -> None:
    foot = round(13 * ratio)
    bars = colors_along(painted(mark, ratio), foot)
    assert bars == [INK] * mark.bars + [REST] * (4 - mark.bars)


def test_the_bars_rise() -> None:
    image = painted(TierMark.M, 1.0)
    assert [len(colors_along(image, y)) for y in (13, 9, 5, 2)] == [4, 3, 2, 1]


@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("offset", [0.0, 0.4, 2.5])
def test_the_edges_of_the_bars_lie_on_pixels(ratio: float, offset: float) -> None:
    image = painted(TierMark.L2, ratio, offset=offset)
    middle = round((12 + offset) * ratio)
    assert {image.pixelColor(x, middle).alpha() for x in range(image.width())} == {0, 255}


@pytest.mark.parametrize(
    ("level", "is_management", "mark"),
    [(1, False, "L1"), (2, False, "L2"), (3, False, "L3"), (5, False, "L3"), (4, True, "M"), (2, True, "M")],
)
def test_a_tier_has_the_mark_of_its_height(level: int, mark: str, *, is_management: bool) -> None:
    assert tier_mark(level, is_management) == mark


def test_the_icon_of_a_tier_follows_the_theme_and_the_screen(themes: Themes) -> None:
    icon = stair_icon(themes, TierMark.L1)
    pixmap = icon.pixmap(QSize(16, 16), 2.0)
    assert pixmap.size() == QSize(32, 32)
    assert colors_along(pixmap.toImage(), 26)[0] == LIGHT.l1
    themes.use(ThemeChoice.DARK)
    assert colors_along(icon.pixmap(QSize(16, 16), 2.0).toImage(), 26)[0] == DARK.l1
    assert colors_along(icon.pixmap(QSize(16, 16), 2.0, QIcon.Mode.Disabled).toImage(), 26)[0] == DARK.muted


@pytest.mark.parametrize("side", [16, 48, 256])
def test_the_icon_of_the_program_has_four_bars_at_every_size(side: int) -> None:
    image = app_icon().pixmap(QSize(side, side), 1.0).toImage()
    assert image.size() == QSize(side, side)
    line = [image.pixelColor(x, round(side * 0.72)).lightness() > 180 for x in range(side)]
    rises = sum(is_white and not line[x - 1] for x, is_white in enumerate(line) if x)
    assert rises == 4
