"""Running the engine until somebody stops it: when the next thing is due, and at least every few seconds."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop_escalation.domain.errors import Conflict, Unavailable
from desktop_escalation.engine.sweep import Sweep, sweep
from desktop_escalation.services.climbing import Climbing
from desktop_escalation.services.engine_room import EngineRoom

LONGEST_WAIT_S = 15.0
SHORTEST_WAIT_S = 0.05

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patrol:
    """An engine that goes on; `stop` may be called from a signal handler or another thread."""

    climbing: Climbing
    room: EngineRoom
    tell: Callable[[Sweep], None]
    stopped: threading.Event = field(default_factory=threading.Event)

    def stop(self) -> None:
        """End after the pass that runs now."""
        self.stopped.set()

    def run(self) -> None:
        """Sweep, wait until the next thing is due, and so on; an unreachable database is tried again."""
        while not self.stopped.is_set():
            self.stopped.wait(self._round())

    def _round(self) -> float:
        try:
            done = sweep(self.climbing)
            wait_s = self.room.seconds_until_due(LONGEST_WAIT_S)
        except (Unavailable, Conflict) as error:
            logger.warning("The engine tries again in %s s: %s", LONGEST_WAIT_S, error)
            return LONGEST_WAIT_S
        if done.looked_at:
            self.tell(done)
        return max(SHORTEST_WAIT_S, wait_s)
