"""Recording a log without playing it: clocks get their verdicts, and nothing escalates for what is past."""

from collections.abc import Callable, Sequence

from msgspec import Struct

from desktop_escalation.domain.decision import pass_over
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, begin_life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.history.cast import Cast
from desktop_escalation.history.differences import Moment, moments_of
from desktop_escalation.history.snapshot import Incident, Log
from desktop_escalation.history.tally import Tally
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.customers import load_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.sources import free_numbers, known_sources
from desktop_escalation.storage.transaction import Transaction

PORTION = 200
MISSED = "missed, import"

Progress = Callable[[int, int], None]


class Recorder(Struct, frozen=True):
    """Writes the incidents of a log in portions, each in a transaction of its own; those that are there stay."""

    store: Store
    log: Log
    cast: Cast

    def record(self, progress: Progress) -> Tally:
        """Write everything that is not there yet."""
        incidents, tally = self.log.incidents, Tally()
        for begin in range(0, len(incidents), PORTION):
            portion = incidents[begin : begin + PORTION]
            tally.add(self.store.run(lambda tx, portion=portion: self._record(tx, portion)))  # type: ignore[misc]
            progress(begin + len(portion), len(incidents))
        return tally

    def _record(self, tx: Transaction, portion: Sequence[Incident]) -> Tally:
        known = known_sources(tx, map(self.log.source, portion))
        fresh = [incident for incident in portion if self.log.source(incident) not in known]
        if not fresh:
            return Tally(already_there=len(portion))
        numbers = free_numbers(tx, (incident.key for incident in fresh))
        around = look_around(tx)
        customers = self._customers(tx, fresh)
        changes, skipped = [], 0
        for incident in fresh:
            customer = customers.get(self.cast.mail(incident.snapshots[0].customer) or "")
            moments = moments_of(incident, numbers[incident.key], self.cast)
            change, missed = _lived(moments, customer, around, self.log.source(incident))
            changes.append(change)
            skipped += missed
        save(tx, changes, around.rules)
        events = sum(len(change.events) for change in changes)
        return Tally(len(fresh), events, len(portion) - len(fresh), skipped=skipped)

    def _customers(self, tx: Transaction, incidents: Sequence[Incident]) -> dict[str, Customer]:
        mails = {self.cast.mail(incident.snapshots[0].customer) for incident in incidents}
        return {customer.mail: customer for customer in load_customers(tx, [mail for mail in mails if mail])}


def happen(
    life: Life | None, made: tuple[Event, ...], customer: Customer | None, rules: Rules
) -> tuple[Life, tuple[Event, ...]]:
    """Carry a life over events of one moment, or begin it; give all events, the change of policy included."""
    if life is None:
        life, rest = begin_life(made[0], rules), made[1:]
    else:
        rest = made
    return with_policy(evolve_all(life, rest, rules), made, customer, rules)


def _lived(
    moments: tuple[Moment, ...], customer: Customer | None, around: Surroundings, source: str
) -> tuple[Change, int]:
    """Live through the moments of a ticket; count the steps whose time came meanwhile, and is over."""
    life: Life | None = None
    history: list[Event] = []
    between = []
    for moment in moments:
        made = tuple(Event(moment.at, moment.by, fact) for fact in moment.facts)
        life, complete = happen(life, made, customer, around.rules)
        history += complete
        between.append(life.clocks)
    if life is None:
        raise ValueError(f"{source} has no row")
    over = pass_over(life, Scene(around.now, around.rules, around.directory, customer), MISSED)
    change = Change(None, over.life, (*history, *over.events), over.receipts, source=source, between=tuple(between))
    return change, over.skipped
