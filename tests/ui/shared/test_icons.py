"""The signs come from QtAwesome's font, sharp on every screen, and each is drawn once."""

import subprocess
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPixmap

from ui.shared.icons import Glyphs, Icon
from ui.themes import Themes

pytestmark = pytest.mark.usefixtures("qapp")

INK = QColor("#2F55C8")

LOADED = """
import sys
from PySide6.QtWidgets import QApplication
app = QApplication([])
from ui.shared.icons import Icon
from ui.themes import Themes
themes = Themes()
themes.apply(app)
pixmap = themes.icon(Icon.INBOX).pixmap(16, 16)
print(pixmap.isNull(), sorted({"qtawesome", "qtpy", "PySide6.QtOpenGL"} & set(sys.modules)))
"""


def inked(pixmap: QPixmap) -> int:
    image = pixmap.toImage()
    return sum(image.pixelColor(x, y).alpha() > 100 for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("icon", Icon)
def test_every_sign_has_an_outline_within_its_field(icon: Icon) -> None:
    bounds = Glyphs().outline(icon).boundingRect()
    assert max(bounds.width(), bounds.height()) > 0.15
    assert bounds.left() >= -0.01
    assert bounds.top() >= -0.01
    assert bounds.right() <= 1.01
    assert bounds.bottom() <= 1.01


def test_a_sign_is_drawn_once_for_each_colour_size_and_screen() -> None:
    glyphs = Glyphs()
    first = glyphs.pixmap(Icon.CLOCK, INK, 16, 1.0)
    assert glyphs.pixmap(Icon.CLOCK, QColor(INK), 16, 1.0).cacheKey() == first.cacheKey()
    others = [
        glyphs.pixmap(Icon.SEARCH, INK, 16, 1.0),
        glyphs.pixmap(Icon.CLOCK, QColor("#FF9A6E"), 16, 1.0),
        glyphs.pixmap(Icon.CLOCK, INK, 14, 1.0),
        glyphs.pixmap(Icon.CLOCK, INK, 16, 2.0),
    ]
    assert len({pixmap.cacheKey() for pixmap in (first, *others)}) == 5


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
def test_a_sign_has_all_the_pixels_of_the_screen(themes: Themes, ratio: float) -> None:
    for pixmap in (
        themes.pixmap(Icon.CLOCK, INK, 16, ratio),
        themes.icon(Icon.CLOCK).pixmap(QSize(16, 16), ratio),
    ):
        assert pixmap.size() == QSize(16, 16) * ratio
        assert pixmap.devicePixelRatio() == ratio
        assert pixmap.deviceIndependentSize().toSize() == QSize(16, 16)
        assert inked(pixmap) > 20


def test_a_sign_within_a_sign_shows_both() -> None:
    glyphs = Glyphs()
    assert Icon.OCTAGON_X.split() == ["octagon", "x"]
    assert inked(glyphs.pixmap(Icon.OCTAGON_X, INK, 32, 1.0)) > inked(glyphs.pixmap(Icon.CLOSE, INK, 32, 1.0)) + 40


def test_the_font_is_loaded_without_the_library_around_it() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["False", "[]"]
    assert ran.stderr == ""
