"""The command `desktop-escalation`, which opens the window."""

import os
import sys

from ui.start_options import StartOptions, read_start_options


def main() -> None:
    """Open the window, and end with its end."""
    options, rest = read_start_options(sys.argv[1:])
    sys.exit(open_window(options, [sys.argv[0], *rest]))


def open_window(options: StartOptions, arguments: list[str]) -> int:
    """Run a window until it is closed, and give the exit code."""
    # Late, so that --help and a wrong option answer at once.
    from ui.desktop import Desktop  # noqa: PLC0415

    return Desktop(options, arguments).run(os.environ)


if __name__ == "__main__":
    main()
