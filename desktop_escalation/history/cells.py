"""Words of a log turned into values, each refused in words where it means nothing: moments, priorities, labels."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, field

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.names import LONGEST_NAME, check_mail, check_name
from desktop_escalation.domain.ticket import Priority

MISSING = "?"
EARLIEST_YEAR, LATEST_YEAR = 1901, 2899  # business time is known from 1900 to 2999

_DAY_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?")
_PRIORITY = re.compile(r"\s*([1-5])(?!\d)")  # ServiceNow has "5 - Planning"


class Moments(Struct, frozen=True):
    """Reads moments: `pattern` as strptime takes it, else day/month/year or ISO 8601; `zone` where none is written.

    A time that the zone has twice is its first occurrence, a missing one is read with the offset before the gap.
    """

    zone: ZoneInfo
    pattern: str | None = None
    _known: dict[str, datetime] = field(default_factory=dict)

    def read(self, text: str) -> datetime:
        """Give the moment in UTC, or refuse."""
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = self._read(text.strip())
        return known

    def _read(self, text: str) -> datetime:
        try:
            at = self._parsed(text)
        except ValueError as error:
            raise Refused(f'"{text}" is no moment') from error
        if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
            raise Refused(f'"{text}" lies too far away: years from {EARLIEST_YEAR} to {LATEST_YEAR} can be counted')
        return (at.replace(tzinfo=self.zone) if at.tzinfo is None else at).astimezone(UTC)

    def _parsed(self, text: str) -> datetime:
        if self.pattern is not None:
            return datetime.strptime(text, self.pattern)  # noqa: DTZ007 - the zone comes with the log
        found = _DAY_FIRST.fullmatch(text)
        if found is None:
            return datetime.fromisoformat(text)
        day, month, year, hour, minute, second = (int(part or 0) for part in found.groups())
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone comes with the log


def known(text: str) -> str | None:
    """Give a cell's text with single blanks; None where the log knows nothing."""
    clean = " ".join(text.split())
    return None if clean in {"", MISSING} else clean


def known_name(text: str) -> str | None:
    """Give a name as `known` does; what cannot be one is refused."""
    clean = known(text)
    return None if clean is None else check_name(clean)


def known_customer(text: str) -> str | None:
    """Give a customer's name as `known_name` does, or the mail address in lower case where the log has that."""
    name = known_name(text)
    return check_mail(name) if name is not None and "@" in name else name


def read_number(text: str) -> str:
    """Give the number of a ticket; a missing one is refused."""
    clean = known_name(text)
    if clean is None:
        raise Refused("the ticket has no number")
    return clean


def read_priority(text: str) -> Priority:
    """Read the digit that a priority begins with; a missing one is normal, and 5 is as low as 4."""
    if known(text) is None:
        return Priority.NORMAL
    found = _PRIORITY.match(text)
    if found is None:
        raise Refused(f'unknown priority "{shortened(text)}"')
    return Priority(min(int(found[1]), Priority.LOW))


def shortened(text: str) -> str:
    """Give a text as a message can hold it."""
    clean = " ".join(text.split())
    return clean if len(clean) <= LONGEST_NAME else f"{clean[:LONGEST_NAME]}…"
