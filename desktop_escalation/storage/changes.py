"""Saving what changed of tickets: rows, history, verdicts, receipts, messages, what they wait for; all or nothing."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any

from msgspec import Struct
from peewee import Field

from desktop_escalation.domain.clock import Clock, Ending
from desktop_escalation.domain.decision import FiredReceipt
from desktop_escalation.domain.errors import Conflict
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder_after import Ladder
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import Waiting, schedule
from desktop_escalation.storage import ticket_columns as columns
from desktop_escalation.storage.codec import to_text
from desktop_escalation.storage.listed import LISTED_COLUMNS, listed_values, load_listed
from desktop_escalation.storage.lives import StoredLife
from desktop_escalation.storage.message_ends import MessageEnds
from desktop_escalation.storage.messages import add_messages
from desktop_escalation.storage.row import columns_of
from desktop_escalation.storage.ticket_rows import (
    ClockRow,
    EscalationRow,
    EventRow,
    StepRecordRow,
    TicketCounterRow,
    TicketRow,
    VerdictRow,
)
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import load_due_times, load_waiting

FEW = 5
VERDICT_COLUMNS = columns_of(VerdictRow, but=VerdictRow.id)
EVENT_COLUMNS = columns_of(EventRow, but=EventRow.id)
TICKET_COLUMN = {column.name: column for column in columns.TICKET_COLUMNS}


class Change(Struct, frozen=True):
    """What became of a life, with everything that must be committed together; `stored` is None for a new ticket.

    `source` names the origin of an imported ticket, which can be imported once only. `between` are the clocks after
    each earlier moment, where several moments are saved at once, so that no verdict is lost.
    """

    stored: StoredLife | None
    life: Life
    events: tuple[Event, ...]
    receipts: tuple[FiredReceipt, ...] = ()
    messages: tuple[Message, ...] = ()
    source: str | None = None
    between: tuple[tuple[Clock, ...], ...] = ()


@dataclass(slots=True)
class _Follow:
    """Rows that follow from lives: those that are new or different, and the keys of those that go.

    The key is the first columns.
    """

    columns: Sequence[Field]
    key: Sequence[Field]
    new: list[tuple[Any, ...]] = field(default_factory=list)
    gone: list[tuple[Any, ...]] = field(default_factory=list)

    def gather(self, before: set[tuple[Any, ...]], after: set[tuple[Any, ...]]) -> None:
        """Add what becomes of the rows of one ticket."""
        if before == after:
            return
        length = len(self.key)
        keys = {values[:length] for values in after}
        self.gone.extend(values[:length] for values in before if values[:length] not in keys)
        self.new.extend(after - before)

    def write(self, tx: Transaction) -> None:
        """Write them."""
        tx.delete_many(self.key, self.gone)
        tx.insert_many(self.columns, self.new, upsert_by=self.key)


@dataclass(slots=True)
class _Batch:
    """The rows of many changes, gathered so that each table is written once.

    `updates` are those of tickets by the names of the columns that change, each ending with its id and old version.
    """

    numbers: list[str] = field(default_factory=list)
    updates: dict[tuple[str, ...], list[tuple[Any, ...]]] = field(default_factory=dict)
    clocks: list[tuple[Any, ...]] = field(default_factory=list)
    verdicts: list[tuple[Any, ...]] = field(default_factory=list)
    escalations: list[tuple[Any, ...]] = field(default_factory=list)
    changed_escalations: list[tuple[Any, ...]] = field(default_factory=list)
    records: list[tuple[Any, ...]] = field(default_factory=list)
    events: list[tuple[Any, ...]] = field(default_factory=list)
    waiting: _Follow = field(default_factory=lambda: _Follow(columns.WAITING_COLUMNS, columns.WAITING_KEY))
    places: _Follow = field(default_factory=lambda: _Follow(columns.PLACE_COLUMNS, columns.PLACE_KEY))
    messages: list[tuple[int, Message]] = field(default_factory=list)
    ends: MessageEnds = field(default_factory=MessageEnds)


def take_numbers(tx: Transaction, count: int, prefix: str) -> list[str]:
    """Take the next numbers for new tickets, past those that imported tickets have."""
    taken: list[str] = []
    while len(taken) < count:
        tx.run(TicketCounterRow.update(last=TicketCounterRow.last + 1))
        ((last,),) = tx.rows(TicketCounterRow.select(TicketCounterRow.last))
        number = f"{prefix}{last}"
        if not tx.rows(TicketRow.select(TicketRow.id).where(TicketRow.number == number)):
            taken.append(number)
    return taken


def hold_new_tickets(tx: Transaction) -> None:
    """Let nobody else begin a ticket until the commit, so that none begins by calendars that change meanwhile."""
    tx.run(TicketCounterRow.update(last=TicketCounterRow.last))


def save(tx: Transaction, changes: Sequence[Change], rules: Rules) -> list[int]:
    """Save changes; give the tickets' row ids. A ticket that somebody changed meanwhile is a Conflict."""
    new_ids = _insert_tickets(tx, [change for change in changes if change.stored is None], rules)
    batch, ids = _Batch(), []
    for change in changes:
        ticket_id = next(new_ids) if change.stored is None else change.stored.id
        ids.append(ticket_id)
        _gather(batch, ticket_id, change, rules)
        tx.touch("ticket", ticket_id)
    _write(tx, batch)
    return ids


def _insert_tickets(tx: Transaction, changes: list[Change], rules: Rules) -> Iterator[int]:
    if not changes:
        return iter(())
    names = [column for column in columns.TICKET_COLUMNS if column is not TicketRow.id]
    rows = []
    for change in changes:
        values = (
            columns.ticket_values(change.life, rules) | _counts(change, 0) | {"source": change.source, "version": 1}
        )
        rows.append([values[column.name] for column in names])
    tx.insert_many(names, rows)
    numbers = [change.life.ticket.number for change in changes]
    found: dict[str, int] = dict(
        tx.rows(TicketRow.select(TicketRow.number, TicketRow.id).where(TicketRow.number.in_(numbers)))
    )
    return iter([found[number] for number in numbers])


def _counts(change: Change, event_count: int) -> dict[str, Any]:
    return {"event_count": event_count + len(change.events), "updated_at": change.events[-1].at}


def _gather(batch: _Batch, ticket_id: int, change: Change, rules: Rules) -> None:
    stored = change.stored
    before = None if stored is None else stored.life
    event_count = 0 if stored is None else stored.event_count
    clocks = () if before is None else before.clocks
    countdown = next_countdown(change.life.clocks, rules.calendars)
    was = countdown if clocks is change.life.clocks else next_countdown(clocks, rules.calendars)
    if stored is not None and change.events:
        _gather_ticket(batch, stored, change, {} if was == countdown else columns.named_countdown(countdown))
    _gather_clocks(batch, ticket_id, clocks, change.life.clocks, rules)
    for earlier, later in pairwise((clocks, *change.between, change.life.clocks)):
        batch.verdicts.extend(_verdicts(ticket_id, earlier, later, rules))
    _gather_ladder(batch, ticket_id, Ladder() if before is None else before.ladder, change)
    for seq, event in enumerate(change.events, event_count + 1):
        fact = type(event.fact).__name__
        batch.events.append((ticket_id, seq, event.at, event.by.kind.value, event.by.name, fact, to_text(event.fact)))
    waited = () if before is None else schedule(before, rules)
    _gather_waiting(batch, ticket_id, waited, schedule(change.life, rules))
    places = set() if before is None else columns.place_values(ticket_id, before, was)
    batch.places.gather(places, columns.place_values(ticket_id, change.life, countdown))
    batch.messages.extend((ticket_id, message) for message in change.messages)
    if before is not None:
        batch.ends.gather(ticket_id, before, change.life, change.events)


def _gather_ticket(batch: _Batch, stored: StoredLife, change: Change, countdown: dict[str, Any]) -> None:
    values = columns.changed_values(stored.life, change.life) | countdown | _counts(change, stored.event_count)
    values["version"] = stored.version + 1
    batch.updates.setdefault(tuple(values), []).append((*values.values(), stored.id, stored.version))
    batch.numbers.append(change.life.ticket.number)


def _gather_clocks(
    batch: _Batch, ticket_id: int, before: tuple[Clock, ...], after: tuple[Clock, ...], rules: Rules
) -> None:
    known = {(clock.metric, clock.cycle): clock for clock in before}
    for clock in after:
        was = known.get((clock.metric, clock.cycle))
        if was is clock or was == clock:
            continue
        batch.clocks.append(columns.clock_values(ticket_id, clock, rules))


def _verdicts(
    ticket_id: int, before: tuple[Clock, ...], after: tuple[Clock, ...], rules: Rules
) -> Iterator[tuple[Any, ...]]:
    if before is after:
        return
    known = {(clock.metric, clock.cycle): clock for clock in before}
    for clock in after:
        was = known.get((clock.metric, clock.cycle))
        verdict = None if was is clock else _verdict(was, clock)
        if verdict is not None:
            yield _verdict_values(ticket_id, clock, *verdict, rules)


def _verdict(was: Clock | None, clock: Clock) -> tuple[str, datetime] | None:
    ended_before = was is not None and was.ending is not None
    if clock.ending is Ending.MET and not ended_before and clock.ended_at is not None:
        return "met" if clock.breached_at is None else "breached", clock.ended_at
    breached_before = was is not None and was.breached_at is not None
    if clock.breached_at is not None and not breached_before:
        return "breached", clock.breached_at
    return None


def _verdict_values(ticket_id: int, clock: Clock, outcome: str, at: datetime, rules: Rules) -> tuple[Any, ...]:
    calendar = rules.calendars[clock.stretches[-1].calendar]
    return (
        ticket_id,
        clock.metric.value,
        clock.cycle,
        outcome,
        clock.breach_cause,
        at,
        clock.used(at, rules.calendars),
        clock.effective_target(rules.calendars),
        clock.policy.name,
        clock.policy.version,
        calendar.name,
        calendar.version_at(at),
    )


def _gather_ladder(batch: _Batch, ticket_id: int, before: Ladder, change: Change) -> None:
    after, known = change.life.ladder, len(before.escalations)
    fired, skipped = {}, {}
    for one in change.receipts:
        if one.escalation is None:
            skipped[one.key] = to_text(one.receipt)
        else:
            fired[one.escalation] = to_text(one.receipt)
    for was, escalation in zip(before.escalations, after.escalations, strict=False):
        if was != escalation:
            batch.changed_escalations.append(columns.escalation_values(ticket_id, escalation))
    for escalation in after.escalations[known:]:
        values = columns.escalation_values(ticket_id, escalation)
        batch.escalations.append((*values, fired.get(escalation.number)))
    for record in after.records[len(before.records) :]:
        batch.records.append((*columns.record_values(ticket_id, record), skipped.get(record.key)))


def _gather_waiting(batch: _Batch, ticket_id: int, before: tuple[Waiting, ...], after: tuple[Waiting, ...]) -> None:
    # Most of what a ticket waited for it still waits for, as the very same value.
    same = {id(waiting) for waiting in before} & {id(waiting) for waiting in after}
    batch.waiting.gather(_waiting_values(ticket_id, before, same), _waiting_values(ticket_id, after, same))


def _waiting_values(ticket_id: int, waited: Iterable[Waiting], but: Container[int] = ()) -> set[tuple[Any, ...]]:
    return {columns.waiting_values(ticket_id, waiting) for waiting in waited if id(waiting) not in but}


def _write(tx: Transaction, batch: _Batch) -> None:
    _update_tickets(tx, batch)
    clock_key = (ClockRow.ticket_id, ClockRow.metric, ClockRow.cycle)
    escalation_key = (EscalationRow.ticket_id, EscalationRow.number)
    tx.insert_many(columns.CLOCK_COLUMNS, batch.clocks, upsert_by=clock_key)
    tx.insert_many(VERDICT_COLUMNS, batch.verdicts)
    tx.insert_many(columns.ESCALATION_COLUMNS, batch.changed_escalations, upsert_by=escalation_key)
    tx.insert_many((*columns.ESCALATION_COLUMNS, EscalationRow.receipt), batch.escalations)
    tx.insert_many((*columns.RECORD_COLUMNS, StepRecordRow.receipt), batch.records)
    tx.insert_many(EVENT_COLUMNS, batch.events)
    batch.waiting.write(tx)
    batch.places.write(tx)
    add_messages(tx, batch.messages)
    batch.ends.write(tx)


def _update_tickets(tx: Transaction, batch: _Batch) -> None:
    """Write the tickets' columns that change, each only where its version is still the one that was loaded."""
    by = (TicketRow.id, TicketRow.version)
    changed = (
        tx.update_many([TICKET_COLUMN[name] for name in names], by, rows) for names, rows in batch.updates.items()
    )
    if sum(changed) == len(batch.numbers):
        return
    numbers = ", ".join(batch.numbers[:FEW])
    raise Conflict(f"somebody else changed {numbers} at the same moment: look again, then try again")


def reschedule(tx: Transaction, stored: Sequence[StoredLife], rules: Rules) -> None:
    """Write anew what follows from calendars that changed: due times, and what tickets wait for.

    A ticket for which all of that stands already is not touched.
    """
    if not stored:
        return
    ids = [one.id for one in stored]
    waiting, dues, listed, batch = load_waiting(tx, ids), load_due_times(tx, ids), load_listed(tx, ids), _Batch()
    rows = []
    for one in stored:
        going = [columns.clock_values(one.id, clock, rules) for clock in one.life.clocks if clock.is_going]
        new = _waiting_values(one.id, schedule(one.life, rules))
        countdown = next_countdown(one.life.clocks, rules.calendars)
        next_due = listed_values(one.life, countdown)
        are_due_then = all(dues[one.id][values[1:3]] == values[4] for values in going)
        if new == waiting[one.id] and are_due_then and next_due == listed[one.id]:
            continue
        batch.waiting.gather(waiting[one.id], new)
        batch.clocks.extend(going)
        batch.places.new.extend(columns.place_values(one.id, one.life, countdown))
        rows.append((*next_due, one.version + 1, one.id, one.version))
        tx.touch("ticket", one.id)
    by = (TicketRow.id, TicketRow.version)
    if tx.update_many((*LISTED_COLUMNS, TicketRow.version), by, rows) != len(rows):
        raise Conflict("somebody else changed a ticket at the same moment: try again")
    _write(tx, batch)
