"""The ticket pane: everything about one ticket, with its actions above and the reply box below, which never scroll."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.line import a_line
from ui.shared.plain import harmless
from ui.shared.text_size import Role
from ui.shared.tinted_label import TintedLabel, muted_ink
from ui.site_time import SiteTime
from ui.themes import Themes
from ui.tickets.action_button import ActionButton
from ui.tickets.conversation import Conversation
from ui.tickets.ladder_widget import MOST_ROWS, LadderWidget
from ui.tickets.pane_header import PaneHeader
from ui.tickets.reply import addressee_of
from ui.tickets.reply_box import ReplyBox
from ui.tickets.sla_strip import SlaStrip

LEAST_WIDTH, WIDTH = 400, 464
TICK_MS = 1_000
LEAST_ROWS = 2
# Head, clocks, some of the conversation, and the reply box.
WITHOUT_LADDER = 530
_MARGIN = 14


class TicketPane(QFrame):
    """Shows one ticket, or says in words why none is shown."""

    def __init__(self, themes: Themes, site_time: SiteTime, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site_time = site_time
        self._ticket: DeskTicket | None = None
        self._has_way_back = False
        self.header = PaneHeader(themes)
        self.clocks = SlaStrip(themes)
        self.ladder = LadderWidget(themes)
        self.conversation = Conversation(themes)
        self.reply = ReplyBox(themes)
        self.reply.looking.connect(self.look_at_newest)
        self._words = TintedLabel(themes, Role.BODY, muted_ink)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._pages = QStackedWidget()
        self._lay_out()
        self.setMinimumWidth(LEAST_WIDTH)
        self.show_nothing(self.tr("Choose a ticket to see it here."))
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    @property
    def ticket(self) -> DeskTicket | None:
        """The ticket that is shown."""
        return self._ticket

    def set_way_back(self, action: QAction) -> None:
        """Put the way back to the list above everything, for when the pane is a page of its own."""
        self._ways.addWidget(ActionButton(action, self))

    def show_way_back(self, is_wanted: bool) -> None:
        """Show the way back, or leave it to the list beside."""
        self._has_way_back = is_wanted
        self._way_back.setVisible(is_wanted)

    def show_ticket(self, ticket: DeskTicket) -> None:
        """Show a ticket; the same one again keeps what is typed, scrolled and focused."""
        self._ticket = ticket
        now = self._site_time()
        self.header.show_ticket(ticket, now)
        self.clocks.show_ticket(ticket, now)
        self.ladder.show_ticket(ticket, now)
        self.conversation.show_ticket(ticket)
        self.reply.show_ticket(addressee_of(ticket))
        self._pages.setCurrentIndex(1)

    def show_nothing(self, words: str) -> None:
        """Show no ticket, and say why."""
        self._ticket = None
        self.reply.show_ticket(None)
        self._words.setText(harmless(words, 2_000))
        self._pages.setCurrentIndex(0)

    def look_at_newest(self) -> None:
        """Go to the newest row of the conversation."""
        self.conversation.go_to_newest()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the ladder give way before the conversation and the reply box do."""
        super().resizeEvent(event)
        room = self.height() - WITHOUT_LADDER - (self._way_back.sizeHint().height() if self._has_way_back else 0)
        self.ladder.show_at_most(min(MOST_ROWS, max(LEAST_ROWS, room // self.ladder.row_height)))

    def _tick(self) -> None:
        if self._ticket is not None and self.isVisible():
            now = self._site_time()
            self.clocks.tick(now)
            self.ladder.tick(now)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        for widget in (self.clocks, self.ladder):
            column.addWidget(a_line())
            column.addWidget(widget)
        column.addWidget(a_line())
        column.addWidget(self.conversation, 1)
        box = QVBoxLayout()
        box.setContentsMargins(_MARGIN, 6, _MARGIN, 10)
        box.addWidget(self.reply)
        column.addLayout(box)
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.setContentsMargins(24, 24, 24, 24)
        middle.addWidget(self._words)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        self._way_back = QFrame()
        self._ways = QHBoxLayout(self._way_back)
        self._ways.setContentsMargins(_MARGIN, 6, _MARGIN, 0)
        self._ways.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self._way_back.hide()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._way_back)
        whole.addWidget(self._pages)
        self.setProperty("kind", "panel")
        self.setAccessibleName(self.tr("Ticket"))
