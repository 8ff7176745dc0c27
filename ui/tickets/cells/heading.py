"""The heading over a group of tickets: an arrow, the name, how many there are."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from desktop_escalation.domain.queue_row import DueGroup
from ui.shared.icons import Icon
from ui.shared.pen import Pen, centred
from ui.shared.text_size import Role
from ui.tickets.table_groups import GroupLine, group_name

LEAD = 13
SIGN = 12
GAP = 7


class Heading:
    """Paints the heading over the whole width of the table."""

    def __init__(self, pen: Pen) -> None:
        self._pen = pen

    def paint(self, painter: QPainter, rect: QRect, line: GroupLine) -> None:
        """Paint the ground, the arrow, the name and the count."""
        pen, theme = self._pen, self._pen.theme
        painter.fillRect(rect, theme.bg)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, theme.border)
        signs, offset = centred(rect, SIGN), LEAD
        collapsed = Icon.CARET_LEFT if pen.is_mirrored else Icon.CARET_RIGHT
        arrow = collapsed if line.is_collapsed else Icon.CARET_DOWN
        pen.sign(painter, pen.near(signs, SIGN, offset), arrow, theme.muted)
        offset += SIGN + GAP
        ink = theme.text2
        if line.group is DueGroup.BREACHED:
            ink = theme.brk
            pen.sign(painter, pen.near(signs, SIGN, offset), Icon.OCTAGON_X, ink)
            offset += SIGN + 2
        name = group_name(line.group)
        width = pen.width(name, Role.SECONDARY_STRONG)
        pen.text(painter, pen.near(rect, width, offset), name, Role.SECONDARY_STRONG, ink)
        pen.text(painter, pen.beside(rect, offset + width + GAP), str(line.count), Role.SECONDARY, theme.muted)
