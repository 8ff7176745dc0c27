"""The state of the engine: who watches, what is due and when the next thing is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import Asking, find_actor
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import SILENT_AFTER, EngineWatch, engines_since, latest_watch
from desktop_escalation.storage.set_aside import SetAside, list_set_aside
from desktop_escalation.storage.waiting import count_due, next_due

SEEN_WITHIN = timedelta(days=1)
# What is still due after a sweep is in another engine's hands, which needs about so long for a batch.
HELD_BY_OTHERS_S = 0.2


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What monitoring asks: `is_healthy` is False where something is due and no engine looks, or a ticket is set aside.

    `engines` are those seen within the last day, the latest seen first; `last_watch` may be older, and is None where
    no engine ever watched.
    """

    now: datetime
    last_watch: EngineWatch | None
    due: int
    next_at: datetime | None
    engines: tuple[EngineWatch, ...] = ()
    aside: tuple[SetAside, ...] = ()

    @property
    def is_silent(self) -> bool:
        """No engine has looked within the last minute."""
        return self.last_watch is None or self.is_silent_engine(self.last_watch)

    @property
    def is_healthy(self) -> bool:
        """An engine looks or nothing waits for one, and it can decide about every ticket."""
        return (not self.is_silent or self.due == 0) and not self.aside

    @property
    def late(self) -> timedelta:
        """For how long the oldest thing that is due has been so; zero where nothing is."""
        return timedelta() if self.next_at is None else max(timedelta(), self.now - self.next_at)

    def is_silent_engine(self, watch: EngineWatch) -> bool:
        """True where an engine has not looked within the last minute; what a clock that was set back saw is no look."""
        return abs(self.now - watch.to_at) > SILENT_AFTER


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
            if first is None or (tx.is_simulated and first > tx.now):
                return at_most_s
            return min(at_most_s, max(HELD_BY_OTHERS_S, (first - tx.now).total_seconds()))

    def status(self, asking: Asking) -> EngineStatus:
        """Tell how the engine is."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ENGINE_STATUS)
            seen = engines_since(tx, tx.now - SEEN_WITHIN)
            last = seen[0] if seen else latest_watch(tx)
            return EngineStatus(tx.now, last, count_due(tx), next_due(tx), seen, list_set_aside(tx))
