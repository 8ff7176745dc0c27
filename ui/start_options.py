"""What `desktop-escalation` was told on its command line."""

import argparse
from collections.abc import Sequence

from msgspec import Struct

EPILOG = "Everything works without a window as well: escalationctl --help"


class StartOptions(Struct, frozen=True):
    """Which database to open, for whom, or the demo team; `speed` is that of the demo team's clock."""

    url: str | None
    by: str | None
    is_demo: bool
    speed: int


def read_start_options(arguments: Sequence[str]) -> tuple[StartOptions, list[str]]:
    """Read the command line; what is not ours is Qt's, and given back. What cannot be ends the program in words."""
    parser = argparse.ArgumentParser(
        prog="desktop-escalation",
        description="A help desk on the desktop that moves a ticket up before its promise is broken.",
        epilog=EPILOG,
        allow_abbrev=False,
    )
    parser.add_argument("--db", metavar="URL", help="sqlite:///path/to/file.db or postgresql://SERVER/NAME")
    parser.add_argument("--by", metavar="LOGIN", help="sit there as this person, where the clock is one for trials")
    parser.add_argument("--demo", action="store_true", help="open a demo team, with time running")
    parser.add_argument("--speed", type=int, default=1, metavar="N", help="how fast the demo team's time runs (1)")
    given, rest = parser.parse_known_args(arguments)
    if given.demo and given.db:
        parser.error("--demo makes a database of its own: leave --db out")
    return StartOptions(given.db, given.by, given.demo, given.speed), rest
