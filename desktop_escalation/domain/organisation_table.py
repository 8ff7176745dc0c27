"""A table of a TOML file, read key by key; every fault is collected with its line instead of ending the reading."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from msgspec import Struct, field

from desktop_escalation.domain.errors import Problem, Refused, Unreadable, did_you_mean
from desktop_escalation.domain.toml_lines import Path, TomlLines, find_lines

T = TypeVar("T")

MOST = 1_000_000

_LINE = re.compile(r"at line ([0-9]+)")
_KINDS: Mapping[type, str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    list: "a list",
    dict: "a table",
}


class Faults(Struct, frozen=True):
    """The faults of one file, in the order in which they were found."""

    lines: TomlLines
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        """Remember a fault at the line of a path."""
        self.problems.append(Problem(message, self.lines.find(path)))

    def refuse(self, source: str) -> None:
        """Raise Unreadable with all faults by line; do nothing where there are none."""
        if self.problems:
            raise Unreadable(source, sorted(self.problems, key=lambda problem: problem.line or 0))


class Table(Struct, frozen=True):
    """A table with its place in the file; what cannot be read is a fault and reads as the default."""

    content: Mapping[str, object]
    path: Path
    faults: Faults

    def __contains__(self, key: str) -> bool:
        """Say whether the file gives this key."""
        return key in self.content

    def fault(self, key: str | int, message: str) -> None:
        """Remember a fault at the line of a key."""
        self.faults.add((*self.path, key), message)

    def allow(self, *known: str) -> None:
        """Make every key but the known ones a fault."""
        for key in self.content:
            if key not in known:
                self.fault(key, f'unknown key "{key}"{did_you_mean(key, known)}')

    def require(self, *keys: str) -> None:
        """Make the absence of each key a fault of the table."""
        for key in keys:
            if key not in self.content:
                self.fault(key, f'"{key}" is missing')

    def read(self, key: str, parse: Callable[[str], T], default: T) -> T:
        """Read a text by `parse`, whose Refused becomes a fault."""
        text = self._typed(key, str)
        value = None if text is None else self._parsed((key,), text, parse)
        return default if value is None else value

    def read_all(
        self, key: str, parse: Callable[[str], T], default: tuple[T, ...] = (), *, once: bool = True
    ) -> tuple[T, ...]:
        """Read a list of texts by `parse`; with `once` a value that comes again is a fault."""
        if key not in self.content:
            return default
        found: list[T] = []
        for index, item in self.items(key):
            value = self._item((key, index), item, parse)
            if value is None:
                continue
            if once and value in found:
                self.faults.add((*self.path, key, index), f'"{item}" is listed twice in "{key}"')
            found.append(value)
        return tuple(found)

    def number(self, key: str, default: int, *, least: int, most: int = MOST) -> int:
        """Read a whole number from `least` to `most`."""
        number = self._typed(key, int)
        if number is None:
            return default
        if not least <= number <= most:
            self.fault(key, f'"{key}" must be from {least} to {most}')
            return default
        return number

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        flag = self._typed(key, bool)
        return default if flag is None else flag

    def table(self, key: str) -> "Table | None":
        """Open the table under a key; None where there is none."""
        content = self._typed(key, dict)
        return None if content is None else Table(content, (*self.path, key), self.faults)

    def tables(self, key: str) -> Iterator["Table"]:
        """Open the tables of an array of tables."""
        for index, item in self.items(key):
            path = (*self.path, key, index)
            if isinstance(item, dict):
                yield Table(item, path, self.faults)
            else:
                self.faults.add(path, f'each "{key}" is a table: begin it with [[{key}]]')

    def items(self, key: str) -> Iterator[tuple[int, object]]:
        """Number the items of a list, whatever they are."""
        yield from enumerate(self._typed(key, list) or ())

    def build(self, key: str, make: Callable[[], T]) -> T | None:
        """Give what `make` makes; its Refused becomes a fault of the key, and None."""
        return self._attempt((key,), "", make)

    def check(self, key: str, text: str, parse: Callable[[str], object]) -> None:
        """Make a fault of the key where `parse` refuses a text."""
        self._parsed((key,), text, parse)

    def _item(self, place: Path, item: object, parse: Callable[[str], T]) -> T | None:
        if isinstance(item, str):
            return self._parsed(place, item, parse)
        self.faults.add((*self.path, *place), f'"{place[0]}" is a list of texts: put each in quotes')
        return None

    def _parsed(self, place: Path, text: str, parse: Callable[[str], T]) -> T | None:
        return self._attempt(place, f"{place[0]}: ", lambda: parse(text))

    def _attempt(self, place: Path, before: str, make: Callable[[], T]) -> T | None:
        try:
            return make()
        except Refused as refused:
            self.faults.add((*self.path, *place), f"{before}{refused}")
            return None

    def _typed(self, key: str, kind: type[T]) -> T | None:
        value = self.content.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            self.fault(key, f'"{key}" must be {_KINDS[kind]}')
            return None
        return value


def read_document(text: str, source: str) -> Table:
    """Open a whole TOML file; raise Unreadable where its syntax is broken."""
    try:
        content = tomllib.loads(text)
        lines = find_lines(text)
    except RecursionError as error:
        raise Unreadable(source, [Problem("the file nests tables or lists too deeply")]) from error
    except ValueError as error:  # TOMLDecodeError, and what `int` says of thousands of digits
        raise Unreadable(source, [Problem(f"no valid TOML: {error}", _line_of(error, text))]) from error
    return Table(content, (), Faults(lines))


def _line_of(error: ValueError, text: str) -> int | None:
    place = _LINE.search(str(error))
    if place is not None:
        return int(place[1])
    return text.count("\n") + 1 if "end of document" in str(error) else None
