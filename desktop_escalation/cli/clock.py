"""`escalationctl clock`: the clock that all decisions go by."""

from datetime import datetime

import click

from desktop_escalation.cli.context import INSTANT, Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.services.site_clock import ClockFace


@click.group()
def clock() -> None:
    """Show the clock, or set a simulated one forward."""


@clock.command()
@json_option
@pass_context
def show(context: Context, as_json: bool) -> None:
    """Show the clock of the database.

    Example: escalationctl clock show
    """
    with context.application() as app:
        _print(app.clock.show(), as_json)


@clock.command(name="set")
@click.argument("instant", type=INSTANT)
@by_option
@json_option
@pass_context
def set_(context: Context, instant: datetime, by: str | None, as_json: bool) -> None:
    """Set a simulated clock forward to INSTANT.

    Example: escalationctl clock set 2026-10-12T09:00+01:00
    """
    with context.application() as app:
        _print(app.clock.set(asking(by), instant), as_json)


def _print(face: ClockFace, as_json: bool) -> None:
    if as_json:
        print_json({"now": face.now.isoformat(), "zone": face.zone, "simulated": face.is_simulated})
    else:
        print_line(f"{face.now.isoformat()} {face.zone}{' (simulated)' if face.is_simulated else ''}")
