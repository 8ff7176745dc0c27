"""Reading the rows of a list by one joined query, and counting lists; no document is decoded for either."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import repeat
from typing import Any

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.personal_queues import Place
from desktop_escalation.domain.queue import Count, Position, QueueQuery, Sort
from desktop_escalation.domain.queue_row import DueGroup, QueueRow, Resolution
from desktop_escalation.domain.standing import Countdown, Level
from desktop_escalation.domain.ticket import PendingReason, Priority, State
from desktop_escalation.storage.fields import (
    EPOCH,
    MILLISECOND,
    NO_TARGET,
    PAUSED,
    PAUSED_FROM,
    to_milliseconds,
)
from desktop_escalation.storage.queues import Listing, listing
from desktop_escalation.storage.transaction import Transaction

COLUMNS = (
    "ticket.id, ticket.number, ticket.subject, ticket.state, ticket.pending_reason, ticket.priority, ticket.tier,"
    " ticket.team, ticket.assignee, ticket.customer, customer.name, customer.organisation, ticket.created_at,"
    " ticket.touched_at, ticket.next_metric, ticket.next_target, ticket.next_calendar, ticket.due_order"
)
# How the last of its resolution clocks ended.
ENDED = (
    "(SELECT CASE WHEN clock.breached_at IS NOT NULL THEN 'breached' WHEN clock.ending = 'met' THEN 'met' END"
    " FROM clock WHERE clock.ticket_id = ticket.id AND clock.metric = 'resolution' ORDER BY clock.cycle DESC LIMIT 1)"
)
RESOLVED_COLUMNS = f"ticket.resolved_at, {ENDED}, {COLUMNS}"
JOINED = "LEFT JOIN customer ON customer.mail = ticket.customer"

# By their words, which are quicker to look up than an enumeration is to ask.
_STATES = {state.value: state for state in State}
_REASONS: dict[str | None, PendingReason | None] = {None: None} | {reason.value: reason for reason in PendingReason}
_PRIORITIES = {priority.value: priority for priority in Priority}
_METRICS = {metric.value: metric for metric in Metric}
_ENDS = {None: None, "met": Level.MET, "breached": Level.BREACHED}


def read_rows(
    tx: Transaction,
    query: QueueQuery,
    owned: Sequence[Place],
    names: Mapping[str, str],
    *,
    after: Position | None,
    limit: int,
) -> tuple[tuple[QueueRow, ...], Position | None]:
    """Read a page of a list, and where the next one begins: None where this one is not full.

    `owned` are the personal queues that it is of, `names` the names of people by their logins.
    """
    is_of_resolved = query.sort is Sort.RESOLVED
    columns = RESOLVED_COLUMNS if is_of_resolved else COLUMNS
    asked = listing(tx, query, owned, after, limit).page(columns, limit, JOINED)
    found = tx.sql(asked.text, *asked.values)
    rows = _resolved_rows(found, names) if is_of_resolved else _rows(found, names)
    return rows, _position(query, found[-1]) if len(found) == limit else None


def _position(query: QueueQuery, cells: Sequence[Any]) -> Position:
    if query.sort is Sort.RESOLVED:
        return Position((cells[0], cells[2]))
    ticket_id, priority, touched_ms, due_order = cells[0], cells[5], cells[13], cells[-1]
    match query.sort:
        case Sort.DUE:
            return Position((due_order, ticket_id))
        case Sort.PRIORITY:
            return Position((-priority if query.is_descending else priority, due_order, ticket_id))
        case Sort.NUMBER:
            return Position((ticket_id,))
        case Sort.UPDATED:
            return Position((touched_ms, ticket_id))


def _resolved_rows(found: Sequence[Sequence[Any]], names: Mapping[str, str]) -> tuple[QueueRow, ...]:
    ends = [Resolution(EPOCH + cells[0] * MILLISECOND, _ENDS[cells[1]]) for cells in found]
    return _rows([cells[2:] for cells in found], names, ends)


def _rows(
    found: Iterable[Sequence[Any]], names: Mapping[str, str], ends: Iterable[Resolution | None] = repeat(None)
) -> tuple[QueueRow, ...]:
    # In one loop without calls, for this is most of what reading a page costs. Many rows have the same target.
    rows = []
    spans: dict[int, timedelta] = {}
    for (
        ticket_id,
        number,
        subject,
        state,
        reason,
        priority,
        tier,
        team,
        assignee,
        customer,
        customer_name,
        organisation,
        created_ms,
        touched_ms,
        metric,
        target_ms,
        calendar,
        due_order,
    ), resolution in zip(found, ends, strict=False):
        if metric is None:
            countdown = None
        else:
            target = spans.get(target_ms)
            if target is None:
                target = spans[target_ms] = target_ms * MILLISECOND
            if due_order < PAUSED_FROM:
                countdown = Countdown(_METRICS[metric], target, EPOCH + due_order * MILLISECOND, calendar)
            else:
                left = (due_order - PAUSED) * MILLISECOND
                countdown = Countdown(_METRICS[metric], target, None, calendar, left)
        created_at = EPOCH + created_ms * MILLISECOND
        row = QueueRow(
            ticket_id,
            number,
            subject,
            _STATES[state],
            _REASONS[reason],
            _PRIORITIES[priority],
            tier,
            team,
            assignee,
            names.get(assignee),
            customer,
            customer_name,
            organisation,
            created_at,
            # The same moment for what nobody has touched since it came in, as many that wait.
            created_at if touched_ms == created_ms else EPOCH + touched_ms * MILLISECOND,
            countdown,
            resolution,
        )
        rows.append(row)
    return tuple(rows)


def count_list(tx: Transaction, query: QueueQuery, owned: Sequence[Place] = ()) -> Count:
    """Count the tickets of a list."""
    ((tickets, breached),) = _grouped(tx, listing(tx, query, owned), "")
    return Count(tickets, breached or 0)


def count_by(tx: Transaction, query: QueueQuery, column: str) -> dict[Any, Count]:
    """Count the tickets of a list by what one column holds; what no ticket has is left out."""
    found = _grouped(tx, listing(tx, query), f"ticket.{column}")
    return {value: Count(tickets, breached) for value, tickets, breached in found}


def _grouped(tx: Transaction, asked: Listing, column: str) -> list[tuple[Any, ...]]:
    counted = "COUNT(*), SUM(CASE WHEN ticket.due_order <= ? THEN 1 ELSE 0 END)"
    part = asked.select(f"{column}, {counted}" if column else counted)
    return tx.sql(f"{part.text} GROUP BY {column}" if column else part.text, to_milliseconds(tx.now), *part.values)


def count_groups(
    tx: Transaction, query: QueueQuery, owned: Sequence[Place], ends: Iterable[tuple[DueGroup, datetime]]
) -> dict[DueGroup, int]:
    """Count the tickets of a list by their groups, of which `ends` has the last moments; empty ones are left out."""
    limits = [(group, to_milliseconds(last_at)) for group, last_at in ends]
    limits += [(DueGroup.LATER, PAUSED_FROM - 1), (DueGroup.PAUSED, NO_TARGET - 1)]
    cases = " ".join(f"WHEN ticket.due_order <= ? THEN {place}" for place, _ in enumerate(limits))
    asked = listing(tx, query, owned).select(f"CASE {cases} ELSE {len(limits)} END, COUNT(*)")
    groups = [*(group for group, _ in limits), DueGroup.NO_TARGET]
    found = tx.sql(f"{asked.text} GROUP BY 1", *(last_ms for _, last_ms in limits), *asked.values)
    return {groups[place]: count for place, count in sorted(found)}
