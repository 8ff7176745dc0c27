"""A table of comma-separated values, row by row with line numbers; a row that cannot be read does not end it."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.history.log_file import read_lines
from desktop_escalation.history.snapshot import BadRows

DELIMITERS = (",", ";", "\t", "|")
NUL = "\x00"


class Row(Struct, frozen=True):
    """The cells of one row, and the line on which it begins."""

    line: int
    cells: Sequence[str]


class Sheet:
    """A file whose first line names the columns; commas, semicolons, tabs or bars may part them."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        """Read the first line; a file without one of `columns` is refused."""
        self._path = path
        self._source = _Source(read_lines(path))
        first = next(self._source, "")
        if not first.strip():
            raise Refused(f"{path} is empty: its first line must name the columns")
        self._delimiter = max(DELIMITERS, key=lambda delimiter: len(set(columns) & set(_cells(first, delimiter))))
        self._header = _cells(first, self._delimiter)
        missing = [column for column in columns if column not in self._header]
        if missing:
            raise Refused(f"{path} has no column {_listed(missing)}{did_you_mean(missing[0], self._header)}")

    def index(self, column: str) -> int | None:
        """Tell where a column stands; None where there is none of this name."""
        return self._header.index(column) if column in self._header else None

    def rows(self, bad_rows: BadRows) -> Iterator[Row]:
        """Give the rows in their order; those that cannot be read go to `bad_rows`."""
        reader = csv.reader(self._source, delimiter=self._delimiter, strict=True)
        while True:
            line = self._source.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                self._refuse_cut_off(line)
                self._leave_out(line, f"no readable row: {error}", bad_rows)
                continue
            if not cells:
                continue
            if len(cells) < len(self._header):
                self._refuse_cut_off(line)
            if len(cells) != len(self._header):
                self._leave_out(line, f"{len(cells)} cells, and the first line has {len(self._header)}", bad_rows)
            elif any(NUL in cell for cell in cells):
                self._leave_out(line, "a NUL character, which is no text", bad_rows)
            else:
                yield Row(line, cells)

    def _refuse_cut_off(self, line: int) -> None:
        """Refuse a file that ends within a row: what it lacks would be taken for the end of the log."""
        if self._source.is_cut_off:
            raise Refused(f"{self._path}:{line}: the file ends in the middle of a row: it is cut off, fetch it again")

    def _leave_out(self, line: int, reason: str, bad_rows: BadRows) -> None:
        """Leave out one line: those that a stray quotation mark drew in after it are read once more."""
        self._source.give_back()
        bad_rows.add(line, reason)


class _Source:
    """Hands lines to a reader, and remembers those of the row at hand."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._line = 1

    def __iter__(self) -> "_Source":
        return self

    def __next__(self) -> str:
        text = self._again.popleft() if self._again else next(self._lines)
        self._taken.append(text)
        return text

    @property
    def is_cut_off(self) -> bool:
        """The last line that was handed out has no end."""
        return bool(self._taken) and not self._taken[-1].endswith(("\n", "\r"))

    def begin(self) -> int:
        """Begin a row, and tell on which line."""
        self._line += len(self._taken)
        self._taken.clear()
        return self._line

    def give_back(self) -> None:
        """Take back all lines of the row but the first."""
        self._again.extendleft(reversed(self._taken[1:]))
        del self._taken[1:]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
    except csv.Error:
        return []


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
