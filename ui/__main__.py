"""The command `desktop-escalation`, which will open the window."""

import sys


def main() -> None:
    """Say plainly that there is no window yet, and what does the work meanwhile."""
    sys.exit("The window is not built yet. Everything works without it: escalationctl --help")


if __name__ == "__main__":
    main()
