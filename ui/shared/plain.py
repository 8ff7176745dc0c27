"""Text of others made safe to show: nothing in it rules the screen, and no layout of it takes long."""

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

LONGEST_TEXT = 65_536
# Qt breaks lines of text without a blank in quadratic time.
LONGEST_WORD = 500
LONGEST_TOOLTIP = 2_000

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Control characters, half characters, and what turns the direction of the text around it.
_RULING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]")
_LONG_WORD = re.compile(rf"\S{{{LONGEST_WORD}}}(?=\S)")
_BREAK = "\u200b"


def harmless(text: str, limit: int = LONGEST_TEXT) -> str:
    """Give a text without ruling characters and overlong words; one over the limit ends with a line that says so."""
    shown = _RULING.sub("", _LINE_ENDS.sub("\n", text[:limit]))
    shown = _LONG_WORD.sub(lambda word: word.group() + _BREAK, shown)
    if len(text) <= limit:
        return shown
    closing = translate("Plain", "The text goes on; the first {} characters are shown.").format(limit)
    return f"{shown}\n{closing}"


def one_line(text: str, limit: int = LONGEST_WORD) -> str:
    """Give a text as one line that begins as the text does, for places where the rest is cut off anyway."""
    return " ".join(harmless(text[:limit], limit).split())


def tooltip_of(text: str) -> str:
    """Give a tooltip that shows the text as it is: what looks like HTML, Qt would render, and load its images."""
    import html  # noqa: PLC0415 - for start-up time

    lines = html.escape(harmless(text, LONGEST_TOOLTIP)).replace("\n", "<br>")
    return f"<p>{lines}</p>" if text else ""
