"""Paints a rung: its circle on the ladder's line, what it does, and how it stands."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_escalation.domain.rungs import Rung, RungState
from ui.shared.icons import Icon
from ui.shared.painting import elided
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.rung_model import RungModel
from ui.tickets.rung_words import RungLine, Tone

Index = QModelIndex | QPersistentModelIndex

CIRCLE = 18.0
MARGIN = 14.0
GAP = 8.0
_COMFORTABLE, _COMPACT = 25, 22
_RADIUS = 5.0
_RING = 2
# Of a narrow pane the words on what a rung does keep at least this share.
_LEAST_SHARE = 0.35
_STANDING_STILL = frozenset({RungState.HELD, RungState.PAUSED, RungState.PARKED})
_PASSED_OVER = frozenset({RungState.SKIPPED, RungState.NOT_NEEDED})


class RungDelegate(QStyledItemDelegate):
    """Paints the rows of a `RungModel`."""

    def __init__(self, themes: Themes, model: RungModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._model = model
        self._view = parent

    @property
    def row_height(self) -> int:
        """The height of a row at the present density and size of text, in pixels."""
        height = _COMPACT if self._themes.is_compact else _COMFORTABLE
        return round(height * max(self._themes.text_scale, 1.0))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the height of a row; the width is what there is."""
        return QSize(0, self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one rung."""
        row = index.row()
        rung, line = self._model.rung(row), self._model.line(row)
        whole: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_mirrored = option.direction is Qt.LayoutDirection.RightToLeft
        circle = QRectF(whole.left() + MARGIN, whole.center().y() + 0.5 - CIRCLE / 2, CIRCLE, CIRCLE)
        body = QRectF(whole).adjusted(MARGIN + CIRCLE + GAP / 2, 0, GAP / 2 - MARGIN, 0)
        if is_mirrored:
            circle, body = _mirrored(circle, whole), _mirrored(body, whole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, body, rung, is_hovered=bool(state & QStyle.StateFlag.State_MouseOver))
        self._line(painter, row, circle, whole)
        self._circle(painter, circle, rung)
        self._words(painter, body.adjusted(GAP / 2, 0, -GAP / 2, 0), rung, line, is_mirrored=is_mirrored)
        if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            self._focus_ring(painter, body)
        painter.restore()

    # --- the ladder -----------------------------------------------------------

    def _ground(self, painter: QPainter, body: QRectF, rung: Rung, *, is_hovered: bool) -> None:
        theme = self._themes.current
        if rung.state is RungState.NEXT:
            color = theme.warn_ground
        elif is_hovered:
            color = theme.hover
        else:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawRoundedRect(body.adjusted(0, 1, 0, -1), _RADIUS, _RADIUS)

    def _line(self, painter: QPainter, row: int, circle: QRectF, whole: QRect) -> None:
        """Paint what joins a circle with those above and below it; between two rungs that are done it is lit."""
        x = circle.center().x()
        above, below = QPointF(x, whole.top()), QPointF(x, whole.bottom() + 1)
        if row > 0:
            painter.setPen(self._line_pen(row - 1))
            painter.drawLine(above, QPointF(x, circle.top()))
        if row + 1 < self._model.rowCount():
            painter.setPen(self._line_pen(row))
            painter.drawLine(QPointF(x, circle.bottom()), below)

    def _line_pen(self, upper: int) -> QPen:
        theme = self._themes.current
        states = (self._model.rung(upper).state, self._model.rung(upper + 1).state)
        is_lit = states[0] is RungState.DONE and states[1] in {RungState.DONE, RungState.NEXT}
        return QPen(theme.ok if is_lit else theme.border2, 1.5)

    def _circle(self, painter: QPainter, circle: QRectF, rung: Rung) -> None:
        theme = self._themes.current
        if rung.state is RungState.DONE and rung.failed:
            self._filled(painter, circle, theme.crit, Icon.TRIANGLE_ALERT, theme.surface)
        elif rung.state is RungState.DONE and rung.step is None:
            self._filled(painter, circle, theme.accentfill, Icon.UP, theme.on_fill)
        elif rung.state is RungState.DONE:
            self._filled(painter, circle, theme.ok, Icon.CHECK, theme.surface)
        elif rung.state in _STANDING_STILL:
            self._sign(painter, circle, Icon.CIRCLE_PAUSE, theme.pause, round(CIRCLE))
        elif rung.state in _PASSED_OVER:
            self._ring(painter, circle, theme.field, 1.2, is_dashed=True)
            self._centred(painter, circle, "–", theme.muted)
        elif rung.step is not None:
            is_next = rung.state is RungState.NEXT
            self._ring(painter, circle, theme.warn if is_next else theme.border2, 2.0 if is_next else 1.2)
            self._centred(painter, circle, str(rung.step.position), theme.warn if is_next else theme.muted)

    def _filled(self, painter: QPainter, circle: QRectF, fill: QColor, icon: Icon, ink: QColor) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawEllipse(circle)
        self._sign(painter, circle, icon, ink, 12)

    def _sign(self, painter: QPainter, circle: QRectF, icon: Icon, ink: QColor, size_px: int) -> None:
        pixmap = self._themes.pixmap(icon, ink, size_px, painter.device().devicePixelRatio())
        corner = circle.center() - QPointF(size_px / 2, size_px / 2)
        painter.drawPixmap(corner, pixmap)

    def _ring(self, painter: QPainter, circle: QRectF, ink: QColor, width: float, *, is_dashed: bool = False) -> None:
        pen = QPen(ink, width)
        if is_dashed:
            pen.setDashPattern([2.2, 2.0])
        painter.setPen(pen)
        painter.setBrush(self._themes.current.surface)
        painter.drawEllipse(circle.adjusted(width / 2, width / 2, -width / 2, -width / 2))

    def _centred(self, painter: QPainter, circle: QRectF, text: str, ink: QColor) -> None:
        painter.setFont(self._themes.font(Role.SMALL_STRONG))
        painter.setPen(ink)
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, text)

    # --- the words ------------------------------------------------------------

    def _words(self, painter: QPainter, body: QRectF, rung: Rung, line: RungLine, *, is_mirrored: bool) -> None:
        theme = self._themes.current
        is_loud = line.tone in {Tone.WARN, Tone.CRITICAL}
        when_font = self._themes.font(Role.SECONDARY_STRONG if is_loud else Role.SECONDARY)
        lead_font, what_font = self._themes.font(Role.SECONDARY_STRONG), self._themes.font(Role.SECONDARY)
        lead_width = QFontMetricsF(lead_font).horizontalAdvance(line.lead + " ") if line.lead else 0.0
        room = body.width() * (1 - _LEAST_SHARE) - lead_width
        when = elided(line.when, when_font, room)
        when_width = QFontMetricsF(when_font).horizontalAdvance(when)
        ink = theme.muted if rung.state in _PASSED_OVER else theme.text
        lead, what, far = _places(body, lead_width, when_width)
        if is_mirrored:
            lead, what, far = (_mirrored(place, body.toRect()) for place in (lead, what, far))
        # The painter itself takes left for right where the language runs from the right.
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for place, text, font, color, side in (
            (lead, line.lead, lead_font, ink, start),
            (what, elided(line.what, what_font, what.width()), what_font, ink, start),
            (far, when, when_font, self._tone(line.tone), end),
        ):
            painter.setFont(font)
            painter.setPen(color)
            painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)

    def _tone(self, tone: Tone) -> QColor:
        theme = self._themes.current
        return {Tone.MUTED: theme.muted, Tone.QUIET: theme.text2, Tone.WARN: theme.warn, Tone.CRITICAL: theme.crit}[
            tone
        ]

    def _focus_ring(self, painter: QPainter, body: QRectF) -> None:
        painter.setPen(QPen(self._themes.current.accent, _RING))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)


def _places(body: QRectF, lead_width: float, when_width: float) -> tuple[QRectF, QRectF, QRectF]:
    """Lay out a line from the left: what is said strongly, what the rung does, how it stands."""
    lead = QRectF(body.left(), body.top(), lead_width, body.height())
    far = QRectF(body.right() - when_width - 1, body.top(), when_width + 1, body.height())
    end = far.left() - GAP if when_width else body.right()
    what = QRectF(lead.right(), body.top(), max(end - lead.right(), 0.0), body.height())
    return lead, what, far


def _mirrored(rect: QRectF, within: QRect) -> QRectF:
    return QRectF(within.left() + within.right() + 1 - rect.right(), rect.top(), rect.width(), rect.height())
