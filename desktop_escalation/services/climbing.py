"""One pass over what is due: claim, load, decide, write, in one transaction on the database's clock."""

from dataclasses import dataclass, replace

from desktop_escalation.domain.decision import Decision, decide
from desktop_escalation.services.surroundings import Surroundings, agents_who_knew, look_around, with_loads
from desktop_escalation.storage.changes import Change, reschedule, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import PassCount, beat, outages, record_pass, remember_choices
from desktop_escalation.storage.lives import StoredLife, load_lives, lock_tickets
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import due_tickets, oldest_due


@dataclass(frozen=True, slots=True)
class Climbing:
    """The engine's use case; `engine` names who runs it, for the record."""

    store: Store
    engine: str

    def run_pass(self) -> PassCount:
        """Do what is due now, for a batch of tickets; a count of zero looked at means that nothing was due."""
        return self.store.run(self.climb)

    def climb(self, tx: Transaction) -> PassCount:
        """Do the same within a transaction that is open."""
        ids = lock_tickets(tx, due_tickets(tx, tx.now), skip_locked=True)
        if not ids:
            beat(tx, self.engine)
            return PassCount()
        missed_since = oldest_due(tx, ids) or tx.now
        stored = load_lives(tx, ids)
        around = with_loads(tx, look_around(tx, [one.life for one in stored.values()]))
        around = replace(around, outages=outages(tx, missed_since))
        count = _decide_all(tx, [stored[ticket_id] for ticket_id in ids], around)
        beat(tx, self.engine)
        record_pass(tx, self.engine, count)
        return count


def _decide_all(tx: Transaction, stored: list[StoredLife], around: Surroundings) -> PassCount:
    changes, stale = [], []
    decisions: list[Decision] = []
    directory = around.directory
    for one in stored:
        scene = replace(around.scene(one.life, agents_who_knew(tx, one, around.rules)), directory=directory)
        decision = decide(one.life, scene)
        directory = decision.scene.directory
        decisions.append(decision)
        if decision.events:
            changes.append(Change(one, decision.life, decision.events, decision.receipts, decision.messages))
        else:
            stale.append(one)
    save(tx, changes, around.rules)
    reschedule(tx, stale, around.rules)
    remember_choices(tx, frozenset(login for decision in decisions for login in _chosen(decision)))
    fired = sum(decision.fired for decision in decisions)
    return PassCount(len(stored), fired, sum(decision.skipped for decision in decisions))


def _chosen(decision: Decision) -> list[str]:
    return [
        fact.receipt.choice.chosen
        for fact in decision.receipts
        if fact.receipt.choice is not None and fact.receipt.choice.chosen is not None
    ]
