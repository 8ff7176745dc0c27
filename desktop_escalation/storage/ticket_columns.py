"""A ticket's life taken apart into columns, and put together again."""

import json
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import attrgetter
from typing import Any

from peewee import Field

from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.ladder import Escalation, Promise, StepKey, StepOutcome, StepRecord
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.past import Past
from desktop_escalation.domain.places import places
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import Waiting
from desktop_escalation.domain.standing import Countdown
from desktop_escalation.domain.ticket import Channel, PendingReason, PolicyRef, Priority, State, Ticket
from desktop_escalation.storage.codec import from_text, to_text
from desktop_escalation.storage.row import columns_of
from desktop_escalation.storage.ticket_rows import (
    ClockRow,
    EscalationRow,
    PersonalQueueRow,
    StepRecordRow,
    TicketRow,
    WaitingRow,
)

WORDS_KEPT = 500
TICKET_COLUMNS: tuple[Field, ...] = columns_of(TicketRow)
CLOCK_COLUMNS: tuple[Field, ...] = columns_of(ClockRow)
COUNTDOWN_COLUMNS: tuple[Field, ...] = (
    TicketRow.due_order,
    TicketRow.next_metric,
    TicketRow.next_target,
    TicketRow.next_calendar,
)
PLACE_COLUMNS: tuple[Field, ...] = columns_of(PersonalQueueRow)
PLACE_KEY = PLACE_COLUMNS[:3]
WAITING_COLUMNS: tuple[Field, ...] = columns_of(WaitingRow)
WAITING_KEY = WAITING_COLUMNS[:7]
ESCALATION_COLUMNS: tuple[Field, ...] = columns_of(EscalationRow, but=EscalationRow.receipt)
RECORD_COLUMNS: tuple[Field, ...] = (
    StepRecordRow.ticket_id,
    StepRecordRow.policy,
    StepRecordRow.step,
    StepRecordRow.clock,
    StepRecordRow.cycle,
    StepRecordRow.repetition,
    StepRecordRow.policy_version,
    StepRecordRow.outcome,
    StepRecordRow.reason,
    StepRecordRow.due_at,
    StepRecordRow.at,
    StepRecordRow.escalation,
)


def _words(words: frozenset[str]) -> str:
    return json.dumps(sorted(words), ensure_ascii=False)


@lru_cache(maxsize=WORDS_KEPT)
def _read_words(text: str) -> frozenset[str]:
    return frozenset(json.loads(text))


_COUNTDOWN = tuple(column.name for column in COUNTDOWN_COLUMNS)
_FIELDS = Ticket.__struct_fields__
_FIELDS_OF = attrgetter(*_FIELDS)
# The fields of a ticket whose columns hold something else than their values.
_WRITTEN: dict[str, Callable[[Any], Any]] = {
    "channel": str,
    "priority": int,
    "state": str,
    "pending_reason": str,
    "tags": _words,
    "watchers": _words,
}


def ticket_values(life: Life, rules: Rules) -> dict[str, Any]:
    """Give a ticket's columns by name, less its id, its source and what counts changes."""
    promise = life.ladder.promise
    return {
        **_field_values(zip(_FIELDS, _FIELDS_OF(life.ticket), strict=True)),
        **named_countdown(next_countdown(life.clocks, rules.calendars)),
        "touched_at": life.past.touched.since_at,
        "past": to_text(life.past),
        "promise": None if promise is None else to_text(promise),
    }


def changed_values(before: Life, after: Life) -> dict[str, Any]:
    """Give the columns of a ticket by name in which a life differs from an earlier one, less its countdown."""
    fields_of_both = zip(_FIELDS, _FIELDS_OF(before.ticket), _FIELDS_OF(after.ticket), strict=True)
    values = _field_values((name, now) for name, was, now in fields_of_both if was is not now and was != now)
    if after.past != before.past:
        values["past"] = to_text(after.past)
    if after.past.touched != before.past.touched:
        values["touched_at"] = after.past.touched.since_at
    promise = after.ladder.promise
    if promise != before.ladder.promise:
        values["promise"] = None if promise is None else to_text(promise)
    return values


def countdown_values(countdown: Countdown | None) -> tuple[Any, ...]:
    """Give the values of a countdown in the order of `COUNTDOWN_COLUMNS`."""
    if countdown is None:
        return (None, None, None, None)
    return (countdown.due_order, countdown.metric.value, countdown.target, countdown.calendar)


def named_countdown(countdown: Countdown | None) -> dict[str, Any]:
    """Give the columns of a countdown by name."""
    return dict(zip(_COUNTDOWN, countdown_values(countdown), strict=True))


def place_values(ticket_id: int, life: Life, countdown: Countdown | None) -> set[tuple[Any, ...]]:
    """Give the rows of a ticket's places in personal queues, in the order of `PLACE_COLUMNS`."""
    due_order = None if countdown is None else countdown.due_order
    return {(ticket_id, place.queue.value, place.owner, due_order) for place in places(life)}


def _field_values(named: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    values = {name: value if value is None or name not in _WRITTEN else _WRITTEN[name](value) for name, value in named}
    if "policy" in values:
        policy = values["policy"]
        values["policy"], values["policy_version"] = (None, None) if policy is None else (policy.name, policy.version)
    return values


def read_ticket(row: Mapping[str, Any]) -> Ticket:
    """Put a ticket together."""
    policy = None if row["policy"] is None else PolicyRef(row["policy"], row["policy_version"])
    return Ticket(
        number=row["number"],
        subject=row["subject"],
        body=row["body"],
        channel=Channel(row["channel"]),
        category=row["category"],
        priority=Priority(row["priority"]),
        state=State(row["state"]),
        team=row["team"],
        tier=row["tier"],
        customer=row["customer"],
        created_at=row["created_at"],
        assignee=row["assignee"],
        pending_reason=None if row["pending_reason"] is None else PendingReason(row["pending_reason"]),
        resume_at=row["resume_at"],
        resolved_at=row["resolved_at"],
        closed_at=row["closed_at"],
        merged_into=row["merged_into"],
        parked_at=row["parked_at"],
        policy=policy,
        tags=_read_words(row["tags"]),
        watchers=_read_words(row["watchers"]),
        reopened=row["reopened"],
        transfers=row["transfers"],
        bounced=row["bounced"],
    )


def read_past(row: Mapping[str, Any]) -> Past:
    """Read what the rules remember."""
    return from_text(row["past"], Past)


def read_promise(row: Mapping[str, Any]) -> Promise | None:
    """Read the running promise."""
    return None if row["promise"] is None else from_text(row["promise"], Promise)


def clock_values(ticket_id: int, clock: Clock, rules: Rules) -> tuple[Any, ...]:
    """Give a clock's columns in the order of `CLOCK_COLUMNS`."""
    ending = None if clock.ending is None else clock.ending.value
    due_at = clock.due_at(rules.calendars)
    return (
        ticket_id,
        clock.metric.value,
        clock.cycle,
        clock.started_at,
        due_at,
        clock.ended_at,
        ending,
        clock.breached_at,
        to_text(clock),
    )


def escalation_values(ticket_id: int, escalation: Escalation) -> tuple[Any, ...]:
    """Give an escalation's columns in the order of `ESCALATION_COLUMNS`."""
    key = escalation.key
    return (
        ticket_id,
        escalation.number,
        escalation.kind.value,
        escalation.reason,
        None if key is None else key.policy,
        escalation.version,
        None if key is None else key.step,
        escalation.from_tier,
        escalation.to_tier,
        escalation.due_at,
        escalation.fired_at,
        escalation.acknowledged_at,
        escalation.outcome,
        to_text(escalation),
    )


def record_values(ticket_id: int, record: StepRecord) -> tuple[Any, ...]:
    """Give a used key's columns in the order of `RECORD_COLUMNS`."""
    key = record.key
    return (
        ticket_id,
        key.policy,
        key.step,
        key.clock,
        key.cycle,
        key.repetition,
        record.version,
        record.outcome.value,
        record.reason,
        record.due_at,
        record.at,
        record.escalation,
    )


def read_record(values: tuple[Any, ...]) -> StepRecord:
    """Put a used key together."""
    _, policy, step, clock, cycle, repetition, version, outcome, reason, due_at, at, escalation = values
    key = StepKey(policy, step, clock, cycle, repetition)
    return StepRecord(key, version, StepOutcome(outcome), reason, due_at, at, escalation)


def waiting_values(ticket_id: int, waiting: Waiting) -> tuple[Any, ...]:
    """Give the columns of something waited for, in the order of `WAITING_COLUMNS`."""
    key = waiting.key
    if key is not None:
        what: tuple[Any, ...] = (key.policy, key.step, key.clock, key.cycle, key.repetition)
    elif waiting.clock is not None:
        what = ("", "", waiting.clock[0].value, waiting.clock[1], 0)
    else:
        what = ("", "", "", 0, 0)
    return (ticket_id, waiting.kind.value, *what, waiting.fire_at, waiting.planned_at)
