"""Where somebody is in the ticket table, kept while tickets come, go and move."""

from collections.abc import Iterable
from itertools import chain

from msgspec import Struct
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QObject, Signal
from PySide6.QtWidgets import QTableView

from desktop_escalation.domain.queue_row import DueGroup
from ui.tickets.columns import Column
from ui.tickets.table_groups import GroupLine
from ui.tickets.table_model import TicketTableModel

Flag = QItemSelectionModel.SelectionFlag


class Place(Struct, frozen=True):
    """What was current, selected and in sight; `line` and `anchor_y` are where those stood."""

    number: str | None
    group: DueGroup | None
    line: int
    selected: tuple[str, ...]
    anchor: str | None
    anchor_y: int
    was_at_top: bool


class PlaceKeeper(QObject):
    """Puts back what the view's own rules would move on from a line that goes and comes again elsewhere."""

    put_back = Signal()

    def __init__(self, table: QTableView, model: TicketTableModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._kept: Place | None = None
        model.lines_changing.connect(self._keep)
        model.lines_changed.connect(self._put_back)

    @property
    def is_keeping(self) -> bool:
        """Lines are on the move: what seems current now is not meant."""
        return self._kept is not None

    def _keep(self) -> None:
        current = self._table.currentIndex()
        line = self._model.line_at(current.row()) if current.isValid() else None
        anchor, anchor_y = self._anchor(current.row())
        rows = self._table.selectionModel().selectedRows(Column.NUMBER)
        self._kept = Place(
            number=self._model.number_at(current.row()),
            group=line.group if isinstance(line, GroupLine) else None,
            line=current.row(),
            selected=tuple(number for row in rows if (number := self._model.number_at(row.row())) is not None),
            anchor=anchor,
            anchor_y=anchor_y,
            was_at_top=self._table.verticalScrollBar().value() == 0,
        )

    def _put_back(self) -> None:
        place = self._kept
        if place is None:
            return
        self._table.executeDelayedItemsLayout()
        selecting = self._table.selectionModel()
        selecting.select(self._selection(place.selected), Flag.ClearAndSelect)
        line = self._line_of(place)
        if line is None:
            selecting.clearCurrentIndex()
        else:
            how = Flag.NoUpdate if selecting.hasSelection() else Flag.ClearAndSelect | Flag.Rows
            selecting.setCurrentIndex(self._model.index(line, Column.NUMBER), how)
        self._scroll_back(place)
        self._kept = None
        self.put_back.emit()

    def _anchor(self, current: int) -> tuple[str | None, int]:
        """Choose a ticket in sight by which to tell the place: the current one, else the first."""
        first = self._table.rowAt(0)
        last = self._table.rowAt(self._table.viewport().height() - 1)
        last = self._model.rowCount() - 1 if last < 0 else last
        lines = (current, *range(first, last + 1)) if first <= current <= last else range(first, last + 1)
        for line in lines:
            number = self._model.number_at(line)
            if number is not None:
                return number, self._table.rowViewportPosition(line)
        return None, 0

    def _line_of(self, place: Place) -> int | None:
        """Find where the current line is now or, where it is gone, the ticket that took its place."""
        if place.number is not None:
            line = self._model.row_of(place.number)
        else:
            line = None if place.group is None else self._model.line_of_group(place.group)
        if line is not None or place.line < 0:
            return line
        count = self._model.rowCount()
        below, above = range(place.line, count), range(min(place.line, count) - 1, -1, -1)
        return next((other for other in chain(below, above) if self._model.number_at(other) is not None), None)

    def _selection(self, numbers: Iterable[str]) -> QItemSelection:
        selection = QItemSelection()
        for number in numbers:
            line = self._model.row_of(number)
            if line is not None:
                selection.select(self._model.index(line, 0), self._model.index(line, len(Column) - 1))
        return selection

    def _scroll_back(self, place: Place) -> None:
        bar = self._table.verticalScrollBar()
        line = None if place.anchor is None else self._model.row_of(place.anchor)
        # At the top one wants to see what is new there.
        if not place.was_at_top and line is not None:
            bar.setValue(bar.value() + self._table.rowViewportPosition(line) - place.anchor_y)
