"""After an act: tells in the status bar what it has come to, and where the list goes on."""

from PySide6.QtCore import QObject, Signal

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.background import Background
from ui.site_time import SiteTime
from ui.window.act_words import act_words
from ui.window.actions import Do
from ui.window.main_window import MainWindow


class AfterAct(QObject):
    """Reads what is recorded of an act and says it; `lost` where it cannot be read."""

    lost = Signal(object)

    def __init__(self, window: MainWindow, background: Background, asking: Asking, site_time: SiteTime) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._asking = asking
        self._site_time = site_time
        self._is_reading = False
        self._told: str | None = None
        self._left: str | None = None

    def tell(self, number: str, seen: int | None) -> None:
        """Say what an act on a ticket has come to, of which a version was seen before; 0 for a new one."""
        self._is_reading = True

        def say(ticket: DeskTicket) -> None:
            self._is_reading = False
            words = act_words(ticket, seen, self._site_time())
            if words:
                self._told = number
                self._window.status.tell(words, self._hint())

        def lose(error: EscalationError) -> None:
            self._is_reading = False
            self.lost.emit(error)

        self._background.ask(lambda app: app.desk.open(self._asking, number), say, lose)

    def look_at_list(self) -> None:
        """Say how to go on from a ticket that has left the list, once and for as long as nobody has."""
        status, left = self._window.status, self._window.list.table.left
        is_new = left is not None and left != self._left
        self._left = left
        if is_new and not status.is_telling and not self._is_reading:
            self._told = None
            status.tell("", self._hint())
        else:
            status.hint(self._hint())

    def _hint(self) -> str:
        table = self._window.list.table
        if table.left is None or table.current_number is None:
            return ""
        # Of the ticket whose act was just told, it need not be said again.
        words = self.tr("{key} goes on to {following}.")
        if table.left != self._told:
            words = self.tr("{left} has left this list: {key} goes on to {following}.")
        return words.format(
            left=table.left, key=self._window.commands.keys_text(Do.NEXT), following=table.current_number
        )
