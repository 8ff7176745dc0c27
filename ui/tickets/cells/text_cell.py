"""Cells of one quiet line: the number, the customer, the time of the last change."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.pen import Pen
from ui.shared.text_size import Role


class TextCell:
    """Writes one line in secondary text."""

    def __init__(self, pen: Pen, words: Callable[[QueueRow], str], *, is_far: bool = False) -> None:
        self._pen = pen
        self._words = words
        self._is_far = is_far

    def paint(self, painter: QPainter, rect: QRect, row: QueueRow) -> None:
        """Write the line."""
        write = self._pen.far_text if self._is_far else self._pen.text
        write(painter, rect, self._words(row), Role.SECONDARY, self._pen.theme.muted)
