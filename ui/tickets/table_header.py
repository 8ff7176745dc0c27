"""The headings of the ticket table's columns."""

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_escalation.domain.queue import Sort
from ui.shared.icons import Icon
from ui.shared.pen import Pen
from ui.shared.text_size import Role
from ui.tickets.columns import SHAPES, Column
from ui.tickets.list_sorts import is_usually_descending

SORTS: Mapping[Column, Sort] = {
    Column.NUMBER: Sort.NUMBER,
    Column.PRIORITY: Sort.PRIORITY,
    Column.SLA: Sort.DUE,
    Column.UPDATED: Sort.UPDATED,
}
# Of resolved tickets, which have no other order.
RESOLVED_SORTS: Mapping[Column, Sort] = {Column.SLA: Sort.RESOLVED}
HEIGHT, COMPACT_HEIGHT = 27, 24
PADDING, FAR_PADDING = 8, 4
# The first column leaves room for the bar of the current row.
LEAD = 4
ARROW = 11
ARROW_GAP = 3


class TableHeader(QHeaderView):
    """Headings that can be moved and pulled wider; a click on one that lists can be sorted by asks for that."""

    def __init__(self, pen: Pen, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._pen = pen
        self._sorts = SORTS
        self._sorted_by: Column | None = None
        self._is_descending = False
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(min(shape.least_width for shape in SHAPES.values()))
        pen.themes.changed.connect(self.viewport().update)
        pen.themes.density_changed.connect(self.updateGeometry)

    def show_sort(self, sort: Sort, is_descending: bool) -> None:
        """Show by what the list is sorted."""
        self._sorts = RESOLVED_SORTS if sort is Sort.RESOLVED else SORTS
        self._sorted_by = next((column for column, other in self._sorts.items() if other is sort), None)
        self._is_descending = is_descending
        self.viewport().update()

    def sort_after_click(self, column: Column) -> tuple[Sort, bool] | None:
        """Tell the order that a click on a heading means: the same one turned round, else the one that is usual."""
        if column not in self._sorts:
            return None
        if column is self._sorted_by:
            return self._sorts[column], not self._is_descending
        return self._sorts[column], is_usually_descending(self._sorts[column])

    def sizeHint(self) -> QSize:
        """Be as high as the density says, higher where the text is larger."""
        themes = self._pen.themes
        height = COMPACT_HEIGHT if themes.is_compact else HEIGHT
        # Its width is that of the view; Qt would ask each heading for its own, a dozen times before the first paint.
        return QSize(self.length(), round(height * max(themes.text_scale, 1.0)))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint one heading on the ground of the table, with a line under it."""
        pen, theme = self._pen, self._pen.theme
        painter.fillRect(rect, theme.surface)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.border)
        column = Column(section)
        is_sorted = column is self._sorted_by
        lead = PADDING + LEAD if self.visualIndex(section) == 0 else PADDING
        room = pen.beside(rect, lead, far_padding(column))
        name = str(self.model().headerData(section, Qt.Orientation.Horizontal))
        ink = theme.text if is_sorted else theme.muted
        taken = ARROW + ARROW_GAP if is_sorted else 0
        width = min(pen.width(name, Role.SMALL), max(room.width() - taken, 0))
        is_far = SHAPES[column].is_right
        offset = room.width() - width - taken if is_far else 0
        pen.text(painter, pen.near(room, width, offset), name, Role.SMALL, ink)
        if is_sorted:
            place = pen.near(room, ARROW, offset + width + ARROW_GAP)
            pen.sign(painter, place, Icon.DOWN if self._is_descending else Icon.UP, ink)

    def paintEvent(self, event: object) -> None:
        """Paint the headings, and the ground beside the last one."""
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        painter.fillRect(area, self._pen.theme.surface)
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, self._pen.theme.border)
        for section in range(self.count()):
            if not self.isSectionHidden(section):
                place = QRect(self.sectionViewportPosition(section), 0, self.sectionSize(section), area.height())
                self.paintSection(painter, place, section)
        painter.end()


def far_padding(column: Column) -> int:
    """Tell how much room a column leaves at its far side; what ends in a line there keeps off the next column."""
    return PADDING if SHAPES[column].is_right or column is Column.SLA else FAR_PADDING
