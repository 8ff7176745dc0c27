"""Messages and their outcomes: the notification centre, and what couriers ask and report."""

import random
from collections.abc import Callable, Sequence

from msgspec import Struct

from desktop_escalation.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from desktop_escalation.domain.people import NoticeChannel, Site
from desktop_escalation.domain.retry_time import next_try_at
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.sharing_out import Claim, share_out
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.standing_in import hand_over_all, is_anything_to_hand_over
from desktop_escalation.storage import outbox
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.messages import list_messages
from desktop_escalation.storage.transaction import Transaction

_ENDS = {
    Attempt.SHOWN: DeliveryState.SHOWN,
    Attempt.HANDED_ON: DeliveryState.SENT,
    Attempt.GIVEN_UP: DeliveryState.FAILED,
}


class Upkeep(Struct, frozen=True):
    """What was done for all people: counts of messages that went into the centre, to substitutes, or nowhere."""

    in_centre: int = 0
    handed_over: int = 0
    expired: int = 0
    failed: int = 0


class DeliveryList(Struct, frozen=True):
    """Messages with what became of them, the newest last."""

    deliveries: tuple[Delivery, ...]
    site: Site


class Deliveries(Struct, frozen=True):
    """The use cases around messages; `chance` gives a number from 0 to 1."""

    store: Store
    chance: Callable[[], float] = random.random

    def list(self, asking: Asking, recipient: str | None) -> DeliveryList:
        """List messages, the newest last: those of one person, or all."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.NOTIFICATIONS_LIST)
            directory = load_directory(tx)
            if recipient is not None and "@" not in recipient:
                directory.person(recipient)
            return DeliveryList(list_messages(tx, recipient=recipient), directory.site)

    def person_at(self, asking: Asking) -> str | None:
        """Give the login of the person whose screen this is; None where it is nobody of the organisation."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            actor.require(Right.NOTIFICATIONS_SEND)
            return actor.name if actor.is_person else None

    def count_waiting(self, login: str | None) -> dict[str, int]:
        """Count what waits, by channel: for one person, or for all."""
        with self.store.reading() as tx:
            return outbox.count_waiting(tx, login)

    def keep_up(self) -> Upkeep:
        """Fill the notification centre, hand what is for the absent to substitutes, give up what is worthless."""

        def work(tx: Transaction) -> Upkeep:
            outbox.lock_upkeep(tx)
            failed, expired = outbox.give_up_worn_out(tx), outbox.expire_messages(tx)
            handed_over = hand_over_all(tx, load_directory(tx))
            in_centre = outbox.show_in_centre(tx)
            if failed or expired or in_centre:
                tx.touch("message")
            return Upkeep(in_centre, handed_over, expired, failed)

        return self.store.run(work) if self._is_upkeep_due() else Upkeep()

    def _is_upkeep_due(self) -> bool:
        """Look before taking a lock, for nearly every round finds nothing."""
        with self.store.reading() as tx:
            return outbox.is_upkeep_due(tx) or is_anything_to_hand_over(tx, load_directory(tx))

    def claim(self, courier: str, channel: NoticeChannel, login: str, limit: int) -> Claim:
        """Put up to `limit` messages for a person into a courier's hand, to be held before and recorded after each."""
        with self.store.reading() as tx:
            if not outbox.is_anything_ready_for(tx, login, channel):
                return Claim()
        return self.store.run(lambda tx: share_out(tx, courier, channel, login, limit))

    def hold(self, courier: str, delivery: Delivery) -> bool:
        """Begin the next attempt; False where the lease ran out, or the message is not to be delivered any more."""
        return self.store.run(lambda tx: outbox.hold(tx, delivery.id, courier, delivery.attempts + 1))

    def record(self, courier: str, message_id: int, sent: Sent) -> DeliveryState | None:
        """Record what an attempt came to, and give the state after it; None where the courier has lost the message."""
        return self.store.run(lambda tx: self._record(tx, courier, message_id, sent))

    def lay_back(self, courier: str, message_ids: Sequence[int]) -> None:
        """Lay back what a courier has in hand and will not try."""

        def work(tx: Transaction) -> None:
            for message_id in message_ids:
                outbox.release(tx, message_id, courier)

        self.store.run(work)

    def _record(self, tx: Transaction, courier: str, message_id: int, sent: Sent) -> DeliveryState | None:
        if sent.attempt is Attempt.NOT_HERE:
            is_mine = outbox.take_back(tx, message_id, courier, sent.problem)
            return DeliveryState.WAITING if is_mine else None
        if sent.attempt is Attempt.TRY_AGAIN:
            return self._try_again(tx, courier, message_id, sent)
        state = _ENDS[sent.attempt]
        return state if outbox.settle(tx, message_id, courier, state, sent.way, sent.problem) else None

    def _try_again(self, tx: Transaction, courier: str, message_id: int, sent: Sent) -> DeliveryState | None:
        attempts, expires_at = outbox.count_attempts(tx, message_id)
        again_at = next_try_at(tx.now, attempts, expires_at, self.chance())
        if again_at is not None:
            is_mine = outbox.try_again(tx, message_id, courier, again_at, sent.way, sent.problem)
            return DeliveryState.WAITING if is_mine else None
        problem = f"given up after {attempts} {'attempt' if attempts == 1 else 'attempts'}: {sent.problem}"
        failed = DeliveryState.FAILED
        return failed if outbox.settle(tx, message_id, courier, failed, sent.way, problem) else None
