"""The colleagues of somebody who tries the demo team: they go on with their afternoon while its clock runs."""

import logging
from collections import deque
from dataclasses import dataclass, field

from desktop_escalation.domain.errors import Conflict, Refused
from desktop_escalation.history.demo_acts import DemoAct, DemoTicket, read_afternoon, when
from desktop_escalation.history.demo_afternoon import Afternoon
from desktop_escalation.history.demo_team import ADMINISTRATOR
from desktop_escalation.storage.database import Store

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class DemoColleagues:
    """Do what the demo's afternoon says, each at its time; `visitor` acts for himself or herself."""

    store: Store
    os_user: str
    visitor: str
    _ahead: deque[DemoTicket | DemoAct] = field(default_factory=lambda: deque(read_afternoon()))
    _afternoon: Afternoon = field(init=False)

    def __post_init__(self) -> None:
        """Begin where the afternoon begins."""
        self._afternoon = Afternoon(self.store, self.os_user, ADMINISTRATOR)

    def act(self) -> int:
        """Do everything whose time has come, and count it; what a ticket no longer allows is left out."""
        with self.store.reading() as tx:
            now = tx.now
        done = 0
        while self._ahead and when(self._ahead[0]) <= now:
            done += self._do(self._ahead.popleft())
        return done

    def _do(self, one: DemoTicket | DemoAct) -> int:
        try:
            if self._afternoon.who(one) == self.visitor:
                return 0
            self._afternoon.do(one)
        except (Refused, Conflict) as error:
            logger.info("A colleague of the demo team could not do as planned: %s", error)
            return 0
        return 1
