"""The figures of a run of the benchmarks: a table on the terminal, and JSON beside the build."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "build" / "bench.json"


@dataclass(frozen=True)
class Figure:
    """One measured figure; `floor` is the bare minimum measured in the same run, where there is one."""

    what: str
    value: float
    unit: str
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.floor is None else self.value / self.floor


def report(figures: list[Figure]) -> None:
    """Print a table, and write the same as JSON."""
    for figure in figures:
        ratio = "" if figure.ratio is None else f"{figure.ratio:8.1f} x floor"
        print(f"\n{figure.what:60} {figure.value:12,.1f} {figure.unit:10}{ratio}", end="")
    FILE.parent.mkdir(exist_ok=True)
    data = [asdict(figure) | {"ratio": figure.ratio} for figure in figures]
    FILE.write_text(json.dumps(data, indent=2), encoding="utf-8")
