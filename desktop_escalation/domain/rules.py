"""The rules that decisions are made by: policies in force, their older versions, and calendars."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.wall_clock import ALWAYS, WALL_CLOCK

CLOSE_AFTER_WITHOUT_POLICY = timedelta(days=5)


class Rules(Struct, frozen=True):
    """`in_force` are the policies that new tickets meet, by order; `versions` has those that open tickets are under.

    `calendars` has all calendars by name, and under `WALL_CLOCK` one that never rests.
    """

    in_force: tuple[Policy, ...]
    versions: Mapping[PolicyRef, Policy]
    calendars: Mapping[str, Calendar]

    def policy(self, ref: PolicyRef | None) -> Policy | None:
        """Find the version that a ticket is under; None where it is under no policy."""
        return None if ref is None else self.versions[ref]

    def calendar_of(self, policy: Policy) -> Calendar:
        """Give the calendar that serves the policy's clocks."""
        return self.calendars[policy.calendar]


def make_rules(
    in_force: Iterable[Policy], versions: Mapping[PolicyRef, Policy], calendars: Mapping[str, Calendar]
) -> Rules:
    """Put rules together: policies sorted by order and name, the wall clock among the calendars."""
    ordered = tuple(sorted(in_force, key=lambda policy: (policy.order, policy.name)))
    known = {PolicyRef(policy.name, policy.version): policy for policy in ordered}
    return Rules(ordered, {**known, **versions}, {**calendars, WALL_CLOCK: ALWAYS})
