"""The menu that sorts a list: by what, and which way round."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from desktop_escalation.domain.queue import Sort
from ui.tickets.list_sorts import direction_names, is_usually_descending, orders_beside, sort_name


class SortMenu(QMenu):
    """Checks the order of the list, offers those it can have, and emits what is wanted."""

    wanted = Signal(object, bool)  # Sort, is_descending

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("&Sort by"))
        self._sort = Sort.DUE
        orders, directions = QActionGroup(self), QActionGroup(self)
        self._orders = {sort: self._choice(orders, sort_name(sort)) for sort in Sort}
        self.addSeparator()
        self._rising, self._falling = self._choice(directions), self._choice(directions)
        for sort, action in self._orders.items():
            action.triggered.connect(lambda _checked, sort=sort: self._choose(sort))
        self._rising.triggered.connect(lambda _checked: self.wanted.emit(self._sort, False))
        self._falling.triggered.connect(lambda _checked: self.wanted.emit(self._sort, True))
        self.show_sort(Sort.DUE, is_descending=False)

    def show_sort(self, sort: Sort, is_descending: bool) -> None:
        """Check by what the list is sorted."""
        self._sort = sort
        for other, action in self._orders.items():
            action.setVisible(other in orders_beside(sort))
        rising, falling = direction_names(sort)
        self._rising.setText(rising)
        self._falling.setText(falling)
        self._orders[sort].setChecked(True)
        (self._falling if is_descending else self._rising).setChecked(True)

    def _choose(self, sort: Sort) -> None:
        if sort is not self._sort:
            self.wanted.emit(sort, is_usually_descending(sort))

    def _choice(self, group: QActionGroup, words: str = "") -> QAction:
        action = QAction(words, self, checkable=True)
        group.addAction(action)
        self.addAction(action)
        return action
