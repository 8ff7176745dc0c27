"""The engine's own jobs: to climb when something is due, and to look ahead when others changed something."""

from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec import Struct

from desktop_escalation.engine.job import GoOn, Job
from desktop_escalation.engine.loop import EngineLoop
from desktop_escalation.engine.sweep import Passes, Sweep, sweep
from desktop_escalation.storage.engine_log import PassCount

CLIMB, LOOK_AHEAD = "climb", "look ahead"
# A quarter of the silence after which an engine counts as gone.
LONGEST_WAIT_S = 15.0
LOOKS_AHEAD_EVERY_S = 3600.0
HINTS_PAUSE_S = 0.25


class Room(Protocol):
    """Where it is known when the next thing is due."""

    def seconds_until_due(self, at_most_s: float) -> float:
        """Tell how long nothing will be due, by the database's clock."""


class Bounded(Struct, frozen=True):
    """Passes that end after the one that runs when the loop is to end; each is a sign of life."""

    passes: Passes
    go_on: GoOn

    def run_pass(self) -> PassCount:
        """Do what is due now, or nothing any more."""
        return self.passes.run_pass() if self.go_on() else PassCount()


def climb_job(passes: Passes, room: Room, tell: Callable[[Sweep], None]) -> Job:
    """Make the job that fires what is due, and begins again when the next thing is; `tell` hears what it found."""

    def work(go_on: GoOn) -> None:
        done = sweep(Bounded(passes, go_on))
        if done.looked_at:
            tell(done)

    return Job(CLIMB, work, lambda: room.seconds_until_due(LONGEST_WAIT_S), LONGEST_WAIT_S)


def engine_loop(passes: Passes, room: Room, tell: Callable[[Sweep], None], others: Iterable[Job] = ()) -> EngineLoop:
    """Make a loop of the engine's own jobs and others.

    Wake `LOOK_AHEAD` at each hint that others changed something: it costs a read at most four times a second, and not
    a pass, however many hints come.
    """

    def look_ahead(_go_on: GoOn) -> None:
        loop.bring_forward(CLIMB, room.seconds_until_due(LONGEST_WAIT_S))

    look = Job(LOOK_AHEAD, look_ahead, lambda: LOOKS_AHEAD_EVERY_S, LOOKS_AHEAD_EVERY_S, HINTS_PAUSE_S)
    loop = EngineLoop((climb_job(passes, room, tell), look, *others))
    return loop
