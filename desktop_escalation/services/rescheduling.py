"""What follows for tickets at work when calendars change: other due times, other times of steps."""

from collections.abc import Collection, Iterator

from desktop_escalation.domain.life import Life
from desktop_escalation.domain.rules import Rules
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.surroundings import load_rules
from desktop_escalation.storage.changes import reschedule
from desktop_escalation.storage.lives import StoredLife, load_lives
from desktop_escalation.storage.portions import portions
from desktop_escalation.storage.queues import active_tickets
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import AT_ONCE


def lives_at_work(tx: Transaction) -> Iterator[list[StoredLife]]:
    """Load the tickets at work in portions, the oldest first, kept from others while a writing transaction lasts."""
    ids = active_tickets(tx)
    for portion in portions(ids, AT_ONCE):
        lives = load_lives(tx, portion)
        yield [lives[ticket_id] for ticket_id in portion]


def reschedule_on(tx: Transaction, calendars: Collection[str]) -> int:
    """Reschedule every ticket at work whose clocks may run on one of these calendars, and count them."""
    if not calendars:
        return 0
    directory, count = load_directory(tx), 0
    for portion in lives_at_work(tx):
        refs = {one.life.ticket.policy for one in portion if one.life.ticket.policy is not None}
        rules = load_rules(tx, directory, refs)
        moved = [one for one in portion if _runs_on(one.life, rules, calendars)]
        reschedule(tx, moved, rules)
        count += len(moved)
    return count


def _runs_on(life: Life, rules: Rules, calendars: Collection[str]) -> bool:
    policy = rules.policy(life.ticket.policy)
    names = {stretch.calendar for clock in life.clocks if clock.is_going for stretch in clock.stretches}
    return not names.isdisjoint(calendars) or (policy is not None and policy.calendar in calendars)
