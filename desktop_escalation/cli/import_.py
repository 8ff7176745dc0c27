"""`escalationctl import`: histories that other help desks wrote down."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.files import read_file, shown
from desktop_escalation.cli.output import print_json, print_line, print_table
from desktop_escalation.cli.progress import progress_bar
from desktop_escalation.domain.attainment import Attainment
from desktop_escalation.history.importing import ImportOptions, ImportReport, TextFile

MOST_LINES = 20

Command = Callable[..., None]


@click.group(name="import")
def import_() -> None:
    """Import tickets with their histories from other help desks."""


def options(command: Command) -> Command:
    """Add what all imports take."""
    for option in (
        json_option,
        by_option,
        click.option("--play", is_flag=True, help="Live through the log: the simulated clock moves, steps fire."),
        click.option("--tiers", metavar="FILE", help='The tiers of teams, a TOML file: "Group 70" = 2'),
        click.option("--zone", metavar="ZONE", default="UTC", show_default=True, help="The zone of times without one."),
    ):
        command = option(command)
    return command


@import_.command()
@click.argument("file")
@options
@pass_context
def servicenow(
    context: Context, file: str, zone: str, tiers: str | None, play: bool, by: str | None, as_json: bool
) -> None:
    """Import ServiceNow's export of incidents, one row for each update, plain or compressed by gzip.

    Example: escalationctl import servicenow incidents.csv.gz --zone Europe/London --tiers tiers.toml
    """
    wanted = ImportOptions(zone, _text_file(tiers), is_played=play)
    with context.application() as app, progress_bar("Importing") as progress:
        report = app.history.servicenow(asking(by), Path(file), wanted, progress)
    _print(report, as_json)


@import_.command()
@click.argument("file")
@click.option("--map", "map_", metavar="FILE", required=True, help='The columns, a TOML file: subject = "Title"')
@options
@pass_context
def csv(
    context: Context, file: str, map_: str, zone: str, tiers: str | None, play: bool, by: str | None, as_json: bool
) -> None:
    """Import any table of tickets, plain or compressed by gzip; --map says which column is what.

    A map: key = "Ticket", created_at = "Opened", state = "Status", date_format = "%d/%m/%Y %H:%M" and, under
    [states], "Waiting for vendor" = "pending supplier". With updated_at each row is a change of its ticket.

    Example: escalationctl import csv tickets.csv --map map.toml
    """
    columns = TextFile(shown(map_), read_file(map_))
    wanted = ImportOptions(zone, _text_file(tiers), is_played=play)
    with context.application() as app, progress_bar("Importing") as progress:
        report = app.history.csv(asking(by), Path(file), columns, wanted, progress)
    _print(report, as_json)


def _text_file(name: str | None) -> TextFile | None:
    return None if name is None else TextFile(shown(name), read_file(name))


def _print(report: ImportReport, as_json: bool) -> None:
    if as_json:
        print_json(_data(report))
        return
    tally, bad_rows = report.tally, report.bad_rows
    print_line(
        f"Imported {tally.tickets} tickets with {tally.events} events, {report.people} people, {report.teams} teams"
        f" and {report.customers} customers in {report.seconds:.1f} s; {tally.already_there} were there already."
    )
    print_line(f"{tally.fired} steps fired, {tally.skipped} were skipped.")
    if report.is_clock_moved:
        print_line(f"The simulated clock was moved to {report.clock.isoformat()}.")
    for what, count in report.miscounted.items():
        if count:
            print_line(f"The log's own {what} differs from its rows in {count} tickets; the rows decided.")
    if report.unused_tiers:
        print_line(f"The log has no team {', '.join(report.unused_tiers)}, which the file of tiers names.")
    if report.attainments:
        print_table(("Clock", "Priority", "Met", "Breached", "Attained"), map(_attainment_row, report.attainments))
    if bad_rows.count:
        print_line(f"{bad_rows.count} rows were left out:")
        for row in bad_rows.shown[:MOST_LINES]:
            print_line(f"  line {row.line}: {row.reason}")
        if bad_rows.count > MOST_LINES:
            print_line(f"  and {bad_rows.count - MOST_LINES} more; --json names the first hundred")


def _attainment_row(one: Attainment) -> tuple[str, ...]:
    words = one.metric.replace("_", " ")
    return (words, str(int(one.priority)), str(one.met), str(one.breached), f"{one.share:.1%}")


def _data(report: ImportReport) -> dict[str, object]:
    return {
        "tickets": report.tally.tickets,
        "events": report.tally.events,
        "people": report.people,
        "teams": report.teams,
        "customers": report.customers,
        "already_there": report.tally.already_there,
        "bad_rows": [{"line": row.line, "reason": row.reason} for row in report.bad_rows.shown],
        "bad_row_count": report.bad_rows.count,
        "fired": report.tally.fired,
        "skipped": report.tally.skipped,
        "miscounted": dict(report.miscounted),
        "unused_tiers": list(report.unused_tiers),
        "seconds": round(report.seconds, 3),
        "clock": report.clock.isoformat(),
        "clock_moved": report.is_clock_moved,
        "attainment": [
            {
                "metric": one.metric.value,
                "priority": int(one.priority),
                "met": one.met,
                "breached": one.breached,
                "share": round(one.share, 4),
            }
            for one in report.attainments
        ],
    }
