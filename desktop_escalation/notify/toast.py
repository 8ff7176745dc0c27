"""What a desktop notification says: text from people, made fit for every desktop and never more than text."""

import re
import unicodedata

from msgspec import Struct

from desktop_escalation.domain.value import replace

# Windows keeps 64 and 256 UTF-16 units for them, with the final zero (NOTIFYICONDATAW).
LONGEST_TITLE_UNITS = 63
LONGEST_BODY_UNITS = 250
FIRST_WORD = "Notice"

_ELLIPSIS = "…"
# They hide or turn text around. The two joiners stay: Persian, Indic scripts and emoji are spelled with them.
_INVISIBLE = frozenset({"Cc", "Cf"})
_JOINERS = frozenset("\u200c\u200d")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Toast(Struct, frozen=True):
    """What a person is to see on the screen; plain text, as it was written."""

    title: str
    body: str
    is_critical: bool = False


def fit(toast: Toast) -> Toast:
    """Make a toast fit for every desktop; what cannot be shown is left out, and what is too long ends with "…"."""
    return replace(toast, title=fit_title(toast.title), body=fit_body(toast.body))


def fit_title(text: str) -> str:
    """Give one line of at most 63 UTF-16 units; it begins with a letter or a digit, so that nobody reads an option."""
    line = _one_line(" ".join(text.splitlines()))
    if not any(character.isprintable() and not character.isspace() for character in line):
        return FIRST_WORD
    return _cut(line if line[0].isalnum() else f"{FIRST_WORD}: {line}", LONGEST_TITLE_UNITS)


def fit_body(text: str) -> str:
    """Give lines of at most 250 UTF-16 units in all, without the empty ones."""
    lines = (_one_line(line) for line in text.splitlines())
    return _cut("\n".join(line for line in lines if line), LONGEST_BODY_UNITS)


def without_markup(text: str) -> str:
    """Write text so that a service which reads markup shows it as it is; quotes need no escape between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def utf16_units(text: str) -> int:
    """Count as Windows counts: characters beyond the first 65,536 are two."""
    return len(text.encode("utf-16-le")) // 2


def _one_line(text: str) -> str:
    whole = _NO_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", text).replace("\t", " ")
    return " ".join("".join(character for character in whole if _is_seen(character)).split())


def _is_seen(character: str) -> bool:
    return character in _JOINERS or unicodedata.category(character) not in _INVISIBLE


def _cut(text: str, longest_units: int) -> str:
    if utf16_units(text) <= longest_units:
        return text
    kept = text.encode("utf-16-le")[: 2 * (longest_units - 1)].decode("utf-16-le", errors="ignore")
    return kept.rstrip() + _ELLIPSIS
