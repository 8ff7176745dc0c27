"""Engines as processes of their own, each at its post: what it runs, against which URL, in which surroundings."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct

REPOSITORY = Path(__file__).parents[3]
SOUND = "desktop_escalation.cli.__main__"
ENDS_WITHIN_S = 30
BEGINS_WITHIN_S = 5
UNAVAILABLE = 3
LIBFAKETIME = "*/faketime/libfaketime.so.1"


def shifted_clock(seconds: int) -> Mapping[str, str]:
    """The surroundings of a process whose computer's clock goes wrong by some seconds; monotonic time stays right."""
    library = next(iter(sorted(Path("/usr/lib").glob(LIBFAKETIME))), None)
    if library is None:
        raise FileNotFoundError("the package faketime is not installed: apt-get install faketime")
    return {"LD_PRELOAD": str(library), "FAKETIME": f"{seconds:+d}s", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}


class Post(Struct, frozen=True):
    """Where an engine stands: the module it runs, the database it works on, and what its surroundings add."""

    url: str
    module: str = SOUND
    surroundings: Mapping[str, str] = {}

    @property
    def command(self) -> tuple[str, ...]:
        """The program and its arguments."""
        return (sys.executable, "-m", self.module, "--db", self.url, "engine", "run", "--json")


@dataclass(slots=True)
class Engine:
    """An engine at its post, started again whenever it has ended, until the troop is called back."""

    name: str
    post: Post
    log: Path
    process: subprocess.Popen[bytes] | None = None
    began_s: float = 0.0
    deaths: list[int] = field(default_factory=list)

    def tend(self) -> None:
        """Start it where it does not run; what ended by itself is remembered with its exit code."""
        if self.process is not None:
            if self.process.poll() is None:
                return
            if self.process.returncode != -signal.SIGKILL:
                self.deaths.append(self.process.returncode)
        self.began_s = time.monotonic()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.post.command, stdout=log, stderr=log, cwd=REPOSITORY, env={**os.environ, **self.post.surroundings}
            )

    def kill(self) -> bool:
        """Kill it so that it can do nothing about it; False where it does not run."""
        return self._send(signal.SIGKILL)

    def stop(self) -> bool:
        """Let it stand still, in the middle of whatever it does."""
        return self._send(signal.SIGSTOP)

    def resume(self) -> bool:
        """Let it go on."""
        return self._send(signal.SIGCONT)

    def ask_to_end(self) -> None:
        """Ask it to end after what it does now."""
        self.resume()
        self._send(signal.SIGTERM)

    @property
    def has_begun(self) -> bool:
        """It has had the time to load, before which a signal ends any program of Python."""
        return time.monotonic() - self.began_s > BEGINS_WITHIN_S

    def wait(self) -> int:
        """Wait until it has ended, and give its exit code; one that does not end is killed."""
        if self.process is None:
            return 0
        try:
            return self.process.wait(ENDS_WITHIN_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()

    def _send(self, number: signal.Signals) -> bool:
        if self.process is None or self.process.poll() is not None:
            return False
        self.process.send_signal(number)
        return True


class Troop(Struct, frozen=True):
    """All engines of a siege."""

    engines: tuple[Engine, ...]

    @classmethod
    def at(cls, posts: tuple[Post, ...], folder: Path) -> "Troop":
        """Put an engine at each post; none runs yet."""
        return cls(tuple(Engine(f"engine {i}", post, folder / f"engine-{i}.log") for i, post in enumerate(posts)))

    def tend(self) -> None:
        """Start those that do not run."""
        for engine in self.engines:
            engine.tend()

    def call_back(self) -> tuple[str, ...]:
        """End all, and tell in sentences what they should not have done."""
        for engine in self.engines:
            while not engine.has_begun:
                time.sleep(0.1)
            engine.ask_to_end()
        codes = [engine.wait() for engine in self.engines]
        return tuple(
            complaint
            for engine, code in zip(self.engines, codes, strict=True)
            for complaint in _complaints(engine, code)
        )

    def kill_all(self) -> None:
        """Leave nothing behind, whatever happened."""
        for engine in self.engines:
            engine.resume()
            engine.kill()
            engine.wait()


def _complaints(engine: Engine, code: int) -> tuple[str, ...]:
    said = engine.log.read_text(errors="replace") if engine.log.exists() else ""
    # An engine that finds no database as it starts says so and ends; whatever starts it tries again.
    bad = [each for each in engine.deaths if each != UNAVAILABLE]
    found = []
    if code:
        found.append(f"{engine.name} was asked to end and ended with {code}: {said[-500:]}")
    if bad:
        found.append(f"{engine.name} ended by itself with {bad}: {said[-500:]}")
    if "Traceback" in said:
        found.append(f"{engine.name} met a mistake of the program: {said[said.index('Traceback') :][:2000]}")
    return tuple(found)
