"""Finding tickets by queue, a page at a time: each list is one query, and each page begins where the last one ended."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from peewee import fn

from desktop_escalation.domain.personal_queues import Place
from desktop_escalation.domain.queue import ACTIVE, Position, QueueQuery, Sort
from desktop_escalation.storage.fields import to_milliseconds
from desktop_escalation.storage.ticket_rows import IS_ACTIVE, TicketRow
from desktop_escalation.storage.transaction import Transaction

_BREACHED = (
    "ticket.id IN (SELECT ticket_id FROM clock WHERE breached_at IS NOT NULL OR (ending IS NULL AND due_at <= ?))"
)
_ORDERS = {
    Sort.DUE: ("due_order", "id"),
    Sort.NUMBER: ("id",),
    Sort.UPDATED: ("touched_at", "id"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a statement with a "?" for each of its values."""

    text: str
    values: tuple[object, ...] = ()


# The very words of the partial indexes, without values in them: otherwise SQLite does not use those.
_AT_WORK = Part(IS_ACTIVE.sql)


@dataclass(frozen=True, slots=True)
class Listing:
    """The parts of the question for a list: what stands after FROM, after WHERE and after ORDER BY."""

    source: Part
    where: Part
    order: str

    def select(self, columns: str, joined: str = "") -> Part:
        """Ask for columns of all tickets of the list."""
        return Part(
            f"SELECT {columns} FROM {self.source.text} {joined} WHERE {self.where.text}",  # noqa: S608
            (*self.source.values, *self.where.values),
        )

    def page(self, columns: str, limit: int, joined: str = "") -> Part:
        """Ask for columns of the first tickets of the list."""
        asked = self.select(columns, joined)
        # Written out, for PostgreSQL keeps no plan of a query whose limit it does not know.
        return Part(f"{asked.text} ORDER BY {self.order} LIMIT {limit:d}", asked.values)


def listing(
    tx: Transaction,
    query: QueueQuery,
    owned: Sequence[Place] = (),
    after: Position | None = None,
    limit: int | None = None,
) -> Listing:
    """Put the question for a list together.

    `owned` are the personal queues that it is of, where it is of such; `after` is where the last page ended, and
    `limit` how many tickets are wanted at most.
    """
    order = _Order.of(query)
    conditions = _conditions(tx, query)
    is_whole_queue = conditions == [_AT_WORK] and query.sort is Sort.DUE
    if after is not None:
        conditions.append(order.beyond(after))
    source = Part("ticket")
    if owned:
        # Of whole queues no more than a page is read; what is filtered or sorted otherwise is all looked through.
        source = _places(owned, order if is_whole_queue else None, after, limit)
        conditions.append(Part("ticket.id = place.ticket_id"))
    return Listing(source, _all(conditions), order.text)


def find_tickets(tx: Transaction, query: QueueQuery, owned: Sequence[Place] = ()) -> list[int]:
    """Find the row ids of tickets in the order that the query wants, as many as it wants."""
    asked = listing(tx, query, owned, limit=query.limit).page("ticket.id", query.limit)
    return [ticket_id for (ticket_id,) in tx.sql(asked.text, *asked.values)]


@dataclass(frozen=True, slots=True)
class _Order:
    """What a list is sorted by, and how; where the first column turns round, those after it need not."""

    columns: tuple[str, ...]
    is_descending: bool
    lead: str = ""

    @classmethod
    def of(cls, query: QueueQuery) -> "_Order":
        if query.sort is Sort.PRIORITY:
            # Of equal priority the next due comes first in both directions.
            first = "-ticket.priority" if query.is_descending else "ticket.priority"
            return cls((first, "ticket.due_order", "ticket.id"), is_descending=False)
        columns = tuple(f"ticket.{column}" for column in _ORDERS[query.sort])
        # PostgreSQL reads an index in its order only where the order names its first column too.
        lead = "ticket.assignee" if query.is_unassigned and query.sort is Sort.DUE else ""
        return cls(columns, query.is_descending, lead)

    @property
    def text(self) -> str:
        direction = " DESC" if self.is_descending else ""
        return ", ".join(f"{column}{direction}" for column in (*filter(None, (self.lead,)), *self.columns))

    def beyond(self, after: Position) -> Part:
        places = ", ".join("?" for _ in self.columns)
        sign = "<" if self.is_descending else ">"
        return Part(f"({', '.join(self.columns)}) {sign} ({places})", after.values)


def _conditions(tx: Transaction, query: QueueQuery) -> list[Part]:
    marks = ", ".join("?" for _ in query.states)
    is_at_work = set(query.states) == set(ACTIVE)
    found = [_AT_WORK if is_at_work else Part(f"state IN ({marks})", tuple(query.states))]
    for column, value in (
        ("tier", query.tier),
        ("team", query.team),
        ("assignee", query.assignee),
        ("customer", None if query.customer is None else query.customer.lower()),
        ("priority", query.priority),
    ):
        if value is not None:
            found.append(Part(f"ticket.{column} = ?", (value,)))
    if query.is_unassigned:
        found.append(Part("ticket.assignee IS NULL"))
    if query.due_within is not None:
        found.append(Part("ticket.due_order <= ?", (to_milliseconds(tx.now + query.due_within),)))
    if query.is_breached:
        found.append(Part(_BREACHED, (to_milliseconds(tx.now),)))
    return found


def _places(owned: Sequence[Place], order: _Order | None, after: Position | None, limit: int | None) -> Part:
    """Give the places in personal queues as a table, each ticket once, joined in the order that is written."""
    parts = [_place(place, order, after, limit) for place in owned]
    united = " UNION ".join(part.text for part in parts)
    return Part(f"({united}) AS place CROSS JOIN ticket", tuple(value for part in parts for value in part.values))


def _place(place: Place, order: _Order | None, after: Position | None, limit: int | None) -> Part:
    columns = "personal_queue.due_order, personal_queue.ticket_id"
    is_theirs = Part("queue = ? AND owner = ?", (place.queue.value, place.owner))
    if order is None or limit is None:
        return Part(f"SELECT {columns} FROM personal_queue WHERE {is_theirs.text}", is_theirs.values)  # noqa: S608
    of_place = replace(order, columns=tuple(columns.split(", ")), lead="")
    where = is_theirs if after is None else _all([is_theirs, of_place.beyond(after)])
    return Part(
        f"SELECT * FROM (SELECT {columns} FROM personal_queue WHERE {where.text}"  # noqa: S608
        f" ORDER BY {of_place.text} LIMIT {limit:d}) AS first",
        where.values,
    )


def _all(conditions: Sequence[Part]) -> Part:
    return Part(
        " AND ".join(part.text for part in conditions), tuple(value for part in conditions for value in part.values)
    )


def all_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets, the oldest first."""
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).order_by(TicketRow.id))]


def active_tickets(tx: Transaction) -> list[int]:
    """List the row ids of all tickets that are at work, the oldest first."""
    return [row[0] for row in tx.rows(TicketRow.select(TicketRow.id).where(IS_ACTIVE).order_by(TicketRow.id))]


def count_tickets(tx: Transaction) -> int:
    """Count all tickets, whatever their state."""
    ((count,),) = tx.rows(TicketRow.select(fn.COUNT(TicketRow.id)))
    return int(count)
