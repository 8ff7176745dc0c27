"""Sharing out what is ready for a person: into a courier's hand, into a digest, or put off to a better time."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.budget import Ready, portion
from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.digest import digest_due, digest_key, digest_message
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import is_away
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.value import replace
from desktop_escalation.services.delivery_hours import delivery_hours
from desktop_escalation.services.site_directory import load_directory
from desktop_escalation.storage import outbox
from desktop_escalation.storage.digests import add_digest, count_lines, fold, last_digests, rewrite_digest
from desktop_escalation.storage.outbox import ReadyRow
from desktop_escalation.storage.transaction import Transaction

NOT_NOW = "waits for working time, or for the end of the quiet hours"
NOTHING_LEFT = "nothing is left of what it stood for"


class Claim(Struct, frozen=True):
    """Messages that a courier has in hand, in their order; how many were put off, and how many went into a digest."""

    deliveries: tuple[Delivery, ...] = ()
    postponed: int = 0
    folded: int = 0


def share_out(tx: Transaction, courier: str, channel: NoticeChannel, login: str, limit: int) -> Claim:
    """Put up to `limit` messages for a person into a courier's hand; somebody who is away gets none."""
    outbox.lock_portion(tx, login, channel)
    directory = load_directory(tx)
    if login not in directory.people or is_away(directory, login, tx.now):
        return Claim()
    rows = outbox.ready(tx, login, channel)
    if not rows:
        return Claim()
    person = directory.people[login]
    fit, late = _by_time(tx, directory, person, rows)
    fit = list(_counted_anew(tx, login, channel, fit))
    used = outbox.count_used(tx, login, channel)
    shared = portion(person.budget, used, [Ready(row.id, row.urgency, row.deliver_at, _is_line(row)) for row in fit])
    outbox.postpone(tx, [_postponed(tx.now, row, until) for row, until in late])
    if shared.fold:
        # A digest that gets lines waits on for the end of the storm, and is not taken then.
        _fold(tx, login, channel, shared.fold)
    tx.touch("message")
    return Claim(outbox.take(tx, shared.deliver[:limit], courier), len(late), len(shared.fold))


def _by_time(
    tx: Transaction, directory: Directory, person: Person, rows: Sequence[ReadyRow]
) -> tuple[list[ReadyRow], list[tuple[ReadyRow, datetime]]]:
    """Part what may be delivered now from what may only later, for hours and absences change while messages wait."""
    hours = delivery_hours(tx, directory, person, (row.ticket_id for row in rows))
    moments = hours.open_at(tx.now, [(row.urgency, row.ticket_id) for row in rows])
    fit = [row for row, at in zip(rows, moments, strict=True) if at <= tx.now]
    late = [(row, at) for row, at in zip(rows, moments, strict=True) if at > tx.now]
    return fit, late


def _is_line(row: ReadyRow) -> bool:
    return row.ticket_id is None


def _postponed(now: datetime, row: ReadyRow, until: datetime) -> tuple[datetime, datetime | None, str, int]:
    """Time in which a message may not be delivered does not bring it nearer to its end."""
    expires_at = None if row.expires_at is None else row.expires_at + (until - now)
    return (until, expires_at, NOT_NOW, row.id)


def _counted_anew(tx: Transaction, login: str, channel: NoticeChannel, rows: Sequence[ReadyRow]) -> Iterator[ReadyRow]:
    """Let digests say how many lines are left, for tickets are solved while they wait; give up what has none."""
    for row in rows:
        lines = count_lines(tx, row.key) if _is_line(row) else None
        if lines is None:
            yield row
        elif lines.by_team:
            digest = digest_message(row.key, login, channel, row.deliver_at, lines)
            rewrite_digest(tx, replace(digest, expires_at=row.expires_at))
            yield row
        else:
            outbox.cancel(tx, [(NOTHING_LEFT, row.id)])


def _fold(tx: Transaction, login: str, channel: NoticeChannel, ids: Sequence[int]) -> None:
    """Make messages lines of the digest that is open, or of a new one."""
    kept = last_digests(tx, login, channel)
    is_open = next((digest for digest in kept if digest.left_at is None), None)
    left_at = next((digest.left_at for digest in kept if digest.left_at is not None), None)
    due_at = digest_due(tx.now, tx.now if is_open is None else is_open.opened_at, left_at)
    key = digest_key(login, channel, due_at) if is_open is None else is_open.key
    fold(tx, ids, key)
    digest = digest_message(key, login, channel, due_at, count_lines(tx, key))
    if is_open is None:
        add_digest(tx, digest)
    else:
        rewrite_digest(tx, digest)
