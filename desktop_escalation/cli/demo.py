"""`escalationctl demo`: a help desk with people, policies and a past, and an afternoon of it."""

import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

import click

from desktop_escalation.app.application import Application
from desktop_escalation.app.start_options import operating_system_user
from desktop_escalation.cli.context import Context, asking, json_option, pass_context
from desktop_escalation.cli.demo_text import (
    print_closing,
    print_counts,
    print_escalations,
    print_happening,
    print_heading,
    print_queue,
    print_told_counts,
)
from desktop_escalation.cli.explain import explain
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.cli.progress import progress_bar
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.history.demo_acts import DEMO_AT, LONDON
from desktop_escalation.history.demo_afternoon import Afternoon
from desktop_escalation.history.demo_size import add_archive
from desktop_escalation.history.demo_team import (
    ADMINISTRATOR,
    AFTERNOON_ENDS_AT,
    SEED,
    TICKETS,
    DemoTeam,
    make_demo_team,
)
from desktop_escalation.history.demo_words import Happening
from desktop_escalation.services.database_check import CheckReport

RECEIPT = ("DE-4829", "2")
QUEUE = 18
AUTO, ALWAYS, NEVER = "auto", "always", "never"


@click.command()
@click.option("--tickets", type=click.IntRange(1, 10_000_000), help="Add an archive, up to this many tickets; no play.")
@click.option("--seed", default=SEED, show_default=True, help="Another number makes another past.")
@click.option("--color", type=click.Choice([AUTO, ALWAYS, NEVER]), default=AUTO, show_default=True)
@json_option
@pass_context
def demo(context: Context, tickets: int | None, seed: int, color: str, as_json: bool) -> None:
    """Make the demo team with ninety days of work, and play an afternoon of it.

    Without --db it is a new SQLite file in a temporary folder.

    Example: escalationctl --db sqlite:///big.db demo --tickets 100000
    """
    _choose_colours(color)
    fresh = Context(context.given_url or f"sqlite:///{Path(mkdtemp(prefix='desktop-escalation-demo-')) / 'demo.db'}")
    click.get_current_context().obj = fresh
    began = time.monotonic()
    with progress_bar("Making ninety days of Harbour Support") as progress:
        team = make_demo_team(
            fresh.url, operating_system_user(), seed=seed, tickets=min(TICKETS, tickets or TICKETS), progress=progress
        )
    if tickets is None:
        _play(fresh, team, began, as_json=as_json)
    else:
        _enlarge(fresh, team, tickets, as_json=as_json)


def _choose_colours(color: str) -> None:
    if color != AUTO:
        os.environ.pop("NO_COLOR" if color == ALWAYS else "FORCE_COLOR", None)
        os.environ["FORCE_COLOR" if color == ALWAYS else "NO_COLOR"] = "1"


# --- for size -----------------------------------------------------------------


def _enlarge(context: Context, team: DemoTeam, tickets: int, *, as_json: bool) -> None:
    began = time.monotonic()
    with context.application() as app, progress_bar("Adding the archive") as progress:
        added = add_archive(app.store, tickets - team.tickets, progress)
    seconds = time.monotonic() - began
    rate = round(added / seconds) if added else 0
    if as_json:
        print_json({"db": context.url, "tickets": team.tickets + added, "seconds": round(seconds, 3), "rate": rate})
        return
    print_line(f"{team.tickets + added} tickets; {added} of them are copies, made in {seconds:.1f} s, {rate} a second.")
    print_closing(context.url)


# --- the afternoon ------------------------------------------------------------


def _play(context: Context, team: DemoTeam, began: float, *, as_json: bool) -> None:
    with context.application() as app:
        if not as_json:
            print_heading("Harbour Support, Tuesday 24 November 2026, 13:53 in London")
            print_counts(team)
            print_queue(app.lists.list(asking(None), QueueQuery(limit=QUEUE)), "Due next at 13:53")
            print_heading("The afternoon")
        afternoon = Afternoon(app.store, operating_system_user(), ADMINISTRATOR)
        happened = []
        for one in afternoon.play(AFTERNOON_ENDS_AT):
            happened.append(one)
            if not as_json:
                print_happening(one)
        report = app.check.check(asking(None), lambda _, __: None)
        if as_json:
            print_json(_data(context, team, happened, report))
        else:
            _print_results(app, afternoon, report)
    if not as_json:
        print_line(f"All of it took {time.monotonic() - began:.1f} s.")
        print_closing(context.url)


def _print_results(app: Application, afternoon: Afternoon, report: CheckReport) -> None:
    print_queue(app.lists.list(asking(None), QueueQuery(limit=QUEUE)), "Due next at 18:00")
    print_escalations(afternoon.raised())
    print_heading(f"Why {RECEIPT[0]} was raised")
    click.get_current_context().invoke(explain, number=RECEIPT[0], step=RECEIPT[1], by=None, as_json=False)
    print_told_counts(afternoon.notices(), DEMO_AT)
    print_heading("Checked")
    print_line(
        f"{report.tickets} tickets with {report.clocks} clocks were rebuilt from {report.events} events:"
        f" {len(report.differences)} differences."
    )


def _data(context: Context, team: DemoTeam, happened: Sequence[Happening], report: CheckReport) -> dict[str, object]:
    return {
        "db": context.url,
        "tickets": team.tickets,
        "events": team.events,
        "escalations": team.escalations,
        "messages": team.messages,
        "timeline": [
            {
                "at": _local(one.at),
                "ticket": one.number,
                "who": one.who,
                "kind": one.tone.value,
                "what": one.text,
                "told": [{"who": told.name, "by": list(told.channels), "why": told.why} for told in one.told],
            }
            for one in happened
        ],
        "check": {"tickets": report.tickets, "clocks": report.clocks, "differences": len(report.differences)},
    }


def _local(at: datetime) -> str:
    return at.astimezone(LONDON).isoformat()
