"""How the database answers: what the status bar and the strip say of it, and of the engine."""

from PySide6.QtCore import QObject, Signal

from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError, Refused, Unavailable
from ui.shared.icons import Icon
from ui.shared.moments import time_words
from ui.site_time import SiteTime
from ui.tickets.error_words import told
from ui.window.engine_presenter import Pulse, engine_words
from ui.window.main_window import MainWindow
from ui.window.strip import StripKind


class Connection(QObject):
    """Says whether the database is there and an engine runs; what is wrong with the whole window goes to its strip.

    `away` comes with the words for why nothing can be changed, "" once it can again.
    """

    away = Signal(str)

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
        if self._lost_since is not None:
            self._lost_since = None
            self._window.strip.over(StripKind.OFFLINE)
            self.away.emit("")

    def lose(self, error: EscalationError) -> None:
        """Hear that a question failed; a database that is away is told until it answers again."""
        if not isinstance(error, Unavailable):
            if isinstance(error, Refused):
                self.say(told(error))
            return
        if self._lost_since is None:
            self._lost_since = time_words(self._site_time(), self._zone)
            self.away.emit(self.tr("There is no connection to {}").format(self._database))
        self._window.status.connection.say(
            self.tr("No connection since {}").format(self._lost_since), icon=Icon.WIFI_OFF, is_alarming=True
        )
        self._window.strip.tell(
            StripKind.OFFLINE,
            self.tr("No connection to {} since {}. You can read; what you type is kept. {}").format(
                self._database, self._lost_since, told(error)
            ),
            self.tr("Try again"),
        )

    def say(self, words: str) -> None:
        """Say what went wrong where no widget of its own can."""
        self._window.strip.tell(StripKind.REFUSED, words, self.tr("Close"))
