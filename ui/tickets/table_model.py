"""The model of the ticket table: values already read, page by page, under the headings of their groups."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_escalation.domain.queue import Position
from desktop_escalation.domain.queue_row import DueGroup, QueueRow
from desktop_escalation.services.ticket_pages import QueuePage
from ui.tickets.cell_words import CellWords
from ui.tickets.columns import SHAPES, Column, column_name
from ui.tickets.countdowns import Countdowns, Now
from ui.tickets.line_changes import line_changes
from ui.tickets.table_groups import GroupEnd, GroupLine, Line, counts_after, find_ends, key_of, lay_out

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class TicketTableModel(QAbstractTableModel):
    """Tickets in the order of their query; a page is asked for by its place and the number of its list."""

    more_wanted = Signal(int, object)  # generation, Position
    # Around changes that move lines: what stands on a line keeps to its ticket.
    lines_changing = Signal()
    lines_changed = Signal()

    def __init__(self, now: Now, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.countdowns = Countdowns(now)
        self._now = now
        self.words = CellWords(self.countdowns)
        self._generation = 0
        self._rows: list[QueueRow] = []
        self._lines: list[Line] = []
        self._numbers: set[str] = set()
        self._places: dict[str, int] | None = None
        self._ends: tuple[GroupEnd, ...] = ()
        self._counts: Mapping[DueGroup, int] = {}
        self._collapsed: set[DueGroup] = set()
        self._next: Position | None = None
        self._is_awaiting = False
        self._is_grouped = True
        self._is_compact = self._is_resolved = False

    @property
    def loaded(self) -> int:
        """How many tickets were read: what a refresh should ask for, at least."""
        return len(self._rows)

    @property
    def is_grouped(self) -> bool:
        """Headings stand over the tickets, which come by due time."""
        return self._is_grouped

    def show_page(self, generation: int, page: QueuePage, is_first: bool) -> None:
        """Show the first page of a list, or append the next; a page of a list that is no longer shown is dropped."""
        if is_first:
            if generation >= self._generation:
                self._begin(generation, page)
        elif generation == self._generation and self._is_awaiting:
            self._append(page)

    def miss_page(self, generation: int) -> None:
        """Know that a page did not come; it is asked for again when it is looked for."""
        if generation == self._generation:
            self._is_awaiting = False

    def refresh(self, generation: int, page: QueuePage) -> None:
        """Show a list as it is now: as many tickets as were read, of which those that did not change stay in place."""
        if generation < self._generation:
            return
        was_awaiting = self._is_awaiting
        self._generation, self._next, self._is_awaiting = generation, page.next, False
        self.countdowns.use(page.calendars, page.zone)
        self._rows, self._numbers = list(page.rows), {row.number for row in page.rows}
        self._find_groups()
        self._become(self._laid_out())
        if was_awaiting:
            # The page that was asked for belongs to the list before; no view that shows its end would ask again.
            self.fetchMore()

    def show_group_counts(self, generation: int, counts: Mapping[DueGroup, int]) -> None:
        """Show how many tickets each group has in all, also those that are not read yet."""
        if generation == self._generation:
            self._counts = counts
            self._become(self._laid_out())

    def regroup(self) -> None:
        """Move tickets to the groups in which they are by now."""
        before = self._ends
        self._find_groups()
        if self._ends != before:
            self._counts = counts_after(self._counts, before, self._ends)
            self._become(self._laid_out())

    def set_grouped(self, is_grouped: bool) -> None:
        """Show headings or a plain list; a list that is not sorted by due time has none."""
        if is_grouped != self._is_grouped:
            self.beginResetModel()
            self._is_grouped = is_grouped
            self._find_groups()
            self._take(self._laid_out())
            self.endResetModel()

    def set_collapsed(self, group: DueGroup, is_collapsed: bool) -> None:
        """Hide the tickets of a group or show them again."""
        (self._collapsed.add if is_collapsed else self._collapsed.discard)(group)
        self._become(self._laid_out())
        self._read_on_where_nothing_shows()

    def set_compact(self, is_compact: bool) -> None:
        """Name the columns for rows of one line or of two."""
        self._is_compact = is_compact
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def set_resolved(self, is_resolved: bool) -> None:
        """Name the columns for tickets that are resolved, or at work."""
        self._is_resolved = is_resolved
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def line_at(self, line: int) -> Line | None:
        """Give a line's value; None where no line is."""
        return self._lines[line] if 0 <= line < len(self._lines) else None

    def number_at(self, line: int) -> str | None:
        """Give the number of the ticket in a line; None where no ticket is."""
        value = self.line_at(line)
        return value.number if isinstance(value, QueueRow) else None

    def row_of(self, number: str) -> int | None:
        """Give the line of a ticket; None where it is not shown."""
        return self._place_of(number)

    def line_of_group(self, group: DueGroup) -> int | None:
        """Give the line of a group's heading; None where it has none."""
        line = begin = 0
        for one in self._ends:
            if one.group is group:
                return line
            line += 1 if one.group in self._collapsed else 1 + one.end - begin
            begin = one.end
        return None

    # What views ask

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the lines: what was read, and headings."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns, also hidden ones."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell; the table paints from `line_at`."""
        line = self.line_at(index.row()) if index.isValid() else None
        if line is None:
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words.shown(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.words.tooltip(line, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.words.spoken(line, column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the names of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return column_name(column, self._is_compact, is_resolved=self._is_resolved)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if SHAPES[column].is_right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that tickets can be selected; a heading can only be current."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.line_at(index.row()), GroupLine):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def canFetchMore(self, parent: Index = NOWHERE) -> bool:
        """Tell whether there is a page to ask for that would show something."""
        return not parent.isValid() and self._next is not None and not self._is_awaiting and not self._is_rest_hidden()

    def fetchMore(self, parent: Index = NOWHERE) -> None:
        """Ask for the next page, once."""
        if self.canFetchMore(parent):
            self._is_awaiting = True
            self.more_wanted.emit(self._generation, self._next)

    # How lists come and change

    def _begin(self, generation: int, page: QueuePage) -> None:
        self.beginResetModel()
        self._generation, self._next, self._counts = generation, page.next, {}
        self.countdowns.use(page.calendars, page.zone)
        self._rows, self._numbers = list(page.rows), {row.number for row in page.rows}
        self._find_groups()
        self._take(self._laid_out())
        self.endResetModel()
        self._is_awaiting = False
        self._read_on_where_nothing_shows()

    def _append(self, page: QueuePage) -> None:
        # A ticket that moved down between two pages comes a second time.
        rows = [row for row in page.rows if row.number not in self._numbers]
        self.regroup()
        self._rows.extend(rows)
        self._numbers.update(row.number for row in rows)
        self._next = page.next
        self._find_groups()
        self._extend(self._laid_out())
        # Views ask for more while lines are inserted: only now may they have it.
        self._is_awaiting = False
        self._read_on_where_nothing_shows()

    def _find_groups(self) -> None:
        self._ends = find_ends(self._rows, self._now(), self.countdowns.zone) if self._is_grouped else ()

    def _laid_out(self) -> list[Line]:
        if not self._is_grouped:
            return list(self._rows)
        # Where all is read, what was read is what there is.
        counts = {} if self._next is None else self._counts
        return lay_out(self._rows, self._ends, counts, self._collapsed)

    def _take(self, lines: list[Line]) -> None:
        self._lines, self._places = lines, None

    def _extend(self, lines: list[Line]) -> None:
        """Take lines that begin with those that are shown."""
        first = len(self._lines)
        if len(lines) > first:
            self.beginInsertRows(NOWHERE, first, len(lines) - 1)
            self._lines.extend(lines[first:])
            if self._places is not None:
                self._places.update((key_of(line), place) for place, line in enumerate(lines[first:], first))
            self.endInsertRows()
        # Tickets that were there stay what they are; the last heading may count more of them.
        for one in self._ends:
            place = self.line_of_group(one.group)
            if place is not None and place < first:
                self._set_line(place, lines[place])

    def _become(self, lines: list[Line]) -> None:
        """Take lines of any order, and tell views only what is gone, new and different."""
        changes = line_changes([key_of(line) for line in self._lines], [key_of(line) for line in lines])
        is_moving = bool(changes.removals or changes.insertions)
        if is_moving:
            self._places = None
            self.lines_changing.emit()
        for span in changes.removals:
            self.beginRemoveRows(NOWHERE, span.first, span.last)
            del self._lines[span.first : span.last + 1]
            self.endRemoveRows()
        for span in changes.insertions:
            self.beginInsertRows(NOWHERE, span.first, span.last)
            self._lines[span.first : span.first] = lines[span.first : span.last + 1]
            self.endInsertRows()
        self._replace(lines)
        if is_moving:
            self.lines_changed.emit()

    def _replace(self, lines: list[Line]) -> None:
        """Take values for lines that stay, and tell which differ."""
        for place, (before, line) in enumerate(zip(self._lines, lines, strict=True)):
            if before is not line:
                self._set_line(place, line)

    def _set_line(self, place: int, line: Line) -> None:
        if self._lines[place] != line:
            self._lines[place] = line
            self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def _place_of(self, number: str) -> int | None:
        if self._places is None:
            self._places = {key_of(line): place for place, line in enumerate(self._lines)}
        return self._places.get(number)

    def _is_rest_hidden(self) -> bool:
        """All that is not read yet belongs to a collapsed group."""
        if not self._ends or self._ends[-1].group not in self._collapsed:
            return False
        reached = {one.group for one in self._ends}
        return bool(self._counts) and all(group in reached for group, count in self._counts.items() if count)

    def _read_on_where_nothing_shows(self) -> None:
        """Ask for more where a collapsed group ends the list: a view has no line to ask from."""
        if self._ends and self._ends[-1].group in self._collapsed:
            self.fetchMore()
