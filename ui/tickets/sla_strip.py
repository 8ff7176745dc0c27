"""The clocks of a ticket as thin lines: name, how much is used, and what that means."""

from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_escalation.domain.standing import Level, Standing
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.icons import Icon
from ui.shared.moments import level_icon, metric_name
from ui.shared.painting import CHIP_GAP, chip_width, elided, paint_bar, paint_chip
from ui.shared.plain import tooltip_of
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.clock_words import standing_sentence, standing_tooltip, standing_words

MARGIN = 14
_PADDING = 6
_LINE = 21
_GAP = 16
_ICON = 13
_AROUND_CHIP = 3
_BAR = 3.0
_NARROWEST_BAR = 40.0
_BOLD = frozenset({Level.WARN, Level.CRITICAL, Level.BREACHED})


class ClockLine(Struct, frozen=True):
    """What is seen of a clock; `is_late` where it was met, but only after its target."""

    level: Level
    is_late: bool
    share: float
    name: str
    words: str

    @property
    def icon(self) -> Icon:
        """The sign before the words."""
        return level_icon(Level.BREACHED if self.is_late else self.level)


class _Columns(Struct, frozen=True):
    """Where names end, and bars begin and end, in pixels from the near side."""

    name_end: float
    bar_begin: float
    bar_end: float
    words_begin: float


class SlaStrip(QWidget):
    """Shows the clocks of one ticket, each a line high."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without a ticket."""
        super().__init__(parent)
        self._themes = themes
        self._ticket: DeskTicket | None = None
        self._now: datetime | None = None
        self._standings: tuple[Standing, ...] = ()
        self._lines: tuple[ClockLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Clocks"))
        themes.changed.connect(self._refit)
        themes.density_changed.connect(self._refit)

    @property
    def lines(self) -> tuple[ClockLine, ...]:
        """What is shown."""
        return self._lines

    def show_ticket(self, ticket: DeskTicket, now: datetime) -> None:
        """Show the clocks of a ticket."""
        self._ticket = ticket
        self.tick(now)
        self._refit()

    def tick(self, now: datetime) -> None:
        """Let the clocks go on; what nobody could see to change is not painted anew."""
        if self._ticket is None:
            return
        zone = self._ticket.zone
        self._now, self._standings = now, self._ticket.standings(now)
        lines = tuple(_line(one, now, zone) for one in self._standings)
        spoken = ". ".join(standing_sentence(one, now, zone) for one in self._standings)
        if spoken != self.accessibleDescription():
            self.setAccessibleDescription(spoken)
        if lines != self._lines:
            self._lines = lines
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for a line for each clock."""
        height = len(self._lines) * self._line_height() + 2 * _PADDING if self._lines else 0
        return QSize(320, height)

    def minimumSizeHint(self) -> QSize:
        """Yield in width only."""
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        columns = self._columns()
        for number, line in enumerate(self._lines):
            top = _PADDING + number * self._line_height()
            self._paint_line(painter, line, columns, QRectF(0, top, self.width(), self._line_height()))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tell more about the clock under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            text = self.tooltip_at(event.pos())
            if text:
                QToolTip.showText(event.globalPos(), text, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def tooltip_at(self, place: QPoint) -> str:
        """Give the tooltip of the clock at a place; "" between them."""
        number = (place.y() - _PADDING) // self._line_height()
        if self._ticket is None or self._now is None or not 0 <= number < len(self._standings):
            return ""
        return tooltip_of(standing_tooltip(self._standings[number], self._now, self._ticket.zone))

    # --- painting -------------------------------------------------------------

    def _paint_line(self, painter: QPainter, line: ClockLine, columns: _Columns, row: QRectF) -> None:
        theme = self._themes.current
        name_font = self._themes.font(Role.SECONDARY)
        name = self._placed(row, MARGIN, columns.name_end)
        painter.setFont(name_font)
        painter.setPen(theme.text2)
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, elided(line.name, name_font, name.width()))
        if columns.bar_end - columns.bar_begin >= _NARROWEST_BAR:
            bar = self._placed(row, columns.bar_begin, columns.bar_end)
            bar = QRectF(bar.left(), row.center().y() - _BAR / 2, bar.width(), _BAR)
            ink = theme.brk if line.is_late else theme.level(line.level)
            paint_bar(painter, bar, line.share, ink, theme.track, is_hatched=line.level is Level.PAUSED)
        self._paint_words(painter, line, self._placed(row, columns.words_begin, row.width() - MARGIN))

    def _paint_words(self, painter: QPainter, line: ClockLine, place: QRectF) -> None:
        theme, font = self._themes.current, self._font_of(line)
        if line.level is Level.BREACHED:
            icon = self._pixmap(line, is_on_fill=True)
            width = min(chip_width(line.words, font, icon), place.width())
            left = place.left() if self._is_mirrored else place.right() - width
            height = place.height() - _AROUND_CHIP
            chip = QRectF(left, place.center().y() - height / 2, width, height)
            paint_chip(painter, chip, line.words, font, theme.on_fill, theme.brkfill, icon)
            return
        icon = self._pixmap(line)
        words = elided(line.words, font, place.width() - _ICON - CHIP_GAP)
        width = QFontMetricsF(font).horizontalAdvance(words)
        near = place.left() + _ICON + CHIP_GAP if self._is_mirrored else place.right() - width
        painter.drawPixmap(QPointF(round(near - _ICON - CHIP_GAP), round(place.center().y() - _ICON / 2)), icon)
        painter.setFont(font)
        painter.setPen(theme.brk if line.is_late else theme.level(line.level))
        painter.drawText(QRectF(near, place.top(), width + 1, place.height()), Qt.AlignmentFlag.AlignVCenter, words)

    def _pixmap(self, line: ClockLine, *, is_on_fill: bool = False) -> QPixmap:
        theme = self._themes.current
        ink = theme.on_fill if is_on_fill else theme.brk if line.is_late else theme.level(line.level)
        return self._themes.pixmap(line.icon, ink, _ICON, self.devicePixelRatioF())

    def _font_of(self, line: ClockLine) -> QFont:
        is_bold = line.level in _BOLD or line.is_late
        return self._themes.font(Role.SECONDARY_STRONG if is_bold else Role.SECONDARY)

    # --- places ---------------------------------------------------------------

    @property
    def _is_mirrored(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.RightToLeft

    def _columns(self) -> _Columns:
        """Give names and words the room they need, and bars the rest; where that is too little, bars go first."""
        name_font = QFontMetricsF(self._themes.font(Role.SECONDARY))
        names = max((name_font.horizontalAdvance(line.name) for line in self._lines), default=0.0) + 1
        words = max((self._words_width(line) for line in self._lines), default=0.0)
        room = self.width() - 2 * MARGIN
        names = min(names, room * 0.4)
        words = min(words, room - names - _GAP)
        words_begin = MARGIN + room - words
        return _Columns(MARGIN + names, MARGIN + names + _GAP, words_begin - _GAP, words_begin)

    def _words_width(self, line: ClockLine) -> float:
        return chip_width(line.words, self._font_of(line), self._pixmap(line))

    def _placed(self, row: QRectF, begin: float, end: float) -> QRectF:
        if self._is_mirrored:
            begin, end = row.width() - end, row.width() - begin
        return QRectF(begin, row.top(), max(end - begin, 0.0), row.height())

    def _line_height(self) -> int:
        return round(_LINE * max(self._themes.text_scale, 1.0))

    def _refit(self) -> None:
        self.updateGeometry()
        self.update()


def _line(standing: Standing, now: datetime, zone: str) -> ClockLine:
    is_late = standing.level is Level.MET and standing.left < timedelta()
    # Finer than any bar is wide, so that a second that nobody sees is not painted.
    share = round(standing.share, 3)
    return ClockLine(standing.level, is_late, share, metric_name(standing.metric), standing_words(standing, now, zone))
