"""A table of an explanation on the screen, as high as its rows."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ui.escalations.page_table import Cell, PageTable, Tone
from ui.shared.plain import tooltip_of
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, quiet_ink
from ui.themes import Themes

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

MOST_ROWS = 14
_COMFORTABLE, _COMPACT, _HEAD = 25, 22, 24
_SIGN = 15
_FRAME = 2
_PADDING = 5
# Between a sign and its words, and over and under words that run over lines.
_GAP, _AROUND = 6, 8
_DEEP = 10_000
_NEAR = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FAR = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RecordModel(QAbstractTableModel):
    """Holds the cells of one table in the look that holds now."""

    def __init__(self, themes: Themes, table: PageTable, parent: QObject | None = None) -> None:
        """Keep the table, which never changes."""
        super().__init__(parent)
        self._themes = themes
        self.table = table
        themes.changed.connect(self._dress)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.table.rows[0].cells)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words and the look of a cell."""
        if not index.isValid():
            return None
        row = self.table.rows[index.row()]
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{cell.text}, {cell.spoken}" if cell.spoken else cell.text
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_of(cell.text)
            case Qt.ItemDataRole.BackgroundRole:
                return self._themes.current.sel if row.is_marked else None
            case _:
                return self._look(cell, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the name of a column."""
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.table.heads):
            return None
        head = self.table.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _FAR if head.is_far else _NEAR
        return None

    def _look(self, cell: Cell, role: int) -> object:
        match role:
            case Qt.ItemDataRole.FontRole:
                is_strong = cell.tone is Tone.STRONG
                return self._themes.font(Role.SECONDARY_STRONG if is_strong else Role.SECONDARY)
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(cell)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _FAR if cell.is_far else _NEAR
            case Qt.ItemDataRole.DecorationRole:
                return None if cell.icon is None else self._themes.icon(cell.icon, self._sign_ink(cell))
            case _:
                return None

    def _ink(self, cell: Cell) -> QColor:
        theme = self._themes.current
        match cell.tone:
            case Tone.TEXT | Tone.STRONG:
                return theme.text
            case Tone.QUIET:
                return theme.text2
            case Tone.MUTED:
                return theme.muted
            case Tone.GOOD:
                return theme.ok
            case Tone.BAD:
                return theme.brk

    def _sign_ink(self, cell: Cell) -> QColor:
        theme = self._themes.current
        return {Tone.GOOD: theme.ok, Tone.BAD: theme.brk, Tone.MUTED: theme.muted}.get(cell.sign_tone, theme.accent)

    def _dress(self) -> None:
        last = self.index(self.rowCount() - 1, self.columnCount() - 1)
        self.dataChanged.emit(self.index(0, 0), last)


class RecordDelegate(QStyledItemDelegate):
    """Keeps text off the frame, and rules the rows off."""

    def __init__(self, themes: Themes, parent: QObject | None = None) -> None:
        """Take the colours from the look that holds."""
        super().__init__(parent)
        self._themes = themes

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the ground and the rule from edge to edge, the rest within."""
        rect: QRect = option.rect
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(rect, ground)
        if index.row() + 1 < index.model().rowCount():
            painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._themes.current.border)
        within = QStyleOptionViewItem(option)
        within.rect = rect.adjusted(_PADDING, 0, -_PADDING, -1)
        super().paint(painter, within, index)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for the padding too."""
        return super().sizeHint(option, index) + QSize(2 * _PADDING, 0)


class RecordTable(QTableView):
    """Shows a table that nobody changes; one of very many rows scrolls within itself."""

    def __init__(self, themes: Themes, table: PageTable, parent: QWidget | None = None) -> None:
        """Lay out the columns: the widest takes the rest."""
        super().__init__(parent)
        self._themes = themes
        self._table = table
        self.setModel(RecordModel(themes, table, self))
        self.setItemDelegate(RecordDelegate(themes, self))
        self.setProperty("kind", "framed")
        self.setAccessibleName(table.title)
        self.setShowGrid(False)
        self.setIconSize(QSize(_SIGN, _SIGN))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        # Sums are sentences: what has no room in a line goes on in the next.
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setVisible(bool(table.heads))
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(48)
        for column in range(self.model().columnCount()):
            is_widest = column == table.widest
            fitting = QHeaderView.ResizeMode.Stretch if is_widest else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, fitting)
        for number, row in enumerate(table.rows):
            if row.span > 1:
                self.setSpan(number, 0, 1, row.span)
        # Sections change one after the other: how high rows are is known after the last of them.
        self._fitting = QTimer(self, singleShot=True, interval=0)
        self._fitting.timeout.connect(self._fit)
        header.sectionResized.connect(lambda _section, _before, _after: self._fitting.start())
        themes.changed.connect(self._fit)
        themes.density_changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        scale = max(self._themes.text_scale, 1.0)
        row = round((_COMPACT if self._themes.is_compact else _COMFORTABLE) * scale)
        head = round(_HEAD * scale) if self._table.heads else 0
        self.verticalHeader().setDefaultSectionSize(row)
        self.horizontalHeader().setFixedHeight(head)
        heights = [max(row, self._needed(number)) for number in range(len(self._table.rows))]
        for number, height in enumerate(heights):
            self.setRowHeight(number, height)
        self.setFixedHeight(head + min(sum(heights), MOST_ROWS * row) + 2 * _FRAME)

    def _needed(self, number: int) -> int:
        """Work out how high a row is in which every word is seen; Qt itself asks for the first column of a span."""
        cells, span = self._table.rows[number].cells, self._table.rows[number].span
        widths = [self.columnWidth(column) for column in range(len(cells))]
        widths[0] = sum(widths[:span])
        shown = [(0, cells[0]), *((column, cells[column]) for column in range(span, len(cells)))]
        return max(self._height(cell, widths[column]) for column, cell in shown)

    def _height(self, cell: Cell, width: int) -> int:
        sign = 0 if cell.icon is None else _SIGN + _GAP
        margin = self.style().pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, None, self) + 1
        room = max(width - 2 * _PADDING - 2 * margin - sign, 1)
        font = self._themes.font(Role.SECONDARY_STRONG if cell.tone is Tone.STRONG else Role.SECONDARY)
        within = QRect(0, 0, room, _DEEP)
        return QFontMetrics(font).boundingRect(within, Qt.TextFlag.TextWordWrap, cell.text).height() + _AROUND


class Section(QWidget):
    """A title over something."""

    def __init__(self, themes: Themes, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        """Put the title over the content."""
        super().__init__(parent)
        label = TintedLabel(themes, Role.SECONDARY_STRONG, quiet_ink)
        label.setText(title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(label)
        layout.addWidget(content)
