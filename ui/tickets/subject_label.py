"""The subject of a ticket: two lines at most, the whole of it in the tooltip."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared.plain import one_line
from ui.shared.text_size import Role
from ui.shared.tip import give_tip
from ui.themes import Themes

_MOST_LINES = 2
_LONGEST = 400


class SubjectLabel(QWidget):
    """Shows a subject of any length as plain text."""

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._whole = ""
        self._text = ""
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        themes.changed.connect(self._refit)

    def show_subject(self, subject: str) -> None:
        """Show another subject."""
        self._whole, self._text = subject, one_line(subject, _LONGEST)
        self.setAccessibleName(self._text)
        self._refit()

    def shown_lines(self) -> tuple[str, ...]:
        """Give the lines that there is room for; the last one ends with an ellipsis where the subject goes on."""
        return self._lines(self.width())

    def hasHeightForWidth(self) -> bool:
        """Be higher where the subject needs two lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height at a width."""
        return self._line_height() * len(self._lines(width))

    def sizeHint(self) -> QSize:
        """Want one line."""
        return QSize(240, self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Yield in width."""
        return QSize(80, self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole where it is cut at this width."""
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setFont(self._themes.font(Role.SUBJECT))
        painter.setPen(self._themes.current.text)
        for number, line in enumerate(self.shown_lines()):
            place = QRectF(0, number * self._line_height(), self.width(), self._line_height())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
        painter.end()

    def _lines(self, width: int) -> tuple[str, ...]:
        font = self._themes.font(Role.SUBJECT)
        layout = QTextLayout(self._text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        starts: list[int] = []
        layout.beginLayout()
        while len(starts) < _MOST_LINES and (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            line.setPosition(QPointF(0, 0))
            starts.append(line.textStart())
        layout.endLayout()
        ends = [*starts[1:], len(self._text)]
        lines = [self._text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        lines[-1] = QFontMetricsF(font).elidedText(lines[-1], Qt.TextElideMode.ElideRight, max(width, 1))
        return tuple(lines)

    def _line_height(self) -> int:
        return round(21 * self._themes.text_scale)

    def _refit(self) -> None:
        self._tell_whole()
        self.updateGeometry()
        self.update()

    def _tell_whole(self) -> None:
        is_cut = len(self._whole) > _LONGEST or any(line.endswith("…") for line in self.shown_lines())
        give_tip(self, self._whole if is_cut else "")
