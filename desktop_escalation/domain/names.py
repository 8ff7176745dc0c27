"""What text may be a name, a login, a mail address, a zone or a wording; each check gives the text that is kept."""

import re
import unicodedata
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from desktop_escalation.domain.errors import Refused, did_you_mean

LONGEST_NAME = 200
LONGEST_LOGIN = 63  # a role of PostgreSQL has no more
LONGEST_MAIL = 254  # RFC 5321
LONGEST_WORDING = 20_000

_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = frozenset("\n\t")
_MAIL = re.compile(r"[^\s@,;:<>()\[\]\\\"-][^\s@,;:<>()\[\]\\\"]*@[^\W_](?:[\w-]*\w)?(?:\.[^\W_](?:[\w-]*\w)?)*")


def check_name(text: str) -> str:
    """Accept a name that shows on one line; refuse control characters, blanks at an end and over 200 characters."""
    if not text.strip():
        raise Refused("a name must not be empty")
    if len(text) > LONGEST_NAME:
        raise Refused(f'"{text[:20]}…" has {len(text)} characters; a name has at most {LONGEST_NAME}')
    _refuse_control(text, allowed=frozenset())
    if text != text.strip():
        raise Refused(f'"{text}" begins or ends with a blank: leave it out')
    return text


def check_login(text: str) -> str:
    """Accept a name without blanks and colons that is short enough for a role of the database."""
    check_name(text)
    if len(text.encode()) > LONGEST_LOGIN:
        raise Refused(f'"{text[:20]}…" is too long for a login: at most {LONGEST_LOGIN} bytes')
    if ":" in text or any(character.isspace() for character in text):
        raise Refused(f'"{text}" is no login: it has no blanks and no colon')
    return text


def check_mail(text: str) -> str:
    """Accept exactly one mail address, and give it in lower case because it is a key."""
    if len(text) > LONGEST_MAIL:
        raise Refused(f'"{text[:20]}…" has {len(text)} characters; a mail address has at most {LONGEST_MAIL}')
    _refuse_control(text, allowed=frozenset())
    if _MAIL.fullmatch(text) is None:
        raise Refused(f'"{text}" is not exactly one mail address like priya@halden.example')
    return text.lower()


def check_zone(text: str) -> str:
    """Accept the name of an IANA zone."""
    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise Refused(f'unknown zone "{text}"{did_you_mean(text, available_timezones())}') from error
    return text


def check_wording(text: str) -> str:
    """Accept a text of several lines; refuse other control characters and over 20,000 characters."""
    if len(text) > LONGEST_WORDING:
        raise Refused(f"the text has {len(text)} characters; at most {LONGEST_WORDING} are kept")
    _refuse_control(text, allowed=_LINE_ENDS)
    return text


def _refuse_control(text: str, *, allowed: frozenset[str]) -> None:
    for character in text:
        is_control = unicodedata.category(character) in _CONTROL or character in _DIRECTION
        if is_control and character not in allowed:
            raise Refused(f"the text has the control character U+{ord(character):04X}: leave it out")
