"""The subject of a ticket, over its customer."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow
from desktop_escalation.domain.ticket import State
from ui.shared.pen import Pen
from ui.shared.text_size import Role
from ui.tickets.cell_words import customer_words


class SubjectCell:
    """Writes the subject, bold while nobody has touched the ticket; a compact row has no second line."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Write one line or two."""
        role = Role.BODY_STRONG if row.state is State.NEW else Role.ROW_SUBJECT
        theme = self._pen.theme
        if self._pen.themes.is_compact:
            self._pen.text(painter, rect, row.subject, role, theme.text)
            return
        upper, lower = two_lines(rect)
        self._pen.text(painter, upper, row.subject, role, theme.text)
        self._pen.text(painter, lower, customer_words(row), Role.SECONDARY, theme.muted)


def two_lines(rect: QRect) -> tuple[QRect, QRect]:
    """Part a cell into two lines that stand close to each other in its middle."""
    half = rect.height() * 17 // 42
    top = rect.y() + (rect.height() - 2 * half) // 2
    return QRect(rect.x(), top, rect.width(), half), QRect(rect.x(), top + half, rect.width(), half)
