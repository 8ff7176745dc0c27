"""The ticket table: rows of tickets under the headings of their groups, moved through by keyboard and mouse alike."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from desktop_escalation.domain.queue import Sort
from desktop_escalation.domain.queue_row import QueueRow
from ui.shared.pen import Pen
from ui.shared.tier_mark import TierMark
from ui.themes import Themes
from ui.tickets.column_layout import ColumnLayout
from ui.tickets.columns import Column
from ui.tickets.row_painter import ColumnPlace, RowLook, RowPainter
from ui.tickets.table_cursor import TableCursor
from ui.tickets.table_groups import GroupLine
from ui.tickets.table_header import TableHeader
from ui.tickets.table_keys import TableKeys
from ui.tickets.table_model import Index, TicketTableModel
from ui.tickets.table_place import PlaceKeeper

ROW, HEADING = 43, 25
COMPACT_ROW, COMPACT_HEADING = 26, 22
TICK_MS = 1_000
# Ages of changes are written in minutes.
TICKS_TO_AGES = 30
# Who comes by keyboard has to see where; who clicks knows.
RINGED = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.ShortcutFocusReason}
SEVERAL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class TicketTable(QTableView):
    """Shows the model's lines; what is current, marked and in sight keeps to its ticket while lists change.

    `current_changed` gives the ticket that somebody comes to, `turned_to` the one it stands on when the focus comes to
    it. Where the list takes that ticket away, the cursor stands on the next, and that is told only once somebody goes
    on: otherwise the next key, meant for the ticket that was read, would be for another one.
    """

    current_changed = Signal(str)
    turned_to = Signal(str)
    opened = Signal(str)
    sort_wanted = Signal(object, bool)  # Sort, is_descending
    marked_changed = Signal(tuple)
    columns_changed = Signal()

    def __init__(self, themes: Themes, model: TicketTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._tickets = model
        self._pen = Pen(themes)
        self._header = TableHeader(self._pen, self)
        self._painter = RowPainter(self._pen, model.words, model.countdowns)
        self._is_loading = self._is_fitting = self._has_ring = False
        self._hovered = -1
        self._announced: str | None = None
        self._ticks = 0
        self._set_up()
        self.setHorizontalHeader(self._header)
        # Before the model, because a view speaks of what is current as soon as it has one.
        self.ticket_cursor = TableCursor(self, model)
        self._places = PlaceKeeper(self, model)
        self.setModel(model)
        self.columns = ColumnLayout(self._header)
        self._keys = TableKeys(self.ticket_cursor, self._open_current)
        self._listen()
        self._apply_density()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    @property
    def current_number(self) -> str | None:
        """The ticket that is current; None where none is."""
        return self.ticket_cursor.number

    @property
    def marked(self) -> tuple[str, ...]:
        """The tickets that are marked for an act on several, from the top."""
        return self.ticket_cursor.marked

    @property
    def left(self) -> str | None:
        """The ticket that somebody came to and that has left the list since, until somebody goes on."""
        return self._announced if self.ticket_cursor.is_ahead else None

    def go_to(self, number: str) -> bool:
        """Make a ticket current; tell whether the list shows it."""
        line = self._tickets.row_of(number)
        if line is not None:
            self.ticket_cursor.go_to(line)
        return line is not None

    def go_to_first(self) -> None:
        """Make the first ticket current."""
        self.ticket_cursor.go_to_end(is_last=False)

    def show_loading(self, is_loading: bool) -> None:
        """Paint grey bars where rows will be, for as long as there is none."""
        self._is_loading = is_loading
        self.viewport().update()

    def show_sort(self, sort: Sort, is_descending: bool) -> None:
        """Show by what the list is sorted."""
        self._tickets.set_resolved(sort is Sort.RESOLVED)
        self._header.show_sort(sort, is_descending)

    def use_tiers(self, tiers: Mapping[int, TierMark]) -> None:
        """Know the marks of the tiers."""
        self._tickets.words.use_tiers(tiers)
        self.viewport().update()

    def hide_column(self, column: Column, is_hidden: bool) -> None:
        """Do without a column, or have it again."""
        self.columns.hide(column, is_hidden)
        self._fit_columns()
        self.columns_changed.emit()

    def reset_columns(self) -> None:
        """Have the columns as they were at the beginning."""
        self.columns.reset()
        self._fit_columns()
        self.columns_changed.emit()

    def columns_state(self) -> dict[str, object]:
        """Give what is to be remembered of the columns."""
        return self.columns.state()

    def restore_columns(self, state: object) -> None:
        """Take over what was remembered of the columns; what cannot be understood is left as it is."""
        self.columns.restore(state)
        self._fit_columns()

    def tick(self) -> None:
        """Repaint the countdowns in sight that say something else by now."""
        if not self.isVisible():
            return
        self._tickets.regroup()
        self._ticks += 1
        for line in self._lines_in(self.viewport().rect()):
            row = self._tickets.line_at(line)
            if isinstance(row, QueueRow):
                if self._tickets.countdowns.is_changed(row):
                    self._repaint_cell(line, Column.SLA)
                if self._ticks % TICKS_TO_AGES == 0:
                    self._repaint_cell(line, Column.UPDATED)

    # What Qt asks

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines that the area shows."""
        area = event.rect()
        painter = QPainter(self.viewport())
        painter.fillRect(area, self._themes.current.surface)
        self._pen.is_mirrored = self.isRightToLeft()
        if self._is_loading and not self._tickets.rowCount():
            self._painter.paint_bars(painter, self.viewport().rect(), self._row_height)
        places = self._column_places(area)
        for line in self._lines_in(area):
            value = self._tickets.line_at(line)
            if value is not None:
                self._painter.paint(painter, self._rect_of(line), value, self._look_of(line), places)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by the keys of the list; a key that means nothing here goes on to the window."""
        event.setAccepted(self._keys.press(event))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Collapse and expand groups; select and mark tickets as lists do."""
        self._has_ring = False
        line = self.rowAt(round(event.position().y()))
        if isinstance(self._tickets.line_at(line), GroupLine):
            if event.button() is Qt.MouseButton.LeftButton:
                self.ticket_cursor.toggle_group(line)
            return
        super().mousePressEvent(event)
        if self._tickets.number_at(line) is not None:
            self.ticket_cursor.arrive()
        self.ticket_cursor.take_selection(is_marking=bool(event.modifiers() & SEVERAL))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a ticket; on a heading it is a second click."""
        line = self.rowAt(round(event.position().y()))
        if isinstance(self._tickets.line_at(line), GroupLine):
            self.mousePressEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton and self._tickets.number_at(line) == self.current_number:
            self._open_current()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light up the row under the pointer; pulling it over rows marks nothing."""
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Light up no row."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns give way to the subject, or come again."""
        self._fit_columns()
        super().resizeEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Repaint both rows whole, and tell of the new one."""
        super().currentChanged(current, previous)
        self._repaint_line(previous.row())
        self._repaint_line(current.row())
        self._announce()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Begin with the first ticket where none is current."""
        is_meant = event.reason() in RINGED
        had_none = not self.currentIndex().isValid() and (self._announced is None or is_meant)
        # Qt would begin with the first line, which is a heading.
        super().focusInEvent(event)
        self._has_ring = is_meant
        if had_none:
            self.go_to_first()
        if is_meant:
            self.ticket_cursor.arrive()
        self._repaint_line(self.currentIndex().row())
        if self.current_number is not None and not self.ticket_cursor.is_ahead:
            self.turned_to.emit(self.current_number)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring of the focus away."""
        super().focusOutEvent(event)
        self._repaint_line(self.currentIndex().row())

    # How it is made

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(COMPACT_HEADING)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        # All of it is painted here; so scrolling moves what is there and paints only what comes into sight.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Tickets"))

    def _listen(self) -> None:
        self._tickets.rowsInserted.connect(self._set_heights)
        self._tickets.modelReset.connect(self._begin_again)
        self._places.put_back.connect(self._stand)
        self.ticket_cursor.arrived.connect(self._announce)
        self.ticket_cursor.marked_changed.connect(self.marked_changed)
        self._header.sectionClicked.connect(self._ask_for_sort)
        self._header.sectionMoved.connect(self._repaint_columns)
        self._header.sectionResized.connect(self._repaint_columns)
        self._themes.changed.connect(self._apply_density)
        self._themes.density_changed.connect(self._apply_density)

    @property
    def _row_height(self) -> int:
        return self._scaled(COMPACT_ROW if self._themes.is_compact else ROW)

    def _scaled(self, height: int) -> int:
        return round(height * max(self._themes.text_scale, 1.0))

    def _apply_density(self) -> None:
        self.columns.is_compact = self._themes.is_compact
        self._tickets.set_compact(self._themes.is_compact)
        self.verticalHeader().setDefaultSectionSize(self._row_height)
        self._set_heights()
        self._fit_columns()
        self._header.updateGeometry()
        self.updateGeometries()
        self.viewport().update()

    def _begin_again(self) -> None:
        self._announced = None
        self.ticket_cursor.take_selection(is_marking=False)
        self._set_heights()
        self.scrollToTop()

    def _set_heights(self, _parent: Index | None = None, first: int = 0, last: int | None = None) -> None:
        """Make headings lower than rows, and rows as high as rows: lines keep the height of those before them."""
        header, heading = self.verticalHeader(), self._scaled(COMPACT_HEADING if self._themes.is_compact else HEADING)
        for line in range(first, self._tickets.rowCount() if last is None else last + 1):
            height = heading if isinstance(self._tickets.line_at(line), GroupLine) else self._row_height
            if header.sectionSize(line) != height:
                header.resizeSection(line, height)

    def _fit_columns(self) -> None:
        # Columns that come or go may move the viewport's edge, and that would begin it all again.
        if not self._is_fitting:
            self._is_fitting = True
            self.columns.use_scale(self._themes.text_scale)
            self.columns.fit(self.viewport().width())
            self._is_fitting = False

    def _repaint_columns(self) -> None:
        self.viewport().update()
        if not self._is_fitting:
            self.columns_changed.emit()

    def _open_current(self) -> None:
        self.ticket_cursor.arrive()
        if self.current_number is not None:
            self.opened.emit(self.current_number)
        else:
            self.ticket_cursor.toggle_group(self.ticket_cursor.line)

    def _ask_for_sort(self, section: int) -> None:
        wanted = self._header.sort_after_click(Column(section))
        if wanted is not None:
            self.sort_wanted.emit(*wanted)

    def _stand(self) -> None:
        """Know whether the cursor still stands, after lines have moved, on the ticket that somebody came to."""
        number, came_to = self.current_number, self._announced
        back = None if came_to is None or not self.ticket_cursor.is_ahead else self._tickets.row_of(came_to)
        if back is not None:
            self.ticket_cursor.go_back(back)
        elif came_to is None:
            self._announce()
        else:
            self.ticket_cursor.go_ahead(is_ahead=number is not None and number != came_to)
        self._repaint_line(self.currentIndex().row())

    def _announce(self) -> None:
        """Tell which ticket is current, once it is meant and another one than before."""
        number = self.current_number
        if number is not None and number != self._announced and not self._places.is_keeping:
            self._announced = number
            self.current_changed.emit(number)

    def _hover(self, line: int) -> None:
        before, self._hovered = self._hovered, line
        if before != line:
            self._repaint_line(before)
            self._repaint_line(line)

    def _lines_in(self, area: QRect) -> range:
        first, last = self.rowAt(area.top()), self.rowAt(area.bottom())
        if first < 0:
            return range(0)
        return range(first, (self._tickets.rowCount() - 1 if last < 0 else last) + 1)

    def _rect_of(self, line: int) -> QRect:
        return QRect(0, self.rowViewportPosition(line), self.viewport().width(), self.rowHeight(line))

    def _look_of(self, line: int) -> RowLook:
        is_current, is_marked = line == self.currentIndex().row(), self.ticket_cursor.is_marked(line)
        return RowLook(
            is_current=is_current,
            # Where nothing is marked, what is current is all that is selected.
            is_selected=is_marked
            or (is_current and not self.ticket_cursor.has_marks and not self.ticket_cursor.is_ahead),
            is_marked=is_marked,
            is_hovered=line == self._hovered,
            has_ring=self._has_ring and self.hasFocus(),
        )

    def _column_places(self, area: QRect) -> list[ColumnPlace]:
        """Give the columns that the area shows, where they stand."""
        shown = sorted((column for column in Column if not self.isColumnHidden(column)), key=self._header.visualIndex)
        places = [
            ColumnPlace(column, self.columnViewportPosition(column), self.columnWidth(column), column is shown[0])
            for column in shown
        ]
        return [one for one in places if one.x <= area.right() and one.x + one.width > area.left()]

    def _repaint_line(self, line: int) -> None:
        if line >= 0:
            self.viewport().update(self._rect_of(line))

    def _repaint_cell(self, line: int, column: Column) -> None:
        self.viewport().update(self.visualRect(self._tickets.index(line, column)))
