"""Which tickets come in at the demo team, when: made up from a seed, around those whose story is written down."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Channel, Priority
from desktop_escalation.history.demo_acts import LONDON, DemoTicket, ToldTicket, read_demo_file

HISTORY_BEGINS_AT = datetime(2026, 8, 26, 8, tzinfo=LONDON).astimezone(UTC)
LAST_NUMBER = 4837
OFFICE_HOURS = "Weekdays 08-18 London"
LATE_SHARE = 0.05  # comes by mail before the desk opens
KRAKOW_SERVES = frozenset({"Port of Aldmoor", "Brightwell Foods", "Brennecke Werke"})

# How busy the desk is, by the hour that begins.
HOURS = {8: 0.5, 9: 1.0, 10: 1.0, 11: 0.7, 12: 0.35, 13: 0.45, 14: 0.75, 15: 0.7, 16: 0.45, 17: 0.25}
MONDAY_RUSH = 1.25
CATEGORIES = {
    "Network": 15,
    "Outage": 5,
    "Access": 17,
    "Hardware": 16,
    "Workplace": 12,
    "Applications": 18,
    "Payroll": 3,
    "Security": 2,
    "Other": 12,
}
PRIORITIES = {Priority.URGENT: 7, Priority.HIGH: 23, Priority.NORMAL: 48, Priority.LOW: 22}
CHANNELS = {Channel.MAIL: 42, Channel.PHONE: 43, Channel.DESK: 15}


class DemoBook(Struct, frozen=True):
    """The texts that made-up tickets are written with."""

    content: Mapping[str, Any]

    @classmethod
    def read(cls) -> "DemoBook":
        """Read the texts of the demo team."""
        return cls(read_demo_file("texts.toml"))

    def words(self, rng: Random, kind: str) -> str:
        """Choose a sentence of a kind."""
        sentence: str = rng.choice(self.content["words"][kind])
        return sentence

    def named(self, number: int) -> Mapping[str, str] | None:
        """Give subject and category of a ticket that other places name by its number."""
        found: Mapping[str, str] | None = self.content["named"].get(str(number))
        return found

    def subject(self, rng: Random, category: str, language: str) -> str:
        """Choose what a ticket is about."""
        german: Sequence[str] = self.content["german"].get(category, ())
        if language == "de" and german:
            return rng.choice(german)
        subject: str = rng.choice(self.content["subjects"][category])
        return subject.format(place=rng.choice(self.content["places"]))


def arrivals(
    seed: int, count: int, told: Sequence[ToldTicket], customers: Sequence[Customer], calendar: Calendar
) -> tuple[DemoTicket, ...]:
    """Make up the tickets that fill the numbers between the told ones, `count` with those; oldest first."""
    rng, book = Random(f"arrivals/{seed}"), DemoBook.read()  # noqa: S311 - a story, not a secret
    first = LAST_NUMBER - count + 1
    anchors = [(first - 1, HISTORY_BEGINS_AT), *((_number(one), one.ticket.opened_at) for one in told)]
    made: list[DemoTicket] = []
    for (before, from_at), (after, to_at) in pairwise(anchors):
        moments = sorted(_moment(rng, calendar, from_at, to_at) for _ in range(before + 1, after))
        numbers = range(before + 1, after)
        made += [_ticket(rng, book, number, at, customers) for number, at in zip(numbers, moments, strict=True)]
    return tuple(made)


def _number(told: ToldTicket) -> int:
    return int(told.ticket.number.removeprefix("DE-"))


def _moment(rng: Random, calendar: Calendar, from_at: datetime, to_at: datetime) -> datetime:
    """Choose a moment at which the desk is open, busy hours more often; rarely one in the night before it."""
    minutes = calendar.between(from_at, to_at) // timedelta(minutes=1)
    at = from_at
    for _ in range(20):
        at = calendar.add(from_at, timedelta(minutes=rng.randint(1, max(1, minutes - 1))))
        local = at.astimezone(LONDON)
        weight = HOURS.get(local.hour, 0.2) * (MONDAY_RUSH if local.weekday() == 0 else 1)
        if rng.random() < weight:
            break
    early = at - timedelta(minutes=rng.randint(120, 840))
    return early if rng.random() < LATE_SHARE and early > from_at else at


def _ticket(rng: Random, book: DemoBook, number: int, at: datetime, customers: Sequence[Customer]) -> DemoTicket:
    customer = rng.choice(customers)
    while customer.vip and rng.random() < 0.5:
        customer = rng.choice(customers)
    named = book.named(number)
    category = _weighted(rng, CATEGORIES) if named is None else named["category"]
    subject = book.subject(rng, category, customer.language) if named is None else named["subject"]
    is_open = 8 <= at.astimezone(LONDON).hour < 18 and at.astimezone(LONDON).weekday() < 5
    team = _team(rng, customer)
    priority = _weighted(rng, PRIORITIES)
    return DemoTicket(
        opened_at=at,
        number=f"DE-{number}",
        by=rng.choice(_takers(team)),
        customer=customer.mail,
        subject=subject,
        body=book.words(rng, "body"),
        team=team,
        priority=Priority.URGENT if category == "Outage" and rng.random() < 0.5 else priority,
        category=category,
        channel=_weighted(rng, CHANNELS) if is_open else Channel.MAIL,
    )


def _team(rng: Random, customer: Customer) -> str:
    is_krakow = customer.organisation in KRAKOW_SERVES
    return "Desk Kraków" if is_krakow is (rng.random() < 0.9) else "Desk Leeds"


def _takers(team: str) -> tuple[str, ...]:
    return ("zofia", "tomasz", "ania", "bartek") if team == "Desk Kraków" else ("amira", "owen", "liam", "chloe")


def _weighted(rng: Random, weights: Mapping[Any, int]) -> Any:
    return rng.choices(tuple(weights), tuple(weights.values()))[0]


def all_arrivals(made: Sequence[DemoTicket], told: Sequence[ToldTicket]) -> Iterator[DemoTicket]:
    """Give all tickets in the order in which they come in."""
    yield from sorted((*made, *(one.ticket for one in told)), key=lambda ticket: int(ticket.number.partition("-")[2]))
