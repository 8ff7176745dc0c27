"""`escalationctl` in this process, as tests call it."""

import json as json_text
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner
from msgspec import Struct

from desktop_escalation.cli.__main__ import cli, exit_code_of
from desktop_escalation.domain.errors import EscalationError


class Result(Struct, frozen=True):
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json_text.loads(self.out)


def run(url: str, *args: str, stdin: str | None = None) -> Result:
    """Run a command on a database."""
    done = CliRunner().invoke(cli, ["--db", url, *args], input=stdin)
    error = done.exception
    if error is None or isinstance(error, SystemExit):
        return Result(done.exit_code, done.stdout, done.stderr)
    if not isinstance(error, EscalationError):
        raise error
    return Result(exit_code_of(error), done.stdout, f"{done.stderr}Error: {error}\n")


@dataclass
class Desk:
    """A database with a simulated clock, and commands that must succeed on it; times are of October 2026 in London."""

    url: str

    def at(self, clock: str, day: int = 12) -> str:
        return f"2026-10-{day:02}T{clock}+01:00"

    def run(self, *args: str, stdin: str | None = None) -> Result:
        done = run(self.url, *args, stdin=stdin)
        assert done.exit_code == 0, done.err
        return done

    def json(self, *args: str) -> Any:
        return self.run(*args, "--json").json

    def clock(self, clock: str, day: int = 12) -> None:
        self.run("clock", "set", self.at(clock, day))

    def ticket(self, number: str = "DE-1") -> Any:
        return self.json("ticket", "show", number)
