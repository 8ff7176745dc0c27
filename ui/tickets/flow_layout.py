"""A layout that goes on in a new line where one is full, so that long words and large text push nothing aside."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays out its widgets from the near side; with `fills_lines` those of a line share what room is left."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, fills_lines: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._fills_lines = fills_lines
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item; None past the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want no more than is needed."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Be higher where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        lines = list(self._lines(width))
        return sum(_height(line) for line in lines) + self._gap * max(len(lines) - 1, 0)

    def sizeHint(self) -> QSize:
        """Want all in one line."""
        widths = [item.sizeHint().width() for item in self._shown()]
        height = max((item.sizeHint().height() for item in self._shown()), default=0)
        return QSize(sum(widths) + self._gap * max(len(widths) - 1, 0), height)

    def minimumSize(self) -> QSize:
        """Need room for the widest only."""
        shown = list(self._shown())
        width = max((item.minimumSize().width() for item in shown), default=0)
        return QSize(width, max((item.minimumSize().height() for item in shown), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        y = rect.top()
        for line in self._lines(rect.width()):
            self._place(line, QRect(rect.left(), y, rect.width(), _height(line)))
            y += _height(line) + self._gap

    def _shown(self) -> Iterator[QLayoutItem]:
        return (item for item in self._items if not item.isEmpty())

    def _lines(self, width: int) -> Iterator[list[QLayoutItem]]:
        line: list[QLayoutItem] = []
        room = width
        for item in self._shown():
            wanted = item.sizeHint().width()
            if line and wanted > room:
                yield line
                line, room = [], width
            line.append(item)
            room -= wanted + self._gap
        if line:
            yield line

    def _place(self, line: list[QLayoutItem], rect: QRect) -> None:
        parent = self.parentWidget()
        is_mirrored = parent is not None and parent.layoutDirection() is Qt.LayoutDirection.RightToLeft
        wanted = [min(item.sizeHint().width(), rect.width()) for item in line]
        rest = rect.width() - sum(wanted) - self._gap * (len(line) - 1)
        x = rect.left()
        for number, (item, natural) in enumerate(zip(line, wanted, strict=True)):
            more = (rest + number) // len(line) if self._fills_lines else 0
            size = QSize(natural + more, item.sizeHint().height())
            left = rect.left() + rect.right() + 1 - x - size.width() if is_mirrored else x
            item.setGeometry(QRect(QPoint(left, rect.top() + (rect.height() - size.height()) // 2), size))
            x += size.width() + self._gap


def _height(line: list[QLayoutItem]) -> int:
    return max(item.sizeHint().height() for item in line)
