"""The stair: four rising bars, as many filled as the tier is high; it marks tiers everywhere and is the app's icon."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap

import resources
from ui.shared.tier_mark import TierMark, tier_mark
from ui.themes import Themes

__all__ = ["TierMark", "app_icon", "paint_stair", "rest_of", "stair_icon", "tier_mark"]

BARS = 4
# Of a field of 16: bars of 2.5 with a gap of 1 leave a margin of 1, and the first is 4 high.
_MARGIN, _BAR, _GAP, _FIRST = 1.0, 2.5, 1.33, 4.0
_FIELD = 16.0
_ROUNDING = 0.6
_REST_ALPHA = 0.32


def paint_stair(painter: QPainter, rect: QRectF, mark: TierMark, color: QColor, rest: QColor) -> None:
    """Paint the stair of a tier into a square; `rest` is for the bars above the tier."""
    unit = min(rect.width(), rect.height()) / _FIELD
    origin = rect.center() - QPointF(_FIELD / 2, _FIELD / 2) * unit
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for number in range(BARS):
        painter.setBrush(color if number < mark.bars else rest)
        bar = _bar(painter, origin, unit, number)
        painter.drawRoundedRect(bar, _ROUNDING * unit, _ROUNDING * unit)
    painter.restore()


def rest_of(color: QColor) -> QColor:
    """Give the colour of the bars above the tier: the same, faint."""
    faint = QColor(color)
    faint.setAlphaF(_REST_ALPHA)
    return faint


def stair_icon(themes: Themes, mark: TierMark) -> QIcon:
    """Give the stair of a tier as an icon that follows the theme."""
    return QIcon(_StairEngine(themes, mark))


def app_icon() -> QIcon:
    """Give the icon of the program."""
    return QIcon(str(Path(resources.__path__[0]) / "icons" / "desktop-escalation.svg"))


def _bar(painter: QPainter, origin: QPointF, unit: float, number: int) -> QRectF:
    """Give the place of one bar, its edges on whole pixels of the device so that it is crisp."""
    ratio = painter.device().devicePixelRatio()
    left = _MARGIN + number * (_BAR + _GAP)
    height = _FIRST + number * (_FIELD - 2 * _MARGIN - _FIRST) / (BARS - 1)
    bottom = _FIELD - _MARGIN
    edges = (left, bottom - height, left + _BAR, bottom)
    x1, y1, x2, y2 = (round(edge * unit * ratio) / ratio for edge in edges)
    start = QPointF(round(origin.x() * ratio) / ratio, round(origin.y() * ratio) / ratio)
    return QRectF(start + QPointF(x1, y1), start + QPointF(x2, y2))


class _StairEngine(QIconEngine):
    """Paints a stair in the colours that hold when it is painted."""

    def __init__(self, themes: Themes, mark: TierMark) -> None:
        super().__init__()
        self._themes = themes
        self._mark = mark
        self._pixmaps: dict[tuple[int, int, float], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        ink = self._ink(mode)
        paint_stair(painter, QRectF(rect), self._mark, ink, rest_of(ink))

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        side = min(size.width(), size.height())
        key = (side, self._ink(mode).rgba(), scale)
        if key not in self._pixmaps:
            pixmap = QPixmap(QSize(side, side) * scale)
            pixmap.setDevicePixelRatio(scale)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            self.paint(painter, QRect(0, 0, side, side), mode, state)
            painter.end()
            self._pixmaps[key] = pixmap
        return self._pixmaps[key]

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return self.scaledPixmap(size, mode, state, 1.0)

    def _ink(self, mode: QIcon.Mode) -> QColor:
        theme = self._themes.current
        return theme.muted if mode is QIcon.Mode.Disabled else theme.tier(self._mark)
