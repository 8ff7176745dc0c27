"""Loading the lives of tickets, with their histories and receipts."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from peewee import SQL

from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event, Fact
from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.ladder import Escalation, StepRecord
from desktop_escalation.domain.ladder_after import Ladder
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.receipt import Receipt
from desktop_escalation.storage import ticket_columns as columns
from desktop_escalation.storage.codec import from_text
from desktop_escalation.storage.row import is_among
from desktop_escalation.storage.ticket_rows import ClockRow, EscalationRow, EventRow, StepRecordRow, TicketRow
from desktop_escalation.storage.transaction import Transaction

# What reading a document raises that no version of the program wrote.
MALFORMED = (KeyError, TypeError, ValueError)


class StoredLife(Struct, frozen=True):
    """A life as it was loaded: which row it is, and which version of it."""

    id: int
    version: int
    event_count: int
    life: Life


class Unreadable(Refused):
    """What is stored of a ticket makes no sense any more."""

    def __init__(self, number: str, error: Exception) -> None:
        """Name the ticket, and what went wrong."""
        super().__init__(
            f"{number} cannot be read from the database any more ({type(error).__name__}: {error}): restore it from a"
            " backup, or ask for help with the output of: escalationctl database check"
        )
        self.number = number


def _unreadable(tx: Transaction, ticket_id: int, error: Exception) -> Unreadable:
    """Name the ticket whose documents cannot be read."""
    ((number,),) = tx.rows(TicketRow.select(TicketRow.number).where(TicketRow.id == ticket_id))
    return Unreadable(number, error)


def find_id(tx: Transaction, number: str) -> int:
    """Find the row of a ticket by its number, whose letters may be small; an unknown one is refused."""
    rows = tx.rows(TicketRow.select(TicketRow.id).where(TicketRow.number.in_([number, number.upper()])))
    if not rows:
        raise Refused(f'there is no ticket "{number}": see the numbers with: escalationctl ticket list')
    found: int = rows[0][0]
    return found


def load_life(tx: Transaction, number: str) -> StoredLife:
    """Load the life of one ticket, kept from others while a writing transaction lasts."""
    ticket_id = find_id(tx, number)
    return load_lives(tx, [ticket_id])[ticket_id]


def lock_tickets(tx: Transaction, ids: Iterable[int]) -> None:
    """Keep tickets from other writers until the commit; on SQLite the transaction itself does."""
    if tx.is_postgresql:
        wanted = sorted(ids)
        tx.rows(
            TicketRow.select(TicketRow.id).where(is_among(TicketRow.id, wanted)).order_by(TicketRow.id).for_update()
        )


def load_lives(tx: Transaction, ids: Iterable[int]) -> dict[int, StoredLife]:
    """Load many lives with a handful of queries, kept from others while a writing transaction lasts."""
    wanted = list(ids)
    if tx.is_writing and wanted:
        lock_tickets(tx, wanted)
    return read_lives(tx, wanted)


def read_lives(tx: Transaction, wanted: Sequence[int]) -> dict[int, StoredLife]:
    """Load many lives as they stand; who means to change them has claimed them."""
    if not wanted:
        return {}
    tickets = tx.read_many(columns.TICKET_COLUMNS, is_among(TicketRow.id, wanted))
    names = [column.name for column in columns.TICKET_COLUMNS]
    clocks = _clocks(tx, wanted)
    ladders = _ladders(tx, wanted)
    found = {}
    for values in tickets:
        row = dict(zip(names, values, strict=True))
        records, escalations = ladders[row["id"]]
        try:
            ladder = Ladder(tuple(records), tuple(escalations), columns.read_promise(row))
            life = Life(columns.read_ticket(row), columns.read_past(row), tuple(clocks[row["id"]]), ladder)
        except MALFORMED as error:
            raise _unreadable(tx, row["id"], error) from error
        found[row["id"]] = StoredLife(row["id"], row["version"], row["event_count"], life)
    return found


def _clocks(tx: Transaction, ids: Sequence[int]) -> Mapping[int, list[Clock]]:
    found: dict[int, list[Clock]] = {ticket_id: [] for ticket_id in ids}
    order = (ClockRow.started_at, ClockRow.metric, ClockRow.cycle)
    for ticket_id, document in tx.read_many(
        (ClockRow.ticket_id, ClockRow.document), is_among(ClockRow.ticket_id, ids), order
    ):
        try:
            found[ticket_id].append(from_text(document, Clock))
        except MALFORMED as error:
            raise _unreadable(tx, ticket_id, error) from error
    return found


def _ladders(tx: Transaction, ids: Sequence[int]) -> Mapping[int, tuple[list[StepRecord], list[Escalation]]]:
    found: dict[int, tuple[list[StepRecord], list[Escalation]]] = {ticket_id: ([], []) for ticket_id in ids}
    theirs = is_among(StepRecordRow.ticket_id, ids)
    for values in tx.read_many(columns.RECORD_COLUMNS, theirs, (StepRecordRow.id,)):
        try:
            found[values[0]][0].append(columns.read_record(values))
        except MALFORMED as error:
            raise _unreadable(tx, values[0], error) from error
    escalations = (EscalationRow.ticket_id, EscalationRow.document)
    theirs, order = is_among(EscalationRow.ticket_id, ids), (EscalationRow.ticket_id, EscalationRow.number)
    for ticket_id, document in tx.read_many(escalations, theirs, order):
        try:
            found[ticket_id][1].append(from_text(document, Escalation))
        except MALFORMED as error:
            raise _unreadable(tx, ticket_id, error) from error
    return found


def load_history(tx: Transaction, ticket_id: int) -> tuple[Event, ...]:
    """Load all events of a ticket in their order."""
    return load_histories(tx, [ticket_id])[ticket_id]


def load_histories(tx: Transaction, ids: Sequence[int]) -> dict[int, tuple[Event, ...]]:
    """Load all events of some tickets, each in their order."""
    found: dict[int, list[Event]] = {ticket_id: [] for ticket_id in ids}
    query = EventRow.select(
        EventRow.ticket_id, EventRow.at, EventRow.author_kind, EventRow.author, EventRow.document
    ).where(is_among(EventRow.ticket_id, ids))
    for ticket_id, at, kind, author, document in tx.rows(query.order_by(EventRow.ticket_id, EventRow.seq)):
        try:
            found[ticket_id].append(Event(at, Author(AuthorKind(kind), author), from_text(document, Fact)))  # type: ignore[arg-type]
        except MALFORMED as error:
            raise _unreadable(tx, ticket_id, error) from error
    return {ticket_id: tuple(history) for ticket_id, history in found.items()}


def load_receipts(tx: Transaction, ticket_id: int) -> tuple[Explanation, ...]:
    """Load the receipts of all escalations and skipped steps, oldest first."""
    fired = EscalationRow.select(EscalationRow.number, EscalationRow.receipt).where(
        (EscalationRow.ticket_id == ticket_id) & EscalationRow.receipt.is_null(is_null=False)
    )
    skipped = StepRecordRow.select(SQL("NULL"), StepRecordRow.receipt).where(
        (StepRecordRow.ticket_id == ticket_id) & StepRecordRow.receipt.is_null(is_null=False)
    )
    rows = (*tx.rows(fired.order_by(EscalationRow.number)), *tx.rows(skipped.order_by(StepRecordRow.id)))
    found = (Explanation(number, from_text(text, Receipt)) for number, text in rows)
    return tuple(sorted(found, key=lambda one: one.receipt.at))
