"""How the sums of an explanation are said: spans to the second, moments with their day, and why time counts or not."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QLocale

from desktop_escalation.domain.calendar_rules import (
    BREAK,
    HOLIDAY,
    NIGHT,
    NO_WORKING_DAY,
    OUTSIDE_HOURS,
    WORKING_TIME,
)
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.wording import person_name
from ui.shared.moments import span_words, time_words
from ui.shared.plain import one_line
from ui.tickets.states import pending_name

translate = QCoreApplication.translate

_PAUSE = re.compile(r"paused, waiting for (.+?), by (.+)", re.DOTALL)
_NOT_RUNNING = "not running"


def exact_words(span: timedelta) -> str:
    """Say a span, with its seconds where it has some, so that shown sums come out: "12 min", "12 min 30 s"."""
    seconds = span // timedelta(seconds=1) % 60
    if not seconds:
        return span_words(span)
    if span < timedelta(minutes=1):
        return translate("Sums", "{} s").format(seconds)
    hours, minutes = divmod(span // timedelta(minutes=1), 60)
    if hours:
        return translate("Sums", "{} h {:02} min {} s").format(hours, minutes, seconds)
    return translate("Sums", "{} {} s").format(span_words(span), seconds)


def day_name(at: datetime, zone: str) -> str:
    """Name a day: "Monday 23 Nov"."""
    return _day(at, zone, QLocale.FormatType.LongFormat)


def stamp_words(at: datetime, zone: str) -> str:
    """Say a moment to the second: "Tue 24 Nov, 08:50:00"."""
    local = at.astimezone(ZoneInfo(zone))
    day = _day(at, zone, QLocale.FormatType.ShortFormat)
    return translate("Sums", "{day}, {time}").format(day=day, time=f"{local:%H:%M:%S}")


def short_stamp(at: datetime, zone: str, *, with_date: bool = False) -> str:
    """Say a moment with its weekday, or its date where weekdays could be mistaken: "Mon 16:20", "23 Nov 16:20"."""
    local, locale = at.astimezone(ZoneInfo(zone)), QLocale()
    day = _date(local) if with_date else locale.dayName(local.isoweekday(), QLocale.FormatType.ShortFormat)
    return translate("Sums", "{day} {time}").format(day=day, time=time_words(at, zone))


def date_words(at: datetime, zone: str) -> str:
    """Say a date with its year: "3 Sep 2026"."""
    local = at.astimezone(ZoneInfo(zone))
    return translate("Sums", "{date} {year}").format(date=_date(local), year=local.year)


def from_to_words(from_at: datetime, to_at: datetime, zone: str, *, with_date: bool = False) -> str:
    """Say from when to when, the day once where it is one: "Mon 16:20, 17:00"."""
    zone_info = ZoneInfo(zone)
    is_one_day = from_at.astimezone(zone_info).date() == to_at.astimezone(zone_info).date()
    end = time_words(to_at, zone) if is_one_day else short_stamp(to_at, zone, with_date=with_date)
    start = short_stamp(from_at, zone, with_date=with_date)
    return translate("Sums", "{start}, {end}").format(start=start, end=end)


def reason_of_time(reason: str, directory: Directory) -> str:
    """Say why time counts or not: "Working time", "Waiting for customer, by Owen Price", "Closed, night"."""
    known = {
        WORKING_TIME: translate("Sums", "Working time"),
        NIGHT: translate("Sums", "Closed, night"),
        NO_WORKING_DAY: translate("Sums", "Closed, no working day"),
        HOLIDAY: translate("Sums", "Closed, holiday"),
        BREAK: translate("Sums", "Closed, break"),
        OUTSIDE_HOURS: translate("Sums", "Closed, outside hours"),
        _NOT_RUNNING: translate("Sums", "Not running"),
    }
    if reason in known:
        return known[reason]
    pause = _PAUSE.fullmatch(reason)
    if pause is not None:
        waits = pause_words(reason)
        return translate("Sums", "{}, by {}").format(waits, one_line(person_name(directory, pause[2])))
    if reason.startswith(f"{HOLIDAY}: "):
        return translate("Sums", "Closed, {}").format(one_line(reason.removeprefix(f"{HOLIDAY}: ")))
    return one_line(reason)


def pause_words(reason: str) -> str:
    """Say what a paused clock waits for; "" where it was not paused."""
    pause = _PAUSE.fullmatch(reason)
    if pause is None:
        return ""
    is_known = pause[1] in tuple(PendingReason)
    return pending_name(PendingReason(pause[1])) if is_known else one_line(pause[1])


def _day(at: datetime, zone: str, length: QLocale.FormatType) -> str:
    local = at.astimezone(ZoneInfo(zone))
    name = QLocale().dayName(local.isoweekday(), length)
    return translate("Sums", "{name} {date}").format(name=name, date=_date(local))


def _date(local: datetime) -> str:
    month = QLocale().monthName(local.month, QLocale.FormatType.ShortFormat)
    return translate("Sums", "{day} {month}").format(day=local.day, month=month)
