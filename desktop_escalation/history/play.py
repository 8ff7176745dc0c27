"""Playing a log: the clock moves from event to event, and the engine runs at the very moments at which it has to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from desktop_escalation.domain import events
from desktop_escalation.domain.decision import decide
from desktop_escalation.domain.events import Event, Fact
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import AssignMode
from desktop_escalation.history.acquaintances import Acquaintances
from desktop_escalation.history.differences import Moment, is_news
from desktop_escalation.history.recorder import happen
from desktop_escalation.history.script import Script
from desktop_escalation.history.stage import Player, Stage, is_over
from desktop_escalation.history.tally import Tally
from desktop_escalation.services.surroundings import assign_modes, look_around, with_loads
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.customers import load_all_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import PassCount, record_passes, remember_earlier_choices, watch_since
from desktop_escalation.storage.import_runs import ImportRun, move_on
from desktop_escalation.storage.lives import StoredLife, load_lives
from desktop_escalation.storage.loads import known_agents
from desktop_escalation.storage.messages import add_earlier_messages
from desktop_escalation.storage.sources import known_sources, waiting_tickets
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import AT_ONCE

CHANGES_AT_ONCE = 1000
ENGINE = "import"
_NEW = 1 << 62  # the order of tickets that have no row yet: after all that have one

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _Unsaved:
    """What happened since the last commit."""

    players: dict[int, Player] = field(default_factory=dict)
    passes: list[tuple[datetime, PassCount]] = field(default_factory=list)
    choices: dict[str, datetime] = field(default_factory=dict)
    changes: int = 0


class Play:
    """One play of a script in a database whose clock is simulated; it goes on where an earlier one was broken off."""

    def __init__(self, store: Store, script: Script, run: ImportRun, *, changes_at_once: int = CHANGES_AT_ONCE) -> None:
        """Set the stage: all tickets that wait for something, and those of the log that are at work."""
        self._store = store
        self._script = script
        self._key = run.key
        self._position = run.position
        self._changes_at_once = changes_at_once
        self._tally = Tally()
        self._unsaved = _Unsaved()
        with store.reading() as tx:
            self._customers: Mapping[str, Customer] = {one.mail.lower(): one for one in load_all_customers(tx)}
            stored = _tickets_at_hand(tx, script, run.position)
            around = with_loads(tx, look_around(tx, (one.life for one, _ in stored)))
            is_asked = AssignMode.LAST_AGENT in assign_modes(around.rules)
            self._begins_at = tx.now
            self._stage = Stage(
                tx.now, around.rules, around.directory, Acquaintances(known_agents(tx), is_asked=is_asked)
            )
        self._players: dict[int, Player] = {}
        for one, index in stored:
            self._take(one, index)

    def run(self, progress: Progress) -> Tally:
        """Play to the end of the log, where the clock stops."""
        cues = self._script.cues
        while self._position < len(cues):
            at, index, moment = cues[self._position]
            self._engine_runs(at)
            self._stage.now = max(self._stage.now, at)
            self._happens(index, moment)
            self._position += 1
            if self._unsaved.changes >= self._changes_at_once:
                self._save()
                progress(self._position, len(cues))
        self._engine_runs(self._stage.now)
        self._save(is_done=True)
        progress(self._position, len(cues))
        return self._tally

    def _take(self, stored: StoredLife, index: int | None) -> None:
        player = Player(stored.id, stored.life, self._customer(stored.life.ticket.customer), stored)
        if index is not None:
            player.until = self._script.lasts[index]
            self._players[index] = player
        self._stage.waits(player)

    def _customer(self, mail: str | None) -> Customer | None:
        return None if mail is None else self._customers.get(mail.lower())

    # --- the log ---

    def _happens(self, index: int, moment: Moment) -> None:
        player = self._players.get(index)
        if player is None:
            self._opens(index, moment)
            return
        facts = _news(player, moment)
        if facts:
            made = tuple(Event(moment.at, moment.by, fact) for fact in facts)
            life, history = happen(player.life, made, player.customer, self._stage.rules)
            self._stage.moves(player, life, history)
            self._changed(player, len(history))

    def _opens(self, index: int, moment: Moment) -> None:
        opened = moment.facts[0]
        if not isinstance(opened, events.Opened):
            raise TypeError(f"{self._script.sources[index]} begins with {type(opened).__name__}")
        customer = self._customer(opened.customer)
        made = tuple(Event(moment.at, moment.by, fact) for fact in moment.facts)
        life, history = happen(None, made, customer, self._stage.rules)
        player = Player(_NEW + self._position, life, customer, source=self._script.sources[index])
        player.until = self._script.lasts[index]
        player.events += history
        self._players[index] = player
        self._tally.tickets += 1
        self._stage.enters(player)
        self._changed(player, len(history))

    def _changed(self, player: Player, count: int) -> None:
        self._unsaved.players[player.order] = player
        self._unsaved.changes += count
        self._tally.events += count
        self._stage.waits(player)

    # --- the engine ---

    def _engine_runs(self, until: datetime) -> None:
        """Run each pass at the moment at which something is due, up to `until`."""
        while (at := self._stage.next_at()) is not None and at <= until:
            self._stage.now = max(self._stage.now, at)
            self._pass()
            if self._unsaved.changes >= self._changes_at_once:
                self._save()

    def _pass(self) -> None:
        """Decide about all tickets for which something is due now, against one snapshot, as an engine does."""
        stage, directory, count, decisions = self._stage, self._stage.directory, PassCount(), []
        for player in stage.due():
            decision = decide(player.life, stage.scene(player, directory))
            directory = decision.scene.directory
            count += PassCount(1, decision.fired, decision.skipped)
            decisions.append((player, decision))
        for player, decision in decisions:
            if not decision.events:
                continue
            self._unsaved.choices.update(dict.fromkeys(stage.chooses(decision), stage.now))
            player.receipts += decision.receipts
            player.messages += [(message, stage.now) for message in decision.messages]
            stage.moves(player, decision.life, decision.events)
            self._changed(player, len(decision.events))
        self._unsaved.passes.append((stage.now, count))
        self._tally.fired += count.fired
        self._tally.skipped += count.skipped

    # --- commit ---

    def _save(self, *, is_done: bool = False) -> None:
        """Write what happened, the clock and the place in the script in one transaction; let finished tickets go."""
        unsaved, self._unsaved = self._unsaved, _Unsaved()
        players = [player for _, player in sorted(unsaved.players.items())]
        with self._store.writing() as tx:
            tx.advance_clock(self._stage.now)
            ids = save(tx, list(map(_change, players)), self._stage.rules)
            messages = [
                (ticket_id, *one) for player, ticket_id in zip(players, ids, strict=True) for one in player.messages
            ]
            add_earlier_messages(tx, sorted(messages, key=lambda message: message[2]))
            record_passes(tx, ENGINE, unsaved.passes)
            remember_earlier_choices(tx, unsaved.choices)
            watch_since(tx, ENGINE, self._begins_at)
            move_on(tx, self._key, self._position, is_done=is_done)
        for player, ticket_id in zip(players, ids, strict=True):
            player.is_saved(ticket_id)
        self._players = {
            index: player
            for index, player in self._players.items()
            if player.until >= self._position or not is_over(player.life)
        }


def _tickets_at_hand(tx: Transaction, script: Script, position: int) -> list[tuple[StoredLife, int | None]]:
    """Load all tickets that wait for something, and those that the log has begun, each with its number in the log."""
    begun = {script.sources[index]: index for index, last in script.lasts.items() if last >= position}
    numbers = {ticket_id: begun[source] for source, ticket_id in known_sources(tx, begun).items()}
    wanted = sorted({*waiting_tickets(tx), *numbers})
    stored: dict[int, StoredLife] = {}
    for begin in range(0, len(wanted), AT_ONCE):
        stored |= load_lives(tx, wanted[begin : begin + AT_ONCE])
    return [(stored[ticket_id], numbers.get(ticket_id)) for ticket_id in wanted]


def _news(player: Player, moment: Moment) -> list[Fact]:
    """Leave out what the engine has done already; who is named after a move owns the ticket in its new team."""
    found: list[Fact] = []
    for fact in moment.facts:
        follows_move = isinstance(fact, events.Assigned) and any(isinstance(one, events.Moved) for one in found)
        if follows_move or is_news(player.life.ticket, fact):
            found.append(fact)
    return found


def _change(player: Player) -> Change:
    return Change(
        player.stored,
        player.life,
        tuple(player.events),
        tuple(player.receipts),
        source=player.source if player.stored is None else None,
        between=tuple(player.between),
    )
