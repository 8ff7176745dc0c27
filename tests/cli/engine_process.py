"""`escalationctl engine run` as a process of its own, whose lines are read as they come."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from typing import IO

SOON_S = 30.0


@dataclass
class EngineProcess:
    """A process that runs, with what it printed and what it complained of."""

    process: subprocess.Popen[str]
    printed: SimpleQueue[str] = field(default_factory=SimpleQueue)
    complaints: SimpleQueue[str] = field(default_factory=SimpleQueue)

    def line(self, timeout_s: float = SOON_S) -> str:
        """Wait for the next line printed."""
        return self.printed.get(timeout=timeout_s)

    def complaint(self, timeout_s: float = SOON_S) -> str:
        """Wait for the next line of the log."""
        return self.complaints.get(timeout=timeout_s)

    def signal(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> int:
        """Wait for the end, and give the exit code."""
        return self.process.wait(SOON_S)

    def resident_mb(self) -> float:
        """The memory that the process holds, in megabytes."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024


@contextmanager
def engine_process(url: str, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[EngineProcess]:
    """Run an engine on a database, and end it by force if it still runs afterwards."""
    command = (sys.executable, "-m", "desktop_escalation.cli.__main__", "--db", url, "engine", "run", *options)
    pipe = subprocess.PIPE
    env = os.environ | dict(environment or {})
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=env) as process:
        engine = EngineProcess(process)
        readers = [
            threading.Thread(target=_read, args=(stream, lines))
            for stream, lines in ((process.stdout, engine.printed), (process.stderr, engine.complaints))
        ]
        for reader in readers:
            reader.start()
        try:
            yield engine
        finally:
            process.kill()
            process.wait()
            for reader in readers:
                reader.join()


def _read(stream: IO[str], lines: SimpleQueue[str]) -> None:
    for line in stream:
        lines.put(line.rstrip("\n"))
