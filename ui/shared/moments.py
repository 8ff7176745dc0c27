"""Times in the few words that a list has room for, and the names of what clocks measure."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.standing import Level
from ui.shared.icons import Icon

translate = QCoreApplication.translate

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Up to then a weekday cannot be mistaken for that of another week.
_WEEKDAYS_FOR = timedelta(days=6)
_STAYS_RELATIVE = 2 * HOUR


def due_words(at: datetime, now: datetime, zone: str) -> str:
    """Say when something is due: "in 12 min", "in 1 h 36", another day "Wed 08:13", and late "18 min over"."""
    left = at - now
    if left <= timedelta():
        return over_words(-left)
    if left < MINUTE:
        return translate("Moments", "in under 1 min")
    if left < _STAYS_RELATIVE or _day(at, zone) == _day(now, zone):
        return translate("Moments", "in {}").format(span_words(left))
    return clock_words(at, now, zone)


def over_words(late: timedelta) -> str:
    """Say how late something is: "18 min over"."""
    if late < MINUTE:
        return translate("Moments", "now over")
    if late >= 2 * DAY:
        return translate("Moments", "{} d over").format(late // DAY)
    return translate("Moments", "{} over").format(span_words(late))


def left_words(left: timedelta) -> str:
    """Say how much working time a paused clock has left: "2 h 10 left"."""
    return translate("Moments", "{} left").format(span_words(left))


def span_words(span: timedelta) -> str:
    """Say how long a span is, in whole minutes: "12 min", "1 h 36", "5 h 02", "2 h"."""
    hours, minutes = divmod(max(span, timedelta()) // MINUTE, 60)
    if not hours:
        return translate("Moments", "{} min").format(minutes)
    if not minutes:
        return translate("Moments", "{} h").format(hours)
    return translate("Moments", "{} h {:02}").format(hours, minutes)


def clock_words(at: datetime, now: datetime, zone: str) -> str:
    """Say the time on the wall clock, with the day if it is another one: "14:05", "Wed 08:13", "2 Dec 08:13"."""
    local, time = _local(at, zone), time_words(at, zone)
    if local.date() == _day(now, zone):
        return time
    return translate("Moments", "{day} {time}").format(day=_day_words(at, now, zone), time=time)


def ago_words(at: datetime, now: datetime, zone: str) -> str:
    """Say how long ago something was: "9 min", "4 h", another day "Mon", longer ago "12 Oct"."""
    past = max(now - at, timedelta())
    if past < MINUTE:
        return translate("Moments", "now")
    if past < HOUR:
        return span_words(past)
    if _day(at, zone) == _day(now, zone):
        return translate("Moments", "{} h").format(past // HOUR)
    return _day_words(at, now, zone)


def time_words(at: datetime, zone: str) -> str:
    """Say the time of day as the user's country writes it: "14:05"."""
    local = _local(at, zone)
    locale = QLocale()
    is_of_twelve = "A" in locale.timeFormat(QLocale.FormatType.ShortFormat).upper()
    return locale.toString(QTime(local.hour, local.minute), "h:mm AP" if is_of_twelve else "HH:mm")


def full_words(at: datetime, zone: str) -> str:
    """Say a moment with everything, for a tooltip: "Tuesday, 24 November 2026, 14:05 (Europe/London)"."""
    locale = QLocale()
    local = _local(at, zone)
    day = locale.toString(QDate(local.year, local.month, local.day), QLocale.FormatType.LongFormat)
    return translate("Moments", "{day}, {time} ({zone})").format(day=day, time=time_words(at, zone), zone=zone)


def metric_name(metric: Metric) -> str:
    """Name what a clock measures."""
    return {
        Metric.FIRST_RESPONSE: translate("Moments", "First response"),
        Metric.NEXT_RESPONSE: translate("Moments", "Next response"),
        Metric.UPDATE: translate("Moments", "Next update"),
        Metric.OWNERSHIP: translate("Moments", "Ownership"),
        Metric.RESOLUTION: translate("Moments", "Resolution"),
        Metric.ACKNOWLEDGEMENT: translate("Moments", "Acknowledgement"),
    }[metric]


def metric_short(metric: Metric) -> str:
    """Name what has to be done before a clock runs out, for a narrow column."""
    return {
        Metric.FIRST_RESPONSE: translate("Moments", "Reply"),
        Metric.NEXT_RESPONSE: translate("Moments", "Reply"),
        Metric.UPDATE: translate("Moments", "Update"),
        Metric.OWNERSHIP: translate("Moments", "Owner"),
        Metric.RESOLUTION: translate("Moments", "Fix"),
        Metric.ACKNOWLEDGEMENT: translate("Moments", "Ack"),
    }[metric]


def level_icon(level: Level) -> Icon:
    """Give the sign of a clock's level."""
    return {
        Level.OK: Icon.CLOCK,
        Level.WARN: Icon.CLOCK_ALERT,
        Level.CRITICAL: Icon.TRIANGLE_ALERT,
        Level.BREACHED: Icon.OCTAGON_X,
        Level.PAUSED: Icon.CIRCLE_PAUSE,
        Level.MET: Icon.CIRCLE_CHECK,
        Level.CANCELLED: Icon.CIRCLE_MINUS,
    }[level]


def level_words(level: Level) -> str:
    """Name a clock's level."""
    return {
        Level.OK: translate("Moments", "On time"),
        Level.WARN: translate("Moments", "Due soon"),
        Level.CRITICAL: translate("Moments", "Almost due"),
        Level.BREACHED: translate("Moments", "Over"),
        Level.PAUSED: translate("Moments", "Paused"),
        Level.MET: translate("Moments", "Met"),
        Level.CANCELLED: translate("Moments", "Not needed"),
    }[level]


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def _day(at: datetime, zone: str) -> date:
    return _local(at, zone).date()


def _day_words(at: datetime, now: datetime, zone: str) -> str:
    locale = QLocale()
    local, today = _local(at, zone), _local(now, zone)
    if abs(local.date() - today.date()) <= _WEEKDAYS_FOR:
        return locale.dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
    month = locale.monthName(local.month, QLocale.FormatType.ShortFormat)
    if local.year == today.year:
        return translate("Moments", "{day} {month}").format(day=local.day, month=month)
    return translate("Moments", "{day} {month} {year}").format(day=local.day, month=month, year=local.year)
