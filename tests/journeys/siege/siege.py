"""A siege: engines at their posts, people who act, a storm of faults, and at the end the judgement."""

import time
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from desktop_escalation.storage.database import Store
from tests.journeys.siege.checker import check
from tests.journeys.siege.crowd import Crowd
from tests.journeys.siege.engines import Post, Troop
from tests.journeys.siege.grounds import Grounds
from tests.journeys.siege.lateness import Lateness, lateness
from tests.journeys.siege.storm import Blow, Fault, Storm
from tests.tcp_proxy import TcpProxy

TICK_S = 0.1
# Nothing else falls due for so long after the last step: promises and pauses have ended by then.
QUIET_FOR_MS = 30_000
DUE_SOON = "SELECT COUNT(*) FROM waiting WHERE fire_at <= ?"
FIRED, SKIPPED = (f"SELECT COUNT(*) FROM step_record WHERE outcome = '{outcome}'" for outcome in ("fired", "skipped"))


class Aftermath(Struct, frozen=True):
    """What a siege left: the findings, none where all is sound, and what it was like."""

    findings: tuple[str, ...]
    steps: int
    fired: int
    skipped: int
    late: Lateness
    hits: Mapping[Blow, int]
    acts: Mapping[str, int]
    seconds: float

    def __str__(self) -> str:
        hits = ", ".join(f"{count} {blow}" for blow, count in self.hits.items()) or "no faults"
        acts = ", ".join(f"{count} {told}" for told, count in self.acts.items()) or "none"
        return (
            f"{self.steps} steps due, {self.fired} fired and {self.skipped} skipped in {self.seconds:.0f} s"
            f" under {hits}; acts of people: {acts}; {self.late}; {len(self.findings)} findings"
        )


class Siege(Struct, frozen=True):
    """The engines' posts and the storm; people act with `people` at once, each after every `every_s`."""

    grounds: Grounds
    posts: tuple[Post, ...]
    folder: Path
    faults: tuple[Fault, ...] = ()
    people: int = 0
    every_s: float = 0.3
    seed: int = 0
    proxy: TcpProxy | None = None
    patience_s: float = 60.0

    def fight(self) -> Aftermath:
        """Let it all happen until nothing is due any more, or patience ends, and judge."""
        began_s = time.monotonic()
        url = self.grounds.url
        troop = Troop.at(self.posts, self.folder)
        storm = Storm(self.faults, troop, url if url.startswith("postgresql") else None, self.proxy)
        crowd = Crowd(url, self.seed, self.people, self.every_s)
        crowd.begin()
        try:
            self._last(troop, storm)
            complaints = crowd.send_home()
            self._wait_for_quiet(troop)
            complaints += troop.call_back()
        finally:
            crowd.send_home()
            troop.kill_all()
        fired, skipped = self._counts()
        return Aftermath(
            findings=(*complaints, *check(url)),
            steps=self.grounds.steps,
            fired=fired,
            skipped=skipped,
            late=lateness(url),
            hits=storm.hits,
            acts=crowd.acts,
            seconds=time.monotonic() - began_s,
        )

    def _last(self, troop: Troop, storm: Storm) -> None:
        """Hold out until the last step was due and the storm is over."""
        store = Store.open(self.grounds.url)
        began_s = time.monotonic()
        try:
            with store.reading() as tx:
                lasts_s = (self.grounds.last_due_at - tx.now).total_seconds()
            while (elapsed_s := time.monotonic() - began_s) < lasts_s or not storm.is_over:
                troop.tend()
                storm.blow(elapsed_s)
                time.sleep(TICK_S)
        finally:
            store.close()

    def _wait_for_quiet(self, troop: Troop) -> None:
        store = Store.open(self.grounds.url)
        ends_s = time.monotonic() + self.patience_s
        try:
            while time.monotonic() < ends_s:
                troop.tend()
                with store.reading() as tx:
                    ((due,),) = tx.sql(DUE_SOON, int(tx.now.timestamp() * 1000) + QUIET_FOR_MS)
                if due == 0:
                    return
                time.sleep(0.5)
        finally:
            store.close()

    def _counts(self) -> tuple[int, int]:
        store = Store.open(self.grounds.url)
        try:
            with store.reading() as tx:
                return int(tx.sql(FIRED)[0][0]), int(tx.sql(SKIPPED)[0][0])
        finally:
            store.close()
