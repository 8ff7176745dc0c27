"""Where the settings of this program are on this computer."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

PROGRAM = "desktop-escalation"


def config_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Give the folder that the system means for a user's settings; `escalationctl` looks for its file there too."""
    if platform == "win32":
        roaming = environ.get("APPDATA")
        return (Path(roaming) if roaming else Path.home()) / PROGRAM
    if platform == "darwin":
        return Path.home() / "Library" / "Application Support" / PROGRAM
    given = environ.get("XDG_CONFIG_HOME")
    return (Path(given) if given else Path.home() / ".config") / PROGRAM
