"""The main window: the frame around navigation, list and ticket, and nothing of what they do."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QSplitter, QVBoxLayout, QWidget

from desktop_escalation.app.preferences import Preferences
from desktop_escalation.domain.value import replace
from ui.navigation.nav_tree import NavTree
from ui.shared.stair import app_icon
from ui.site_time import SiteTime
from ui.themes import Themes
from ui.tickets.table_model import TicketTableModel
from ui.tickets.ticket_list import TicketList
from ui.window.actions import Actions, Do
from ui.window.menus import fill_menu_bar
from ui.window.status_bar import StatusBar
from ui.window.strip import Strip
from ui.window.tool_bar import ToolBar

if TYPE_CHECKING:
    from ui.tickets.ticket_pane import TicketPane

LEAST_SIZE = (1024, 640)
SIZE = (1440, 900)
# What desktops put around a window: the sides and the bottom, and the bar with its title.
FRAME, TITLE = 4, 36
NAV_LEAST, NAV_WIDTH, NAV_MOST = 180, 208, 320
PANE_LEAST, PANE_WIDTH = 400, 464
# Under this width the pane is a page of its own.
ONE_PAGE_BELOW = 1180
PANE = 2


class MainWindow(QMainWindow):
    """Shows navigation, list and ticket side by side; in a narrow window list and ticket take turns.

    `arranged` comes when the user has moved a border.
    """

    arranged = Signal()

    def __init__(self, themes: Themes, site_time: SiteTime) -> None:
        super().__init__()
        self.themes = themes
        self.commands = Actions(themes, self)
        self.navigation = NavTree(themes)
        self.model = TicketTableModel(site_time, self)
        self.list = TicketList(themes, self.model)
        self._site_time = site_time
        self._pane: TicketPane | None = None
        self._place_of_pane = QFrame()
        self._within_place = QVBoxLayout(self._place_of_pane)
        self.strip = Strip(themes)
        self.status = StatusBar(themes)
        self.tools = ToolBar(themes, self.commands)
        self._is_pane_wanted = True
        self._is_reading = False
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._lay_out()
        self.addActions(list(self.commands.all))
        fill_menu_bar(self.menuBar(), self.commands, self.list.menus)
        self.setWindowIcon(app_icon())
        self.setMinimumSize(*LEAST_SIZE)
        # Less where the screen has no room for it.
        # The frame that the desktop puts around it must fit as well, and is not known before it is there.
        self.resize(QSize(*SIZE).boundedTo(self.screen().availableSize() - QSize(2 * FRAME, TITLE + FRAME)))

    @property
    def pane(self) -> "TicketPane":
        """The ticket; it is made when it is first asked for, which need not be before there is a list."""
        if self._pane is None:
            self._pane = self._make_pane()
        return self._pane

    @property
    def is_narrow(self) -> bool:
        """List and ticket take turns."""
        return self.width() < ONE_PAGE_BELOW

    def show_pane(self, is_wanted: bool) -> None:
        """Show the ticket beside the list, or the list alone."""
        self._is_pane_wanted = is_wanted
        self._arrange()

    def open_ticket(self) -> None:
        """Turn to the ticket: the pane gets the focus, in a narrow window the whole page."""
        self._is_reading = True
        self._is_pane_wanted = True
        self._arrange()
        self.pane.ladder.rungs.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def back_to_list(self) -> None:
        """Turn to the list."""
        self._is_reading = False
        self._arrange()
        self.list.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def areas(self) -> tuple[QWidget, ...]:
        """The parts that F6 goes through, those that can be seen."""
        pane = self.pane
        parts = (self.navigation, self.list.table, pane.ladder.rungs, pane.conversation.list, pane.reply.text)
        return tuple(part for part in parts if part.isVisibleTo(self) and part.isEnabled())

    def restore(self, preferences: Preferences) -> None:
        """Take the arrangement that was remembered; what does not fit this screen is left out."""
        if preferences.window_geometry:
            self.restoreGeometry(QByteArray(preferences.window_geometry))
        if len(preferences.splitter_sizes) == self._splitter.count():
            self._splitter.setSizes(list(preferences.splitter_sizes))
        self._is_pane_wanted = preferences.is_pane_visible
        self.commands[Do.PANE].setChecked(preferences.is_pane_visible)
        self._arrange()

    def arrangement(self, preferences: Preferences) -> Preferences:
        """Give the preferences with the arrangement as it is."""
        sizes = (
            tuple(self._splitter.sizes()) if not self.is_narrow and self._is_pane_wanted else preferences.splitter_sizes
        )
        return replace(
            preferences,
            window_geometry=bytes(self.saveGeometry().data()),
            splitter_sizes=sizes,
            is_pane_visible=self._is_pane_wanted,
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let list and ticket take turns where there is no room for both."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        if self._pane is not None:
            self._pane.show_way_back(self.is_narrow)
        if self.is_narrow:
            self.list.setVisible(not self._is_reading)
            self._place_of_pane.setVisible(self._is_reading)
        else:
            self.list.show()
            self._place_of_pane.setVisible(self._is_pane_wanted)

    def _make_pane(self) -> "TicketPane":
        from ui.tickets.ticket_pane import TicketPane  # noqa: PLC0415 - not before the first list

        pane = TicketPane(self.themes, self._site_time)
        pane.show_way_back(self.is_narrow)
        pane.set_way_back(self.commands[Do.TO_LIST])
        pane.header.set_actions(
            [self.commands[do] for do in (Do.ACKNOWLEDGE, Do.ESCALATE, Do.HAND_BACK, Do.RESOLVE)],
            self.commands[Do.ACKNOWLEDGE],
        )
        self._within_place.addWidget(pane)
        return pane

    def _lay_out(self) -> None:
        self._within_place.setContentsMargins(0, 0, 0, 0)
        self._place_of_pane.setProperty("kind", "panel")
        self._place_of_pane.setMinimumWidth(PANE_LEAST)
        self.navigation.setMinimumWidth(NAV_LEAST)
        self.navigation.setMaximumWidth(NAV_MOST)
        for widget, stretch in ((self.navigation, 0), (self.list, 1), (self._place_of_pane, 0)):
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
            self._splitter.setCollapsible(self._splitter.count() - 1, False)
        self._splitter.setHandleWidth(1)
        self._splitter.setSizes([NAV_WIDTH, SIZE[0] - NAV_WIDTH - PANE_WIDTH, PANE_WIDTH])
        self._splitter.splitterMoved.connect(lambda _at, _index: self.arranged.emit())
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addWidget(self._splitter, 1)
        self.addToolBar(self.tools)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)
