"""The Python files of this repository, sorted by what they are for."""

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
NOT_OURS = frozenset({"build", "dist", "node_modules"})


def python_files(root: Path) -> Iterator[Path]:
    """Every Python file under `root` in the order of its path, without those in hidden or built folders."""
    for path in sorted(root.rglob("*.py")):
        folders = path.relative_to(root).parts[:-1]
        if not any(folder.startswith(".") or folder in NOT_OURS for folder in folders):
            yield path


def lines_in(path: Path) -> int:
    """How many lines the file has."""
    return len(path.read_text(encoding="utf-8").splitlines())
