"""One pass over what is due: claim, load, decide, write, in one transaction on the database's clock."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.decision import Decision, decide
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.firing import administrators
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.notices import Notice, messages_to
from desktop_escalation.domain.policy import AssignMode, Urgency
from desktop_escalation.domain.rules import make_rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.surroundings import (
    Surroundings,
    agents_who_knew,
    assign_modes,
    candidates,
    look_around,
    with_loads,
)
from desktop_escalation.storage.changes import Change, reschedule, save
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.engine_log import PassCount, beat, has_beaten, outages, record_pass, remember_choices
from desktop_escalation.storage.failures import breaks_off
from desktop_escalation.storage.lives import StoredLife, read_lives
from desktop_escalation.storage.messages import add_messages
from desktop_escalation.storage.set_aside import SetAside, bring_back, set_aside
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import due_tickets, oldest_due

BEATS_AFTER = timedelta(seconds=10)

logger = logging.getLogger(__name__)


class Climbing(Struct, frozen=True):
    """The engine's use case; `engine` names who runs it, for the record."""

    store: Store
    engine: str

    def run_pass(self) -> PassCount:
        """Do what is due now, for a batch of tickets; a count of zero looked at means that nothing was due.

        A ticket that cannot be decided about holds up no other: where a pass fails, each of its tickets is looked at by
        itself, and those that fail again are set aside with an alarm to the administrators.
        """
        if not self._has_work():
            return PassCount()
        try:
            return self.store.run(self._climb)
        except Exception as error:  # whatever one ticket is broken by, the others are not
            if breaks_off(error) or breaks_off(error.__cause__):
                raise
            logger.warning("A pass failed: each of its tickets is looked at by itself", exc_info=True)
            return self.store.run(self._climb_one_by_one)

    def _has_work(self) -> bool:
        with self.store.reading() as tx:
            return bool(due_tickets(tx, 1)) or not has_beaten(tx, self.engine, tx.now - BEATS_AFTER)

    def _climb(self, tx: Transaction) -> PassCount:
        beat(tx, self.engine)
        due = due_tickets(tx)
        if not due:
            return PassCount()
        count = _climb_all(tx, list(due))
        back = [ticket_id for ticket_id, is_aside in due.items() if is_aside]
        if back:
            bring_back(tx, back)
        record_pass(tx, self.engine, count)
        return count

    def _climb_one_by_one(self, tx: Transaction) -> PassCount:
        beat(tx, self.engine)
        total = PassCount()
        broken: dict[int, Exception] = {}
        for ticket_id, is_aside in due_tickets(tx).items():
            done = _climb_apart(tx, ticket_id, is_aside=is_aside)
            if isinstance(done, Exception):
                broken[ticket_id] = done
            else:
                total += done
        _set_all_aside(tx, broken, is_doubtful=not total.looked_at and len(broken) > 1)
        total += PassCount(looked_at=len(broken), set_aside=len(broken))
        record_pass(tx, self.engine, total)
        return total


def _climb_apart(tx: Transaction, ticket_id: int, *, is_aside: bool) -> PassCount | Exception:
    """Do what is due for one ticket; give what went wrong, of which nothing is left."""
    try:
        with tx.savepoint():
            count = _climb_all(tx, [ticket_id])
            if is_aside:
                bring_back(tx, [ticket_id])
            return count
    except Exception as error:  # it is given back, and the ticket set aside with it as the reason
        if breaks_off(error):
            raise
        logger.exception("The ticket with the row id %s is set aside", ticket_id)
        return error


def _set_all_aside(tx: Transaction, broken: Mapping[int, Exception], *, is_doubtful: bool) -> None:
    """Set tickets aside and tell the administrators, of each when that happens and not again while it lasts.

    Where no ticket of several could be decided about, it is doubtful whether they are to blame or this engine: they are
    tried again soon, by whichever engine, and the administrators are told of the first only.
    """
    is_told = False
    for ticket_id, error in broken.items():
        found = set_aside(tx, ticket_id, f"{type(error).__name__}: {error}", is_doubtful=is_doubtful)
        if found.attempts == 1 and not (is_doubtful and is_told):
            _raise_alarm(tx, ticket_id, found)
            is_told = True


def _raise_alarm(tx: Transaction, ticket_id: int, found: SetAside) -> None:
    """Tell the administrators; who cannot be told of a broken ticket does not keep it from being set aside."""
    try:
        with tx.savepoint():
            add_messages(tx, [(ticket_id, message) for message in _alarm(load_directory(tx), tx.now, found)])
    except Exception as error:  # what broke the ticket may break its alarm too, and it must still be set aside
        if breaks_off(error):
            raise
        logger.exception("Nobody could be told that %s is set aside", found.number)


def _alarm(directory: Directory, now: datetime, found: SetAside) -> tuple[Message, ...]:
    rules = make_rules((), {}, directory.calendars)
    text = (
        f"The engine could not decide about {found.number} and has set it aside; nothing escalates there meanwhile, and"
        f" all other tickets go on. It tries again by itself, less and less often.\n{found.problem}\n"
        "See what is wrong with: escalationctl database check"
    )
    notice = Notice(f"set aside/{found.since_at:%Y%m%dT%H%M%S}", None, "set aside by the engine", text, Urgency.NOW)
    scene = Scene(now, rules, directory)
    return messages_to(scene, found, notice, administrators(directory), rules.calendars[WALL_CLOCK])


def _climb_all(tx: Transaction, ids: Sequence[int]) -> PassCount:
    stored = read_lives(tx, ids)
    around = look_around(tx, [one.life for one in stored.values()])
    around = with_loads(tx, around, candidates(around))
    around = replace(around, outages=outages(tx, oldest_due(tx, ids) or tx.now))
    return _decide_all(tx, [stored[ticket_id] for ticket_id in ids], around)


def _decide_all(tx: Transaction, stored: list[StoredLife], around: Surroundings) -> PassCount:
    changes, stale = [], []
    decisions: list[Decision] = []
    directory, is_asked = around.directory, AssignMode.LAST_AGENT in assign_modes(around.rules)
    for one in stored:
        last_agents = agents_who_knew(tx, one, around.rules) if is_asked else ()
        scene = around.scene(one.life, last_agents, directory)
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
