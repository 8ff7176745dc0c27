"""The state of the engine: who watches, what is due and when the next thing is."""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.people import Site
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation
from desktop_escalation.storage.engine_log import (
    SILENT_AFTER,
    EngineWatch,
    beat,
    engines_since,
    latest_watch,
    sign_off,
    silence_on,
)
from desktop_escalation.storage.retry import Patience
from desktop_escalation.storage.set_aside import SetAside, list_set_aside
from desktop_escalation.storage.waiting import count_due, next_due, next_waiting

SEEN_WITHIN = timedelta(days=1)
# What is still due after a sweep is in another engine's hands, which needs about so long for a batch.
HELD_BY_OTHERS_S = 0.2
# An engine that ends is waited for, and one that cannot say so is found silent anyway.
PATIENCE_AT_THE_END = Patience(limit_s=2.0)


class EngineStatus(Struct, frozen=True):
    """What monitoring asks: `is_healthy` is False where something is due and no engine looks, or a ticket is set aside.

    `engines` are those seen within the last day, the latest seen first; `last_watch` may be older, and is None where
    no engine ever watched. `next_at` is when the engine has something to do next, and `waiting_since` when the first
    thing is or was due for a ticket that is not set aside; `zone` is the site's.
    """

    now: datetime
    zone: str
    last_watch: EngineWatch | None
    due: int
    next_at: datetime | None
    waiting_since: datetime | None
    engines: tuple[EngineWatch, ...] = ()
    aside: tuple[SetAside, ...] = ()
    silent_after: timedelta = SILENT_AFTER

    @property
    def is_silent(self) -> bool:
        """No engine has looked within the last minute, or those that did have ended."""
        return all(self.is_silent_engine(engine) for engine in self.engines)

    @property
    def is_healthy(self) -> bool:
        """An engine looks or nothing waits for one, and it can decide about every ticket."""
        return (not self.is_silent or self.due == 0) and not self.aside

    @property
    def late(self) -> timedelta:
        """For how long the oldest thing that is due has been so; zero where nothing is."""
        return timedelta() if self.waiting_since is None else max(timedelta(), self.now - self.waiting_since)

    def is_silent_engine(self, watch: EngineWatch) -> bool:
        """True where an engine has ended, or has not looked within the last minute.

        What a clock saw that was set back since is no look.
        """
        return watch.has_ended or abs(self.now - watch.to_at) > self.silent_after


class EngineRoom(Struct, frozen=True):
    """The use cases around the engine's state."""

    store: Store

    def require_runner(self, asking: Asking) -> None:
        """Refuse somebody who may not run the engine."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ENGINE_RUN)

    def sign_on(self, engine: str) -> None:
        """Record that an engine begins to look; a database that cannot be written is refused by that."""
        self.store.run(lambda tx: beat(tx, engine))

    def sign_off(self, engine: str) -> None:
        """Record that an engine has ended, so that it counts as silent at once."""
        self.store.run(lambda tx: sign_off(tx, engine), PATIENCE_AT_THE_END)

    def seconds_until_due(self, at_most_s: float) -> float:
        """Tell how long nothing will be due by the database's clock, which may run faster than time, or stand still."""
        with self.store.reading() as tx:
            first = next_due(tx)
            if first is None:
                return at_most_s
            if first <= tx.now:
                return min(at_most_s, HELD_BY_OTHERS_S)
            return (
                at_most_s if tx.clock_speed == 0 else min(at_most_s, (first - tx.now).total_seconds() / tx.clock_speed)
            )

    def status(self, asking: Asking) -> EngineStatus:
        """Tell how the engine is."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.ENGINE_STATUS)
            seen = engines_since(tx, tx.now - SEEN_WITHIN)
            last = seen[0] if seen else latest_watch(tx)
            zone = (load_organisation(tx).site or Site()).zone
            waiting = (count_due(tx), next_due(tx), next_waiting(tx))
            return EngineStatus(tx.now, zone, last, *waiting, seen, list_set_aside(tx), silence_on(tx.clock_speed))
