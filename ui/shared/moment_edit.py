"""A field for a moment on the site's wall clock."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QDateTime, QTime, QTimeZone
from PySide6.QtWidgets import QDateTimeEdit, QWidget


class MomentEdit(QDateTimeEdit):
    """Shows a wall time in a zone of its own, whatever the computer's zone is; seconds are not asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin in UTC."""
        super().__init__(parent)
        self._zone = "UTC"
        # The computer's zone would refuse the hour that is skipped in its spring.
        self.setTimeZone(QTimeZone.utc())
        self.setDisplayFormat("ddd d MMM yyyy  HH:mm")
        self.setCalendarPopup(True)

    @property
    def moment(self) -> datetime:
        """The moment that is shown, aware."""
        shown = self.dateTime()
        day, time = shown.date(), shown.time()
        wall = datetime(day.year(), day.month(), day.day(), time.hour(), time.minute(), tzinfo=ZoneInfo(self._zone))
        return wall.astimezone(UTC)

    def show_moment(self, at: datetime, zone: str) -> None:
        """Show a moment on the wall clock of a zone."""
        self._zone = zone
        local = at.astimezone(ZoneInfo(zone))
        day, time = QDate(local.year, local.month, local.day), QTime(local.hour, local.minute)
        self.setDateTime(QDateTime(day, time, QTimeZone.utc()))
