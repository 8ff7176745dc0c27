"""Joins the ticket pane to the services: which ticket is open, and how it is now."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.background import Background

# Who runs down a list with the arrow keys opens nothing on the way.
PAUSE_MS = 60
# Many changes that come together are one look.
LOOKS_AGAIN_MS = 250


class PanePresenter(QObject):
    """Reads the ticket that is looked at; `shown` comes with it, `lost` where it cannot be read."""

    began = Signal(str)
    shown = Signal(object)
    lost = Signal(str, object)

    def __init__(self, background: Background, asking: Asking, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._asking = asking
        self._number: str | None = None
        self._ticket: DeskTicket | None = None
        self._is_reading = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._read)
        self._again = QTimer(self, singleShot=True, interval=LOOKS_AGAIN_MS)
        self._again.timeout.connect(self._read)

    @property
    def number(self) -> str | None:
        """The ticket that is looked at."""
        return self._number

    @property
    def ticket(self) -> DeskTicket | None:
        """The ticket as it was read last; None until it is there."""
        return self._ticket

    def open(self, number: str) -> None:
        """Look at another ticket."""
        if number == self._number:
            return
        self._number, self._ticket = number, None
        self.began.emit(number)
        self._pause.start()

    def close(self) -> None:
        """Look at no ticket."""
        self._number = self._ticket = None
        self._pause.stop()
        self._again.stop()

    def look_again_soon(self) -> None:
        """Read it anew in a moment, once for all that changes until then."""
        if self._number is not None and not self._again.isActive():
            self._again.start()

    def look_again(self) -> None:
        """Read it anew now."""
        self._read()

    def _read(self) -> None:
        if self._number is None:
            return
        if self._is_reading:
            self._again.start()
            return
        self._is_reading = True
        number, asking = self._number, self._asking

        def lose(error: EscalationError) -> None:
            self._is_reading = False
            if number == self._number:
                self.lost.emit(number, error)

        def show(ticket: DeskTicket) -> None:
            self._is_reading = False
            if number == self._number:
                self._ticket = ticket
                self.shown.emit(ticket)

        self._background.ask(lambda app: app.desk.open(asking, number), show, lose)
