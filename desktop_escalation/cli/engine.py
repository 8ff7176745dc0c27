"""`escalationctl engine`: run it, and ask how it is."""

import json
import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from queue import Empty, SimpleQueue

import click

from desktop_escalation.app.application import Application
from desktop_escalation.app.couriers import DELIVER, courier_for, deliver_job
from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.engine_text import status_data, status_lines, sweep_data, sweep_line
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.engine.climb import LOOK_AHEAD, engine_loop
from desktop_escalation.engine.job import GoOn, every
from desktop_escalation.engine.loop import EngineLoop
from desktop_escalation.engine.sweep import Sweep, sweep
from desktop_escalation.notify.courier import Courier
from desktop_escalation.storage.listener import ChangeListener

STOP_TIMEOUT_S = 10.0
TIDIES_EVERY_S = 3600.0
# Windows lets nobody interrupt a wait without an end.
LOOKS_FOR_SIGNALS_EVERY_S = 0.5

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
            _print_sweep(sweep(app.climbing), as_json=as_json)
            return
        told = _told_to_stop()
        courier = courier_for(app, asking(by))
        jobs = (deliver_job(courier), every(TIDIES_EVERY_S, "housekeeping", partial(_tidy, app)))
        loop = engine_loop(app.climbing, app.engine_room, partial(_print_sweep, as_json=as_json), jobs)
        listener = ChangeListener(app.store.address, partial(_wake, loop))
        with _running(loop, listener, courier):
            app.store.let_go()
            if not as_json:
                print_line(f"Engine {app.climbing.engine} runs; stop it with Ctrl+C.")
            _wait_for(told)
            click.echo("The engine ends after the pass that runs; stop it again to end it at once.", err=True)


@engine.command()
@json_option
@pass_context
def status(context: Context, as_json: bool) -> None:
    """Tell whether an engine watches; the exit code is 1 where something is due and none does.

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


def _print_sweep(done: Sweep, *, as_json: bool) -> None:
    """Print on one line, also as JSON, so that a program can read what an engine that goes on prints."""
    if as_json:
        click.echo(json.dumps(sweep_data(done)))
    else:
        print_line(sweep_line(done))


def _tidy(app: Application, _go_on: GoOn) -> None:
    """Tidy up once an hour, and hold no connection in between: a server has only so many."""
    app.housekeeping.tidy()
    app.store.let_go()


def _wake(loop: EngineLoop) -> None:
    """Somebody has changed something: other things may be due, and messages ready."""
    loop.wake(LOOK_AHEAD)
    loop.wake(DELIVER)


@contextmanager
def _running(loop: EngineLoop, listener: ChangeListener, courier: Courier) -> Iterator[None]:
    """Run a loop that hears hints; at the end of the block it stops after the pass and the message that are at work."""
    loop.start()
    listener.start()
    try:
        yield
    finally:
        courier.stop()
        has_ended = loop.stop(STOP_TIMEOUT_S)
        listener.stop()
        if not has_ended:
            logger.warning("A pass did not end within %.0f s and is broken off; the database undoes it", STOP_TIMEOUT_S)
            sys.stdout.flush()
            sys.stderr.flush()
            # The store cannot be closed while a thread is inside a transaction.
            os._exit(0)


def _told_to_stop() -> SimpleQueue[int]:
    """Give what a signal to stop is put into; a second signal ends the program at once."""
    # Other than an Event's, its put may be called in the middle of itself, as a signal handler is.
    told: SimpleQueue[int] = SimpleQueue()
    numbers = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, _frame: object) -> None:
        for each in numbers:
            signal.signal(each, signal.SIG_DFL)
        told.put(number)

    for each in numbers:
        signal.signal(each, stop)
    return told


def _wait_for(told: SimpleQueue[int]) -> None:
    while True:
        try:
            told.get(timeout=LOOKS_FOR_SIGNALS_EVERY_S)
        except Empty:
            continue
        return
