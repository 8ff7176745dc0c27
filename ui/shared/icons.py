"""The signs of the window: outlines of QtAwesome's Phosphor font, tinted as the theme says."""

from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from msgspec.json import decode
from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QRawFont,
    QTransform,
)


class Icon(StrEnum):
    """Every sign by what it stands for, with the names of its glyphs; a second glyph lies small within the first.

    Two that look alike are one.
    """

    # Places
    INBOX = "tray"
    ESCALATE = "arrow-circle-up"
    SOON = "alarm"
    UNASSIGNED = "user-minus"
    WATCHING = "eye"
    BOARD = "columns"
    TABLE = "list-bullets"
    ALL_TIERS = "stack"
    # What is done with a ticket
    PLUS = "plus"
    CHECK = "check"
    HAND_BACK = "arrow-u-up-left"
    RESOLVE = "check-circle"
    REPLY = "arrow-bend-up-left"
    LOCK = "lock-simple"
    TEMPLATE = "layout"
    PAPERCLIP = "paperclip"
    SEND = "paper-plane-tilt"
    ASSIGN = "user-plus"
    STAR = "star"
    LINK = "link-simple"
    MERGE = "git-merge"
    TAG = "tag"
    USER = "user"
    USERS = "users"
    COPY = "copy"
    PRINT = "printer"
    # Clocks
    CLOCK = "clock"
    CLOCK_ALERT = "alarm"
    TRIANGLE_ALERT = "warning"
    OCTAGON_X = "octagon x"
    CIRCLE_PAUSE = "pause-circle"
    CIRCLE_CHECK = "check-circle"
    CIRCLE_MINUS = "minus-circle"
    RUNNING = "play-circle"
    CLOSED = "moon"
    THRESHOLD = "flag"
    ENGINE = "timer"
    # Priorities
    URGENT = "warning-octagon"
    HIGH = "caret-double-up"
    NORMAL = "caret-up"
    LOW = "caret-down"
    # Policies
    WARN = "bell-ringing"
    MAIL = "envelope-simple"
    REPEAT = "repeat"
    HISTORY = "clock-counter-clockwise"
    # The program
    DATABASE = "database"
    PLUG = "wifi-high"
    WIFI_OFF = "wifi-slash"
    BELL = "bell"
    SEARCH = "magnifying-glass"
    QUESTION = "question"
    # Controls
    BACK = "arrow-left"
    FORWARD = "arrow-right"
    UP = "arrow-up"
    DOWN = "arrow-down"
    REFRESH = "arrows-clockwise"
    SORT = "arrows-down-up"
    FILTER = "funnel-simple"
    GROUP = "rows"
    COLUMNS = "faders-horizontal"
    MORE = "dots-three"
    CLOSE = "x"
    CARET_DOWN = "caret-down"
    CARET_RIGHT = "caret-right"
    CARET_LEFT = "caret-left"
    DOWNLOAD = "download-simple"
    CIRCLE = "circle"
    CIRCLE_DASHED = "circle-dashed"
    CIRCLE_HALF = "circle-half"


# Outlines are taken at a size where no coordinate is rounded.
_EM = 256.0
_INNER = 0.62
# Added to the lines, which are 1 pixel thick at 16 and would look fainter than the text beside them.
_BOLDER = 0.02


class Glyphs:
    """The outlines and the tinted pictures, each made once; the font is loaded with the first."""

    def __init__(self) -> None:
        self._font: QRawFont | None = None
        self._codes: dict[str, str] = {}
        self._outlines: dict[Icon, QPainterPath] = {}
        self._pixmaps: dict[tuple[Icon, int, int, float], QPixmap] = {}

    def outline(self, icon: Icon) -> QPainterPath:
        """Give the outline of a sign in a field of 1 by 1."""
        if icon not in self._outlines:
            self._outlines[icon] = self._drawn(icon)
        return self._outlines[icon]

    def paint(self, painter: QPainter, rect: QRectF, icon: Icon, color: QColor) -> None:
        """Paint a sign in the middle of a rectangle, as large as fits."""
        side = min(rect.width(), rect.height())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(rect.center().x() - side / 2, rect.center().y() - side / 2)
        painter.scale(side, side)
        painter.fillPath(self.outline(icon), color)
        painter.strokePath(self.outline(icon), QPen(color, _BOLDER))
        painter.restore()

    def pixmap(self, icon: Icon, color: QColor, size_px: int, device_pixel_ratio: float) -> QPixmap:
        """Give a square picture of `size_px` logical pixels."""
        key = (icon, color.rgba(), size_px, device_pixel_ratio)
        if key not in self._pixmaps:
            side = round(size_px * device_pixel_ratio)
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRectF(0, 0, side, side), icon, color)
            painter.end()
            pixmap.setDevicePixelRatio(device_pixel_ratio)
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def _drawn(self, icon: Icon) -> QPainterPath:
        font = self._loaded()
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        scale = 1.0
        for name in icon.split():
            glyph = font.glyphIndexesForString(chr(int(self._codes[name], 16)))[0]
            placed = QTransform.fromScale(scale / _EM, scale / _EM).translate(-_EM / 2, font.ascent() - _EM / 2)
            path.addPath(placed.map(font.pathForGlyph(glyph)))
            scale *= _INNER
        path.translate(0.5, 0.5)
        return path

    def _loaded(self) -> QRawFont:
        if self._font is None:
            folder = _fonts_folder()
            self._codes = decode(next(folder.glob("phosphor-charmap-*.json")).read_bytes(), type=dict[str, str])
            file = next(folder.glob("phosphor-[0-9]*.ttf"))
            self._font = QRawFont(str(file), _EM, QFont.HintingPreference.PreferNoHinting)
        return self._font


class IconEngine(QIconEngine):
    """Paints a sign in the colour that holds when it is painted, so that an icon follows the theme by itself."""

    def __init__(self, glyphs: Glyphs, icon: Icon, ink: Callable[[QIcon.Mode], QColor]) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._icon = icon
        self._ink = ink

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint into a rectangle."""
        self._glyphs.paint(painter, QRectF(rect), self._icon, self._ink(mode))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """Give a picture of so many logical pixels, `scale` of the device's to each."""
        side = min(size.width(), size.height())
        return self._glyphs.pixmap(self._icon, self._ink(mode), side, scale)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Give a picture of so many pixels."""
        return self.scaledPixmap(size, mode, state, 1.0)


def _fonts_folder() -> Path:
    """Find QtAwesome's fonts without importing it: with qtpy and OpenGL, that takes as long as a whole start."""
    found = find_spec("qtawesome")
    if found is None or found.origin is None:
        raise FileNotFoundError("QtAwesome is not installed, and the signs of the window come from it")
    return Path(found.origin).parent / "fonts"
