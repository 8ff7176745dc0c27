"""How the database answers: what the status bar and the strip say of it, and of the engine; and asking it again."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused, Unavailable, Unreachable
from ui.shared.counts import counted
from ui.shared.icons import Icon
from ui.shared.moments import time_words
from ui.site_time import SiteTime
from ui.tickets.error_words import told
from ui.window.engine_presenter import Pulse, engine_words
from ui.window.main_window import MainWindow
from ui.window.strip import StripKind

FIRST_RETRY_S, RETRY_EVERY_S = 5, 15
SECOND_MS = 1_000


class Connection(QObject):
    """Says whether the database is there and an engine runs; what is wrong with the whole window goes to its strip.

    `away` comes with the words for why nothing can be changed, "" once it can again. `retry` asks to try again, every
    now and then while the database does not answer.
    """

    away = Signal(str)
    retry = Signal()

    def __init__(
        self, window: MainWindow, database: str, workplace: Workplace, site_time: SiteTime, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window = window
        self._database = database
        self._workplace = workplace
        self._site_time = site_time
        self._zone = "UTC"
        self._lost_since: str | None = None
        self._trouble: Unavailable | None = None
        self._seconds_left = RETRY_EVERY_S
        self._has_answered = False
        self._counting = QTimer(self, interval=SECOND_MS)
        self._counting.timeout.connect(self._count_down)
        window.status.database.say(database)
        window.status.connection.say(self.tr("Connecting"))
        window.status.engine.say("")

    def feel(self, pulse: Pulse) -> None:
        """Hear how the engine is and how long the database took."""
        self._zone = pulse.status.zone
        self.heard()
        milliseconds = max(1, round(pulse.took.total_seconds() * 1000))
        self._window.status.connection.say(self.tr("Connected, {} ms").format(milliseconds), icon=Icon.PLUG)
        words = engine_words(pulse.status, is_here=self._workplace.is_engine_here)
        self._window.status.engine.say(words, is_alarming=pulse.status.is_silent)
        if pulse.status.is_silent and not self._workplace.is_engine_here:
            self._window.strip.tell(
                StripKind.NO_ENGINE,
                self.tr("Nobody is running the engine. Escalations wait."),
                self.tr("Run it here"),
            )
        else:
            self._window.strip.over(StripKind.NO_ENGINE)

    def heard(self) -> None:
        """Know that the database has just answered."""
        self._has_answered = True
        if self._lost_since is not None:
            self._lost_since = self._trouble = None
            self._counting.stop()
            self._window.status.connection.say(self.tr("Connected"), icon=Icon.PLUG)
            self._window.strip.over(StripKind.OFFLINE)
            self.away.emit("")

    def lose(self, error: EscalationError) -> None:
        """Hear that a question failed; a database that is away is told until it answers again."""
        if not isinstance(error, Unavailable):
            if not self._has_answered:
                # The list says why, in the place of the tickets.
                self._window.status.connection.say(self.tr("Not connected"), icon=Icon.WIFI_OFF, is_alarming=True)
            elif isinstance(error, Refused):
                self.say(told(error))
            return
        self._trouble = error
        if self._lost_since is None:
            self._lost_since = time_words(self._site_time(), self._zone)
            self._seconds_left = FIRST_RETRY_S
            self._counting.start()
            self.away.emit(self.tr("There is no connection to {}").format(self._database))
        self._tell()

    def press_retry(self) -> None:
        """Try again now, and count anew."""
        self._seconds_left = 0
        self._tell()
        self._seconds_left = RETRY_EVERY_S
        self.retry.emit()

    def _count_down(self) -> None:
        self._seconds_left -= 1
        if self._seconds_left <= 0:
            self.press_retry()
        else:
            self._tell()

    def _tell(self) -> None:
        if self._trouble is None:
            return
        is_cut = isinstance(self._trouble, Unreachable)
        since = self.tr("No connection since {}") if is_cut else self.tr("Not answering since {}")
        self._window.status.connection.say(
            since.format(self._lost_since), icon=Icon.WIFI_OFF, is_alarming=True, tip=told(self._trouble)
        )
        what = (
            self.tr("No connection to {} since {}.").format(self._database, self._lost_since)
            if is_cut
            else told(self._trouble)
        )
        left = self._seconds_left
        when = counted(left, self.tr("Next try in 1 second."), self.tr("Next try in %n seconds.", "", left))
        words = self.tr("{} You can read; what you type is kept. {}").format(
            what, when if left else self.tr("Trying again now…")
        )
        self._window.strip.tell(StripKind.OFFLINE, words, self.tr("Try again"))

    def say(self, words: str) -> None:
        """Say what went wrong where no widget of its own can."""
        self._window.strip.tell(StripKind.REFUSED, words, self.tr("Close"))
