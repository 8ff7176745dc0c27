"""`escalationctl engine`: run it, and ask how it is."""

import signal
import sys

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import moment, print_json, print_line
from desktop_escalation.engine.patrol import Patrol
from desktop_escalation.engine.sweep import Sweep, sweep


@click.group()
def engine() -> None:
    """Run the engine, and ask how it is."""


@engine.command()
@click.option("--once", is_flag=True, help="Run until nothing is due, then stop.")
@by_option
@json_option
@pass_context
def run(context: Context, once: bool, by: str | None, as_json: bool) -> None:
    """Fire what is due: until it is stopped or, with --once, until nothing is due.

    Example: escalationctl engine run --once --json
    """
    with context.application() as app:
        app.engine_room.require_runner(asking(by))
        if once:
            _print(sweep(app.climbing), as_json)
            return
        patrol = Patrol(app.climbing, app.engine_room, lambda done: _print(done, as_json))
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda _number, _frame: patrol.stop())
        patrol.run()


def _print(done: Sweep, as_json: bool) -> None:
    if as_json:
        data = {"looked_at": done.looked_at, "fired": done.fired, "skipped": done.skipped}
        print_json(data | {"seconds": round(done.seconds, 3)})
        return
    did = f"{done.fired} steps fired, {done.skipped} skipped, in {done.seconds:.2f} s"
    print_line(f"Looked at {done.looked_at} tickets: {did}.")


@engine.command()
@json_option
@pass_context
def status(context: Context, as_json: bool) -> None:
    """Tell whether an engine watches; the exit code is 1 where something is due and none does.

    Example: escalationctl engine status --json
    """
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
