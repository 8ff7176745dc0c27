"""Why a step fired, and why not."""

from dataclasses import dataclass

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.explain import Explanation, explain
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.services.actors import Asking, find_actor
from desktop_escalation.services.surroundings import look_around
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_life, load_receipts


@dataclass(frozen=True, slots=True)
class Reasons:
    """The explanations of a ticket's steps, with the people that they name."""

    ticket: Ticket
    explanations: tuple[Explanation, ...]
    directory: Directory


@dataclass(frozen=True, slots=True)
class Explaining:
    """Reads receipts, and makes those of steps that have not fired."""

    store: Store

    def explain(self, asking: Asking, number: str, step: str | None = None) -> Reasons:
        """Explain all steps of a ticket, or one."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.EXPLAIN)
            stored = load_life(tx, number)
            around = look_around(tx, [stored.life])
            life, _ = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
            found = explain(life, around.scene(life), load_receipts(tx, stored.id), step)
            return Reasons(life.ticket, found, around.directory)
