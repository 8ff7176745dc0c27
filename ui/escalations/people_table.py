"""The table of people that one is picked from, by arrow keys, by typing a name, or by mouse."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui.escalations.load_delegate import LoadDelegate
from ui.escalations.people_model import Column, PeopleModel, PersonRow
from ui.themes import Themes

_WIDTHS = {Column.DUTY: 116, Column.LOAD: 114}


class PeopleTable(QTableView):
    """Shows people, of whom exactly one row is picked."""

    picked = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._themes = themes
        self._rows_in_sight = 0
        self.people = PeopleModel(self)
        self._delegate = LoadDelegate(themes, self)
        self.setModel(self.people)
        self.setItemDelegate(self._delegate)
        self.setProperty("kind", "framed")
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.selectionModel().currentRowChanged.connect(self._tell)
        themes.changed.connect(self._fit)
        self._fit()

    @property
    def login(self) -> str | None:
        """The login of who is picked; None for nobody in particular."""
        row = self.row
        return None if row is None else row.login

    @property
    def row(self) -> PersonRow | None:
        """The row that is picked; None where there are no rows."""
        row = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return row if isinstance(row, PersonRow) else None

    def show_people(self, people: Iterable[PersonRow], *, nobody: str | None = None, login: str | None = None) -> None:
        """Show people, and pick one of them; where there is none with that login, the first row."""
        self.clearSpans()
        self.people.show_people(people, nobody)
        self._fit()
        if nobody is not None:
            self.setSpan(0, Column.PERSON, 1, len(Column))
        self.setCurrentIndex(self.people.index(0, Column.PERSON))
        self.pick(login)

    def pick(self, login: str | None) -> None:
        """Pick who has this login, where he or she is there."""
        for number, row in enumerate(self.people.rows):
            if row.login == login:
                self.setCurrentIndex(self.people.index(number, Column.PERSON))

    def keep_in_sight(self, rows: int) -> None:
        """Be never lower than so many rows."""
        self._rows_in_sight = rows
        self._fit()

    def _tell(self, current: QModelIndex) -> None:
        row = self.row
        if current.isValid() and row is not None:
            self.picked.emit(row)

    def _needed(self, column: Column) -> int:
        return max((self._delegate.width_of(row, column) for row in self.people.rows), default=0)

    def _fit(self) -> None:
        header, scale = self.horizontalHeader(), self._themes.text_scale
        header.setSectionResizeMode(Column.PERSON, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, max(round(width * scale), self._needed(column)))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        if self._rows_in_sight:
            self.setMinimumHeight(self._rows_in_sight * self._delegate.row_height() + 2 * self.frameWidth())
        self.viewport().update()
