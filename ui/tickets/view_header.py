"""The line over a list: its title, how much is in it, how it is grouped, which columns it has."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from ui.shared.counts import tickets_words
from ui.shared.elide_label import ElideLabel
from ui.shared.icons import Icon
from ui.shared.text_size import Role
from ui.themes import Themes
from ui.tickets.column_layout import ALWAYS_SHOWN, ColumnLayout
from ui.tickets.columns import Column, column_name

HEIGHT, COMPACT_HEIGHT = 42, 36


class ViewHeader(QWidget):
    """Says what a list is; its menus emit what is wanted."""

    grouping_wanted = Signal(bool)
    column_wanted = Signal(Column, bool)  # is_hidden
    columns_reset = Signal()

    def __init__(self, themes: Themes, columns: ColumnLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._columns = columns
        self._title = ElideLabel("", self)
        self._count = QLabel("", self)
        self._count.setTextFormat(Qt.TextFormat.PlainText)
        self._is_grouped = self._can_be_grouped = True
        self.grouping_menu = self._make_grouping_menu()
        self.columns_menu = QMenu(self.tr("Co&lumns"), self)
        self.columns_menu.aboutToShow.connect(lambda: self._fill_columns(self.columns_menu))
        self._fill_columns(self.columns_menu)
        self._grouping = self._button(Icon.GROUP, "", self.grouping_menu)
        self._chosen_columns = self._button(Icon.COLUMNS, self.tr("Columns"), self.columns_menu)
        self._lay_out()
        self.show_grouping(is_grouped=True)
        themes.changed.connect(self._dress)
        themes.density_changed.connect(self._dress)
        self._dress()

    @property
    def title(self) -> str:
        """The title of the list."""
        return self._title.text()

    @property
    def count(self) -> str:
        """How much is said to be in the list."""
        return self._count.text()

    def show_title(self, title: str) -> None:
        """Show the title of another list; how much is in it is not known yet."""
        self._title.setText(title)
        self.show_count(None)

    def show_count(self, count: int | None) -> None:
        """Show how many tickets the list has; nothing while that is not known."""
        self._count.setText("" if count is None else self.locale().toString(count))
        self._count.setAccessibleName("" if count is None else tickets_words(count))

    def show_grouping(self, is_grouped: bool) -> None:
        """Show whether headings stand over the tickets, where they can."""
        self._is_grouped = is_grouped
        is_grouped = is_grouped and self._can_be_grouped
        words = self.tr("Group: Due") if is_grouped else self.tr("Group: none")
        self._grouping.setText(words)
        self._grouping.setAccessibleName(words)
        (self._by_due if is_grouped else self._by_nothing).setChecked(True)

    def set_grouping_enabled(self, is_enabled: bool) -> None:
        """Say whether the order of the list allows headings."""
        self._can_be_grouped = is_enabled
        self._grouping.setEnabled(is_enabled)
        self.grouping_menu.menuAction().setEnabled(is_enabled)
        self.show_grouping(self._is_grouped)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground of the list, with a line under it."""
        painter = QPainter(self)
        theme, area = self._themes.current, self.rect()
        painter.fillRect(area, theme.surface)
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, theme.border)
        painter.end()

    def _lay_out(self) -> None:
        self.layout_of_buttons = QHBoxLayout(self)
        self.layout_of_buttons.setContentsMargins(12, 0, 8, 0)
        self.layout_of_buttons.setSpacing(4)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.layout_of_buttons.addWidget(self._title)
        self.layout_of_buttons.addSpacing(4)
        self.layout_of_buttons.addWidget(self._count)
        self.layout_of_buttons.addStretch(1)
        self.layout_of_buttons.addWidget(self._grouping)
        self.layout_of_buttons.addWidget(self._chosen_columns)

    def _button(self, icon: Icon, name: str, menu: QMenu) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(self._themes.icon(icon))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        if name:
            button.setProperty("kind", "icon")
            button.setToolTip(name)
            button.setAccessibleName(name)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _make_grouping_menu(self) -> QMenu:
        menu, choices = QMenu(self.tr("&Group by"), self), QActionGroup(self)
        self._by_due = self._choice(menu, self.tr("&Due"), lambda: self.grouping_wanted.emit(True))
        self._by_nothing = self._choice(menu, self.tr("&None"), lambda: self.grouping_wanted.emit(False))
        choices.addAction(self._by_due)
        choices.addAction(self._by_nothing)
        return menu

    def _fill_columns(self, menu: QMenu) -> None:
        menu.clear()
        for column in Column:
            if column in ALWAYS_SHOWN or (column is Column.CUSTOMER and not self._columns.is_compact):
                continue
            name = column_name(column, is_compact=self._columns.is_compact)
            is_hidden = self._columns.is_hidden(column)
            action = self._choice(menu, name, self._asking_for(column, is_hidden=not is_hidden))
            action.setChecked(not is_hidden)
        menu.addSeparator()
        menu.addAction(self.tr("&Reset columns"), self.columns_reset.emit)

    def _asking_for(self, column: Column, *, is_hidden: bool) -> Callable[[], None]:
        return lambda: self.column_wanted.emit(column, is_hidden)

    def _choice(self, menu: QMenu, words: str, does: Callable[[], None]) -> QAction:
        action = QAction(words, menu, checkable=True)
        action.triggered.connect(lambda _checked: does())
        menu.addAction(action)
        return action

    def _dress(self) -> None:
        theme = self._themes.current
        for label, role, ink in ((self._title, Role.VIEW_TITLE, theme.text), (self._count, Role.BODY, theme.muted)):
            label.setFont(self._themes.font(role))
            palette = label.palette()
            palette.setColor(label.foregroundRole(), ink)
            label.setPalette(palette)
        height = COMPACT_HEIGHT if self._themes.is_compact else HEIGHT
        self.setFixedHeight(round(height * max(self._themes.text_scale, 1.0)))
        self.update()
