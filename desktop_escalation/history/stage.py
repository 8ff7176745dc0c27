"""The stage on which a log is played: the tickets at hand, what each waits for next, how loaded people are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush

from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.decision import Decision, FiredReceipt
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import AssignMode
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.ticket import State
from desktop_escalation.domain.value import replace
from desktop_escalation.history.acquaintances import Acquaintances
from desktop_escalation.services.surroundings import assign_modes
from desktop_escalation.storage.lives import StoredLife


@dataclass(slots=True)
class Player:
    """A ticket on the stage: as it was saved last, as it stands, and what is not saved yet.

    `order` is by opening: the row's id of a ticket that was there before. `until` is the position in the log of the
    ticket's last moment there. `turn` tells the last thing that it waits for from those that it waited for before.
    """

    order: int
    life: Life
    customer: Customer | None = None
    stored: StoredLife | None = None
    source: str | None = None
    until: int = -1
    turn: int = 0
    events: list[Event] = field(default_factory=list)
    receipts: list[FiredReceipt] = field(default_factory=list)
    messages: list[tuple[Message, datetime]] = field(default_factory=list)
    between: list[tuple[Clock, ...]] = field(default_factory=list)

    def lives_on(self, life: Life, history: Iterable[Event]) -> None:
        """Take over what became of the ticket."""
        if self.life.clocks is not life.clocks:
            self.between.append(self.life.clocks)
        self.life = life
        self.events += history

    def is_saved(self, ticket_id: int) -> None:
        """Forget what is written now."""
        version, count = (0, 0) if self.stored is None else (self.stored.version, self.stored.event_count)
        self.stored = StoredLife(ticket_id, version + 1, count + len(self.events), self.life)
        self.events, self.receipts, self.messages, self.between = [], [], [], []


class Stage:
    """Everything that a decision sees, kept as it is at `now`, without asking the database."""

    def __init__(self, now: datetime, rules: Rules, directory: Directory, acquaintances: Acquaintances) -> None:
        """Begin with an empty stage; the directory's loads and choices are those of `now`."""
        self.now = now
        self.rules = rules
        self._acquaintances = acquaintances
        self._loads = dict(directory.loads)
        self._last_chosen = dict(directory.last_chosen)
        modes = assign_modes(rules)
        self._counts_loads = AssignMode.LEAST_LOADED in modes
        self._counts_turns = AssignMode.ROUND_ROBIN in modes
        # The two mappings are kept up to date in place.
        self.directory = replace(directory, loads=self._loads, last_chosen=self._last_chosen)
        self._due: list[tuple[datetime, int, int, Player]] = []

    def waits(self, player: Player) -> None:
        """Look when the next thing is due for a ticket, in the place of what it waited for before."""
        player.turn += 1
        times = [one.fire_at for one in schedule(player.life, self.rules) if one.fire_at is not None]
        if times:
            heappush(self._due, (min(times), player.order, player.turn, player))

    def next_at(self) -> datetime | None:
        """Tell when the next thing is due for any ticket; None where nothing is."""
        while self._due and self._due[0][2] != self._due[0][3].turn:
            heappop(self._due)
        return self._due[0][0] if self._due else None

    def due(self) -> Iterator[Player]:
        """Take the tickets for which something is due now, the longest due first, then by opening."""
        while (at := self.next_at()) is not None and at <= self.now:
            yield heappop(self._due)[3]

    def scene(self, player: Player, directory: Directory) -> Scene:
        """Set the scene for a decision about one ticket; the engine is always there."""
        agents = self._acquaintances.of(player.life.ticket.customer, player.order)
        return Scene(self.now, self.rules, directory, player.customer, agents)

    def moves(self, player: Player, life: Life, history: Iterable[Event]) -> None:
        """Let a ticket live on, and keep count of who has how much to do."""
        if self._counts_loads:
            self._add_load(player.life, -1)
            self._add_load(life, 1)
        player.lives_on(life, history)
        self._acquaintances.note(life.ticket, player.order, self.now)

    def enters(self, player: Player) -> None:
        """Bring a ticket that was just opened on the stage."""
        if self._counts_loads:
            self._add_load(player.life, 1)
        self._acquaintances.note(player.life.ticket, player.order, self.now)

    def chooses(self, decision: Decision) -> Iterator[str]:
        """Remember whom the engine chose just now, and tell."""
        for one in decision.receipts:
            if one.receipt.choice is not None and one.receipt.choice.chosen is not None:
                if self._counts_turns:
                    self._last_chosen[one.receipt.choice.chosen] = self.now
                yield one.receipt.choice.chosen

    def _add_load(self, life: Life, number: int) -> None:
        login = life.ticket.assignee
        if login is not None and life.ticket.is_active:
            self._loads[login] = self._loads.get(login, 0) + number


def is_over(life: Life) -> bool:
    """Say whether a ticket is finished for good, unless the log has more of it."""
    return life.ticket.state is State.CLOSED
