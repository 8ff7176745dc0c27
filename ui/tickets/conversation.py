"""The conversation of a ticket: what of it is shown, in which order, and its rows."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListView,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_escalation.domain.attachment import Attachment
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.shared.tip import give_tip
from ui.themes import Themes
from ui.tickets.conversation_entry import Entry, conversation_of, plain_text_of
from ui.tickets.conversation_model import ConversationModel, Part
from ui.tickets.message_delegate import MARGIN, MessageDelegate
from ui.tickets.message_reader import MessageReader


class Conversation(QWidget):
    """Shows messages and events; `save_wished` asks to save a file (`Attachment`) of the shown ticket."""

    save_wished = Signal(object)

    def __init__(self, themes: Themes, parent: QWidget | None = None) -> None:
        """Begin without a ticket."""
        super().__init__(parent)
        self._themes = themes
        self._number = ""
        self.model = ConversationModel(self)
        self.list = MessageList(self.model, themes)
        self.list.save_wished.connect(self.save_wished)
        self.list.reading_wished.connect(self.read)
        self._parts: dict[Part, QPushButton] = {}
        self._group = QButtonGroup(self, exclusive=True)
        self._order = QPushButton()
        self._order.setProperty("kind", "quiet")
        self._order.setProperty("small", True)
        self._order.clicked.connect(self._turn)
        self._empty = TintedLabel(themes, Role.SECONDARY, muted_ink)
        self._empty.setContentsMargins(round(MARGIN), 4, round(MARGIN), 4)
        self._empty.setWordWrap(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(self._empty)
        whole.addWidget(self.list, 1)
        themes.changed.connect(self._dress)
        self._dress()
        self._tell()

    def show_ticket(self, desk: DeskTicket) -> None:
        """Show the conversation of a ticket; another one begins at its newest row."""
        is_another, self._number = desk.ticket.number != self._number, desk.ticket.number
        stays_at_newest = is_another or self.list.follows_newest
        self.model.show_entries(conversation_of(desk, desk.page.now), desk.page.now, desk.zone)
        self._tell()
        if stays_at_newest:
            self.list.scroll_to_newest()

    def show_part(self, part: Part) -> None:
        """Show all, or one kind of rows."""
        self.model.show_part(part)
        self._tell()
        self.list.scroll_to_newest()

    def go_to_newest(self) -> None:
        """Put the keyboard at the newest row."""
        self.list.scroll_to_newest()
        self.list.go_to_newest()

    def read(self, entry: Entry) -> None:
        """Show one entry whole in a window of its own."""
        reader = MessageReader(entry, self._themes, self)
        reader.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        reader.save_wished.connect(self.save_wished)
        reader.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let words of the upper line go where there is no room for all."""
        super().resizeEvent(event)
        self._fit()

    def _head(self) -> QWidget:
        head = QWidget()
        # It asks for no width of its own: what it says gives way.
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._row = row = QHBoxLayout(head)
        row.setContentsMargins(round(MARGIN), 6, 8, 4)
        row.setSpacing(2)
        self._title = QLabel(self.tr("Conversation"))
        self._title.setIndent(0)
        row.addWidget(self._title)
        row.addSpacing(4)
        for part in Part:
            button = QPushButton()
            button.setCheckable(True)
            button.setChecked(part is Part.ALL)
            button.setProperty("kind", "quiet")
            button.setProperty("small", True)
            button.clicked.connect(lambda _checked, wanted=part: self.show_part(wanted))
            self._group.addButton(button)
            self._parts[part] = button
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._order)
        return head

    def _fit(self) -> None:
        """Show the words of the order, else only its sign, else also no title."""
        self._title.show()
        self._order.setText(self._order.accessibleName())
        if self._needed() > self.width():
            self._order.setText("")
        self._title.setVisible(self._needed() <= self.width())
        # At once: in the middle of a resize nobody lays out again what has just changed.
        self._row.activate()

    def _needed(self) -> int:
        self._row.invalidate()
        return self._row.sizeHint().width()

    def _turn(self) -> None:
        self.model.order(is_newest_first=not self.model.is_newest_first)
        self._tell()
        self.list.scroll_to_newest()

    def _tell(self) -> None:
        """Say how many rows of each kind there are, and which order holds."""
        counts = self.model.counts()
        words = {
            Part.ALL: self.tr("All {}"),
            Part.PUBLIC: self.tr("Public {}"),
            Part.INTERNAL: self.tr("Internal {}"),
            Part.EVENTS: self.tr("Events {}"),
        }
        for part, button in self._parts.items():
            button.setText(words[part].format(counts[part]))
        is_newest_first = self.model.is_newest_first
        self._order.setAccessibleName(self.tr("Newest first") if is_newest_first else self.tr("Newest last"))
        give_tip(self._order, self.tr("{}: press to turn the order around").format(self._order.accessibleName()))
        self._empty.setText(self.tr("Nothing of this kind yet."))
        self._empty.setVisible(counts[self.model.part] == 0 and bool(self._number))
        self._fit()

    def _dress(self) -> None:
        self._title.setFont(self._themes.font(Role.SECONDARY_STRONG))
        self._order.setIcon(self._themes.icon(Icon.SORT))
        self.list.doItemsLayout()
        self._fit()


class MessageList(QListView):
    """The rows, by mouse and by keys: Enter reads one whole, Ctrl+C copies it, the menu key has the rest."""

    save_wished = Signal(object)
    reading_wished = Signal(object)

    def __init__(self, model: ConversationModel, themes: Themes, parent: QWidget | None = None) -> None:
        """Show a model."""
        super().__init__(parent)
        self._entries = model
        self._painter = MessageDelegate(themes, self)
        self._follows_newest = True
        self.setModel(model)
        self.setItemDelegate(self._painter)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A bar that comes and goes would change the width, and with it every height.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Conversation"))
        self.doubleClicked.connect(self._read)
        bar = self.verticalScrollBar()
        bar.setSingleStep(24)
        bar.valueChanged.connect(self._look_whether_at_newest)
        bar.rangeChanged.connect(self._follow)

    @property
    def follows_newest(self) -> bool:
        """The newest row is in sight, and stays there whatever is added, and however wide the list becomes."""
        return self._follows_newest

    def scroll_to_newest(self) -> None:
        """Bring the newest row into sight, now and when rows get their places later."""
        self._follows_newest = True
        self.executeDelayedItemsLayout()
        self._follow()

    def go_to_newest(self) -> None:
        """Put the keyboard at the newest row that it can be at."""
        self.setFocus()
        self._go_to_newest_row()

    def _go_to_newest_row(self) -> None:
        rows = range(self._entries.rowCount())
        for row in rows if self._entries.is_newest_first else reversed(rows):
            index = self._entries.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                return

    def copy(self) -> None:
        """Put the row at which the keyboard is onto the clipboard, every word of it."""
        entry = self._entries.entry(self.currentIndex())
        if entry is not None:
            QGuiApplication.clipboard().setText(plain_text_of(entry))

    def menu_for(self, entry: Entry) -> QMenu:
        """Make the menu of a row."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("&Read whole"), QKeySequence(Qt.Key.Key_Return), lambda: self.reading_wished.emit(entry))
        menu.addAction(self.tr("&Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy)
        if entry.files:
            menu.addSeparator()
        for file in entry.files:
            words = self.tr("Save {} as…").format(file.name.replace("&", "&&"))
            menu.addAction(words).triggered.connect(lambda _checked, wanted=file: self.save_wished.emit(wanted))
        return menu

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show at which row the keyboard is, from the first moment."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() or not self.selectionModel().isSelected(self.currentIndex()):
            self._go_to_newest_row()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Read or copy the row; other keys move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._read(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the row under the mouse, or of that at which the keyboard is."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        entry = self._entries.entry(index)
        if entry is None or not index.flags() & Qt.ItemFlag.ItemIsSelectable:
            return
        self.setCurrentIndex(index)
        at = self.visualRect(index).center() if by_key else event.pos()
        self.menu_for(entry).popup(self.viewport().mapToGlobal(at))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask to save the file that was pressed, or to read the rest of a row."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        file = self.file_at(point)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if file is not None:
            self.save_wished.emit(file)
        elif self._is_on_more(point):
            self._read(self.indexAt(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show by the cursor that a file, or "Show all", can be pressed."""
        super().mouseMoveEvent(event)
        point = event.position().toPoint()
        is_over = self.file_at(point) is not None or self._is_on_more(point)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def file_at(self, point: QPoint) -> Attachment | None:
        """Find the file whose chip is at a point."""
        index = self.indexAt(point)
        return self._painter.file_at(self._option(index), index, QPointF(point)) if index.isValid() else None

    def _is_on_more(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        return index.isValid() and self._painter.is_on_more(self._option(index), index, QPointF(point))

    def _option(self, index: QModelIndex) -> QStyleOptionViewItem:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        option.rect = self.visualRect(index)
        return option

    def changeEvent(self, event: QEvent) -> None:
        """Lay out anew for another font."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.scheduleDelayedItemsLayout()

    def _newest_at(self) -> int:
        bar = self.verticalScrollBar()
        return bar.minimum() if self._entries.is_newest_first else bar.maximum()

    def _look_whether_at_newest(self, value: int) -> None:
        self._follows_newest = value == self._newest_at()

    def _follow(self) -> None:
        if self._follows_newest:
            self.verticalScrollBar().setValue(self._newest_at())

    def _read(self, index: QModelIndex) -> None:
        entry = self._entries.entry(index)
        if entry is not None and index.flags() & Qt.ItemFlag.ItemIsSelectable:
            self.reading_wished.emit(entry)
