"""The priority of a ticket: a sign and a word."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow
from desktop_escalation.domain.ticket import Priority
from ui.shared.pen import Pen, centred
from ui.shared.text_size import Role
from ui.tickets.priorities import priority_icon, priority_ink, priority_name

SIGN = 14
GAP = 5


class PriorityCell:
    """Paints the priority, the urgent ones in colour."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Paint the sign, and the word where it finds room."""
        theme = self._pen.theme
        place = self._pen.near(centred(rect, SIGN), SIGN)
        self._pen.sign(painter, place, priority_icon(row.priority), priority_ink(row.priority, theme))
        ink = theme.text if row.priority <= Priority.HIGH else theme.text2
        beside = self._pen.beside(rect, SIGN + GAP)
        self._pen.text(painter, beside, priority_name(row.priority), Role.SECONDARY, ink)
