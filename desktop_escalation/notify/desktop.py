"""The desktop of whoever sits at this computer: shows notifications, and says honestly whether it did."""

import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from threading import Lock
from time import monotonic

from msgspec import Struct, field

from desktop_escalation.notify.child import ChildProcess, plyer_command, plyer_environ
from desktop_escalation.notify.means import Means, NotShown, OutOfReach
from desktop_escalation.notify.plyer_means import PlyerMeans
from desktop_escalation.notify.session_bus import SessionBus
from desktop_escalation.notify.toast import Toast, fit

# Together with the wait for another thread's toast under three seconds, with some to spare for a busy computer.
LIMIT_S = 2.3
WAIT_LIMIT_S = 0.4


class Way(StrEnum):
    """How a notification was tried, the last way where it was tried in two."""

    D_BUS = "d-bus"
    PLYER = "plyer"
    NONE = "none"


class Outcome(Struct, frozen=True):
    """What became of a notification: where it is not shown, nobody saw it, and `problem` says why."""

    is_shown: bool
    way: Way
    problem: str | None

    @property
    def is_confirmed(self) -> bool:
        """Say whether the desktop itself said that it took it; plyer, which only tells of faults, handed it on."""
        return self.is_shown and self.way is Way.D_BUS


def means_of(platform: str, environ: Mapping[str, str]) -> dict[Way, Means]:
    """Give the means on a platform (`sys.platform`), the best first; where one cannot reach, the next is tried."""
    command = plyer_command(Path(sys.executable), is_packaged=getattr(sys, "frozen", False))
    if platform in {"win32", "cygwin", "darwin"}:
        return {Way.PLYER: PlyerMeans(platform, ChildProcess(command, environ))}
    plyer = PlyerMeans(platform, ChildProcess(command, plyer_environ(environ)))
    return {Way.D_BUS: SessionBus(environ), Way.PLYER: plyer}


class Desktop(Struct, frozen=True):
    """Shows one notification at a time; any thread may call it."""

    means: Mapping[Way, Means] = field(default_factory=lambda: means_of(sys.platform, os.environ))
    _turn: Lock = field(default_factory=Lock)

    def probe(self) -> str | None:
        """Say why notifications do not work here and what to do about it; None where they work."""
        problem: NotShown | None = None
        with self._turn:
            deadline = monotonic() + LIMIT_S
            for means in self.means.values():
                try:
                    means.probe(_left(deadline))
                except OutOfReach as error:
                    problem = error
                except NotShown as error:
                    return f"{error}; {error.mend}"
                else:
                    return None
        return f"{problem}; {problem.mend}" if problem else "nothing here shows notifications"

    def show(self, toast: Toast) -> Outcome:
        """Show a toast, made fit for the screen; returns within three seconds whatever the desktop does."""
        if not self._turn.acquire(timeout=WAIT_LIMIT_S):
            return Outcome(is_shown=False, way=Way.NONE, problem="another notification is still on its way")
        try:
            return self._shown(fit(toast), monotonic() + LIMIT_S)
        finally:
            self._turn.release()

    def close(self) -> None:
        """Let go of the desktop at the end of the program; some desktops take the notifications away with it."""
        with self._turn:
            for means in self.means.values():
                means.close()

    def _shown(self, toast: Toast, deadline: float) -> Outcome:
        outcome = Outcome(is_shown=False, way=Way.NONE, problem="nothing here shows notifications")
        for way, means in self.means.items():
            try:
                means.show(toast, _left(deadline))
            except OutOfReach as error:
                outcome = Outcome(is_shown=False, way=way, problem=str(error))
            except NotShown as error:
                return Outcome(is_shown=False, way=way, problem=str(error))
            else:
                return Outcome(is_shown=True, way=way, problem=None)
        return outcome


def _left(deadline: float) -> float:
    return max(0.0, deadline - monotonic())
