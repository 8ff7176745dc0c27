"""The people of a team as rows to pick one from: who, until when on duty, how loaded."""

from collections.abc import Iterable
from datetime import datetime
from enum import IntEnum

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_escalation.services.escalation_desk import PersonChoice
from ui.escalations.duty_words import duty_words, load_words, person_words
from ui.shared.plain import one_line, tooltip_of

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns."""

    PERSON = 0
    DUTY = 1
    LOAD = 2


class PersonRow(Struct, frozen=True):
    """A row with its words; `person` is None in a row that stands for no single person."""

    person: PersonChoice | None
    name: str
    about: str = ""
    duty: str = ""
    load: str = ""

    @property
    def login(self) -> str | None:
        """Who is picked with this row."""
        return None if self.person is None else self.person.login


class PeopleModel(QAbstractTableModel):
    """Holds the rows; `UserRole` gives a row's `PersonRow` in every column."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._rows: tuple[PersonRow, ...] = ()

    def show_people(self, people: Iterable[PersonRow], nobody: str | None = None) -> None:
        """Show people in the order given, after a row with the words for nobody in particular."""
        first = () if nobody is None else (PersonRow(None, nobody),)
        self.beginResetModel()
        self._rows = (*first, *people)
        self.endResetModel()

    @property
    def rows(self) -> tuple[PersonRow, ...]:
        """All rows."""
        return self._rows

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the words of a cell."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _words(row, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(part for part in (row.name, row.about) if part) if not column else _words(row, column)
            case Qt.ItemDataRole.ToolTipRole:
                return tooltip_of("\n".join(part for part in (row.name, row.about, row.duty, row.load) if part))
            case Qt.ItemDataRole.UserRole:
                return row
            case _:
                return None


def person_row(person: PersonChoice, now: datetime, zone: str, team: str = "") -> PersonRow:
    """Word a person's row; a team is named before the rest where the list has several."""
    return PersonRow(
        person=person,
        name=one_line(person.name),
        about=", ".join(part for part in (one_line(team), person_words(person)) if part),
        duty=duty_words(person.duty, now, zone),
        load=load_words(person),
    )


def _words(row: PersonRow, column: Column) -> str:
    match column:
        case Column.PERSON:
            return row.name
        case Column.DUTY:
            return row.duty
        case _:
            return row.load
