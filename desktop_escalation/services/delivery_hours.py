"""The working time of a person, as the delivery of messages reads it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.delivery_time import deliverable_again_at
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.services.surroundings import load_rules
from desktop_escalation.storage.outbox import policies_of
from desktop_escalation.storage.transaction import Transaction

NO_POLICY = None


class DeliveryHours(Struct, frozen=True):
    """A person's working time: the teams' hours, else those of the policy that the ticket is under."""

    person: Person
    policies: Mapping[int, PolicyRef]
    calendars: Mapping[PolicyRef | None, tuple[Calendar, ...]]

    def of(self, ticket_id: int | None) -> tuple[Calendar, ...]:
        """Give the working time for messages about a ticket; None where they are about many."""
        return self.calendars[self._policy(ticket_id)]

    def open_at(self, now: datetime, kinds: Iterable[tuple[Urgency, int | None]]) -> list[datetime]:
        """Give for each urgency and ticket the moment from `now` on at which a message may be delivered."""
        wanted = [(urgency, self._policy(ticket_id)) for urgency, ticket_id in kinds]
        known = {
            (urgency, policy): deliverable_again_at(self.person, now, urgency, self.calendars[policy])
            for urgency, policy in set(wanted)
        }
        return [known[one] for one in wanted]

    def _policy(self, ticket_id: int | None) -> PolicyRef | None:
        return NO_POLICY if ticket_id is None else self.policies.get(ticket_id)


def delivery_hours(
    tx: Transaction, directory: Directory, person: Person, ticket_ids: Iterable[int | None]
) -> DeliveryHours:
    """Load the working time of a person for messages about some tickets."""
    wanted = {ticket_id for ticket_id in ticket_ids if ticket_id is not None}
    policies = {} if directory.teams_of(person.login) else policies_of(tx, wanted)
    rules = load_rules(tx, directory, policies.values())
    calendars = {
        policy: directory.working_calendars(person.login, _fallback(rules, policy))
        for policy in (NO_POLICY, *policies.values())
    }
    return DeliveryHours(person, policies, calendars)


def _fallback(rules: Rules, ref: PolicyRef | None) -> Calendar:
    policy = rules.policy(ref)
    return rules.calendars[WALL_CLOCK] if policy is None else rules.calendar_of(policy)
