"""The team that has a ticket, over the person who does."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.pen import Pen
from ui.shared.text_size import Role
from ui.tickets.cell_words import assignee_words
from ui.tickets.cells.subject_cell import two_lines


class TeamCell:
    """Writes team and assignee; that nobody has the ticket stands out. A compact row names the person only."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Write one line or two."""
        theme = self._pen.theme
        ink = theme.crit if row.assignee is None else theme.text2
        if self._pen.themes.is_compact:
            self._pen.text(painter, rect, assignee_words(row), Role.SECONDARY, ink)
            return
        upper, lower = two_lines(rect)
        self._pen.text(painter, upper, row.team, Role.SECONDARY, theme.text2)
        self._pen.text(painter, lower, assignee_words(row), Role.SECONDARY, ink)
