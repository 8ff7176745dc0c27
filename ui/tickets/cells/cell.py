"""What the table asks of the painter of a column."""

from typing import Protocol

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow


class Cell(Protocol):
    """Paints the contents of a cell; the ground of the row is painted before."""

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Paint into the room between the paddings of a cell."""
        ...
