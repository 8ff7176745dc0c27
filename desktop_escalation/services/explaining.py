"""Why a step fired, and why not."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.applying import applying
from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.explain import Explanation, explain
from desktop_escalation.domain.ladder import Escalation
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.receipt import Receipt
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket import PolicyRef, Ticket
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.surroundings import look_around
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_history, load_life, load_receipts
from desktop_escalation.storage.messages import list_messages
from desktop_escalation.storage.policies import all_versions
from desktop_escalation.storage.transaction import Transaction


class Rule(Struct, frozen=True):
    """A version of a policy, with who published it when."""

    policy: Policy
    published_at: datetime
    published_by: str


class Reasons(Struct, frozen=True):
    """The explanations of a ticket's steps, with what they name: people, policies, escalations and messages.

    `recorded` are those of the explanations that were written down when it happened; the others are made for `now`.
    `calendars` has all by name, the wall clock among them. `applying` has for each explanation, in their order, what
    the conditions of its policy saw.
    """

    ticket: Ticket
    explanations: tuple[Explanation, ...]
    directory: Directory
    now: datetime
    recorded: tuple[Explanation, ...]
    rules: Mapping[PolicyRef, Rule]
    calendars: Mapping[str, Calendar]
    escalations: tuple[Escalation, ...]
    messages: tuple[Delivery, ...]
    applying: tuple[tuple[Finding, ...], ...]

    def is_recorded(self, one: Explanation) -> bool:
        """Say whether an explanation was written down when it happened."""
        return one in self.recorded

    def rule_of(self, receipt: Receipt) -> Rule | None:
        """Find the rule that a receipt names; None where no policy governed."""
        return self.rules.get(PolicyRef(receipt.policy, receipt.version))

    def applying_of(self, one: Explanation) -> tuple[Finding, ...]:
        """Give what the conditions of an explanation's policy saw; nothing where there was no policy."""
        return self.applying[self.explanations.index(one)]

    def escalation_of(self, one: Explanation) -> Escalation | None:
        """Find the escalation that an explanation belongs to; None for a step that has not fired."""
        return next((each for each in self.escalations if each.number == one.escalation), None)

    def messages_of(self, one: Explanation) -> tuple[Delivery, ...]:
        """List the messages of the escalation that an explanation belongs to."""
        if one.escalation is None:
            return ()
        return tuple(each for each in self.messages if each.message.escalation == one.escalation)


class Explaining(Struct, frozen=True):
    """Reads receipts, and makes those of steps that have not fired."""

    store: Store

    def explain(self, asking: Asking, number: str, step: str | None = None) -> Reasons:
        """Explain all steps of a ticket, or one."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.EXPLAIN)
            stored = load_life(tx, number)
            around = look_around(tx, [stored.life])
            life, _ = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
            recorded = load_receipts(tx, stored.id)
            found = explain(life, around.scene(life), recorded, step)
            rules, history, customer = _rules(tx, found), load_history(tx, stored.id), around.customer_of(life)
            return Reasons(
                ticket=life.ticket,
                explanations=found,
                directory=around.directory,
                now=tx.now,
                recorded=recorded,
                rules=rules,
                calendars=around.rules.calendars,
                escalations=life.ladder.escalations,
                messages=list_messages(tx, ticket_id=stored.id),
                applying=tuple(
                    _applying(
                        rules.get(PolicyRef(one.receipt.policy, one.receipt.version)), history, customer, one.receipt.at
                    )
                    for one in found
                ),
            )


def _applying(
    rule: Rule | None, history: Sequence[Event], customer: Customer | None, until: datetime
) -> tuple[Finding, ...]:
    return () if rule is None else applying(rule.policy, history, customer, until)


def _rules(tx: Transaction, explanations: Iterable[Explanation]) -> dict[PolicyRef, Rule]:
    names = {one.receipt.policy for one in explanations} - {""}
    versions = (version for name in sorted(names) for version in all_versions(tx, name))
    return {
        PolicyRef(one.policy.name, one.policy.version): Rule(one.policy, one.published_at, one.published_by)
        for one in versions
    }
