"""Finding tickets by queue, a page at a time: each list is one query, and each page begins where the last one ended."""

from collections.abc import Sequence

from msgspec import Struct
from peewee import fn

from desktop_escalation.domain.personal_queues import Place
from desktop_escalation.domain.queue import ACTIVE, OVER, Position, QueueQuery, Sort
from desktop_escalation.domain.value import replace
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
    Sort.RESOLVED: ("resolved_at", "id"),
}


class Part(Struct, frozen=True):
    """A part of a statement with a "?" for each of its values."""

    text: str
    values: tuple[object, ...] = ()


# The very words of the partial indexes, without values in them: otherwise SQLite does not use those.
_AT_WORK = Part(IS_ACTIVE.sql)
_WAS_RESOLVED = Part("ticket.resolved_at IS NOT NULL")


class Listing(Struct, frozen=True):
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
    order = _Order.of(query, is_of_places=bool(owned))
    conditions = _conditions(tx, query, order.lead)
    is_whole_queue = conditions == [_AT_WORK] and query.sort is Sort.DUE
    if after is not None:
        conditions.append(order.beyond(after))
    elif order.lead is not None:
        conditions.append(order.begin())
    source = Part("ticket")
    if owned:
        # Of whole queues no more than a page is read; what is filtered or sorted otherwise is all looked through.
        source = _places(owned, order if is_whole_queue else None, after, limit)
        conditions.append(Part("ticket.id = place.ticket_id"))
    return Listing(source, _all(conditions), order.text)


def is_stretch(query: QueueQuery) -> bool:
    """True where a page is a stretch of one index, or of one for each personal queue, whatever values are asked for."""
    kinds = (query.tier, query.team, query.assignee, query.escalated_to, query.watched_by, query.due_within)
    narrowed = sum(kind is not None for kind in kinds) + query.is_unassigned
    is_filtered = query.is_breached or query.customer is not None or query.priority is not None
    if query.sort is Sort.RESOLVED:
        is_of_one_index = set(query.states) == set(OVER) and narrowed == (query.assignee is not None)
    else:
        is_of_one_index = _is_at_work(query) and query.sort is Sort.DUE and narrowed <= 1
    return is_of_one_index and not is_filtered


def find_tickets(tx: Transaction, query: QueueQuery, owned: Sequence[Place] = ()) -> list[int]:
    """Find the row ids of tickets in the order that the query wants, as many as it wants."""
    asked = listing(tx, query, owned, limit=query.limit).page("ticket.id", query.limit)
    return [ticket_id for (ticket_id,) in tx.sql(asked.text, *asked.values)]


class _Order(Struct, frozen=True):
    """What a list is sorted by, and how; where the first column turns round, those after it need not.

    `lead` is a column that is the same in the whole list, and first in the index by which it is read. PostgreSQL keeps
    plans without knowing the values, and takes that index for certain only where the order needs it: where it knew that
    the column is the same, any index by what is due would do, and a team with few tickets would be looked for in all.
    """

    columns: tuple[str, ...]
    is_descending: bool
    lead: str | None = None
    lead_value: str | int | None = None

    @classmethod
    def of(cls, query: QueueQuery, *, is_of_places: bool) -> "_Order":
        if query.sort is Sort.PRIORITY:
            # Of equal priority the next due comes first in both directions.
            first = "-ticket.priority" if query.is_descending else "ticket.priority"
            return cls((first, "ticket.due_order", "ticket.id"), is_descending=False)
        columns = tuple(f"ticket.{column}" for column in _ORDERS[query.sort])
        is_nobodys_and_somebodys = query.is_unassigned and query.assignee is not None
        if query.sort not in {Sort.DUE, Sort.RESOLVED} or is_of_places or is_nobodys_and_somebodys:
            return cls(columns, query.is_descending)
        if query.is_unassigned:
            return cls(columns, query.is_descending, "assignee")
        if query.sort is Sort.RESOLVED:
            lead = None if query.assignee is None else "assignee"
            return cls(columns, query.is_descending, lead, query.assignee)
        leads = (("assignee", query.assignee), ("team", query.team), ("tier", query.tier))
        lead, value = next((pair for pair in leads if pair[1] is not None), (None, None))
        return cls(columns, query.is_descending, lead, value)

    @property
    def text(self) -> str:
        direction = " DESC" if self.is_descending else ""
        lead = () if self.lead is None else (f"ticket.{self.lead}",)
        return ", ".join(f"{column}{direction}" for column in (*lead, *self.columns))

    def begin(self) -> Part:
        """Give the condition of the first page that the leading column is the same."""
        if self.lead_value is None:
            return Part(f"ticket.{self.lead} IS NULL")
        return Part(f"ticket.{self.lead} BETWEEN ? AND ?", (self.lead_value, self.lead_value))

    def beyond(self, after: Position) -> Part:
        """Give the condition of a later page: from a position on and, where a column leads, while it is the same."""
        sign, last = ("<", ">=") if self.is_descending else (">", "<=")
        if self.lead_value is None:
            same = "" if self.lead is None else f"ticket.{self.lead} IS NULL AND "
            return Part(f"{same}{_compared(self.columns, sign)}", after.values)
        lead = f"ticket.{self.lead}"
        values = (self.lead_value, *after.values, self.lead_value)
        return Part(f"{_compared((lead, *self.columns), sign)} AND {lead} {last} ?", values)


def _compared(columns: Sequence[str], sign: str) -> str:
    return f"({', '.join(columns)}) {sign} ({', '.join('?' for _ in columns)})"


def _is_at_work(query: QueueQuery) -> bool:
    return query.states == ACTIVE or set(query.states) == set(ACTIVE)


def _conditions(tx: Transaction, query: QueueQuery, but: str | None) -> list[Part]:
    """Give the conditions of a list, less the one that a column leads with."""
    marks = ", ".join("?" for _ in query.states)
    found = [_AT_WORK if _is_at_work(query) else Part(f"state IN ({marks})", tuple(query.states))]
    for column, value in (
        ("tier", query.tier),
        ("team", query.team),
        ("assignee", query.assignee),
        ("customer", None if query.customer is None else query.customer.lower()),
        ("priority", query.priority),
    ):
        if value is not None and column != but:
            found.append(Part(f"ticket.{column} = ?", (value,)))
    if query.is_unassigned and but != "assignee":
        found.append(Part("ticket.assignee IS NULL"))
    if query.sort is Sort.RESOLVED:
        found.append(_WAS_RESOLVED)
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
    of_place = replace(order, columns=tuple(columns.split(", ")))
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
