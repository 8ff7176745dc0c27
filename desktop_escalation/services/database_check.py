"""Rebuilding every ticket from its history, and comparing what comes out with what is stored."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import fields

from desktop_escalation.domain import events
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, rebuild
from desktop_escalation.domain.next_countdown import next_countdown
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.value import replace
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.services.surroundings import load_rules
from desktop_escalation.storage import ticket_columns
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.listed import LISTED_COLUMNS, listed_values, load_listed, load_places
from desktop_escalation.storage.lives import StoredLife, Unreadable, load_histories, load_lives
from desktop_escalation.storage.portions import portions
from desktop_escalation.storage.queues import all_tickets
from desktop_escalation.storage.transaction import Transaction
from desktop_escalation.storage.waiting import AT_ONCE, load_due_times, load_waiting

Progress = Callable[[int, int], None]


class Difference(Struct, frozen=True):
    """Something stored that does not follow from a ticket's history."""

    ticket: str
    what: str
    stored: str
    rebuilt: str


class CheckReport(Struct, frozen=True):
    """How much was compared, and what differs."""

    tickets: int
    clocks: int
    events: int
    differences: tuple[Difference, ...]


class DatabaseCheck(Struct, frozen=True):
    """The use case behind `database check`."""

    store: Store

    def check(self, asking: Asking, progress: Progress) -> CheckReport:
        """Rebuild all tickets in portions, each within one view of the database, so that writers need not wait."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.DATABASE_CHECK)
            ids = all_tickets(tx)
        seen = CheckReport(0, 0, 0, ())
        for portion in portions(ids, AT_ONCE):
            with self.store.reading() as tx:
                seen = _check(tx, portion, seen)
            progress(seen.tickets, len(ids))
        return seen


def _check(tx: Transaction, ids: list[int], seen: CheckReport) -> CheckReport:
    """Check a portion; where one ticket cannot be read, each by itself, so that it is named and the others checked."""
    try:
        return _check_some(tx, ids, seen)
    except Unreadable as error:
        if len(ids) == 1:
            difference = Difference(error.number, "cannot be read", str(error), "-")
            return replace(seen, tickets=seen.tickets + 1, differences=(*seen.differences, difference))
    for ticket_id in ids:
        seen = _check(tx, [ticket_id], seen)
    return seen


def _check_some(tx: Transaction, ids: list[int], seen: CheckReport) -> CheckReport:
    stored, histories = load_lives(tx, ids), load_histories(tx, ids)
    waiting, due_times = load_waiting(tx, ids), load_due_times(tx, ids)
    listed, places = load_listed(tx, ids), load_places(tx, ids)
    rules = load_rules(tx, load_directory(tx), _policies_of(histories.values()))
    differences = list(seen.differences)
    clocks = seen.clocks
    for ticket_id in ids:
        one = stored[ticket_id]
        rebuilt = rebuild(histories[ticket_id], rules)
        clocks += len(rebuilt.clocks)
        differences.extend(_of_life(one, rebuilt, len(histories[ticket_id])))
        differences.extend(_of_rows(one, rebuilt, rules, waiting[ticket_id], due_times[ticket_id]))
        differences.extend(_of_lists(one, rebuilt, rules, listed[ticket_id], places[ticket_id]))
    count = sum(map(len, histories.values()))
    return CheckReport(seen.tickets + len(ids), clocks, seen.events + count, tuple(differences))


def _policies_of(histories: Iterable[tuple[Event, ...]]) -> frozenset[PolicyRef]:
    return frozenset(
        event.fact.policy
        for history in histories
        for event in history
        if isinstance(event.fact, events.PolicyApplied) and event.fact.policy is not None
    )


def _of_life(one: StoredLife, rebuilt: Life, event_count: int) -> Iterator[Difference]:
    number = one.life.ticket.number
    if one.event_count != event_count:
        yield Difference(number, "number of events", str(one.event_count), str(event_count))
    for part in ("ticket", "past", "ladder"):
        yield from _of_fields(number, part, getattr(one.life, part), getattr(rebuilt, part))
    stored = {(clock.metric, clock.cycle): clock for clock in one.life.clocks}
    made = {(clock.metric, clock.cycle): clock for clock in rebuilt.clocks}
    for key in sorted(stored.keys() | made.keys()):
        if stored.get(key) != made.get(key):
            yield Difference(number, f"clock {key[0]}, cycle {key[1]}", str(stored.get(key)), str(made.get(key)))


def _of_fields(number: str, part: str, stored: object, rebuilt: object) -> Iterator[Difference]:
    if stored == rebuilt:
        return
    for one in fields(stored):  # type: ignore[arg-type]
        was, made = getattr(stored, one.name), getattr(rebuilt, one.name)
        if was != made:
            yield Difference(number, f"{part}.{one.name}", str(was), str(made))


def _of_rows(
    one: StoredLife,
    rebuilt: Life,
    rules: Rules,
    waiting: set[tuple[Any, ...]],
    due_times: dict[tuple[str, int], datetime | None],
) -> Iterator[Difference]:
    number = one.life.ticket.number
    made = {ticket_columns.waiting_values(one.id, each) for each in schedule(rebuilt, rules)}
    for row in sorted(waiting ^ made, key=str):
        side = ("stored", "-") if row in waiting else ("-", "rebuilt")
        yield Difference(number, f"waiting {row[1:7]} at {row[7]}", *side)
    for clock in rebuilt.clocks:
        if clock.is_going:
            was, now = due_times.get((clock.metric.value, clock.cycle)), clock.due_at(rules.calendars)
            if was != now:
                yield Difference(number, f"due time of {clock.metric}, cycle {clock.cycle}", str(was), str(now))


def _of_lists(
    one: StoredLife, rebuilt: Life, rules: Rules, listed: tuple[Any, ...], places: set[tuple[Any, ...]]
) -> Iterator[Difference]:
    number, countdown = one.life.ticket.number, next_countdown(rebuilt.clocks, rules.calendars)
    for column, was, now in zip(LISTED_COLUMNS, listed, listed_values(rebuilt, countdown), strict=True):
        if was != now:
            yield Difference(number, column.name, str(was), str(now))
    for row in sorted(places ^ ticket_columns.place_values(one.id, rebuilt, countdown), key=str):
        side = ("stored", "-") if row in places else ("-", "rebuilt")
        yield Difference(number, f"place among {row[1]} of {row[2]}, due {row[3]}", *side)
