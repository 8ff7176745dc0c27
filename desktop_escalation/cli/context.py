"""What every command has: the database, who asks, and how answers are written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import wraps
from typing import Any

import click
from msgspec import Struct

from desktop_escalation.app.application import Application, application
from desktop_escalation.app.config_folder import config_folder
from desktop_escalation.app.start_options import CONFIG, database_url, operating_system_user
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.value import replace
from desktop_escalation.services.asking import Asking

# The years that calendars can count in, less one at each end for the offset.
EARLIEST_YEAR, LATEST_YEAR = 1901, 2998


class Context(Struct, frozen=True):
    """The options that stand before the command."""

    given_url: str | None

    @property
    def url(self) -> str:
        """The URL of the database; without one it is refused."""
        return database_url(self.given_url, config_folder() / CONFIG)

    @contextmanager
    def application(self) -> Iterator[Application]:
        """Open the database with its services."""
        with application(self.url) as opened:
            yield opened


pass_context = click.make_pass_decorator(Context)


def asking(by: str | None, operation: str | None = None) -> Asking:
    """Say who asks: the operating system's user, speaking for `by` where that is given."""
    return Asking(operating_system_user(), by, operation)


class Instant(click.ParamType[datetime]):
    """A moment in ISO 8601 with an offset."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ARG002
        """Read a moment; one without an offset could mean many, and is refused."""
        try:
            at = datetime.fromisoformat(value)
        except ValueError as error:
            raise Refused(f'"{value}" is no moment: write it as 2026-10-12T09:00+01:00') from error
        if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
            raise Refused(f'"{value}" is outside the years {EARLIEST_YEAR} to {LATEST_YEAR}')
        if at.tzinfo is None:
            raise Refused(f'"{value}" has no offset, so it could mean many moments: write {value}+01:00, or {value}Z')
        return at


INSTANT = Instant()

Command = Callable[..., None]


def json_option(command: Command) -> Command:
    """Add the option that asks for JSON."""
    return click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")(command)


def by_option(command: Command) -> Command:
    """Add the option that says for whom to act."""
    return click.option("--by", metavar="LOGIN", help="Act for this person.")(command)


def acting_options(command: Command) -> Command:
    """Add the options that say for whom to act and as which operation; the command takes them as one, `who`."""

    @by_option
    @click.option("--operation", metavar="ID", help="A name for this act; asked for again, it is done once.")
    @wraps(command)
    def acting(*args: Any, by: str | None, operation: str | None, **options: Any) -> None:
        command(*args, who=asking(by, operation), **options)

    return acting


def act_options(command: Command) -> Command:
    """Add the same for an act on a ticket, which may have changed since it was looked at."""

    @acting_options
    @click.option(
        "--seen",
        type=int,
        metavar="VERSION",
        help="Do nothing if others changed since this version what matters for it.",
    )
    @wraps(command)
    def acting(*args: Any, who: Asking, seen: int | None, **options: Any) -> None:
        command(*args, who=replace(who, seen=seen), **options)

    return acting
