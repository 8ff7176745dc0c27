"""A field for a moment on the site's wall clock, as people type it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QLineEdit, QWidget

from ui.shared.moments import full_words, over_words, span_words
from ui.shared.typed_moment import NotUnderstood, Understood, examples, read_moment

LONGEST = 60
_A_DAY = timedelta(days=1)


class MomentEdit(QLineEdit):
    """Takes a span from now, a time of day, or a day and a time, in a zone of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin empty, in UTC, on the computer's clock."""
        super().__init__(parent)
        self._zone = "UTC"
        self._clock: Callable[[], datetime] = _computers_clock
        self.setMaxLength(LONGEST)
        self.setPlaceholderText(self.tr("45 min, 14:30, tomorrow 9:00"))

    @property
    def understood(self) -> Understood | NotUnderstood:
        """What is meant by now: a span counts from now."""
        return read_moment(self.text(), self._clock(), self._zone)

    @property
    def moment(self) -> datetime | None:
        """The moment that is meant, aware; None where none can be told."""
        understood = self.understood
        return understood.at if isinstance(understood, Understood) else None

    def use_clock(self, clock: Callable[[], datetime], zone: str) -> None:
        """Read on the wall clock of a zone; `clock` tells the time by now."""
        self._clock, self._zone = clock, zone

    def show_moment(self, at: datetime) -> None:
        """Write a moment as it can be read again and edited."""
        self.setText(f"{at.astimezone(ZoneInfo(self._zone)):%Y-%m-%d %H:%M}")

    def wrong(self) -> str:
        """Say what is wrong with what was typed; empty where nothing is."""
        understood = self.understood
        if isinstance(understood, NotUnderstood):
            return understood.words if self.text().strip() else examples()
        return self.tr("That time is over. Name a later one.") if understood.at <= self._clock() else ""

    def told(self) -> str:
        """Say how what was typed is understood, or how it can be written."""
        understood, now = self.understood, self._clock()
        if isinstance(understood, NotUnderstood):
            return understood.words
        moment, left = full_words(understood.at, self._zone), understood.at - now
        if left <= timedelta():
            return self.tr("{moment}, {late}").format(moment=moment, late=over_words(-left))
        # Days are not told in hours.
        return self.tr("{moment}, in {span}").format(moment=moment, span=span_words(left)) if left < _A_DAY else moment


def _computers_clock() -> datetime:
    return datetime.now(UTC)
