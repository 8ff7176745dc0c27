"""Whole processes, with their time and memory."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

LAUNCHER = Path(__file__).with_name("launcher.py")
ESCALATIONCTL = (sys.executable, "-m", "desktop_escalation.cli.__main__")


class ProcessFailed(Exception):
    """A process ended with an error; carries what it said."""


class Ended(Struct, frozen=True):
    """A process that ended well: what it printed, how long it took, and the most memory that it had."""

    out: str
    seconds: float
    peak_mb: float


def run(command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Ended:
    """Run a command to its end."""
    with tempfile.TemporaryDirectory() as answers:
        answer = Path(answers, "answer.json")
        done = subprocess.run(
            [sys.executable, "-I", str(LAUNCHER), str(answer), *command],
            check=False,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise ProcessFailed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-2000:]}")
        used = json.loads(answer.read_text(encoding="utf-8"))
        return Ended(done.stdout, used["seconds"], used["peak_kb"] / 1024)
