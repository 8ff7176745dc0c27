"""The model of the navigation: sections, lists, and lists that are part of lists."""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.navigation.nav_words import spoken_words, tooltip_words
from ui.navigation.navigation import NavEntry, Navigation, NavSection
from ui.shared.plain import one_line

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
TOP = 0


class _Node(Struct, frozen=True):
    """A line of the tree; nodes know each other by their place in the list of all, of which the first is the root."""

    value: NavSection | NavEntry | None
    parent: int
    row: int
    children: tuple[int, ...]


class NavModel(QAbstractItemModel):
    """Shows a navigation; new counts change their lines only, other lists lay the tree out anew."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[_Node] = _laid_out(Navigation())

    def show(self, navigation: Navigation) -> None:
        """Show other values."""
        nodes = _laid_out(navigation)
        if _shape(nodes) != _shape(self._nodes):
            self.beginResetModel()
            self._nodes = nodes
            self.endResetModel()
            return
        before, self._nodes = self._nodes, nodes
        for place, (old, new) in enumerate(zip(before, nodes, strict=True)):
            if _own(old) != _own(new):
                index = self.createIndex(new.row, 0, place)
                self.dataChanged.emit(index, index)

    def value_at(self, index: Index) -> NavSection | NavEntry | None:
        """Give what a line shows; None for the root."""
        return self._nodes[_place(index)].value

    def index_of(self, key: str) -> QModelIndex:
        """Give the line of a list by its key; an invalid index where none has it."""
        for place, node in enumerate(self._nodes):
            if isinstance(node.value, NavEntry) and node.value.key == key:
                return self.createIndex(node.row, 0, place)
        return QModelIndex()

    def entries(self) -> Iterator[QModelIndex]:
        """Give the lines of all lists, from the top."""
        for place, node in enumerate(self._nodes):
            if isinstance(node.value, NavEntry):
                yield self.createIndex(node.row, 0, place)

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Give a line by its place under another."""
        children = self._nodes[_place(parent)].children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]  # QObject has one of that name too
        """Give the line over a line."""
        above = self._nodes[_place(child)].parent
        return QModelIndex() if above == TOP else self.createIndex(self._nodes[above].row, 0, above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the lines under a line."""
        return len(self._nodes[_place(parent)].children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Have one column."""
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a line; the delegate paints from `value_at`."""
        value = self.value_at(index)
        if value is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(value.title if isinstance(value, NavSection) else value.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_words(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip_words(value)
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return value.hint if isinstance(value, NavEntry) else ""
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell that lists can be chosen, and titles of sections cannot."""
        if isinstance(self.value_at(index), NavEntry):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags


def _place(index: Index) -> int:
    return index.internalId() if index.isValid() else TOP


def _laid_out(navigation: Navigation) -> list[_Node]:
    nodes: list[_Node] = []

    def lay(value: NavSection | NavEntry | None, parent: int, row: int, parts: Sequence[NavSection | NavEntry]) -> int:
        place = len(nodes)
        node = _Node(value, parent, row, ())
        nodes.append(node)
        children = tuple(lay(part, place, number, _parts(part)) for number, part in enumerate(parts))
        nodes[place] = _Node(value, parent, row, children)
        return place

    lay(None, TOP, 0, navigation.sections)
    return nodes


def _parts(value: NavSection | NavEntry) -> Sequence[NavEntry]:
    return value.entries if isinstance(value, NavSection) else value.parts


def _shape(nodes: Sequence[_Node]) -> list[tuple[str, int]]:
    """Give what has to be the same for the tree to stay as it is laid out."""
    return [(node.value.key if isinstance(node.value, NavEntry) else "", node.parent) for node in nodes]


def _own(node: _Node) -> object:
    """Give what a line shows itself, without the lists that are part of it."""
    if isinstance(node.value, NavEntry):
        return node.value.name, node.value.mark, node.value.count
    return None if node.value is None else node.value.title
