"""The lines of a TOML document on which its keys stand, which `tomllib` does not tell."""

import re
import tomllib
from collections.abc import Mapping

from msgspec import Struct, field

Path = tuple[str | int, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r"""
    \"{3} (?:\\.|[^\\])*? \"{3} "{0,2}
    | '{3} .*? '{3} '{0,2}
    | " (?:\\.|[^"\\\n])* "
    | ' [^'\n]* '
    """,
    re.DOTALL | re.VERBOSE,
)
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BARE_VALUE = re.compile(r"[^,\]}#\n]+")


class TomlLines(Struct, frozen=True):
    """Line numbers, from 1, by the path of a key; elements of arrays have their index in the path, from 0."""

    by_path: Mapping[Path, int] = field(default_factory=dict)

    def find(self, path: Path) -> int | None:
        """Give the line of a path or of what holds it; None where nothing on the way to it has a line."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.by_path:
                return self.by_path[path[:length]]
        return None


def find_lines(text: str) -> TomlLines:
    """Find the line of every key; `text` is a document that `tomllib` reads."""
    scanner = _Scanner(text)
    scanner.scan_document()
    return TomlLines(scanner.lines)


class _Scanner:
    """Walks once through a document that is known to be valid."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self._text = text
        self._at = 0
        self._line = 1
        self._arrays: dict[Path, int] = {}

    def scan_document(self) -> None:
        table: Path = ()
        self._take(_BLANK)
        while self._at < len(self._text):
            if self._text[self._at] == "[":
                table = self._scan_header()
            else:
                self._scan_pair(table)
            self._take(_BLANK)

    def _scan_header(self) -> Path:
        is_array = self._text.startswith("[[", self._at)
        self._skip(2 if is_array else 1)
        *outer, last = self._scan_key()
        path: Path = ()
        for part in outer:
            self._note((*path, part))
            path = self._entered((*path, part))
        path = (*path, last)
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
        self._note(path)
        path = self._entered(path)
        self._note(path)
        self._skip(2 if is_array else 1)
        return path

    def _entered(self, path: Path) -> Path:
        return (*path, self._arrays[path]) if path in self._arrays else path

    def _scan_pair(self, table: Path) -> None:
        path = table
        for part in self._scan_key():
            path = (*path, part)
            self._note(path)
        self._skip(1)
        self._take(_SPACE)
        self._scan_value(path)

    def _scan_key(self) -> list[str]:
        parts = [self._scan_key_part()]
        while self._text.startswith(".", self._at):
            self._skip(1)
            parts.append(self._scan_key_part())
        return parts

    def _scan_key_part(self) -> str:
        self._take(_SPACE)
        is_quoted = self._text[self._at] in "\"'"
        token = self._take(_STRING if is_quoted else _BARE_KEY)
        self._take(_SPACE)
        return str(tomllib.loads(f"key = {token}")["key"]) if is_quoted else token

    def _scan_value(self, path: Path) -> None:
        first = self._text[self._at]
        if first == "[":
            self._scan_items("]", path)
        elif first == "{":
            self._scan_items("}", path)
        else:
            self._take(_STRING if first in "\"'" else _BARE_VALUE)

    def _scan_items(self, end: str, path: Path) -> None:
        self._skip(1)
        index = 0
        self._take(_BLANK)
        while self._text[self._at] != end:
            if end == "]":
                self._note((*path, index))
                self._scan_value((*path, index))
            else:
                self._scan_pair(path)
            index += 1
            self._take(_BLANK)
            if self._text[self._at] == ",":
                self._skip(1)
                self._take(_BLANK)
        self._skip(1)

    def _note(self, path: Path) -> None:
        self.lines.setdefault(path, self._line)

    def _skip(self, count: int) -> None:
        self._at += count

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        token = match.group() if match else ""
        self._at += len(token)
        self._line += token.count("\n")
        return token
