"""The slanted lines that fill paused time."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

_STEP = 6.0
_THICK = 2.0


def paint_hatched(painter: QPainter, rect: QRectF, ink: QColor, ground: QColor) -> None:
    """Fill a rectangle with slanted lines, and rule it off above and below."""
    painter.save()
    painter.fillRect(rect, ground)
    painter.setClipRect(rect)
    painter.setPen(QPen(ink, _THICK))
    x = rect.left() - rect.height()
    while x < rect.right():
        painter.drawLine(QPointF(x, rect.bottom()), QPointF(x + rect.height(), rect.top()))
        x += _STEP
    painter.setPen(QPen(ink, 1.0))
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
    painter.restore()
