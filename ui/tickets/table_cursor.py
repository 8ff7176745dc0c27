"""Which ticket of the table is current, and which are marked for an act on several."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QObject, Signal
from PySide6.QtWidgets import QTableView

from ui.tickets.columns import Column
from ui.tickets.table_groups import GroupLine
from ui.tickets.table_model import TicketTableModel

Flag = QItemSelectionModel.SelectionFlag
ONE_ROW = Flag.ClearAndSelect | Flag.Rows


class TableCursor(QObject):
    """Moves over tickets and collapsed groups, and keeps marks apart from what only happens to be current.

    It is ahead where the ticket that somebody had come to has left the list: it stands on the one in its place, to
    which nobody has gone yet. `arrived` comes when somebody does.
    """

    marked_changed = Signal(tuple)
    arrived = Signal()

    def __init__(self, table: QTableView, model: TicketTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._has_marks = self._is_ahead = False

    @property
    def line(self) -> int:
        """The current line; -1 where none is."""
        return self._table.currentIndex().row()

    @property
    def number(self) -> str | None:
        """The ticket that is current; None where none is."""
        return self._model.number_at(self.line)

    @property
    def marked(self) -> tuple[str, ...]:
        """The tickets that are marked, from the top; none while the current one only is selected."""
        if not self._has_marks:
            return ()
        rows = sorted(index.row() for index in self._selecting.selectedRows(Column.NUMBER))
        return tuple(number for row in rows if (number := self._model.number_at(row)) is not None)

    @property
    def has_marks(self) -> bool:
        """Tickets are marked, be the current one among them or not."""
        return self._has_marks

    @property
    def is_ahead(self) -> bool:
        """It stands on a ticket to which nobody has gone yet."""
        return self._is_ahead

    def go_ahead(self, *, is_ahead: bool) -> None:
        """Stand where lines that moved have left it; what nobody has gone to is not selected either."""
        self._is_ahead = is_ahead
        if is_ahead and not self._has_marks:
            self._selecting.clearSelection()

    def go_back(self, line: int) -> None:
        """Stand on the ticket that somebody had come to, which is in the list again; marks stay."""
        self._is_ahead = False
        index = self._model.index(line, Column.NUMBER)
        self._selecting.setCurrentIndex(index, Flag.NoUpdate if self._has_marks else ONE_ROW)

    def arrive(self) -> None:
        """Go to the ticket on which it stands."""
        if self._is_ahead:
            self._become_current(self.line, Flag.NoUpdate if self._has_marks else ONE_ROW)

    def is_marked(self, line: int) -> bool:
        """Tell whether a ticket is marked."""
        return self._has_marks and self._selecting.isRowSelected(line, QModelIndex())

    def go_to(self, line: int) -> None:
        """Make a line current and the only one that is selected."""
        self._become_current(line, ONE_ROW)
        self._tell(has_marks=False)

    def go_to_end(self, *, is_last: bool) -> None:
        """Go to the first ticket or to the last that was read."""
        lines = range(self._model.rowCount())
        self._go_to_first_of(reversed(lines) if is_last else lines)

    def step(self, by: int) -> None:
        """Go to the next ticket, be it where this stands already, or, with -1, to the one before; marks stay."""
        if self._is_ahead and by > 0:
            self.arrive()
            return
        self._go_to_first_of(self._lines_beyond(self.line, by))

    def page(self, by: int) -> None:
        """Go as many tickets down or up as are in sight."""
        height = max(self._table.rowHeight(max(self.line, 0)), 1)
        target = self.line + by * max(self._table.viewport().height() // height - 1, 1)
        target = min(max(target, 0), self._model.rowCount() - 1)
        back = self._lines_beyond(target + by, -by)
        self._go_to_first_of(line for line in back if (line - self.line) * by > 0)

    def extend(self, by: int) -> None:
        """Mark the current ticket and the next one, and go there."""
        self.mark(self.line, is_marked=True)
        self.step(by)
        self.mark(self.line, is_marked=True)

    def mark(self, line: int, *, is_marked: bool) -> None:
        """Mark a ticket, or take its mark away; what is current without a mark is no longer selected."""
        if self._model.number_at(line) is None:
            return
        if not self._has_marks:
            self._selecting.clearSelection()
        index = self._model.index(line, Column.NUMBER)
        self._selecting.select(index, (Flag.Select if is_marked else Flag.Deselect) | Flag.Rows)
        has_marks = self._selecting.hasSelection()
        if not has_marks:
            self._selecting.select(self._table.currentIndex(), ONE_ROW)
        self._tell(has_marks=has_marks)

    def clear_marks(self) -> bool:
        """Take all marks away; tell whether there were some."""
        had_marks = self._has_marks
        if had_marks:
            self._selecting.select(self._table.currentIndex(), ONE_ROW)
            self._tell(has_marks=False)
        return had_marks

    def take_selection(self, *, is_marking: bool) -> None:
        """Know that the selection was made by mouse, as marks or as the way to a ticket."""
        self._tell(has_marks=is_marking and self._selecting.hasSelection())

    def toggle_group(self, heading: int) -> None:
        """Collapse a group or expand it; where that hides the current ticket, the heading is current."""
        value = self._model.line_at(heading)
        if not isinstance(value, GroupLine):
            return
        if not value.is_collapsed and self._heading_over(self.line) == heading:
            self._become_current(heading, Flag.NoUpdate if self._has_marks else Flag.Clear)
        self._model.set_collapsed(value.group, not value.is_collapsed)

    def collapse(self) -> None:
        """Collapse the group in which the current line is, and go to its heading."""
        heading = self._heading_over(self.line)
        value = None if heading is None else self._model.line_at(heading)
        if heading is not None and isinstance(value, GroupLine) and not value.is_collapsed:
            self.toggle_group(heading)

    def expand(self) -> None:
        """Expand the current group, and go to its first ticket."""
        value = self._model.line_at(self.line)
        if isinstance(value, GroupLine):
            self._model.set_collapsed(value.group, is_collapsed=False)
            self.step(+1)

    @property
    def _selecting(self) -> QItemSelectionModel:
        return self._table.selectionModel()

    def _go_to_first_of(self, lines: Iterable[int]) -> None:
        line = next((line for line in lines if self._is_stop(line)), None)
        if line is not None:
            is_ticket = self._model.number_at(line) is not None
            alone = ONE_ROW if is_ticket else Flag.Clear
            self._become_current(line, Flag.NoUpdate if self._has_marks else alone)

    def _heading_over(self, line: int) -> int | None:
        above = (other for other in range(line, -1, -1) if isinstance(self._model.line_at(other), GroupLine))
        return next(above, None)

    def _is_stop(self, line: int) -> bool:
        """A heading is passed over unless its tickets are hidden: then it stands for them."""
        value = self._model.line_at(line)
        return value is not None and (not isinstance(value, GroupLine) or value.is_collapsed)

    def _lines_beyond(self, line: int, by: int) -> range:
        return range(line + 1, self._model.rowCount()) if by > 0 else range(line - 1, -1, -1)

    def _become_current(self, line: int, how: Flag) -> None:
        index = self._model.index(line, Column.NUMBER)
        self._selecting.setCurrentIndex(index, how)
        self._table.scrollTo(index)
        if self._is_ahead:
            self._is_ahead = False
            self.arrived.emit()

    def _tell(self, *, has_marks: bool) -> None:
        if has_marks or self._has_marks:
            self._has_marks = has_marks
            self.marked_changed.emit(self.marked)
