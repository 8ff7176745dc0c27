"""`escalationctl engine`: run it, and ask how it is."""

import sys

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import moment, print_json, print_line
from desktop_escalation.domain.errors import Refused
from desktop_escalation.engine.sweep import sweep


@click.group()
def engine() -> None:
    """Run the engine, and ask how it is."""


@engine.command()
@click.option("--once", is_flag=True, help="Run until nothing is due, then stop.")
@by_option
@json_option
@pass_context
def run(context: Context, once: bool, by: str | None, as_json: bool) -> None:
    """Fire what is due.

    Example: escalationctl engine run --once --json
    """
    if not once:
        raise Refused("running until stopped is not built yet: use engine run --once, from a timer")
    with context.application() as app:
        app.engine_room.require_runner(asking(by))
        done = sweep(app.climbing)
    if as_json:
        print_json(
            {
                "looked_at": done.looked_at,
                "fired": done.fired,
                "skipped": done.skipped,
                "seconds": round(done.seconds, 3),
            }
        )
    else:
        print_line(
            f"Looked at {done.looked_at} tickets: {done.fired} steps fired, {done.skipped} skipped,"
            f" in {done.seconds:.2f} s."
        )


@engine.command()
@json_option
@pass_context
def status(context: Context, as_json: bool) -> None:
    """Tell whether an engine watches; the exit code is 1 where something is due and none does."""
    with context.application() as app:
        found = app.engine_room.status(asking(None))
    watch = found.last_watch
    if as_json:
        print_json(
            {
                "healthy": found.is_healthy,
                "silent": found.is_silent,
                "due": found.due,
                "next_at": None if found.next_at is None else found.next_at.isoformat(),
                "last_engine": None if watch is None else watch.engine,
                "last_seen_at": None if watch is None else watch.to_at.isoformat(),
                "now": found.now.isoformat(),
            }
        )
    else:
        seen = "No engine ever watched" if watch is None else f"{watch.engine} watched last at {moment(watch.to_at)}"
        print_line(f"{seen}; {found.due} tickets are due, the next at {moment(found.next_at)}.")
    sys.exit(0 if found.is_healthy else 1)
