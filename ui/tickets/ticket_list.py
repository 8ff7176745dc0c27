"""A list of tickets with all it needs: the line over it, the table, and what stands there when there is none."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop_escalation.domain.queue import Sort
from ui.themes import Themes
from ui.tickets.busy_line import BusyLine
from ui.tickets.list_notice import ListNotice
from ui.tickets.list_sort_menu import SortMenu
from ui.tickets.table_model import TicketTableModel
from ui.tickets.table_view import TicketTable
from ui.tickets.view_header import ViewHeader


class TicketList(QWidget):
    """Shows rows, that they are on their way, that there are none, or what went wrong."""

    action_wanted = Signal()
    retry_wanted = Signal()

    def __init__(self, themes: Themes, model: TicketTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TicketTable(themes, model, self)
        self.header = ViewHeader(themes, self.table.columns, self)
        self._sorting = SortMenu(self)
        self._sorting.wanted.connect(self.table.sort_wanted)
        self._model = model
        self._notice = ListNotice(themes, self)
        self._notice.wanted.connect(self._go_on)
        self._is_in_trouble = False
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._notice)
        # After the table, and so above it.
        self._busy = BusyLine(themes, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)
        self.header.column_wanted.connect(self.table.hide_column)
        self.header.columns_reset.connect(self.table.reset_columns)

    @property
    def notice(self) -> ListNotice | None:
        """What stands in the place of the table; None while the table is there."""
        return self._notice if self._stack.currentWidget() is self._notice else None

    @property
    def menus(self) -> tuple[QMenu, ...]:
        """What can be chosen for the list, with what is chosen checked: its order, its headings, its columns."""
        return self._sorting, self.header.grouping_menu, self.header.columns_menu

    def show_sort(self, sort: Sort, is_descending: bool) -> None:
        """Show by what the list is sorted, and whether that leaves room for headings."""
        self.table.show_sort(sort, is_descending)
        self._sorting.show_sort(sort, is_descending)
        self.header.set_grouping_enabled(sort is Sort.DUE)

    def show_loading(self) -> None:
        """Say that rows are on their way: grey bars where there is none, else a thin line after a while."""
        if self._model.rowCount():
            self._busy.begin()
        else:
            self.table.show_loading(is_loading=True)
            self._stack.setCurrentWidget(self.table)

    def show_rows(self) -> None:
        """Show the table."""
        self._rest()
        self._stack.setCurrentWidget(self.table)

    def show_empty(self, words: str, action: str = "") -> None:
        """Say that there is no ticket, and what can be done instead."""
        self._rest()
        self._is_in_trouble = False
        self._say(words, action)

    def show_trouble(self, words: str) -> None:
        """Say why a list could not be read; rows that were read stay where they are, and nothing is said here."""
        self._rest()
        if not self._model.rowCount():
            self.show_missing(words)

    def show_missing(self, words: str) -> None:
        """Say why another list could not be read, in the place of the rows of the one before."""
        self._rest()
        self._is_in_trouble = True
        self._say(words, self.tr("&Try again"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the thin line under the title."""
        super().resizeEvent(event)
        self._busy.setGeometry(0, self.header.height(), self.width(), self._busy.height())

    def _say(self, words: str, action: str) -> None:
        self._notice.say(words, action)
        self._stack.setCurrentWidget(self._notice)

    def _rest(self) -> None:
        self._busy.end()
        self.table.show_loading(is_loading=False)

    def _go_on(self) -> None:
        (self.retry_wanted if self._is_in_trouble else self.action_wanted).emit()
