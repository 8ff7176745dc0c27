"""The command `escalationctl`: its options, its nouns, and what its exit codes mean."""

import sys

import click

from desktop_escalation.cli.calendar import calendar
from desktop_escalation.cli.clock import clock
from desktop_escalation.cli.completion import completion
from desktop_escalation.cli.context import Context
from desktop_escalation.cli.database import database
from desktop_escalation.cli.demo import demo
from desktop_escalation.cli.doctor import doctor
from desktop_escalation.cli.engine import engine
from desktop_escalation.cli.explain import explain
from desktop_escalation.cli.import_ import import_
from desktop_escalation.cli.notifications import notifications
from desktop_escalation.cli.organisation import organisation, person
from desktop_escalation.cli.policy import policy
from desktop_escalation.cli.ticket import ticket
from desktop_escalation.cli.ticket_escalation import COMMANDS
from desktop_escalation.cli.ticket_message import COMMANDS as MESSAGES
from desktop_escalation.domain.errors import EscalationError, Unavailable

REFUSED, USAGE, UNAVAILABLE = 1, 2, 3

HELP = """Escalate support tickets without a window.

\b
Exit codes: 0 done, 1 refused (the message says what to do), 2 usage, 3 unavailable (try again later).

\b
Examples:
  escalationctl --db sqlite:///desk.db database create
  escalationctl ticket new --from priya@halden.example --subject "VPN drops" --priority 1
  escalationctl engine run --once
  escalationctl explain DE-1 --step 2
"""


@click.group(help=HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--db", metavar="URL", envvar="DESKTOP_ESCALATION_DB", help="sqlite:///path/to/file.db or postgresql://…")
@click.version_option(package_name="desktop-escalation", message="%(version)s")
@click.pass_context
def cli(ctx: click.Context, db: str | None) -> None:
    """Take the options that stand before the command."""
    ctx.obj = Context(db)


for verb in (*COMMANDS, *MESSAGES):
    ticket.add_command(verb)
for noun in (
    calendar,
    clock,
    completion,
    database,
    demo,
    doctor,
    engine,
    explain,
    import_,
    notifications,
    organisation,
    person,
    policy,
    ticket,
):
    cli.add_command(noun)


def main() -> None:
    """Run a command, and leave with the exit code that says how it went."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except click.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(REFUSED)
    except EscalationError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(exit_code_of(error))


def exit_code_of(error: EscalationError) -> int:
    """Tell by which code a program that called this one knows what happened."""
    return UNAVAILABLE if isinstance(error, Unavailable) else REFUSED


if __name__ == "__main__":
    main()
