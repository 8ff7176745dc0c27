"""Bringing open tickets under the version of a policy that is in force: an explicit act, with a preview."""

from collections.abc import Callable, Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.decision import decide
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import moved_to_version_in_force
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rules import Rules, make_rules
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from desktop_escalation.services.rescheduling import lives_at_work
from desktop_escalation.services.surroundings import Surroundings, agents_who_knew, look_around, with_loads
from desktop_escalation.storage.changes import Change, save
from desktop_escalation.storage.lives import StoredLife
from desktop_escalation.storage.transaction import Transaction


class StepAtOnce(Struct, frozen=True):
    """A step whose time has come by the moment of the move: `outcome` says whether it fires or is skipped, and why."""

    step: str
    due_at: datetime | None
    outcome: str


class Move(Struct, frozen=True):
    """A ticket that changes its policy; `steps` come at once, and are known in a preview only."""

    ticket: str
    was: PolicyRef | None
    becomes: PolicyRef | None
    steps: tuple[StepAtOnce, ...] = ()


class _Moving(Struct, frozen=True):
    """A ticket on its way to another version, with all events up to there."""

    stored: StoredLife
    life: Life
    history: tuple[Event, ...]
    around: Surroundings

    @property
    def move(self) -> Move:
        return Move(self.life.ticket.number, self.stored.life.ticket.policy, self.life.ticket.policy)


def move_open_tickets(tx: Transaction, act: Act, name: str) -> tuple[Move, ...]:
    """Bring open tickets under what is in force of a policy, in portions, within the one transaction."""
    moves: list[Move] = []
    for portion in _portions(tx, act, name, lambda rules: rules):
        if portion:
            changes = [Change(one.stored, one.life, one.history) for one in portion]
            save(tx, changes, portion[0].around.rules)
            moves.extend(one.move for one in portion)
    return tuple(moves)


def preview_moves(tx: Transaction, act: Act, draft: Policy) -> tuple[Move, ...]:
    """Tell what would become of open tickets if a draft were in force, and which steps would come at once."""

    def with_draft(rules: Rules) -> Rules:
        others = (policy for policy in rules.in_force if policy.name != draft.name)
        return make_rules((*others, draft), rules.versions, rules.calendars)

    return tuple(_previewed(tx, one) for portion in _portions(tx, act, draft.name, with_draft) for one in portion)


def _portions(tx: Transaction, act: Act, name: str, rules_of: Callable[[Rules], Rules]) -> Iterator[list[_Moving]]:
    for stored in lives_at_work(tx):
        around = look_around(tx, [one.life for one in stored])
        around = replace(around, rules=rules_of(around.rules))
        yield [moving for one in stored for moving in _moving(one, act, name, around)]


def _moving(stored: StoredLife, act: Act, name: str, around: Surroundings) -> Iterator[_Moving]:
    rules, customer = around.rules, around.customer_of(stored.life)
    life, overdue = catch_up(stored.life, act.at, customer, rules)
    made = moved_to_version_in_force(life, name, customer, rules, act)
    if made:
        yield _Moving(stored, evolve_all(life, made, rules), (*overdue, *made), around)


def _previewed(tx: Transaction, moving: _Moving) -> Move:
    around = with_loads(tx, moving.around)
    scene = around.scene(moving.life, agents_who_knew(tx, moving.stored, around.rules))
    receipts = [one.receipt for one in decide(moving.life, scene).receipts]
    steps = tuple(StepAtOnce(receipt.step, receipt.due_at, receipt.outcome) for receipt in receipts)
    return replace(moving.move, steps=steps)
