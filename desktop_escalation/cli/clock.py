"""`escalationctl clock`: the clock that all decisions go by."""

from datetime import datetime

import click

from desktop_escalation.cli.context import INSTANT, Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.services.site_clock import ClockFace


@click.group()
def clock() -> None:
    """Show the clock, set a simulated one forward, or let it run."""


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


@clock.command()
@click.option("--speed", default=1, show_default=True, help="So many times as fast as time; 0 stops it.")
@by_option
@json_option
@pass_context
def run(context: Context, speed: int, by: str | None, as_json: bool) -> None:
    """Let a simulated clock run from where it stands.

    Example: escalationctl clock run --speed 60
    """
    with context.application() as app:
        _print(app.clock.run(asking(by), speed), as_json)


def _print(face: ClockFace, as_json: bool) -> None:
    if as_json:
        print_json(_data(face))
    else:
        print_line(f"{face.now.isoformat()} {face.zone}{_kind(face)}")


def _kind(face: ClockFace) -> str:
    if not face.is_simulated:
        return ""
    return f" (simulated, {'stands still' if face.speed == 0 else f'runs {face.speed} times as fast as time'})"


def _data(face: ClockFace) -> dict[str, object]:
    return {"now": face.now.isoformat(), "zone": face.zone, "simulated": face.is_simulated, "speed": face.speed}
