"""A program of our own that answers one line with one line, and is ended when it does not."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Protocol

from msgspec import Struct

PLYER_MODULE = "desktop_escalation.notify.plyer_child"
# What the packages call the same program where no Python is installed; it lies beside the others.
PLYER_PROGRAM = "desktop-escalation-toast"

# A console would flash up (CREATE_NO_WINDOW; other systems have neither).
_NO_CONSOLE = 0x08000000 if sys.platform == "win32" else 0


class ChildFailed(Exception):
    """The program could not be started, or ended without an answer."""


class Child(Protocol):
    """Whatever answers one line with one line."""

    def ask(self, line: str, limit_s: float) -> str:
        """Give the answer to a line; raise `TimeoutError` or `ChildFailed` where there is none."""


class ChildProcess(Struct, frozen=True):
    """A program started anew for each question."""

    command: tuple[str, ...]
    environ: Mapping[str, str]

    def ask(self, line: str, limit_s: float) -> str:
        """Start the program and give its answer, after which it may live on; without one in time it is ended."""
        try:
            process = _started(self.command, self.environ)
        except OSError as error:
            raise ChildFailed(f"{self.command[0]}: {error.strerror}") from error
        answers: SimpleQueue[str] = SimpleQueue()
        Thread(target=_converse, args=(process, line, answers), name="toast", daemon=True).start()
        try:
            answer = answers.get(timeout=limit_s)
        except Empty as error:
            _end(process)
            raise TimeoutError from error
        if not answer:
            raise ChildFailed(f"{self.command[0]}: ended without an answer")
        return answer


def plyer_command(executable: Path, *, is_packaged: bool) -> tuple[str, ...]:
    """Give the command of the program that shows a notification with plyer; `executable` runs this program."""
    if is_packaged:
        return (str(executable.with_name(PLYER_PROGRAM + executable.suffix)),)
    return (str(executable), "-P", "-X", "utf8", "-m", PLYER_MODULE)


def plyer_environ(environ: Mapping[str, str]) -> dict[str, str]:
    """Give that program's environment; in another encoding notify-send drops titles that are not of it."""
    return {**environ, "LC_ALL": "C.UTF-8"}


def _converse(process: subprocess.Popen[str], line: str, answers: "SimpleQueue[str]") -> None:
    with process:  # which closes the pipes and waits until it has ended
        try:
            print(line, file=process.stdin, flush=True)
        except OSError:
            answers.put("")  # it ended before it read
            return
        answers.put(process.stdout.readline() if process.stdout else "")


def _started(command: tuple[str, ...], environ: Mapping[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own program, and no word of it comes from people
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env=dict(environ),
        start_new_session=True,
        creationflags=_NO_CONSOLE,
    )


def _end(process: subprocess.Popen[str]) -> None:
    """End a program and what it has started, which on Windows is nothing."""
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
