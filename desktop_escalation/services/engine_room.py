"""The state of the engine: who watched last, what is due and when the next thing is."""

from dataclasses import dataclass
from datetime import datetime

from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import Asking, find_actor
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import SILENT_AFTER, EngineWatch, latest_watch
from desktop_escalation.storage.waiting import count_due, next_due


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What monitoring asks: `is_healthy` is False where something is due and no engine looks."""

    now: datetime
    last_watch: EngineWatch | None
    due: int
    next_at: datetime | None

    @property
    def is_silent(self) -> bool:
        """No engine has looked within the last minute."""
        return self.last_watch is None or self.now - self.last_watch.to_at > SILENT_AFTER

    @property
    def is_healthy(self) -> bool:
        """An engine looks, or nothing waits for one."""
        return not self.is_silent or self.due == 0


@dataclass(frozen=True, slots=True)
class EngineRoom:
    """The use cases around the engine's state."""

    store: Store

    def require_runner(self, asking: Asking) -> None:
        """Refuse somebody who may not run the engine."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ENGINE_RUN)

    def seconds_until_due(self, at_most_s: float) -> float:
        """Tell how long nothing will be due, by the database's clock; a simulated clock does not move by itself."""
        with self.store.reading() as tx:
            first = next_due(tx)
            if first is None or tx.is_simulated:
                return at_most_s
            return min(at_most_s, max(0.0, (first - tx.now).total_seconds()))

    def status(self, asking: Asking) -> EngineStatus:
        """Tell how the engine is."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ENGINE_STATUS)
            return EngineStatus(tx.now, latest_watch(tx), count_due(tx), next_due(tx))
