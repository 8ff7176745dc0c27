"""Refuses Python files over 400 lines, unless tools/long_files.toml gives a reason for them."""

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from tools.source_files import ROOT, lines_in, python_files

LIMIT = 400
LIST = Path("tools", "long_files.toml")


def complaints(root: Path, reasons: Mapping[str, str]) -> Iterator[str]:
    """What is wrong: each file too long without a reason, and each reason whose file is not too long."""
    too_long = {
        path.relative_to(root).as_posix(): lines for path in python_files(root) if (lines := lines_in(path)) > LIMIT
    }
    for name, lines in too_long.items():
        if not reasons.get(name):
            yield f"{name}: {lines} lines, and {LIMIT} is the limit: split it, or give {LIST} a reason"
    for name in reasons:
        if name not in too_long:
            yield f"{LIST}: {name} has no more than {LIMIT} lines: take it off the list"


def main() -> int:
    """Prints the complaints; the exit code is 1 if there are any."""
    reasons = tomllib.loads((ROOT / LIST).read_text(encoding="utf-8"))
    found = list(complaints(ROOT, reasons))
    print("\n".join(found) or f"No file has more than {LIMIT} lines without a reason.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
