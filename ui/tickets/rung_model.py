"""The rungs of a ladder as a list model; its words hold until nobody could read a change."""

from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_escalation.domain.rungs import Rung, RungState
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.plain import tooltip_of
from ui.tickets.rung_words import RungLine, rung_line, rung_sentence, rung_tooltip

Index = QModelIndex | QPersistentModelIndex
NO_INDEX = QModelIndex()


class _Row(Struct, frozen=True):
    rung: Rung
    line: RungLine


class RungModel(QAbstractListModel):
    """Holds the rungs of one ticket and puts each in a line."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticket: DeskTicket | None = None
        self._now: datetime | None = None
        self._rows: list[_Row] = []

    def show_ticket(self, ticket: DeskTicket, now: datetime) -> None:
        """Show the ladder of a ticket."""
        self.beginResetModel()
        self._ticket, self._now = ticket, now
        self._rows = [_Row(rung, rung_line(rung, ticket, now)) for rung in ticket.rungs]
        self.endResetModel()

    def tick(self, now: datetime) -> None:
        """Let time go on; only rows whose words change are said anew."""
        if self._ticket is None:
            return
        self._now = now
        for number, row in enumerate(self._rows):
            line = rung_line(row.rung, self._ticket, now)
            if line != row.line:
                self._rows[number] = _Row(row.rung, line)
                index = self.index(number)
                self.dataChanged.emit(index, index)

    def rung(self, row: int) -> Rung:
        """Give the rung of a row."""
        return self._rows[row].rung

    def line(self, row: int) -> RungLine:
        """Give the words of a row."""
        return self._rows[row].line

    def row_of_next(self) -> int | None:
        """Find the row that fires first; None where none will."""
        found = (number for number, row in enumerate(self._rows) if row.rung.state is RungState.NEXT)
        return next(found, None)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Count the rungs."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a rung."""
        if not index.isValid() or self._ticket is None or self._now is None:
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return " ".join(part for part in (row.line.lead, row.line.what) if part)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_of(rung_tooltip(row.rung, self._ticket, self._now))
            case Qt.ItemDataRole.AccessibleTextRole:
                return rung_sentence(row.rung, self._ticket, self._now)
            case _:
                return None
