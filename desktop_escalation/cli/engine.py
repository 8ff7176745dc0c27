"""`escalationctl engine`: run it, and ask how it is."""

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from queue import Empty, SimpleQueue

import click

from desktop_escalation.app.application import Application
from desktop_escalation.app.engine_here import EngineHere, signed_on
from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.engine_text import status_data, status_lines, sweep_data, sweep_line
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.engine.sweep import Sweep, sweep
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage.listener import ChangeListener

# Windows lets nobody interrupt a wait without an end.
LOOKS_FOR_SIGNALS_EVERY_S = 0.5
# Windows has none; a program started by nohup ignores it, and goes on doing so.
HANG_UP: signal.Signals | None = getattr(signal, "SIGHUP", None)

logger = logging.getLogger(__name__)


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
            with signed_on(app):
                _print_sweep(sweep(app.climbing), as_json=as_json)
        else:
            _run_until_told(app, asking(by), as_json=as_json)


@engine.command()
@json_option
@pass_context
def status(context: Context, as_json: bool) -> None:
    """Tell how the engine is; the exit code is 1 where it is not healthy.

    That is where something is due and no engine looks, or a ticket is set aside. Where nothing is due, a help desk
    without an engine is "silent": true in JSON, and healthy.

    Example: escalationctl engine status --json
    """
    with context.application() as app:
        found = app.engine_room.status(asking(None))
    if as_json:
        print_json(status_data(found))
    else:
        for line in status_lines(found):
            print_line(line)
    sys.exit(0 if found.is_healthy else 1)


def _run_until_told(app: Application, who: Asking, *, as_json: bool) -> None:
    told = _told_to_stop()
    here = EngineHere(app, who, partial(_print_sweep, as_json=as_json))
    listener = ChangeListener(app.store.address, here.wake)
    with _running(here, listener):
        app.store.let_go()
        if not as_json:
            print_line(f"Engine {app.climbing.engine} runs; stop it with Ctrl+C.")
        _wait_for(told)
        with suppress(OSError):  # a terminal that was closed takes no words any more
            click.echo("The engine ends after the pass that runs; stop it again to end it at once.", err=True)


def _print_sweep(done: Sweep, *, as_json: bool) -> None:
    """Print on one line, also as JSON, so that a program can read what an engine that goes on prints."""
    if as_json:
        click.echo(json.dumps(sweep_data(done)))
    else:
        print_line(sweep_line(done))


@contextmanager
def _running(here: EngineHere, listener: ChangeListener) -> Iterator[None]:
    """Run an engine that hears hints; at the end of the block it stops after the pass and the message at work."""
    here.start()
    listener.start()
    try:
        yield
    finally:
        has_ended = here.stop()
        listener.stop()
        if not has_ended:
            logger.warning("A pass did not end in time and is broken off; the database undoes it")
            sys.stdout.flush()
            sys.stderr.flush()
            # The store cannot be closed while a thread is inside a transaction.
            os._exit(0)


def _told_to_stop() -> SimpleQueue[int]:
    """Give what a signal to stop is put into; a second signal ends the program at once."""
    # Other than an Event's, its put may be called in the middle of itself, as a signal handler is.
    told: SimpleQueue[int] = SimpleQueue()
    # A terminal that is closed may say so twice, which is not meant as a second signal.
    afterwards = {signal.SIGINT: signal.SIG_DFL, signal.SIGTERM: signal.SIG_DFL}
    if HANG_UP is not None and signal.getsignal(HANG_UP) is not signal.SIG_IGN:
        afterwards[HANG_UP] = signal.SIG_IGN

    def stop(number: int, _frame: object) -> None:
        for each, action in afterwards.items():
            signal.signal(each, action)
        told.put(number)

    for each in afterwards:
        signal.signal(each, stop)
    return told


def _wait_for(told: SimpleQueue[int]) -> None:
    while True:
        try:
            told.get(timeout=LOOKS_FOR_SIGNALS_EVERY_S)
        except Empty:
            continue
        return
