"""What several delegates and widgets paint alike: chips, bars of used time, the round mark of a person."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap

from ui.shared.plain import one_line
from ui.theme import Theme

CHIP_RADIUS = 4.0
CHIP_PADDING = 6.0
CHIP_GAP = 3.0
_HATCH = 5.0
_MOST_CHARACTERS = 400


def paint_chip(
    painter: QPainter, rect: QRectF, text: str, font: QFont, ink: QColor, ground: QColor, icon: QPixmap | None = None
) -> None:
    """Paint a rounded ground with a sign and a text in it, both in the middle of its height."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(rect, CHIP_RADIUS, CHIP_RADIUS)
    inner = rect.adjusted(CHIP_PADDING, 0, -CHIP_PADDING, 0)
    if icon is not None:
        size = icon.deviceIndependentSize()
        painter.drawPixmap(QPointF(round(inner.left()), round(inner.center().y() - size.height() / 2)), icon)
        inner.setLeft(inner.left() + size.width() + CHIP_GAP)
    painter.setFont(font)
    painter.setPen(ink)
    shown = elided(text, font, inner.width() + 1)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


def chip_width(text: str, font: QFont, icon: QPixmap | None = None) -> float:
    """Give the width that a chip needs to show its whole text."""
    beside = 0.0 if icon is None else icon.deviceIndependentSize().width() + CHIP_GAP
    return 2 * CHIP_PADDING + beside + QFontMetricsF(font).horizontalAdvance(text)


def paint_bar(
    painter: QPainter, rect: QRectF, share: float, ink: QColor, track: QColor, *, is_hatched: bool = False
) -> None:
    """Paint how much of something is used, 0 to 1, from the left; a hatched bar is that of a paused clock."""
    radius = rect.height() / 2
    whole = QPainterPath()
    whole.addRoundedRect(rect, radius, radius)
    used = QRectF(rect)
    used.setWidth(rect.width() * min(max(share, 0.0), 1.0))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillPath(whole, track)
    if used.width() > 0:
        part = QPainterPath()
        part.addRoundedRect(used, radius, radius)
        if is_hatched:
            _hatch(painter, used, part.intersected(whole), ink)
        else:
            painter.fillPath(part.intersected(whole), ink)
    painter.restore()


def paint_avatar(painter: QPainter, rect: QRectF, initials: str, theme: Theme, is_on_duty: bool | None = None) -> None:
    """Paint a person as initials in a round; a dot tells who is on duty, None who has no hours."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.mg_ground)
    painter.drawEllipse(rect)
    font = QFont(painter.font())
    font.setPixelSize(max(round(rect.height() * 0.38), 8))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.text2)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials)
    if is_on_duty is not None:
        _duty_dot(painter, rect, theme, is_on_duty)
    painter.restore()


def initials_of(name: str) -> str:
    """Give the first letters of the first and the last word of a name: "Marek Dvořák" is MD."""
    words = [word for word in one_line(name).split() if word[0].isalnum()]
    if not words:
        return "?"
    chosen = words if len(words) == 1 else (words[0], words[-1])
    return "".join(word[0] for word in chosen).upper()


def elided(text: str, font: QFont, width: float) -> str:
    """Give as much of a text, as one line, as there is room for."""
    return QFontMetricsF(font).elidedText(one_line(text, _MOST_CHARACTERS), Qt.TextElideMode.ElideRight, width)


def _hatch(painter: QPainter, rect: QRectF, shape: QPainterPath, ink: QColor) -> None:
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, _HATCH / 2))
    slant = rect.height()
    x = rect.left() - slant
    while x < rect.right() + slant:
        painter.drawLine(QPointF(x, rect.bottom() + 1), QPointF(x + slant + 1, rect.top() - 1))
        x += _HATCH


def _duty_dot(painter: QPainter, rect: QRectF, theme: Theme, is_on_duty: bool) -> None:
    side = max(rect.height() * 0.34, 6.0)
    dot = QRectF(rect.right() - side + 1, rect.bottom() - side + 1, side, side)
    painter.setPen(QPen(theme.surface, 1.5))
    painter.setBrush(QBrush(theme.ok if is_on_duty else theme.track))
    painter.drawEllipse(dot)
