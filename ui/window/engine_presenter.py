"""The pulse: asks every few seconds how database and engine are, and runs the engine here where that is wanted."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject, QTimer, Signal

from desktop_escalation.app.desk_services import DeskServices
from desktop_escalation.app.workplace import Workplace
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.services.asking import Asking
from ui.background import Background
from ui.shared.moments import clock_words, time_words
from ui.site_time import SiteTime

if TYPE_CHECKING:
    from desktop_escalation.services.engine_room import EngineStatus

LOOKS_EVERY_MS = 5_000


class Pulse(Struct, frozen=True):
    """How the engine is, and how long the database took to say so."""

    status: "EngineStatus"
    took: timedelta


class EnginePresenter(QObject):
    """Tells how the engine is (`felt`) or why that is not known (`lost`), and after each sweep here (`swept`)."""

    felt = Signal(object)  # Pulse
    lost = Signal(object)  # EscalationError
    swept = Signal()
    ran = Signal(bool)

    def __init__(
        self, background: Background, workplace: Workplace, asking: Asking, site_time: SiteTime, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background = background
        self._workplace = workplace
        self._asking = asking
        self._site_time = site_time
        self._is_asking = False
        self._timer = QTimer(self, interval=LOOKS_EVERY_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask how the engine is, unless an answer is awaited."""
        if not self._is_asking:
            self._is_asking = True
            self._background.ask(self._measured, self._feel, self._lose)

    def run_here(self, is_on: bool, failed: Callable[[EscalationError], None]) -> None:
        """Run the engine in this program, or leave it to others."""

        def work(_app: DeskServices) -> bool:
            if is_on:
                self._workplace.run_engine(lambda _sweep: self.swept.emit())
            else:
                self._workplace.stop_engine()
            return self._workplace.is_engine_here

        def done(is_here: bool) -> None:
            self.ran.emit(is_here)
            self.look()

        self._background.ask(work, done, failed)

    def _measured(self, app: DeskServices) -> Pulse:
        began_s = time.monotonic()
        status = app.engine_room.status(self._asking)
        return Pulse(status, timedelta(seconds=time.monotonic() - began_s))

    def _feel(self, pulse: Pulse) -> None:
        self._is_asking = False
        self._site_time.heard(pulse.status.now)
        self.felt.emit(pulse)

    def _lose(self, error: EscalationError) -> None:
        self._is_asking = False
        self.lost.emit(error)


def engine_words(status: "EngineStatus", *, is_here: bool) -> str:
    """Say who runs the engine, when it looked last, and when it has something to do next."""
    tr = QCoreApplication.translate
    running = [engine for engine in status.engines if not status.is_silent_engine(engine)]
    if not running:
        return tr("Engine", "Engine: nobody is running it")
    seconds = max(0, int((status.now - running[0].to_at).total_seconds()))
    computer = running[0].engine.partition(":")[0]
    where = tr("Engine", "running here") if is_here else tr("Engine", "running on {}").format(computer)
    words = tr("Engine", "Engine: {}, last sweep {} s ago").format(where, seconds)
    if status.next_at is None:
        return words
    if status.next_at <= status.now:
        return tr("Engine", "{}, {} due now").format(words, status.due)
    return tr("Engine", "{}, next due {}").format(words, clock_words(status.next_at, status.now, status.zone))


def site_time_words(site_time: SiteTime, zone: str) -> str:
    """Say the day and the time of the site: "Tue 24 Nov, 13:53 London"."""
    now = site_time()
    city = zone.rpartition("/")[2].replace("_", " ")
    local = now.astimezone(ZoneInfo(zone))
    day = QLocale().toString(QDate(local.year, local.month, local.day), "ddd d MMM")
    return f"{day}, {time_words(now, zone)} {city}"
