"""Who worked for a customer before, as `last agent` asks it, kept in memory while a log is played."""

from collections.abc import Iterable
from datetime import datetime

from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.storage.loads import AGENTS_REMEMBERED, KnownAgent


class Acquaintances:
    """The assignees of each customer's tickets; without `is_asked` nothing is kept, because no policy asks."""

    def __init__(self, known: Iterable[KnownAgent], *, is_asked: bool) -> None:
        """Begin with what the database knows."""
        self._is_asked = is_asked
        self._agents: dict[str, dict[int, tuple[datetime, int, str]]] = {}
        for one in known if is_asked else ():
            self._agents.setdefault(one.customer, {})[one.ticket_id] = (one.updated_at, one.ticket_id, one.assignee)

    def note(self, ticket: Ticket, order: int, at: datetime) -> None:
        """Remember whose a ticket is after what happened at `at`."""
        if not self._is_asked or ticket.customer is None:
            return
        agents = self._agents.setdefault(ticket.customer, {})
        if ticket.assignee is None:
            agents.pop(order, None)
        else:
            agents[order] = (at, order, ticket.assignee)

    def of(self, customer: str | None, order: int) -> tuple[str, ...]:
        """List who worked for a customer, the latest first, leaving one ticket out."""
        if not self._is_asked or customer is None:
            return ()
        found = sorted((one for key, one in self._agents.get(customer, {}).items() if key != order), reverse=True)
        return tuple(dict.fromkeys(login for _, _, login in found[:AGENTS_REMEMBERED]))
