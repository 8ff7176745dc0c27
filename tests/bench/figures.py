"""The figures of a run of the benchmarks: a table on the terminal, and JSON beside the build."""

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

from msgspec import Struct
from msgspec.structs import asdict

FILE = Path(__file__).parents[2] / "build" / "bench.json"


class Limit(Struct, frozen=True):
    """What a figure should keep to: its value or, with `of_ratio`, how many times its floor the value is."""

    number: float
    of_ratio: bool = False
    is_least: bool = False

    @classmethod
    def at_most(cls, number: float) -> Self:
        return cls(number)

    @classmethod
    def at_least(cls, number: float) -> Self:
        return cls(number, is_least=True)

    @classmethod
    def times_at_most(cls, number: float) -> Self:
        return cls(number, of_ratio=True)

    @classmethod
    def times_at_least(cls, number: float) -> Self:
        return cls(number, of_ratio=True, is_least=True)

    def __str__(self) -> str:
        return f"{'at least' if self.is_least else 'at most'} {self.number:,g}{' x' if self.of_ratio else ''}"


class Figure(Struct, frozen=True):
    """One measured figure; `floor` is what it is compared with, measured in the same run, where there is something."""

    subject: str
    what: str
    value: float
    unit: str
    floor: float | None = None
    limit: Limit | None = None

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit.of_ratio and self.floor is None:
            raise ValueError(f"{self.what}: a limit of the ratio needs a floor")

    @property
    def ratio(self) -> float | None:
        return None if self.floor is None else self.value / self.floor

    @property
    def holds(self) -> bool | None:
        """Say whether the limit is kept; None where there is none."""
        if self.limit is None:
            return None
        number = self.ratio if self.limit.of_ratio and self.ratio is not None else self.value
        return number >= self.limit.number if self.limit.is_least else number <= self.limit.number


class NotMeasured(Struct, frozen=True):
    """What could not be measured here, and why."""

    subject: str
    why: str


Line = Figure | NotMeasured
Report = Callable[[Line], None]


def table(lines: Sequence[Line]) -> Iterator[str]:
    """Give the lines of the table, a heading over each subject."""
    subject = ""
    for line in lines:
        if line.subject != subject:
            subject = line.subject
            yield subject
        yield f"  {_row(line)}"
    judged = [line.holds for line in lines if isinstance(line, Figure) and line.limit is not None]
    if judged:
        yield f"{judged.count(False)} of {len(judged)} limits MISSED"


def _row(line: Line) -> str:
    if isinstance(line, NotMeasured):
        return f"NOT MEASURED: {line.why}"
    floor = "" if line.floor is None else f"{line.ratio:8,.2f} x {_short(line.floor)} {line.unit}"
    limit = "" if line.limit is None else f"{'holds ' if line.holds else 'MISSED'} {line.limit}"
    return f"{line.what:68} {_short(line.value):>10} {line.unit:9} {floor:26} {limit}".rstrip()


def _short(number: float) -> str:
    return f"{number:,.0f}" if number >= 1000 else f"{number:.3g}"


def write(lines: Sequence[Line]) -> None:
    """Write the same as JSON."""
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(json.dumps([_data(line) for line in lines], indent=2) + "\n", encoding="utf-8")


def _data(line: Line) -> dict[str, object]:
    if isinstance(line, NotMeasured):
        return asdict(line)
    limit = None if line.limit is None else str(line.limit)
    return asdict(line) | {"limit": limit, "ratio": line.ratio, "holds": line.holds}
