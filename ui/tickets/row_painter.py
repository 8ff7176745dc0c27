"""The painting of the ticket table: the grounds of the rows, the headings over the groups, and the cells."""

from collections.abc import Mapping

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.icons import Icon
from ui.shared.pen import Pen, centred
from ui.tickets.cell_words import CellWords, customer_words
from ui.tickets.cells.cell import Cell
from ui.tickets.cells.heading import Heading
from ui.tickets.cells.priority_cell import PriorityCell
from ui.tickets.cells.sla_cell import SlaCell
from ui.tickets.cells.subject_cell import SubjectCell
from ui.tickets.cells.team_cell import TeamCell
from ui.tickets.cells.text_cell import TextCell
from ui.tickets.cells.tier_cell import TierCell
from ui.tickets.columns import Column
from ui.tickets.countdowns import Countdowns
from ui.tickets.table_groups import GroupLine, Line
from ui.tickets.table_header import LEAD, PADDING, far_padding

BAR = 3
TICK = 8
FOCUS = 2
GREY_BARS = 8
GREY_BAR = 10
# Bars of one length would look like lines of a form.
UNEVEN = 70


class RowLook(Struct, frozen=True):
    """How a row stands out from the others."""

    is_current: bool = False
    is_selected: bool = False
    is_marked: bool = False
    is_hovered: bool = False
    has_ring: bool = False


class ColumnPlace(Struct, frozen=True):
    """Where a shown column stands in the viewport."""

    column: Column
    x: int
    width: int
    is_first: bool


class RowPainter:
    """Paints a line whole: one ground for a row costs less than one for each cell, and a heading has no columns."""

    def __init__(self, pen: Pen, words: CellWords, countdowns: Countdowns) -> None:
        self._pen = pen
        self._heading = Heading(pen)
        self._cells: Mapping[Column, Cell] = {
            Column.NUMBER: TextCell(pen, lambda row: row.number),
            Column.SUBJECT: SubjectCell(pen),
            Column.CUSTOMER: TextCell(pen, customer_words),
            Column.PRIORITY: PriorityCell(pen),
            Column.TIER: TierCell(pen, words.tier),
            Column.TEAM: TeamCell(pen),
            Column.SLA: SlaCell(pen, countdowns),
            Column.UPDATED: TextCell(pen, words.updated, is_far=True),
        }

    def paint(self, painter: QPainter, rect: QRect, line: Line, look: RowLook, places: list[ColumnPlace]) -> None:
        """Paint a line."""
        if isinstance(line, GroupLine):
            self._heading.paint(painter, rect, line)
            if look.is_current:
                painter.fillRect(self._pen.near(rect, BAR), self._pen.theme.accent)
            if look.is_current and look.has_ring:
                self._paint_ring(painter, rect)
            return
        self._paint_ground(painter, rect, look)
        for place in places:
            self._paint_cell(painter, rect, line, place)
        if look.is_current and look.has_ring:
            self._paint_ring(painter, rect)

    def paint_bars(self, painter: QPainter, rect: QRect, row_height: int) -> None:
        """Paint grey bars where the first rows of a list will be."""
        theme = self._pen.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.track)
        for number in range(GREY_BARS):
            row = QRect(rect.x(), rect.y() + number * row_height, rect.width(), row_height)
            bar = centred(self._pen.beside(row, PADDING + LEAD, PADDING + number % 3 * UNEVEN), GREY_BAR)
            painter.drawRoundedRect(bar, GREY_BAR / 2, GREY_BAR / 2)
        painter.restore()

    def _paint_cell(self, painter: QPainter, rect: QRect, row: QueueRow, place: ColumnPlace) -> None:
        lead = PADDING + LEAD if place.is_first else PADDING
        cell = QRect(place.x, rect.y(), place.width, rect.height() - 1)
        inner = self._pen.beside(cell, lead, far_padding(place.column))
        if inner.width() > 0:
            self._cells[place.column].paint(painter, inner, row)

    def _paint_ground(self, painter: QPainter, rect: QRect, look: RowLook) -> None:
        theme = self._pen.theme
        ground = theme.sel if look.is_selected else theme.hover if look.is_hovered or look.is_current else None
        if ground is not None:
            painter.fillRect(rect, ground)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.border)
        if look.is_marked:
            self._pen.sign(painter, self._pen.near(centred(rect, TICK), TICK, BAR), Icon.CHECK, theme.accent)
        if look.is_current:
            painter.fillRect(self._pen.near(rect, BAR), theme.accent)

    def _paint_ring(self, painter: QPainter, rect: QRect) -> None:
        painter.save()
        pen = QPen(self._pen.theme.accent, FOCUS)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))
        painter.restore()
