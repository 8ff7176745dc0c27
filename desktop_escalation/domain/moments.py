"""Moments and spans of time in the words of a language; other languages than English and German get plain figures."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
}
_UNITS = {"de": ("Std.", "Min.")}


def base_language(language: str) -> str:
    """Give the language of a tag without its region: "de" for "de-AT" and "DE"."""
    return language.replace("_", "-").partition("-")[0].casefold()


def span_words(span: timedelta, language: str = "en") -> str:
    """Write a span in hours and minutes: "3 h 20 min", "12 min", "0 min"."""
    hour, minute = _UNITS.get(base_language(language), ("h", "min"))
    minutes = span // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} {minute}"
    return f"{hours} {hour} {rest} {minute}" if rest else f"{hours} {hour}"


def short_moment(at: datetime, zone: str) -> str:
    """Write a moment for colleagues, on the wall clock of a zone: "Mon 12 Oct 13:00"."""
    local = at.astimezone(ZoneInfo(zone))
    day, month = _DAYS["en"][local.weekday()][:3], _MONTHS["en"][local.month - 1][:3]
    return f"{day} {local.day} {month} {local:%H:%M}"


def full_moment(at: datetime, zone: str, language: str) -> str:
    """Write a moment for a customer, on the wall clock of a zone: "Monday 12 October 2026, 13:00"."""
    local = at.astimezone(ZoneInfo(zone))
    known = base_language(language)
    if known not in _DAYS:
        return f"{local:%Y-%m-%d %H:%M}"
    day, month = _DAYS[known][local.weekday()], _MONTHS[known][local.month - 1]
    if known == "de":
        return f"{day}, {local.day}. {month} {local.year}, {local:%H:%M} Uhr"
    return f"{day} {local.day} {month} {local.year}, {local:%H:%M}"
