"""What people of the demo team do, when: read from its files, or made up; played in memory and in a database alike."""

import tomllib
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from desktop_escalation.domain.ticket import Channel, Priority

LONDON = ZoneInfo("Europe/London")
DEMO_AT = datetime(2026, 11, 24, 13, 53, tzinfo=LONDON).astimezone(UTC)
DEMO_FILES: Traversable = files("resources.demo")


class DemoAct(Struct, frozen=True):
    """One act on one ticket; `by` is a login, "" for the customer, or "assignee" for whoever has the ticket then.

    What the other fields mean depends on `do`, which is named as `escalationctl ticket` names it.
    """

    at: datetime
    number: str
    do: str
    by: str = ""
    text: str = ""
    to: str | None = None
    reason: str = ""
    until: datetime | None = None
    tier: int | None = None
    team: str | None = None
    level: int | None = None
    tell: bool | None = None


class DemoTicket(Struct, frozen=True):
    """A ticket that comes in, as whoever took it wrote it down; a mail was taken in by nobody."""

    opened_at: datetime
    number: str
    by: str
    customer: str
    subject: str
    body: str
    team: str
    priority: Priority
    category: str
    channel: Channel


class ToldTicket(Struct, frozen=True):
    """A ticket whose whole story is written down."""

    ticket: DemoTicket
    acts: tuple[DemoAct, ...]


def read_told_tickets() -> tuple[ToldTicket, ...]:
    """Read the tickets of the demo's Tuesday with everything that people did before 13:53."""
    return tuple(_told(table) for table in read_demo_file("tickets.toml")["ticket"])


def read_afternoon() -> tuple[DemoTicket | DemoAct, ...]:
    """Read what happens from 13:53 on, in the order of time."""
    document = read_demo_file("afternoon.toml")
    tickets = [read_ticket(table) for table in document["ticket"]]
    acts = [read_act(table, table["ticket"]) for table in document["act"]]
    return tuple(sorted((*tickets, *acts), key=when))


def when(one: DemoTicket | DemoAct) -> datetime:
    """Tell when something happens."""
    return one.opened_at if isinstance(one, DemoTicket) else one.at


def read_demo_file(name: str) -> dict[str, Any]:
    """Read one of the demo's TOML files."""
    return tomllib.loads(DEMO_FILES.joinpath(name).read_text(encoding="utf-8"))


def read_ticket(table: Mapping[str, Any]) -> DemoTicket:
    """Read a ticket that comes in."""
    return DemoTicket(
        opened_at=_moment(table["opened"]),
        number=f"DE-{table['number']}",
        by=table["by"],
        customer=table["from"],
        subject=table["subject"],
        body=table["body"],
        team=table["team"],
        priority=Priority(table["priority"]),
        category=table["category"],
        channel=Channel(table["channel"]),
    )


def read_act(table: Mapping[str, Any], number: int) -> DemoAct:
    """Read an act on a ticket."""
    values = {name: value for name, value in table.items() if name not in {"at", "until", "ticket"}}
    until = table.get("until")
    return DemoAct(
        at=_moment(table["at"]), number=f"DE-{number}", until=None if until is None else _moment(until), **values
    )


def _told(table: Mapping[str, Any]) -> ToldTicket:
    return ToldTicket(read_ticket(table), tuple(read_act(act, table["number"]) for act in table["acts"]))


def _moment(local: datetime) -> datetime:
    return local.replace(tzinfo=LONDON).astimezone(UTC)
