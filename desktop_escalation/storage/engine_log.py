"""What engines did and when they were there: passes that found something, and the time that they watched."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from peewee import BigAutoField, BooleanField, Expression, IntegerField, TextField, fn

from desktop_escalation.domain.scene import Outage
from desktop_escalation.storage.fields import InstantField
from desktop_escalation.storage.row import Row, columns_of
from desktop_escalation.storage.ticket_rows import WaitingRow
from desktop_escalation.storage.transaction import Transaction

SILENT_AFTER = timedelta(seconds=60)
KEPT = timedelta(days=90)


def silence_on(clock_speed: int) -> timedelta:
    """Tell after how long an engine counts as silent, on a clock that may run faster than time."""
    return SILENT_AFTER * max(1, clock_speed)


class EnginePassRow(Row):
    """A pass that found something due."""

    id = BigAutoField()
    at = InstantField()
    engine = TextField()
    looked_at = IntegerField()
    fired = IntegerField()
    skipped = IntegerField()


class EngineWatchRow(Row):
    """Time in which one engine looked often enough; `ended` says that it took its leave then."""

    id = BigAutoField()
    engine = TextField()
    from_at = InstantField()
    to_at = InstantField()
    ended = BooleanField()


class EngineChoiceRow(Row):
    """When the engine last chose a person."""

    login = TextField(primary_key=True)
    at = InstantField()


class PassCount(Struct, frozen=True):
    """What one pass did."""

    looked_at: int = 0
    fired: int = 0
    skipped: int = 0
    set_aside: int = 0

    def __add__(self, other: "PassCount") -> "PassCount":
        """Add the counts of two passes."""
        return PassCount(
            self.looked_at + other.looked_at,
            self.fired + other.fired,
            self.skipped + other.skipped,
            self.set_aside + other.set_aside,
        )


class EngineWatch(Struct, frozen=True):
    """The latest time in which an engine was there; one that has ended took its leave, and others fell silent."""

    engine: str
    from_at: datetime
    to_at: datetime
    has_ended: bool = False


_COLUMNS = (EngineWatchRow.engine, EngineWatchRow.from_at, EngineWatchRow.to_at, EngineWatchRow.ended)


def record_pass(tx: Transaction, engine: str, count: PassCount) -> None:
    """Record a pass that found something."""
    record_passes(tx, engine, [(tx.now, count)])


def record_passes(tx: Transaction, engine: str, passes: Sequence[tuple[datetime, PassCount]]) -> None:
    """Record passes of moments up to now that were lived through at once."""
    columns = columns_of(EnginePassRow, but=EnginePassRow.id)
    tx.insert_many(columns, [(at, engine, one.looked_at, one.fired, one.skipped) for at, one in passes])


def watch_since(tx: Transaction, engine: str, from_at: datetime) -> None:
    """Record that an engine has looked all the time since a moment, until now."""
    is_same = (
        (EngineWatchRow.engine == engine) & (EngineWatchRow.from_at <= from_at) & (EngineWatchRow.to_at >= from_at)
    )
    if not tx.run(EngineWatchRow.update(to_at=tx.now).where(is_same)):
        tx.run(EngineWatchRow.insert(engine=engine, from_at=from_at, to_at=tx.now))


def beat(tx: Transaction, engine: str) -> None:
    """Record that an engine looks now: its watch goes on, or a new one begins after a silence or an end."""
    # Not what lies ahead: the clock of an SQLite file is the computer's, and may have been set back.
    is_recent = _is_open_watch_of(engine) & EngineWatchRow.to_at.between(tx.now - silence_on(tx.clock_speed), tx.now)
    if not tx.run(EngineWatchRow.update(to_at=tx.now).where(is_recent)):
        tx.run(EngineWatchRow.insert(engine=engine, from_at=tx.now, to_at=tx.now))


def sign_off(tx: Transaction, engine: str) -> None:
    """Record that an engine looks no more since its last beat, so that nobody takes it for one that still does."""
    tx.run(EngineWatchRow.update(ended=True).where(_is_open_watch_of(engine)))


def has_beaten(tx: Transaction, engine: str, since: datetime) -> bool:
    """Say whether an engine has recorded since a moment that it looks."""
    is_recent = EngineWatchRow.to_at.between(since, tx.now) & _is_open_watch_of(engine)
    return bool(tx.rows(EngineWatchRow.select(EngineWatchRow.id).where(is_recent).limit(1)))


def outages(tx: Transaction, since: datetime) -> tuple[Outage, ...]:
    """List the times since a moment in which no engine was there, up to now."""
    query = EngineWatchRow.select(EngineWatchRow.from_at, EngineWatchRow.to_at)
    watches = tx.rows(query.where(EngineWatchRow.to_at >= since).order_by(EngineWatchRow.from_at))
    ((before,),) = tx.rows(EngineWatchRow.select(fn.MAX(EngineWatchRow.to_at)).where(EngineWatchRow.to_at < since))
    found, last = [], before
    for from_at, to_at in (*watches, (tx.now, tx.now)):
        if last is None or from_at - last > silence_on(tx.clock_speed):
            found.append(Outage(last, from_at))
        last = to_at if last is None else max(last, to_at)
    return tuple(outage for outage in found if outage.from_at is None or outage.from_at < outage.to_at)


def latest_watch(tx: Transaction) -> EngineWatch | None:
    """Find the engine that was there last; None where none ever was."""
    query = EngineWatchRow.select(*_COLUMNS)
    rows = tx.rows(query.order_by(EngineWatchRow.to_at.desc(), EngineWatchRow.id.desc()).limit(1))
    return EngineWatch(*rows[0]) if rows else None


def engines_since(tx: Transaction, since: datetime) -> tuple[EngineWatch, ...]:
    """List the engines that were there between a moment and now, each by its latest watch, the latest seen first."""
    query = EngineWatchRow.select(*_COLUMNS)
    is_past = EngineWatchRow.to_at.between(since, tx.now + SILENT_AFTER)
    rows = tx.rows(query.where(is_past).order_by(EngineWatchRow.to_at.desc(), EngineWatchRow.id.desc()))
    latest: dict[str, EngineWatch] = {}
    for watch in (EngineWatch(*values) for values in rows):
        latest.setdefault(watch.engine, watch)
    return tuple(latest.values())


def purge_watches(tx: Transaction) -> None:
    """Forget when engines were there more than 90 days ago, but for the last time of those: an outage may follow it.

    Where a step waits that was due even earlier, what came after that is kept, for it tells why the step was missed.
    """
    ((longest_due,),) = tx.rows(WaitingRow.select(fn.MIN(WaitingRow.fire_at)))
    before = tx.now - KEPT if longest_due is None else min(tx.now - KEPT, longest_due)
    ((last,),) = tx.rows(EngineWatchRow.select(fn.MAX(EngineWatchRow.to_at)).where(EngineWatchRow.to_at < before))
    if last is not None:
        tx.run(EngineWatchRow.delete().where(EngineWatchRow.to_at < last))


def remember_choices(tx: Transaction, logins: frozenset[str]) -> None:
    """Record that the engine chose these people now."""
    remember_earlier_choices(tx, dict.fromkeys(logins, tx.now))


def remember_earlier_choices(tx: Transaction, choices: Mapping[str, datetime]) -> None:
    """Record when, up to now, the engine chose people last."""
    columns = (EngineChoiceRow.login, EngineChoiceRow.at)
    tx.insert_many(columns, sorted(choices.items()), upsert_by=(EngineChoiceRow.login,))


def last_choices(tx: Transaction) -> dict[str, datetime]:
    """Tell for each person when the engine chose him or her last."""
    return dict(tx.rows(EngineChoiceRow.select(EngineChoiceRow.login, EngineChoiceRow.at)))


def _is_open_watch_of(engine: str) -> Expression:
    found: Expression = (EngineWatchRow.engine == engine) & ~EngineWatchRow.ended
    return found
