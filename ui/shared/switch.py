"""A switch: a check box that looks like one that is thrown at once."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.themes import Themes

_TRACK = QSize(30, 16)
_MARGIN = 3
_KNOB_INSET = 2.0


class Switch(QCheckBox):
    """Shows only the switch; its name stands beside it."""

    def __init__(self, themes: Themes, name: str, parent: QWidget | None = None) -> None:
        """Be off; `name` is for who cannot see what stands beside."""
        super().__init__(parent)
        self._themes = themes
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        themes.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Leave room for the focus ring, and a target that is easy to hit."""
        return QSize(_TRACK.width() + 2 * _MARGIN, _TRACK.height() + 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """Be never smaller."""
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        """Take a click anywhere on it."""
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint track, knob and focus ring."""
        theme = self._themes.current
        top = (self.height() - _TRACK.height()) / 2
        track = QRectF(_MARGIN, top, _TRACK.width(), _TRACK.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = theme.accentfill if self.isChecked() else theme.field
        painter.setBrush(ground if self.isEnabled() else theme.border2)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        radius = track.height() / 2 - _KNOB_INSET
        is_right = self.isChecked() is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        x = track.right() - _KNOB_INSET - radius if is_right else track.left() + _KNOB_INSET + radius
        painter.setBrush(theme.on_fill)
        painter.drawEllipse(QPointF(x, track.center().y()), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = track.adjusted(-2, -2, 2, 2)
            painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
