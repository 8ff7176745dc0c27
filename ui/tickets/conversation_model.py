"""The conversation of one ticket as a list: all of it, or one kind of its rows, in either order."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_escalation.domain.attachment import size_words
from ui.shared.plain import harmless, one_line, tooltip_of
from ui.tickets.conversation_entry import Entry, Kind, newest_first, plain_text_of, with_days

NO_PARENT = QModelIndex()
# What a screen reader says of a message at once; the reader window has all of it.
LONGEST_SPOKEN = 2_000


class Part(StrEnum):
    """What of the conversation is shown."""

    ALL = "all"
    PUBLIC = "public"
    INTERNAL = "internal"
    EVENTS = "events"


_KINDS: Mapping[Part, frozenset[Kind]] = MappingProxyType(
    {
        Part.ALL: frozenset({Kind.CUSTOMER, Kind.PUBLIC, Kind.INTERNAL, Kind.EVENT}),
        Part.PUBLIC: frozenset({Kind.CUSTOMER, Kind.PUBLIC}),
        Part.INTERNAL: frozenset({Kind.INTERNAL}),
        Part.EVENTS: frozenset({Kind.EVENT}),
    }
)


class ConversationModel(QAbstractListModel):
    """Holds entries that were read already; `UserRole` gives the entry of a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without a ticket."""
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._now = datetime.now(UTC)
        self._zone = "UTC"
        self._part = Part.ALL
        self._is_newest_first = False
        self._rows: tuple[Entry, ...] = ()

    @property
    def part(self) -> Part:
        """What of the conversation is shown."""
        return self._part

    @property
    def is_newest_first(self) -> bool:
        """Whether the latest row stands on top."""
        return self._is_newest_first

    @property
    def newest_row(self) -> int:
        """Where the latest entry stands; -1 where there is none."""
        if not self._rows:
            return -1
        return (1 if self._rows[0].kind is Kind.DAY else 0) if self._is_newest_first else len(self._rows) - 1

    def counts(self) -> Mapping[Part, int]:
        """Count the entries of each part."""
        return {part: sum(entry.kind in kinds for entry in self._entries) for part, kinds in _KINDS.items()}

    def show_entries(self, entries: tuple[Entry, ...], now: datetime, zone: str) -> None:
        """Show a conversation, the oldest entry first; where it is the one from before and more, rows are added."""
        self._entries, self._now, self._zone = entries, now, zone
        self._arrange()

    def show_part(self, part: Part) -> None:
        """Show another part of the conversation."""
        self._part = part
        self._arrange()

    def order(self, *, is_newest_first: bool) -> None:
        """Put the latest entry on top, or at the bottom."""
        self._is_newest_first = is_newest_first
        self._arrange()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = NO_PARENT) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give what a row shows."""
        if not index.isValid():
            return None
        entry = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.UserRole:
                return entry
            case Qt.ItemDataRole.DisplayRole:
                return one_line(entry.text)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(entry)
            case Qt.ItemDataRole.ToolTipRole if entry.kind is Kind.EVENT:
                return tooltip_of(f"{entry.text}\n{entry.when_in_full}")
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let everything be selected but the separators."""
        if index.isValid() and self._rows[index.row()].kind is Kind.DAY:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def entry(self, index: QModelIndex | QPersistentModelIndex) -> Entry | None:
        """Give the entry of a row; None outside the list."""
        return self._rows[index.row()] if index.isValid() else None

    def _arrange(self) -> None:
        chosen = tuple(entry for entry in self._entries if entry.kind in _KINDS[self._part])
        ordered = newest_first(chosen) if self._is_newest_first else chosen
        rows, before = tuple(with_days(ordered, self._now, self._zone)), self._rows
        if rows == before:
            return
        if before and rows[: len(before)] == before:
            self.beginInsertRows(NO_PARENT, len(before), len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def _spoken(self, entry: Entry) -> str:
        if entry.kind is Kind.DAY:
            return entry.text
        files = [self.tr("attached: {name}, {size}").format(name=f.name, size=size_words(f.size)) for f in entry.files]
        return "\n".join((harmless(plain_text_of(entry), LONGEST_SPOKEN), *files))
