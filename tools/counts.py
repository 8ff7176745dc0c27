"""Says how large product and tests are, and how the tests went: `python -m tools.counts TESTS.XML SECONDS`."""

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from msgspec import Struct

from tools.source_files import ROOT, lines_in, python_files

PRODUCT = ("desktop_escalation", "ui", "resources")


class Size(Struct, frozen=True):
    """How many Python files, and how many lines in them."""

    files: int
    lines: int


def size_of(root: Path, folders: tuple[str, ...]) -> Size:
    """The size of the named folders of `root` together; one that does not exist counts nothing."""
    lines = [lines_in(path) for folder in folders for path in python_files(root / folder)]
    return Size(len(lines), sum(lines))


def finished_tests(junit_xml: Path) -> tuple[int, int]:
    """How many tests passed and how many were skipped, by pytest's report of a run without failures."""
    suites = ET.parse(junit_xml).getroot().iter("testsuite")  # noqa: S314  our own pytest wrote it
    counted = [(int(suite.attrib["tests"]), int(suite.attrib["skipped"])) for suite in suites]
    skipped = sum(skips for _, skips in counted)
    return sum(tests for tests, _ in counted) - skipped, skipped


def main(junit_xml: str, seconds: str) -> None:
    """Prints the counts, one a line."""
    product, tests = size_of(ROOT, PRODUCT), size_of(ROOT, ("tests",))
    passed, skipped = finished_tests(Path(junit_xml))
    print(f"product  {product.files:5} files {product.lines:7} lines")
    print(f"tests    {tests.files:5} files {tests.lines:7} lines")
    print(f"run      {passed:5} tests {skipped:7} skipped")
    print(f"time     {seconds:>5} s")


if __name__ == "__main__":
    main(*sys.argv[1:])
