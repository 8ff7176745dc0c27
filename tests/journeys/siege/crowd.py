"""People who act on tickets while engines do, on those whose steps are due at that very moment."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.errors import EscalationError
from desktop_escalation.domain.ticket import PendingReason
from tests.journeys.siege.grounds import SOMEBODY

# Steps that are due within this time of now: engines are at them.
HOT_MS = 1_000
HOT = """
SELECT t.number FROM waiting w JOIN ticket t ON t.id = w.ticket_id
WHERE w.kind = 'step' AND w.fire_at BETWEEN ? AND ? ORDER BY w.fire_at LIMIT 200
"""
LONGEST_S = 8
JOIN_S = 60

Deed = Callable[[Application, str, random.Random], object]


def _acknowledge(app: Application, number: str, chance: random.Random) -> object:
    until = app.clock.show().now + timedelta(seconds=chance.randint(2, LONGEST_S))
    return app.ticketing.acknowledge(SOMEBODY, number, until)


def _pause(app: Application, number: str, chance: random.Random) -> object:
    until = app.clock.show().now + timedelta(seconds=chance.randint(2, LONGEST_S))
    return app.ticketing.pause(SOMEBODY, number, PendingReason.CUSTOMER, until)


DEEDS: tuple[Deed, ...] = (
    _acknowledge,
    _acknowledge,
    _pause,
    lambda app, number, chance: app.ticketing.assign(SOMEBODY, number, chance.choice(["marek", "aisha"])),
    lambda app, number, chance: app.ticketing.tag(SOMEBODY, number, f"seen {chance.randint(1, 10**6)}", is_on=True),
    lambda app, number, _: app.ticketing.note(SOMEBODY, number, "I look at it."),
    lambda app, number, _: app.ticketing.reply(SOMEBODY, number, "We look at it."),
    lambda app, number, _: app.ticketing.resolve(SOMEBODY, number),
)


@dataclass(slots=True)
class Crowd:
    """Some people, each a thread of the harness with a connection of its own, who act every so often."""

    url: str
    seed: int
    people: int
    every_s: float
    acts: Counter[str] = field(default_factory=Counter)
    _ended: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)
    _mistakes: list[str] = field(default_factory=list)

    def begin(self) -> None:
        """Let all act until they are sent home."""
        for number in range(self.people):
            thread = threading.Thread(target=self._live, args=(random.Random(f"{self.seed}/{number}"),))
            self._threads.append(thread)
            thread.start()

    def send_home(self) -> tuple[str, ...]:
        """Let each finish what he or she does; tell in sentences what went wrong."""
        self._ended.set()
        for thread in self._threads:
            thread.join(JOIN_S)
        stuck = tuple("a person's act did not come back" for thread in self._threads if thread.is_alive())
        return (*stuck, *self._mistakes)

    def _live(self, chance: random.Random) -> None:
        try:
            with application(self.url) as app:
                while not self._ended.wait(self.every_s):
                    self._act(app, chance)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it, so what it met becomes a finding
            self._mistakes.append(f"a person met a mistake of the program: {error!r}")

    def _act(self, app: Application, chance: random.Random) -> None:
        try:
            number = _hot(app, chance)
            if number is None:
                return
            chance.choice(DEEDS)(app, number, chance)
            told = "done"
        except EscalationError as error:
            told = type(error).__name__
        with self._lock:
            self.acts[told] += 1


def _hot(app: Application, chance: random.Random) -> str | None:
    with app.store.reading() as tx:
        now_ms = int(tx.now.timestamp() * 1000)
        numbers = [str(row[0]) for row in tx.sql(HOT, now_ms - HOT_MS, now_ms + HOT_MS)]
    return chance.choice(numbers) if numbers else None
