"""What placeholders stand for in a text to a customer: what a customer may read of a ticket, and nothing else."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.moments import base_language, full_moment, span_words
from desktop_escalation.domain.notices import one_line
from desktop_escalation.domain.people import Customer
from desktop_escalation.domain.ticket import Ticket

ESCALATE_WORD = {"en": "ESCALATE", "de": "ESKALIEREN"}


class ClockFigures(Struct, frozen=True):
    """The figures of a clock at one moment; `due_at` is None while it is paused."""

    target: timedelta
    used: timedelta
    due_at: datetime | None


class CustomerFigures(Struct, frozen=True):
    """Works out a figure when it is asked for; `clocks` gives those of a metric, the latest first.

    `from_team` is the team that had the ticket before, `agent` the login of who writes; each None where there is none.
    """

    ticket: Ticket
    customer: Customer
    directory: Directory
    now: datetime
    clocks: Callable[[str], Iterable[ClockFigures]]
    from_team: str | None = None
    agent: str | None = None

    def get(self, name: str, default: str) -> str:
        """Write the figure of a placeholder, or `default` where the customer may not read it or there is none."""
        text = _value(name, self)
        return default if text is None else text

    @property
    def zone(self) -> str:
        """The zone of the wall clock in texts to customers."""
        return self.directory.site.zone


def _value(name: str, about: CustomerFigures) -> str | None:
    write = _WRITERS.get(name)
    if write is not None:
        return write(about)
    metric, _, figure = name.partition(".")
    write_figure = _FIGURES.get(figure)
    if write_figure is None:
        return None
    written = (write_figure(clock, about) for clock in about.clocks(metric))
    return next((text for text in written if text is not None), None)


def _name_of(login: str | None, about: CustomerFigures) -> str | None:
    directory = about.directory
    if login is None or not directory.site.names_to_customers or login not in directory.people:
        return None
    return directory.people[login].name


def _left(clock: ClockFigures, about: CustomerFigures) -> str:
    return span_words(max(clock.target - clock.used, timedelta()), about.customer.language)


def _due_at(clock: ClockFigures, about: CustomerFigures) -> str | None:
    return None if clock.due_at is None else full_moment(clock.due_at, about.zone, about.customer.language)


def _left_wall(clock: ClockFigures, about: CustomerFigures) -> str | None:
    if clock.due_at is None:
        return None
    return span_words(max(clock.due_at - about.now, timedelta()), about.customer.language)


# What a customer may read: neither tiers nor steps and reasons, and names only where the site allows it.
_WRITERS: Mapping[str, Callable[[CustomerFigures], str | None]] = {
    "ticket.number": lambda about: about.ticket.number,
    "ticket.subject": lambda about: one_line(about.ticket.subject),
    "ticket.priority": lambda about: str(int(about.ticket.priority)),
    "ticket.team": lambda about: about.ticket.team,
    "ticket.link": lambda about: f"escalation:{about.ticket.number}",
    "ticket.assignee": lambda about: _name_of(about.ticket.assignee, about),
    "customer.name": lambda about: about.customer.name,
    "customer.organisation": lambda about: about.customer.organisation or "",
    "from.team": lambda about: about.from_team,
    "to.team": lambda about: about.ticket.team,
    "agent.name": lambda about: _name_of(about.agent, about),
    "site.name": lambda about: about.directory.site.name,
    "escalate_word": lambda about: ESCALATE_WORD.get(base_language(about.customer.language), ESCALATE_WORD["en"]),
}
_FIGURES: Mapping[str, Callable[[ClockFigures, CustomerFigures], str | None]] = {
    "target": lambda clock, about: span_words(clock.target, about.customer.language),
    "used": lambda clock, about: span_words(clock.used, about.customer.language),
    "left": _left,
    "due_at": _due_at,
    "left_wall": _left_wall,
}
