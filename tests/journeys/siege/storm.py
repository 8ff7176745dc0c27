"""What befalls engines in a siege: planned from a seed, so that a storm can be had again."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import psycopg
from msgspec import Struct

from tests.journeys.siege.engines import Troop
from tests.tcp_proxy import TcpProxy

STANDS_STILL_S = 8.0
STALLS_S = 6.0
A_BACKEND = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
ORDER BY md5(pid::text || %s) LIMIT 1
"""


class Blow(StrEnum):
    """What can happen."""

    KILL = "killed"
    STOP = "stopped for eight seconds"
    RESUME = "went on"
    TERMINATE = "backends terminated"
    STALL = "connections stalled"
    CUT = "stalled connections cut"


class Fault(Struct, frozen=True):
    """A blow at a time after the beginning; `target` is the number of an engine, or of nobody."""

    at_s: float
    blow: Blow
    target: int = 0


class Force(Struct, frozen=True):
    """How hard a storm is: which engines are killed and how often in all, which stand still, what the server loses."""

    killed: Sequence[int] = ()
    kills: int = 0
    stopped: Sequence[int] = ()
    terminations: int = 0
    stalls: int = 0


def plan(seed: int, lasts_s: float, force: Force) -> tuple[Fault, ...]:
    """Plan a storm: each engine to be killed is killed at least once, the others stand still once each."""
    chance = random.Random(seed)

    def sometime() -> float:
        return chance.uniform(0.05, 0.95) * lasts_s

    victims = [*force.killed, *(chance.choice(force.killed) for _ in range(force.kills - len(force.killed)))]
    faults = [Fault(sometime(), Blow.KILL, victim) for victim in victims]
    for number in force.stopped:
        at_s = chance.uniform(0.1, 0.7) * lasts_s
        faults += [Fault(at_s, Blow.STOP, number), Fault(at_s + STANDS_STILL_S, Blow.RESUME, number)]
    faults += [Fault(sometime(), Blow.TERMINATE) for _ in range(force.terminations)]
    for number in range(force.stalls):
        at_s = lasts_s * (number + 0.5) / force.stalls
        faults += [Fault(at_s, Blow.STALL), Fault(at_s + STALLS_S, Blow.CUT)]
    return tuple(sorted(faults, key=lambda fault: fault.at_s))


@dataclass(slots=True)
class Storm:
    """Deals the planned blows when their time has come, and counts those that hit."""

    faults: tuple[Fault, ...]
    troop: Troop
    server: str | None = None
    proxy: TcpProxy | None = None
    dealt: int = 0
    hits: Counter[Blow] = field(default_factory=Counter)

    def blow(self, elapsed_s: float) -> None:
        """Deal what is due."""
        while self.dealt < len(self.faults) and self.faults[self.dealt].at_s <= elapsed_s:
            self.hits[self.faults[self.dealt].blow] += self._deal(self.faults[self.dealt])
            self.dealt += 1

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.dealt == len(self.faults)

    def _deal(self, fault: Fault) -> int:
        engine = self.troop.engines[fault.target]
        match fault.blow:
            case Blow.KILL:
                return int(engine.kill())
            case Blow.STOP:
                return int(engine.stop())
            case Blow.RESUME:
                return int(engine.resume())
            case Blow.TERMINATE:
                return self._terminate(fault)
            case Blow.STALL:
                return self._stall()
            case _:
                return self._cut()

    def _terminate(self, fault: Fault) -> int:
        if self.server is None:
            return 0
        with psycopg.connect(self.server, autocommit=True, application_name="storm") as server:
            return len(server.execute(A_BACKEND, (str(fault.at_s),)).fetchall())

    def _stall(self) -> int:
        if self.proxy is None:
            return 0
        self.proxy.stall()
        return 1

    def _cut(self) -> int:
        if self.proxy is None:
            return 0
        # What was swallowed is lost, so a connection that had stalled is of no more use.
        cut = self.proxy.connections
        self.proxy.cut()
        self.proxy.resume()
        return cut
