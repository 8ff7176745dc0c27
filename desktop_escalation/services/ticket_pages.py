"""Lists of tickets as the window shows them: a page at a time, with their counts; no ticket's life is read."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.personal_queues import escalated_to, queues_of, watching
from desktop_escalation.domain.queue import Count, Position, QueueQuery
from desktop_escalation.domain.queue_row import SOON, DueGroup, QueueRow, group_ends
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.known_names import refuse_unknown
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_people
from desktop_escalation.storage.queue_rows import count_by, count_groups, count_list, read_rows
from desktop_escalation.storage.queues import is_stretch
from desktop_escalation.storage.transaction import Transaction

PAGE = 100


class QueuePage(Struct, frozen=True):
    """A page of a list; `next` is where the next page begins, None at the end. `zone` is that of the site."""

    rows: tuple[QueueRow, ...]
    next: Position | None
    now: datetime
    zone: str
    calendars: Mapping[str, Calendar]


class QueueCounts(Struct, frozen=True):
    """How much is in each list of somebody: of one's own, of all, and by tier and team; empty ones are left out."""

    mine: Count
    escalated: Count
    soon: Count
    unassigned: Count
    watching: Count
    all: Count
    tiers: Mapping[int, Count]
    teams: Mapping[str, Count]


class TicketPages(Struct, frozen=True):
    """Reads lists, and changes nothing."""

    store: Store

    def page(self, asking: Asking, query: QueueQuery, after: Position | None = None, limit: int = PAGE) -> QueuePage:
        """Read a page of a list, the first one or that after a position."""
        with self.store.reading(plans_once=is_stretch(query)) as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_LIST)
            directory = load_directory(tx)
            refuse_unknown(directory, query)
            names = tx.kept("names of people", _load_names)
            rows, position = read_rows(tx, query, queues_of(query, directory), names, after=after, limit=limit)
            return QueuePage(rows, position, tx.now, directory.site.zone, directory.calendars)

    def counts(self, asking: Asking) -> QueueCounts:
        """Count what is in each list."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            actor.require(Right.TICKET_LIST)
            directory = load_directory(tx)
            tiers = count_by(tx, QueueQuery(), "tier")
            return QueueCounts(
                mine=count_list(tx, QueueQuery(assignee=actor.name)),
                escalated=count_list(tx, QueueQuery(), escalated_to(actor.name, directory)),
                soon=count_list(tx, QueueQuery(due_within=SOON)),
                unassigned=count_list(tx, QueueQuery(is_unassigned=True)),
                watching=count_list(tx, QueueQuery(), watching(actor.name)),
                all=sum(tiers.values(), Count()),
                tiers=tiers,
                teams=count_by(tx, QueueQuery(), "team"),
            )

    def group_counts(self, asking: Asking, query: QueueQuery) -> Mapping[DueGroup, int]:
        """Count the tickets of a list by their groups by due, in the order of the list; empty ones are left out."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_LIST)
            directory = load_directory(tx)
            refuse_unknown(directory, query)
            ends = group_ends(tx.now, directory.site.zone)
            return count_groups(tx, query, queues_of(query, directory), ends)


def _load_names(tx: Transaction) -> Mapping[str, str]:
    """Give the names of all people, also of those who have left."""
    return {login: person.name for login, person in load_people(tx).items()}
