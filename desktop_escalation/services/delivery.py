"""Messages and their outcomes: the notification centre, and one round of a courier."""

from dataclasses import dataclass

from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.people import Site
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import Asking, find_actor
from desktop_escalation.services.surroundings import load_directory
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.messages import count_waiting, expire_messages, list_messages, show_in_centre


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of a courier did; `waiting` counts by channel what it could not deliver."""

    shown: int
    expired: int
    waiting: dict[str, int]


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """Messages with what became of them, the newest last."""

    deliveries: tuple[Delivery, ...]
    site: Site


@dataclass(frozen=True, slots=True)
class Deliveries:
    """The use cases around messages."""

    store: Store

    def list(self, asking: Asking, recipient: str | None) -> DeliveryList:
        """List messages, the newest last: those of one person, or all."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.NOTIFICATIONS_LIST)
            directory = load_directory(tx)
            if recipient is not None and "@" not in recipient:
                directory.person(recipient)
            return DeliveryList(list_messages(tx, recipient=recipient), directory.site)

    def send(self, asking: Asking) -> Round:
        """Put into the notification centre what is ready, and give up what is worthless by now."""
        with self.store.writing() as tx:
            find_actor(tx, self.store.address, asking).require(Right.NOTIFICATIONS_SEND)
            expired = expire_messages(tx)
            return Round(show_in_centre(tx), expired, count_waiting(tx))
