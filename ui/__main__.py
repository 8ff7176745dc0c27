"""The command `desktop-escalation`, which opens the window."""

import gc
import os
import sys
from typing import TYPE_CHECKING

from ui.start_options import StartOptions, read_start_options

if TYPE_CHECKING:
    from ui.desktop import Desktop


def main() -> None:
    """Open the window, and end with its end."""
    options, rest = read_start_options(sys.argv[1:])
    sys.exit(open_window(options, [sys.argv[0], *rest]))


def open_window(options: StartOptions, arguments: list[str]) -> int:
    """Run a window until it is closed, and give the exit code."""
    return load_desktop()(options, arguments).run(os.environ)


def load_desktop() -> "type[Desktop]":
    """Load the program with a screen, which looks for garbage once there is a window."""
    gc.disable()
    # Late, so that --help and a wrong option answer at once; what needs no Qt comes before it.
    import desktop_escalation.app.first_list  # noqa: F401, PLC0415
    from ui.desktop import Desktop  # noqa: PLC0415

    return Desktop


if __name__ == "__main__":
    main()
