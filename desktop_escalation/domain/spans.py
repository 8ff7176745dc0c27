"""Spans of time as administrators write them: "30m", "1d 4h", "1d 17:00", "15 wall m"; at most ten years."""

import re
from datetime import time, timedelta
from decimal import Decimal
from fractions import Fraction

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.policy import BusinessSpan, ByWorkingDay, Target, Wait

LONGEST_DAYS = 3653

_NUMBER = r"([0-9]+(?:\.[0-9]+)?)"
_PLAIN = re.compile("".join(rf"(?:{_NUMBER}\s*{unit}\s*)?" for unit in "dhms"))
_WALL = re.compile("".join(rf"(?:{_NUMBER}\s*wall\s*{unit}\s*)?" for unit in "dhms"))
_BY_DAY = re.compile(r"([0-9]+)\s*d\s+([0-9]{1,2}):([0-9]{2})")
_UNITS = ((3600, "h"), (60, "m"), (1, "s"))
_LONGEST_TEXT = 60


def parse_business_span(text: str) -> BusinessSpan:
    """Read "1d 4h30m" where a day is a mean working day of the calendar; raise Refused for anything else."""
    days, seconds = _parts(_PLAIN, text)
    return BusinessSpan(timedelta(seconds=_whole_seconds(text, seconds)), days)


def parse_wall_span(text: str) -> timedelta:
    """Read "1d 4h30m" where a day has 24 hours; raise Refused for anything else."""
    days, seconds = _parts(_PLAIN, text)
    return timedelta(seconds=_whole_seconds(text, days * 86400 + seconds))


def parse_wait(text: str) -> Wait:
    """Read business time ("15m") or, where each unit says so, wall-clock time ("15 wall m", "1 wall d")."""
    if "wall" not in text:
        return Wait(parse_business_span(text))
    days, seconds = _parts(_WALL, text)
    return Wait(BusinessSpan(timedelta(seconds=_whole_seconds(text, days * 86400 + seconds))), is_wall=True)


def parse_target(text: str) -> Target:
    """Read a span of business time or "1d 17:00"; raise Refused for anything else and for a target of no time."""
    match = _BY_DAY.fullmatch(text[:_LONGEST_TEXT].strip())
    if match is None:
        span = parse_business_span(text)
        if not span.exact and not span.working_days:
            raise Refused(f'"{text}" is no target: it must be longer than zero')
        return span
    days, hour, minute = (int(group) for group in match.groups())
    if not 1 <= days <= LONGEST_DAYS:
        raise Refused(f'"{text}" must name a working day from 1 to {LONGEST_DAYS} after the start')
    if hour > 23 or minute > 59:
        raise Refused(f'"{text}" must name a time of day from 00:00 to 23:59')
    return ByWorkingDay(days, time(hour, minute))


def write_business_span(span: BusinessSpan) -> str:
    """Give the text that reads back as the same span; its days must have a decimal form."""
    exact = _plain_text(span.exact)
    if not span.working_days:
        return exact or "0m"
    return f"{decimal_text(span.working_days)}d {exact}".rstrip()


def write_wall_span(span: timedelta) -> str:
    """Give the text that reads back as the same wall-clock span."""
    days, rest = divmod(span, timedelta(days=1))
    return f"{days}d {_plain_text(rest)}".rstrip() if days else _plain_text(rest) or "0m"


def write_wait(wait: Wait) -> str:
    """Give the text that reads back as the same wait, wall-clock time in its largest whole unit."""
    if not wait.is_wall:
        return write_business_span(wait.span)
    seconds = wait.span.exact // timedelta(seconds=1)
    size, unit = next((pair for pair in ((86400, "d"), *_UNITS) if seconds and seconds % pair[0] == 0), (60, "m"))
    return f"{seconds // size} wall {unit}"


def write_target(target: Target) -> str:
    """Give the text that reads back as the same target."""
    if isinstance(target, ByWorkingDay):
        return f"{target.days}d {target.until:%H:%M}"
    return write_business_span(target)


def decimal_text(number: Fraction) -> str:
    """Write a number without a trailing zero: "12.5", "75"."""
    quotient = Decimal(number.numerator) / Decimal(number.denominator)
    return f"{quotient:f}"


def has_four_decimals(number: Fraction) -> bool:
    """Say whether four decimals write the number exactly."""
    return (number * 10_000).denominator == 1


def _parts(pattern: re.Pattern[str], text: str) -> tuple[Fraction, Fraction]:
    match = pattern.fullmatch(text.strip()) if len(text) <= _LONGEST_TEXT else None
    if match is None or match.lastindex is None:
        example = '"15 wall m" or "2 wall h"' if pattern is _WALL else '"30m", "4h", "2d" or "1h30m"'
        raise Refused(f'"{text[:_LONGEST_TEXT]}" is no span of time; write it like {example}')
    days, hours, minutes, seconds = (Fraction(group or 0) for group in match.groups())
    exact = hours * 3600 + minutes * 60 + seconds
    if not has_four_decimals(days):
        raise Refused(f'"{text}" has more than four decimals')
    if days * 86400 + exact > LONGEST_DAYS * 86400:
        raise Refused(f'"{text}" is too long; the longest span is ten years ({LONGEST_DAYS}d)')
    return days, exact


def _whole_seconds(text: str, seconds: Fraction) -> int:
    if seconds.denominator != 1:
        raise Refused(f'"{text}" is no whole number of seconds')
    return int(seconds)


def _plain_text(span: timedelta) -> str:
    seconds = span // timedelta(seconds=1)
    parts = []
    for size, unit in _UNITS:
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count}{unit}")
    return "".join(parts)
