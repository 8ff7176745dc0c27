"""The demo team in a window: made while the window waits, and its colleagues at work while it is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.drafts import Drafts
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from ui.background import Background
from ui.window.main_window import MainWindow
from ui.window.session import Session
from ui.window.strip import StripKind

COLLEAGUES_ACT_AFTER_MS = 2_000


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
        self._made.connect(self._tell)

    @property
    def drafts(self) -> Drafts:
        """Where what is typed is kept; it goes with the team."""
        return self._desk.drafts

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
        session.upkeep.ask(
            lambda app: self._desk.colleagues(app.store, self._user).act,
            lambda act: ActingAgain(act, session.upkeep, session.connection.lose, self).start(),
            session.connection.lose,
        )


class ActingAgain(QObject):
    """Lets the colleagues act again and again, each time a while after they were through with the last time."""

    def __init__(
        self,
        act: Callable[[], object],
        background: Background,
        lose: Callable[[EscalationError], None],
        parent: QObject,
        *,
        after_ms: int = COLLEAGUES_ACT_AFTER_MS,
    ) -> None:
        super().__init__(parent)
        self._act = act
        self._background = background
        self._lose = lose
        self._later = QTimer(self, singleShot=True, interval=after_ms)
        self._later.timeout.connect(self._ask)

    def start(self) -> None:
        """Begin to wait for the first time."""
        self._later.start()

    def _ask(self) -> None:
        self._background.ask(lambda _app: self._act(), lambda _count: self._later.start(), self._fail)

    def _fail(self, error: EscalationError) -> None:
        self._lose(error)
        self._later.start()
