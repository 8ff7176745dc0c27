"""What the fillings of the time bar mean."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.escalations.hatch import paint_hatched
from ui.escalations.time_line import PartKind
from ui.shared.text_size import Role
from ui.themes import Themes

_SIGN, _SIGN_GAP, _GAP, _HEIGHT = 16.0, 5.0, 14.0, 18


class TimeLegend(QWidget):
    """Names the fillings that a line has."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._names: tuple[tuple[PartKind, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        themes.changed.connect(self.updateGeometry)

    def show_kinds(self, kinds: frozenset[PartKind], seen_at: str) -> None:
        """Name these; what was still ahead is told with the time at which that was seen."""
        names = {
            PartKind.RUNNING: self.tr("running"),
            PartKind.PAUSED: self.tr("paused"),
            PartKind.CLOSED: self.tr("closed"),
            PartKind.AHEAD: self.tr("still ahead at {}").format(seen_at),
        }
        self._names = tuple((kind, name) for kind, name in names.items() if kind in kinds)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for room for all names."""
        metrics = QFontMetricsF(self._themes.font(Role.SMALL))
        widths = [_SIGN + _SIGN_GAP + metrics.horizontalAdvance(name) + _GAP for _, name in self._names]
        return QSize(round(sum(widths)), round(_HEIGHT * max(self._themes.text_scale, 1.0)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint each sign with its name."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._themes.font(Role.SMALL)
        metrics, x = QFontMetricsF(font), _GAP
        for kind, name in self._names:
            self._paint_sign(painter, QRectF(x, self.height() / 2 - 5, _SIGN, 10), kind)
            x += _SIGN + _SIGN_GAP
            painter.setFont(font)
            painter.setPen(self._themes.current.text2)
            width = metrics.horizontalAdvance(name)
            painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, name)
            x += width + _GAP
        painter.end()

    def _paint_sign(self, painter: QPainter, rect: QRectF, kind: PartKind) -> None:
        theme = self._themes.current
        match kind:
            case PartKind.RUNNING:
                painter.fillRect(rect, theme.accentfill)
            case PartKind.PAUSED:
                paint_hatched(painter, rect, theme.pause, theme.surface)
            case PartKind.CLOSED:
                middle = rect.center().y()
                painter.fillRect(QRectF(rect.left(), middle - 2, rect.width(), 4), theme.border2)
            case PartKind.AHEAD:
                painter.setPen(QPen(theme.accent, 1.0, Qt.PenStyle.DashLine))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.translated(QPointF(0.5, 0.5)).adjusted(0, 0, -1, -1))
