"""A look at everything that the help desk leans on: what is well, what is not, and how to mend it."""

import importlib.util
from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from desktop_escalation.domain.errors import EscalationError, Refused, Unavailable
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.engine_room import EngineRoom
from desktop_escalation.services.holiday_packs import has_days_of
from desktop_escalation.storage import schema
from desktop_escalation.storage.calendars import load_calendar_sources, load_calendars
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import inactive_logins, load_organisation
from desktop_escalation.storage.transaction import Transaction

CLOCKS_MAY_DIFFER = timedelta(seconds=60)
START_ENGINE = "run: escalationctl engine run"
CHECK_DATABASE = "run: escalationctl database check"
# How many of the tickets that are set aside are named.
NAMED = 5


class Health(StrEnum):
    """How something is: `WARN` works, but not as it should."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(Struct, frozen=True):
    """What was found of one thing, and how to mend it; `mend` is empty where nothing is to be done."""

    about: str
    health: Health
    message: str
    mend: str = ""


def examine(url: str, asking: Asking, computer_at: datetime, desktop_problem: str | None) -> tuple[Finding, ...]:
    """Look at everything; `computer_at` is the time on this computer's own clock.

    `desktop_problem` says why this computer shows no notifications and what to do about it; None where it does.
    """
    database = _database(url)
    beside = (_zone_data(), *_delivery(desktop_problem))
    if database.health is Health.FAIL:
        return (database, *beside)
    store = Store.open(url)
    try:
        return (database, *_inside(store, asking, computer_at), *beside)
    finally:
        store.close()


def _database(url: str) -> Finding:
    try:
        status = schema.status(url)
    except EscalationError as error:
        return _failed(error, "check the address, and that the database runs")
    if status.is_current:
        return Finding("database", Health.OK, f"schema {status.number}")
    message = f"schema {status.number}, and this program works with {status.newest}"
    verb = "create" if status.number == 0 else "upgrade"
    mend = f"run: escalationctl database {verb}"
    return Finding("database", Health.FAIL, message, mend if status.number < status.newest else "upgrade the program")


def _failed(error: EscalationError, mend: str) -> Finding:
    """Tell of a database that failed; what is refused says itself what to do."""
    return Finding("database", Health.FAIL, str(error), mend if isinstance(error, Unavailable) else "")


def _inside(store: Store, asking: Asking, computer_at: datetime) -> Iterator[Finding]:
    try:
        with store.reading() as tx:
            refusal = _refusal(tx, store, asking)
            if refusal is not None:
                yield refusal
                return
            yield _clock(tx, computer_at)
            yield _holidays(tx)
            yield _addresses(tx)
        yield _engine(store, asking)
    except EscalationError as error:
        yield _failed(error, "try again in a moment; if it stays, look at the server")


def _refusal(tx: Transaction, store: Store, asking: Asking) -> Finding | None:
    try:
        find_actor(tx, store.address, asking).require(Right.DOCTOR)
    except Refused as error:
        return Finding("you", Health.FAIL, str(error), "" if asking.by is None else "leave out --by")
    return None


def _clock(tx: Transaction, computer_at: datetime) -> Finding:
    if tx.is_simulated:
        mend = "use a database without a simulated clock for real work"
        return Finding("clock", Health.WARN, f"the clock is simulated and stands at {tx.now.isoformat()}", mend)
    off_by = abs(tx.now - computer_at)
    if off_by > CLOCKS_MAY_DIFFER:
        message = f"the clock of the database and that of this computer differ by {off_by // timedelta(seconds=1)} s"
        return Finding("clock", Health.WARN, message, "set both by the same time server; the database's one counts")
    return Finding("clock", Health.OK, "the clocks of the database and of this computer agree")


def _holidays(tx: Transaction) -> Finding:
    year, calendars = tx.now.year + 1, load_calendars(tx)
    packed = [source.name for source in load_calendar_sources(tx) if source.public_holidays is not None]
    missing = [name for name in packed if not has_days_of(calendars[name].versions[-1].rules, year)]
    if missing:
        message = f"no holidays of {year} in: {', '.join(missing)}"
        mend = "run: escalationctl calendar renew; if that does not help, upgrade the program or list the days"
        return Finding("holidays", Health.WARN, message, mend)
    if not packed:
        return Finding("holidays", Health.OK, "no calendar uses a pack of public holidays")
    return Finding("holidays", Health.OK, f"those of {year} are there")


def _addresses(tx: Transaction) -> Finding:
    gone = inactive_logins(tx)
    missing = [
        person.login
        for person in load_organisation(tx).people
        if person.mail is None and NoticeChannel.MAIL in person.channels and person.login not in gone
    ]
    if missing:
        mend = "give them a mail address, or channels without mail, in the organisation file"
        return Finding("people", Health.WARN, f"no mail address: {', '.join(sorted(missing))}", mend)
    return Finding("people", Health.OK, "everybody who wants mail has an address")


def _engine(store: Store, asking: Asking) -> Finding:
    status = EngineRoom(store).status(asking)
    if status.is_silent and status.due:
        due = "1 ticket is due" if status.due == 1 else f"{status.due} tickets are due"
        return Finding("engine", Health.FAIL, f"no engine watches, and {due}", START_ENGINE)
    if status.aside:
        numbers = ", ".join(one.number for one in status.aside[:NAMED])
        more = f" and {len(status.aside) - NAMED} more" if len(status.aside) > NAMED else ""
        return Finding(
            "engine", Health.FAIL, f"what it cannot decide about is set aside: {numbers}{more}", CHECK_DATABASE
        )
    if status.is_silent:
        return Finding("engine", Health.WARN, "no engine watches; nothing is due", START_ENGINE)
    return Finding("engine", Health.OK, "an engine watches")


def _zone_data() -> Finding:
    if importlib.util.find_spec("tzdata") is not None:
        return Finding("zones", Health.OK, "zone data comes with the program")
    mend = "install the package tzdata: a computer without a zone database of its own cannot do without"
    return Finding("zones", Health.WARN, "zone data does not come with the program", mend)


def _delivery(desktop_problem: str | None) -> Iterator[Finding]:
    yield Finding("mail", Health.WARN, "mail is not set up: none is sent and none is fetched", "")
    if desktop_problem is None:
        yield Finding("notifications", Health.OK, "this computer shows notifications")
        return
    problem, _, mend = desktop_problem.partition("; ")
    yield Finding("notifications", Health.WARN, f"this computer shows no notifications: {problem}", mend)
