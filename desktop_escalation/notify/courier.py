"""The courier: takes what is ready for the person at this computer, delivers it, and records what came of it.

Nothing in the database is held while a message is on its way. A courier that dies then leaves a lease that runs out,
after which another one delivers once more: a message is repeated rather than lost.
"""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from msgspec import Struct

from desktop_escalation.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.value import replace
from desktop_escalation.services.delivery import Deliveries, Upkeep

MOST_A_ROUND = 20
# What is wrong with a computer rarely mends itself at once, and another workstation may do better meanwhile.
PAUSE_S = 300.0

logger = logging.getLogger(__name__)


class Channel(Protocol):
    """A way to reach a person; `send` returns within a time of its own and never claims more than it knows."""

    def send(self, delivery: Delivery) -> Sent:
        """Try once to deliver a message."""


class Round(Struct, frozen=True):
    """What one round did.

    `shown` was seen on a screen as far as can be known, `sent` was handed on; `again` waits for another attempt, and
    `lost` was taken by somebody else meanwhile. `problem` says why a channel does not work at this computer.
    """

    upkeep: Upkeep
    shown: int = 0
    sent: int = 0
    again: int = 0
    failed: int = 0
    lost: int = 0
    postponed: int = 0
    folded: int = 0
    problem: str | None = None

    @property
    def delivered(self) -> int:
        """Count what left by some channel."""
        return self.shown + self.sent


@dataclass(slots=True)
class Courier:
    """Delivers for one person by the channels of this computer; `name` is new with each start of the program.

    Where `login` is None, only what concerns all people is done. A round may be stopped from another thread.
    """

    deliveries: Deliveries
    channels: Mapping[NoticeChannel, Channel]
    login: str | None
    name: str
    most: int = MOST_A_ROUND
    monotonic: Callable[[], float] = time.monotonic
    _stopped: threading.Event = field(default_factory=threading.Event)
    _paused_until: dict[NoticeChannel, float] = field(default_factory=dict)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def stop(self) -> None:
        """End the round that runs, and every later one, before its next message."""
        self._stopped.set()

    def round(self) -> Round:
        """Do what is to be done for all, then deliver what is ready for the person, up to a number of messages.

        While one round runs, another one does nothing: both would hold their messages under one name.
        """
        if not self._turn.acquire(blocking=False):
            return Round(Upkeep())
        try:
            return self._round()
        finally:
            self._turn.release()

    def _round(self) -> Round:
        done = Round(self.deliveries.keep_up())
        if self.login is None:
            return done
        for kind, channel in self.channels.items():
            if not self._is_paused(kind):
                done = self._deliver(done, kind, channel, self.login)
        return done

    def _is_paused(self, kind: NoticeChannel) -> bool:
        return self.monotonic() < self._paused_until.get(kind, float("-inf"))

    def _deliver(self, done: Round, kind: NoticeChannel, channel: Channel, login: str) -> Round:
        if self._stopped.is_set():
            return done
        claim = self.deliveries.claim(self.name, kind, login, self.most)
        done = replace(done, postponed=done.postponed + claim.postponed, folded=done.folded + claim.folded)
        left = [delivery.id for delivery in claim.deliveries]
        for delivery in claim.deliveries:
            if self._stopped.is_set() or self._is_paused(kind):
                break
            left.remove(delivery.id)
            done = self._try(done, kind, channel, delivery)
        if left:
            self.deliveries.lay_back(self.name, left)
        return done

    def _try(self, done: Round, kind: NoticeChannel, channel: Channel, delivery: Delivery) -> Round:
        if not self.deliveries.hold(self.name, delivery):
            return replace(done, lost=done.lost + 1)
        sent = _send(channel, delivery)
        state = self.deliveries.record(self.name, delivery.id, sent)
        if sent.attempt is Attempt.NOT_HERE:
            self._paused_until[kind] = self.monotonic() + PAUSE_S
            done = replace(done, problem=sent.problem)
        return _count(done, state)


def _send(channel: Channel, delivery: Delivery) -> Sent:
    try:
        return channel.send(delivery)
    except Exception as error:  # a message that its channel chokes on must not keep the others from their readers
        logger.exception("Message %s could not be delivered", delivery.message.key)
        return Sent(Attempt.TRY_AGAIN, delivery.message.channel.value, f"{type(error).__name__}: {error}")


def _count(done: Round, state: DeliveryState | None) -> Round:
    match state:
        case DeliveryState.SHOWN:
            return replace(done, shown=done.shown + 1)
        case DeliveryState.SENT:
            return replace(done, sent=done.sent + 1)
        case DeliveryState.FAILED:
            return replace(done, failed=done.failed + 1)
        case None:
            return replace(done, lost=done.lost + 1)
        case _:
            return replace(done, again=done.again + 1)
