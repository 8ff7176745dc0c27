"""A moment as people type it: "45", "1 h 30", "14:30", "tomorrow 9:00", "Fri 9:00", "2 Dec 9:00", "2026-12-02 9:00"."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from ui.shared.moments import span_words

translate = QCoreApplication.translate

_NameOf = Callable[[QLocale, int, QLocale.FormatType], str]
# Before that hour nobody means a time of day that is over, so that "1:30" is a span in the afternoon.
_MORNING = 6
_FURTHEST = timedelta(days=366)
_WEEK, _YEAR = 7, 12
_NOON = 12
_MINUTES = re.compile(r"(?:in )?(\d{1,6})(?: ?(?:m|mins?|minutes?|minuten?)\.?)?")
_HOURS = re.compile(
    r"(?:in )?(\d{1,4})(?:[.,](\d{1,2}))? ?(?:h|hrs?|hours?|std\.?|stunden?)"
    r"(?: ?(\d{1,2})(?: ?(?:m|mins?|minutes?|minuten?)\.?)?)?"
)
_WRITTEN_SPAN = re.compile(r"in (\d{1,3}):([0-5]\d)")
_BARE = re.compile(r"(\d{1,2}):([0-5]\d)")
_CLOCK = re.compile(r"(?:^|(?<=\s))(?:(?:at|um) )?(\d{1,2})(?::([0-5]\d))?(?: ?(am|pm|uhr))?$")
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ?(?:(\d{1,2})\.|([^\W\d]+)\.?) ?(\d{4})?")


class Understood(Struct, frozen=True):
    """The moment that was meant, aware and in UTC."""

    at: datetime


class NotUnderstood(Struct, frozen=True):
    """Why no moment, or more than one, can be meant, and what to write instead."""

    words: str


def read_moment(text: str, now: datetime, zone: str) -> Understood | NotUnderstood:
    """Read what was typed, on the wall clock of a zone; what can be meant in two ways is not guessed."""
    typed = re.sub(r"(?<=\d)t(?=\d)", " ", " ".join(text.casefold().split()))
    span = _span(typed)
    if span is not None:
        return _within(now + span, now) if span <= _FURTHEST else _too_far()
    bare = _BARE.fullmatch(typed)
    if bare is not None:
        return _bare(int(bare[1]), int(bare[2]), now, zone)
    return _on_a_day(typed, now, zone)


def examples() -> str:
    """Say how a moment can be written."""
    return translate("TypedMoment", "Write for example 45 min, 1 h 30, 14:30, tomorrow 9:00, Fri 9:00 or 2 Dec 9:00.")


def _span(typed: str) -> timedelta | None:
    if found := _MINUTES.fullmatch(typed):
        return timedelta(minutes=int(found[1]))
    if found := _WRITTEN_SPAN.fullmatch(typed):
        return timedelta(hours=int(found[1]), minutes=int(found[2]))
    found = _HOURS.fullmatch(typed)
    if found is None or (found[2] and found[3]):
        return None
    part = timedelta(hours=1) * float(f"0.{found[2]}") if found[2] else timedelta(minutes=int(found[3] or 0))
    return timedelta(hours=int(found[1])) + part


def _bare(hour: int, minute: int, now: datetime, zone: str) -> Understood | NotUnderstood:
    """Read hours and minutes: a time of day that is still to come, or at night's hours a span."""
    if hour >= 24:
        return NotUnderstood(examples())
    clock, span = f"{hour}:{minute:02}", timedelta(hours=hour, minutes=minute)
    today = _moment(_local(now, zone).date(), time(hour, minute), zone)
    is_to_come = isinstance(today, Understood) and today.at > now
    if hour >= _MORNING:
        if is_to_come:
            return today
        words = translate("TypedMoment", "{clock} is over today: write “tomorrow {clock}”, or “{span}”.")
    elif is_to_come:
        words = translate("TypedMoment", "That can be a time or a span: write “at {clock}”, or “{span}”.")
    else:
        return _within(now + span, now)
    return NotUnderstood(words.format(clock=clock, span=span_words(span)))


def _on_a_day(typed: str, now: datetime, zone: str) -> Understood | NotUnderstood:
    found = _CLOCK.search(typed)
    if found is None:
        return NotUnderstood(examples())
    before = typed[: found.start()].strip(" ,")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in {"am", "pm"}:
        if not 1 <= hour <= _NOON:
            return NotUnderstood(examples())
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    today = _local(now, zone).date()
    on = _day(before, today)
    if on is None or hour >= 24:
        return NotUnderstood(examples())
    # Beyond that no zone can be asked for every day there is.
    if abs(on - today) > _FURTHEST:
        return _too_far()
    meant = _moment(on, time(hour, minute), zone)
    return _within(meant.at, now) if isinstance(meant, Understood) else meant


def _day(typed: str, today: date) -> date | None:
    if typed in {"", "today", translate("TypedMoment", "today").casefold()}:
        return today
    if typed in {"tomorrow", translate("TypedMoment", "tomorrow").casefold()}:
        return today + timedelta(days=1)
    weekday = _place(typed.rstrip("."), range(1, _WEEK + 1), QLocale.dayName)
    if weekday is not None:
        # The day that it is now can mean today or in a week: nobody writes it so.
        return today + timedelta(days=(weekday - today.isoweekday()) % _WEEK) if weekday != today.isoweekday() else None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return _day_first(typed, today)


def _day_first(typed: str, today: date) -> date | None:
    found = _DAY_FIRST.fullmatch(typed)
    if found is None:
        return None
    month = int(found[2]) if found[2] else _place(found[3], range(1, _YEAR + 1), QLocale.monthName)
    if month is None:
        return None
    try:
        on = date(int(found[4] or today.year), month, int(found[1]))
        return on if found[4] or on >= today else on.replace(year=today.year + 1)
    except ValueError:
        return None


def _place(word: str, places: range, name_of: _NameOf) -> int | None:
    """Find which weekday or month a word names, in the user's language or in English, whole or short."""
    return next((place for place in places for name in _names(place, name_of) if name == word), None)


def _names(place: int, name_of: _NameOf) -> Iterator[str]:
    for locale in (QLocale(), QLocale(QLocale.Language.English)):
        for length in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            yield name_of(locale, place, length).casefold().rstrip(".")


def _moment(on: date, at: time, zone: str) -> Understood | NotUnderstood:
    moment = datetime.combine(on, at, ZoneInfo(zone)).astimezone(UTC)
    if _local(moment, zone).time() != at:
        words = translate("TypedMoment", "There is no {} on that day: the clocks are put forward then.")
        return NotUnderstood(words.format(f"{at:%H:%M}"))
    return Understood(moment)


def _within(at: datetime, now: datetime) -> Understood | NotUnderstood:
    return Understood(at) if at <= now + _FURTHEST else _too_far()


def _too_far() -> NotUnderstood:
    return NotUnderstood(translate("TypedMoment", "That is more than a year away."))


def _local(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))
