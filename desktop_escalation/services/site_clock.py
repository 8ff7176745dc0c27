"""The clock of the site: what it shows, and setting it forward where it is simulated."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.people import Site
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation
from desktop_escalation.storage.transaction import Transaction


class ClockFace(Struct, frozen=True):
    """What the clock shows, in the site's zone; `speed` is how many seconds pass on it in one."""

    now: datetime
    zone: str
    is_simulated: bool
    speed: int


class SiteClock(Struct, frozen=True):
    """The use cases around the clock."""

    store: Store

    def show(self) -> ClockFace:
        """Read the clock."""
        with self.store.reading() as tx:
            return _face(tx)

    def set(self, asking: Asking, to: datetime) -> ClockFace:
        """Set a simulated clock forward."""

        def work(tx: Transaction) -> ClockFace:
            find_actor(tx, self.store.address, asking).require(Right.CLOCK_SET)
            tx.advance_clock(to)
            return _face(tx)

        return self.store.run(work)

    def run(self, asking: Asking, speed: int) -> ClockFace:
        """Let a simulated clock run so many times as fast as time; 0 stops it."""

        def work(tx: Transaction) -> ClockFace:
            find_actor(tx, self.store.address, asking).require(Right.CLOCK_SET)
            tx.run_clock(speed)
            return _face(tx)

        return self.store.run(work)


def _face(tx: Transaction) -> ClockFace:
    zone = (load_organisation(tx).site or Site()).zone
    return ClockFace(tx.now.astimezone(ZoneInfo(zone)), zone, tx.is_simulated, tx.clock_speed)
