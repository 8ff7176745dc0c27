"""A label of one line that ends in an ellipsis where there is no room for all of it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QWidget

from ui.shared.plain import one_line
from ui.shared.tip import give_tip

_LEAST_CHARACTERS = 4


class ElideLabel(QLabel):
    """A plain text that yields to its neighbours and tells all of itself in the tooltip once it is cut."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._whole = ""
        self._shown = ""
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        super().setText(one_line(text))
        self._fit()

    @property
    def shown(self) -> str:
        """What there is room for."""
        return self._shown

    def minimumSizeHint(self) -> QSize:
        """Ask for a few characters and the ellipsis only."""
        hint = super().minimumSizeHint()
        few = self.fontMetrics().horizontalAdvance(self.text()[:_LEAST_CHARACTERS] + "…")
        return QSize(min(few, hint.width()), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew for the new width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Cut anew for a new font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what there is room for, in the colours of the style."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment() | Qt.TextFlag.TextSingleLine, self._shown)

    def _fit(self) -> None:
        room = self.contentsRect().width()
        self._shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
        give_tip(self, self._whole if self._shown != self._whole else "")
        self.update()
