"""The demo team in a window: made while the window waits, and its colleagues at work while it is open."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.services.asking import Asking
from ui.window.main_window import MainWindow
from ui.window.session import Session
from ui.window.strip import StripKind

COLLEAGUES_ACT_EVERY_MS = 2_000


class Demo(QObject):
    """Makes the demo team in the background, tells how far that is, and lets its people act."""

    _made = Signal(int, int)

    def __init__(self, user: str, speed: int, window: MainWindow) -> None:
        super().__init__(window)
        # Late, for the past of ninety days is made of much that no other window needs.
        from desktop_escalation.app.demo_desk import AGENT, DemoDesk  # noqa: PLC0415

        self._window = window
        self._user = user
        self._desk = DemoDesk.planned()
        self.asking = Asking(user, AGENT)
        self.workplace = Workplace(self._desk.url, self.asking, lambda: self._desk.make(user, speed, self._made.emit))
        self._acting = QTimer(self, interval=COLLEAGUES_ACT_EVERY_MS)
        self._made.connect(self._tell)

    @property
    def url(self) -> str:
        """Where the demo team's database is."""
        return self._desk.url

    def begin(self, session: Session) -> None:
        """Say what is being made, and let the colleagues act once it is there."""
        self._window.strip.tell(StripKind.DEMO, self.tr("Making the demo team with ninety days of work."))
        session.usable.connect(lambda: self._open(session))

    def remove(self) -> None:
        """Throw the demo team away."""
        self._desk.remove()

    def _tell(self, done: int, total: int) -> None:
        words = self.tr("Making the demo team with ninety days of work: {} of {} tickets.")
        self._window.strip.tell(StripKind.DEMO, words.format(done, total))

    def _open(self, session: Session) -> None:
        self._window.strip.over(StripKind.DEMO)

        def begin(app: DeskServices) -> None:
            colleagues = self._desk.colleagues(app.store, self._user)
            self._acting.timeout.connect(
                lambda: session.upkeep.ask(lambda _app: colleagues.act(), lambda _count: None, session.connection.lose)
            )

        session.upkeep.ask(begin, lambda _none: self._acting.start(), session.connection.lose)
