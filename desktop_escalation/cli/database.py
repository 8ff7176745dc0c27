"""`escalationctl database`: create, upgrade, look at and check a database."""

import sys

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import print_json, print_line, print_table
from desktop_escalation.cli.progress import progress_bar
from desktop_escalation.services.database_admin import create_database, database_status, upgrade_database


@click.group()
def database() -> None:
    """Create, upgrade, look at and check a database."""


@database.command()
@click.option("--simulated-clock", is_flag=True, help="For trials: the clock stands at 2000-01-01 until it is set.")
@json_option
@pass_context
def create(context: Context, simulated_clock: bool, as_json: bool) -> None:
    """Create the tables, with a first tier, a team and a calendar, so that it can be used at once.

    Example: escalationctl --db sqlite:///desk.db database create
    """
    status = create_database(context.url, asking(None), simulated=simulated_clock)
    if as_json:
        print_json({"schema": status.number, "simulated": status.is_simulated})
    else:
        print_line(f"Created, schema {status.number}{', with a simulated clock' if status.is_simulated else ''}.")


@database.command()
@json_option
@pass_context
def upgrade(context: Context, as_json: bool) -> None:
    """Bring the tables up to date; an SQLite file is copied first.

    Example: escalationctl database upgrade
    """
    status = upgrade_database(context.url)
    if as_json:
        print_json({"schema": status.number, "newest": status.newest})
    else:
        print_line(f"The schema is {status.number}, the newest that this program knows.")


@database.command(name="status")
@json_option
@pass_context
def status_(context: Context, as_json: bool) -> None:
    """Tell which schema the database has.

    Example: escalationctl database status --json
    """
    status = database_status(context.url)
    if as_json:
        print_json(
            {
                "schema": status.number,
                "newest": status.newest,
                "current": status.is_current,
                "simulated": status.is_simulated,
            }
        )
    else:
        print_line(f"Schema {status.number} of {status.newest}{', simulated clock' if status.is_simulated else ''}.")


@database.command()
@by_option
@json_option
@pass_context
def check(context: Context, by: str | None, as_json: bool) -> None:
    """Rebuild every clock and every ladder from the history and compare; the exit code is 1 where something differs.

    Example: escalationctl database check
    """
    with context.application() as app, progress_bar("Rebuilding tickets") as progress:
        report = app.check.check(asking(by), progress)
    if as_json:
        print_json(
            {
                "tickets": report.tickets,
                "clocks": report.clocks,
                "events": report.events,
                "differences": [
                    {"ticket": one.ticket, "what": one.what, "stored": one.stored, "rebuilt": one.rebuilt}
                    for one in report.differences
                ],
            }
        )
    else:
        print_line(
            f"Rebuilt {report.tickets} tickets with {report.clocks} clocks from {report.events} events:"
            f" {len(report.differences)} differences."
        )
        if report.differences:
            rows = [(one.ticket, one.what, one.stored, one.rebuilt) for one in report.differences]
            print_table(("Ticket", "What", "Stored", "Rebuilt"), rows)
    sys.exit(1 if report.differences else 0)
