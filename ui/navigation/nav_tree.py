"""The navigation at the side of the window."""

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTreeView, QWidget

from ui.navigation.nav_delegate import ARROW, ARROW_AT, NavDelegate
from ui.navigation.nav_model import NavModel
from ui.navigation.navigation import NavEntry, Navigation
from ui.shared.pen import Pen
from ui.themes import Themes

ARROW_ENDS = ARROW_AT + ARROW + 3
TOP = 4


class NavTree(QTreeView):
    """Lists to choose from; the chosen one stays chosen while counts and lists change."""

    # Of the class, for Qt sends events before there is an instance's own.
    _is_picking = False

    chosen = Signal(str)
    entered = Signal(str)  # chosen, and to be worked in: Enter was pressed

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists = NavModel(self)
        self._pen = Pen(themes)
        self._themes = themes
        self._key: str | None = None
        self._closed: set[str] = set()
        self._is_laying_out = False
        self._set_up()
        self.setModel(self._lists)
        self.setItemDelegate(NavDelegate(self._pen, self))
        self.expanded.connect(self._opened)
        self.collapsed.connect(self._shut)
        themes.changed.connect(self._look_anew)
        themes.density_changed.connect(self._look_anew)

    @property
    def key(self) -> str | None:
        """The list that is chosen; None before there is one."""
        return self._key

    @property
    def closed(self) -> tuple[str, ...]:
        """The lists whose parts are hidden, to be remembered."""
        return tuple(sorted(self._closed))

    def show_navigation(self, navigation: Navigation) -> None:
        """Show lists and counts; it tells nothing, and the chosen list stays chosen where it is still there."""
        self._is_laying_out = True
        self._lists.show(navigation)
        self._open_all_but_closed()
        self._make_current(self._key)
        self._is_laying_out = False

    def select(self, key: str) -> None:
        """Show a list as the chosen one, without telling of it."""
        self._key = key
        self._is_laying_out = True
        self._make_current(key)
        self._is_laying_out = False

    def close_parts(self, keys: tuple[str, ...]) -> None:
        """Hide the parts of lists, as was remembered; keys of lists that are gone do no harm."""
        self._closed = set(keys)
        self._is_laying_out = True
        self._open_all_but_closed()
        self._is_laying_out = False

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell which list was chosen; that a line is current says nothing, the first becomes that with the focus."""
        super().selectionChanged(selected, deselected)
        chosen = selected.indexes()
        value = self._lists.value_at(chosen[0]) if chosen else None
        if isinstance(value, NavEntry) and not self._is_laying_out and value.key != self._key:
            self._key = value.key
            self.chosen.emit(value.key)

    def begin_picking(self) -> None:
        """Take letters for the name of a list, until one is entered or the focus goes elsewhere."""
        self._is_picking = True
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def event(self, event: QEvent) -> bool:
        """Keep letters from the window's shortcuts while they name a list."""
        if (
            self._is_picking
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.text().isprintable()
            and event.text()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave letters to the window again."""
        self._is_picking = False
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, open and close by arrows; letters are left to the window's shortcuts."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._key is not None:
                self.entered.emit(self._key)
        elif self._is_picking and event.text().isprintable() and event.text():
            self.keyboardSearch(event.text())
        elif event.text().isprintable() and event.text() not in {"", "+", "-"}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open and close parts by the arrow, choose a list by the rest of its line."""
        index = self.indexAt(event.position().toPoint())
        value = self._lists.value_at(index)
        x = round(event.position().x())
        near = self.viewport().width() - x if self.isRightToLeft() else x
        if isinstance(value, NavEntry) and value.parts and near < ARROW_ENDS:
            self.setExpanded(index, not self.isExpanded(index))
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground of the window, and know the direction of the text before lines are painted."""
        self._pen.is_mirrored = self.isRightToLeft()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._themes.current.bg)
        painter.end()
        super().paintEvent(event)

    def drawBranches(self, painter: QPainter, rect: object, index: object) -> None:
        """Paint no branches."""

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setUniformRowHeights(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setAnimated(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportMargins(0, TOP, 0, 0)
        self.setAccessibleName(self.tr("Lists"))

    def _make_current(self, key: str | None) -> None:
        index = QModelIndex() if key is None else self._lists.index_of(key)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.selectionModel().clear()

    def _open_all_but_closed(self) -> None:
        for row in range(self._lists.rowCount()):
            self.setExpanded(self._lists.index(row, 0), True)
        for index in self._lists.entries():
            value = self._lists.value_at(index)
            if isinstance(value, NavEntry) and value.parts:
                self.setExpanded(index, value.key not in self._closed)

    def _opened(self, index: QModelIndex) -> None:
        value = self._lists.value_at(index)
        if isinstance(value, NavEntry) and not self._is_laying_out:
            self._closed.discard(value.key)

    def _shut(self, index: QModelIndex) -> None:
        value = self._lists.value_at(index)
        if isinstance(value, NavEntry) and not self._is_laying_out:
            self._closed.add(value.key)

    def _look_anew(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
