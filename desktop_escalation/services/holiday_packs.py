"""Public holidays without a network: the packs of the holidays library, expanded to days."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

import holidays

from desktop_escalation.domain.calendar_rules import CalendarRules
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.people import CalendarSource, PublicHolidays
from desktop_escalation.domain.value import replace

# A simulated clock begins in 2000 and may be set to any year after the calendar is saved, so the years are wide.
FIRST_YEAR = 2000
LAST_YEAR = 2040
YEARS_AHEAD = 10


def expanded(source: CalendarSource, now: datetime) -> CalendarRules:
    """Give the rules of a calendar with the days of its pack; a day of its own keeps its own name."""
    if source.public_holidays is None:
        return source.rules
    days = {**public_days(source.public_holidays, now), **dict(source.rules.holidays)}
    return replace(source.rules, holidays=tuple(days.items()))


def public_days(pack: PublicHolidays, now: datetime) -> dict[date, str]:
    """List public holidays from 2000 to 2040 or, if later, ten years ahead; named in English where that is known."""
    check_pack(pack)
    return dict(_days_until(pack, max(LAST_YEAR, now.year + YEARS_AHEAD)))


def check_pack(pack: PublicHolidays) -> None:
    """Refuse a country or a part of it that the library does not know."""
    countries = holidays.list_supported_countries()
    if pack.country not in countries:
        raise Refused(f'unknown country "{pack.country}"{did_you_mean(pack.country, countries)}')
    known = set(_subdivisions(pack.country))
    if pack.subdivision is None or pack.subdivision in known:
        return
    if not known:
        raise Refused(f'unknown subdivision "{pack.subdivision}": {pack.country} has none')
    raise Refused(f'unknown subdivision "{pack.subdivision}" of {pack.country}{did_you_mean(pack.subdivision, known)}')


def has_days_of(rules: CalendarRules, year: int) -> bool:
    """Say whether rules name a holiday of a year."""
    return any(day.year == year for day, _ in rules.holidays)


@lru_cache(maxsize=100)
def _days_until(pack: PublicHolidays, last_year: int) -> tuple[tuple[date, str], ...]:
    """Work the days out, once for all calendars of a pack and all attempts to save them."""
    years = range(FIRST_YEAR, last_year + 1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some countries are known for fewer years; doctor looks whether the next is
        days = holidays.country_holidays(pack.country, pack.subdivision, years, language=_english(pack))
    return tuple(days.items())


def _subdivisions(country: str) -> Iterator[str]:
    known = holidays.country_holidays(country)
    yield from known.subdivisions
    yield from known.subdivisions_aliases


def _english(pack: PublicHolidays) -> str | None:
    languages = holidays.country_holidays(pack.country).supported_languages
    return next((language for language in sorted(languages) if language.startswith("en")), None)
