"""The clock of a ticket that is due next: a sign and words, what is due, and how much of its time is used."""

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow
from desktop_escalation.domain.standing import Level
from ui.shared.moments import level_icon
from ui.shared.painting import CHIP_RADIUS, paint_bar
from ui.shared.pen import Pen, centred
from ui.shared.text_size import Role
from ui.tickets.countdowns import ClockWords, Countdowns

SIGN = 14
SIGN_GAP = 4
PILL = 18
PILL_PADDING = 4
BAR = 3
SIDE_GAP = 4


class SlaCell:
    """Paints a countdown, or how it ended; shape, word and fill tell its level as well as the colour does."""

    def __init__(self, pen: Pen, countdowns: Countdowns) -> None:
        self._pen = pen
        self._countdowns = countdowns

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Paint what the clock says now."""
        words = self._countdowns.of(row)
        if words is None:
            self._pen.text(painter, rect, "–", Role.SECONDARY, self._pen.theme.muted)
            return
        upper, bar = (centred(rect, PILL), None) if words.share is None else _parts(rect)
        write = self._filled if words.level is Level.BREACHED else self._said
        said = write(painter, upper, words)
        side = self._pen.beside(upper, said + SIDE_GAP)
        if side.width() > 0:
            self._pen.far_text(painter, side, words.side, Role.SMALL, self._pen.theme.muted)
        if bar is not None:
            self._bar(painter, bar, words)

    def _said(self, painter: QPainter, rect: QRect, words: ClockWords) -> int:
        ink = self._pen.theme.level(words.level)
        self._pen.sign(painter, self._pen.near(rect, SIGN), level_icon(words.level), ink)
        beside = self._pen.beside(rect, SIGN + SIGN_GAP)
        self._pen.text(painter, beside, words.words, Role.SECONDARY_STRONG, ink)
        return SIGN + SIGN_GAP + self._pen.width(words.words, Role.SECONDARY_STRONG)

    def _filled(self, painter: QPainter, rect: QRect, words: ClockWords) -> int:
        theme = self._pen.theme
        needed = 2 * PILL_PADDING + SIGN + SIGN_GAP + self._pen.width(words.words, Role.SECONDARY_STRONG) + 2
        pill = self._pen.near(rect, min(needed, rect.width()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.brkfill)
        painter.setPen(theme.brkfill)
        painter.drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), CHIP_RADIUS, CHIP_RADIUS)
        painter.restore()
        inner = pill.adjusted(PILL_PADDING, 0, -PILL_PADDING, 0)
        self._pen.sign(painter, self._pen.near(inner, SIGN), level_icon(words.level), theme.on_fill)
        beside = self._pen.beside(inner, SIGN + SIGN_GAP)
        self._pen.text(painter, beside, words.words, Role.SECONDARY_STRONG, theme.on_fill)
        return pill.width()

    def _bar(self, painter: QPainter, rect: QRect, words: ClockWords) -> None:
        theme = self._pen.theme
        painter.save()
        if self._pen.is_mirrored:
            painter.translate(2 * rect.x() + rect.width(), 0)
            painter.scale(-1, 1)
        ink, is_hatched = theme.level(words.level), words.level is Level.PAUSED
        paint_bar(painter, QRectF(rect), words.share or 0.0, ink, theme.track, is_hatched=is_hatched)
        painter.restore()


def _parts(rect: QRect) -> tuple[QRect, QRect]:
    """Part a cell into the line of words and the bar under it."""
    height = min(PILL, rect.height() - BAR - 4)
    gap = 3 if rect.height() > PILL + BAR + 8 else 1
    top = rect.y() + (rect.height() - height - gap - BAR) // 2
    upper = QRect(rect.x(), top, rect.width(), height)
    return upper, QRect(rect.x(), top + height + gap, rect.width(), BAR)
