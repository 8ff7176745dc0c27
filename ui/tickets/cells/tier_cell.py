"""The tier of a ticket: a chip with the stair and L1, L2, L3 or M."""

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.painting import chip_width, paint_chip
from ui.shared.pen import Pen, centred
from ui.shared.stair import paint_stair, rest_of
from ui.shared.text_size import Role
from ui.shared.tier_mark import TierMark

STAIR = 12
HEIGHT = 20


class TierCell:
    """Paints the chip; each tier's is painted once for each look, and then copied."""

    def __init__(self, pen: Pen, mark_of: Callable[[QueueRow], TierMark]) -> None:
        self._pen = pen
        self._mark_of = mark_of
        self._chips: dict[tuple[TierMark, bool, int, float], QPixmap] = {}
        pen.themes.changed.connect(self._chips.clear)

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Paint the chip of the ticket's tier."""
        chip = self._chip(self._mark_of(row), min(HEIGHT, rect.height() - 4), painter.device().devicePixelRatio())
        size = chip.deviceIndependentSize().toSize()
        painter.drawPixmap(self._pen.near(centred(rect, size.height()), size.width()).topLeft(), chip)

    def _chip(self, mark: TierMark, height: int, ratio: float) -> QPixmap:
        key = (mark, self._pen.theme.is_dark, height, ratio)
        if key not in self._chips:
            self._chips[key] = self._painted(mark, height, ratio)
        return self._chips[key]

    def _painted(self, mark: TierMark, height: int, ratio: float) -> QPixmap:
        theme, font = self._pen.theme, self._pen.themes.font(Role.SECONDARY_STRONG)
        ink = theme.tier(mark)
        stair = _canvas(STAIR, STAIR, ratio)
        painter = QPainter(stair)
        paint_stair(painter, QRectF(0, 0, STAIR, STAIR), mark, ink, rest_of(ink))
        painter.end()
        # All as wide as the widest, so that they stand as a column.
        width = int(max(chip_width(other.value, font, stair) for other in TierMark)) + 1
        chip = _canvas(width, height, ratio)
        painter = QPainter(chip)
        paint_chip(painter, QRectF(0, 0, width, height), mark.value, font, ink, theme.tier_ground(mark), stair)
        painter.end()
        return chip


def _canvas(width: int, height: int, ratio: float) -> QPixmap:
    canvas = QPixmap(round(width * ratio), round(height * ratio))
    canvas.setDevicePixelRatio(ratio)
    canvas.fill(Qt.GlobalColor.transparent)
    return canvas
