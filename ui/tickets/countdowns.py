"""How the next due clock of each ticket stands, in words that hold for as long as nobody could read a change."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.queue_row import QueueRow, Resolution
from desktop_escalation.domain.standing import Level, Standing, standing
from ui.shared.moments import clock_words, due_words, left_words, level_words, metric_name, metric_short

Now = Callable[[], datetime]
NEAR = timedelta(hours=2)
FAR_LASTS = timedelta(seconds=30)


class ClockWords(Struct, frozen=True):
    """What the table says of a clock: "in 12 min", "Update 14:05", a bar, and all of it as a sentence.

    The share that its bar shows is None where nothing is measured any more.
    """

    level: Level
    words: str
    side: str
    share: float | None
    sentence: str


class _Known(Struct, frozen=True):
    row: QueueRow
    at: datetime
    words: ClockWords | None


class Countdowns:
    """Works out the words of a ticket when they are looked at, and again when they may have changed."""

    def __init__(self, now: Now) -> None:
        self.zone = "UTC"
        self._now = now
        self._calendars: Mapping[str, Calendar] = {}
        self._known: dict[str, _Known] = {}

    @property
    def now(self) -> datetime:
        """The time of the site."""
        return self._now()

    def use(self, calendars: Mapping[str, Calendar], zone: str) -> None:
        """Know the calendars that the clocks of a list run by, and the zone of its words."""
        if calendars is not self._calendars or zone != self.zone:
            self._known.clear()
        self._calendars, self.zone = calendars, zone

    def of(self, row: QueueRow) -> ClockWords | None:
        """Give what was said last; None where the ticket has no clock that runs."""
        known = self._known.get(row.number)
        if known is not None and known.row is row:
            return known.words
        return self._work_out(row, self._now())

    def is_changed(self, row: QueueRow) -> bool:
        """Work out again what may have changed: a clock that is due soon each time, others twice a minute."""
        now = self._now()
        known = self._known.get(row.number)
        if known is not None and known.row is row and known.at <= now < known.at + _lasts(row, now):
            return False
        before = None if known is None else known.words
        return self._work_out(row, now) != before

    def _work_out(self, row: QueueRow, now: datetime) -> ClockWords | None:
        words = None if row.resolution is None else say_ended(row.resolution, now, self.zone)
        if row.countdown is not None:
            words = say(standing(row.countdown, now, self._calendars), now, self.zone)
        self._known[row.number] = _Known(row, now, words)
        return words


def _lasts(row: QueueRow, now: datetime) -> timedelta:
    due_at = None if row.countdown is None else row.countdown.due_at
    return timedelta() if due_at is not None and abs(due_at - now) < NEAR else FAR_LASTS


def say(stands: Standing, now: datetime, zone: str) -> ClockWords:
    """Put into words how a clock stands."""
    metric = metric_name(stands.metric)
    if stands.due_at is None:
        left, words = left_words(stands.left), level_words(stands.level)
        return ClockWords(stands.level, words, left, stands.share, f"{metric}: {words}, {left}")
    words, clock = due_words(stands.due_at, now, zone), clock_words(stands.due_at, now, zone)
    short = metric_short(stands.metric)
    # The clock time is said once: "in 12 min, Update 14:05", but "Wed 08:13, Fix".
    is_said = clock == words or stands.level is Level.BREACHED
    side = short if is_said else f"{short} {clock}"
    return ClockWords(stands.level, words, side, stands.share, f"{metric}: {words} ({clock})")


def say_ended(resolution: Resolution, now: datetime, zone: str) -> ClockWords:
    """Put into words when a ticket was resolved, and whether in time."""
    level, clock = resolution.level, clock_words(resolution.at, now, zone)
    if level is None:
        words = QCoreApplication.translate("Tickets", "No target")
    elif level is Level.BREACHED:
        words = QCoreApplication.translate("Tickets", "Late")
    else:
        words = QCoreApplication.translate("Tickets", "In time")
    sentence = QCoreApplication.translate("Tickets", "Resolved {time}: {how}").format(time=clock, how=words)
    return ClockWords(level or Level.CANCELLED, words, clock, None, sentence)
