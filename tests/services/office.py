"""The services of a help desk for tests, and what they say in short."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.domain.ticket import PolicyRef, Priority
from desktop_escalation.domain.ticket_view import TicketView
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.database_admin import create_database
from desktop_escalation.services.intake import NewTicket

SAMPLES = Path(__file__).parents[1] / "samples"
ORGANISATION = (SAMPLES / "organisation.toml").read_text(encoding="utf-8")
URGENT = (SAMPLES / "urgent.toml").read_text(encoding="utf-8")
ROOT = Asking("root")  # owns the database, and is nobody of the organisation


def at(clock: str, day: int = 12) -> datetime:
    """Give a time of a day of October 2026 in Leeds; the 12th is a Monday."""
    return datetime.fromisoformat(f"2026-10-{day:02}T{clock}+01:00")


def speaking_for(login: str) -> Asking:
    return Asking("root", login)


def furnish(url: str) -> None:
    """Make a database with the sample organisation, whose clock stands at Monday 07:00."""
    create_database(url, ROOT, simulated=True)
    with application(url) as app:
        app.directory.import_organisation(ROOT, ORGANISATION, "organisation.toml")
        app.clock.set(ROOT, at("07:00"))


class Office(Struct, frozen=True):
    """The application, with short words for what tests do often."""

    app: Application

    @classmethod
    @contextmanager
    def open(cls, url: str) -> Iterator["Office"]:
        with application(url) as app:
            yield cls(app)

    def at(self, clock: str, day: int = 12) -> None:
        self.app.clock.set(ROOT, at(clock, day))

    def publish(self, text: str = URGENT, *, move_open: bool = False) -> int:
        return self.app.policies.publish(ROOT, text, "urgent.toml", move_open=move_open).version

    def ticket(self, *, priority: Priority = Priority.URGENT) -> str:
        wish = NewTicket("VPN drops", customer="priya@halden.example", team="Desk Leeds", priority=priority)
        return self.app.ticketing.new(ROOT, wish)

    def look(self, number: str) -> TicketView:
        return self.app.lists.show(ROOT, number).view

    def policy_of(self, number: str) -> PolicyRef | None:
        return self.look(number).ticket.policy

    def next_steps(self, number: str) -> dict[str, str | None]:
        return {
            step.step: None if step.at is None else f"{step.at.astimezone(at('00:00').tzinfo):%d %H:%M}"
            for step in self.look(number).next_steps
        }

    def has_no_differences(self) -> bool:
        return self.app.check.check(ROOT, _tell_nobody).differences == ()


def _tell_nobody(done: int, total: int) -> None:
    """Take the progress of long work."""
