"""`escalationctl organisation` and `person`: who works where, when and for whom."""

import click

from desktop_escalation.cli.context import Context, acting_options, asking, by_option, json_option, pass_context
from desktop_escalation.cli.files import read_file, shown, write_file
from desktop_escalation.cli.output import print_json, print_line, print_table
from desktop_escalation.domain.names import check_login, check_mail, check_name
from desktop_escalation.domain.people import Person, Role
from desktop_escalation.domain.person_text import parse_role
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.directory_admin import Colleague, ImportReport

MOST_SHOWN = 20


@click.group()
def organisation() -> None:
    """Import, check and export the organisation: teams, people, calendars, customers, templates."""


@organisation.command(name="import")
@click.argument("file")
@acting_options
@json_option
@pass_context
def import_(context: Context, file: str, who: Asking, as_json: bool) -> None:
    """Take over what FILE says; "-" is standard input. What the file does not mention stays as it is.

    Example: escalationctl organisation import organisation.toml
    """
    text = read_file(file)
    with context.application() as app:
        report = app.directory.import_organisation(who, text, shown(file))
    _print_report(report, as_json, done="Imported")


@organisation.command()
@click.argument("file")
@by_option
@json_option
@pass_context
def check(context: Context, file: str, by: str | None, as_json: bool) -> None:
    """Say what importing FILE would change, and change nothing.

    Example: escalationctl organisation check organisation.toml
    """
    text = read_file(file)
    with context.application() as app:
        report = app.directory.check_organisation(asking(by), text, shown(file))
    _print_report(report, as_json, done="Would import")


@organisation.command()
@click.option("--output", metavar="FILE", help="Where to write it; standard output if left out.")
@by_option
@json_option
@pass_context
def export(context: Context, output: str | None, by: str | None, as_json: bool) -> None:
    """Write the whole organisation as a file that imports back unchanged.

    Example: escalationctl organisation export --output organisation.toml
    """
    with context.application() as app:
        text = app.directory.export_organisation(asking(by))
    if not as_json:
        write_file(output, text)
        return
    if output is not None:
        write_file(output, text)
    print_json({"file": output, "text": text})


@click.group()
def person() -> None:
    """Add people, and list them."""


@person.command()
@click.argument("login")
@click.option("--name", required=True, help="The full name.")
@click.option("--mail", help="The mail address.")
@click.option("--role", default=Role.AGENT.value, show_default=True, help="agent, lead, manager or admin.")
@click.option("--team", "teams", multiple=True, metavar="NAME", help="A team to join; may be given several times.")
@click.option("--os-user", metavar="NAME", help="The user of the operating system; the login if left out.")
@acting_options
@json_option
@pass_context
def add(
    context: Context,
    login: str,
    name: str,
    mail: str | None,
    role: str,
    teams: tuple[str, ...],
    os_user: str | None,
    who: Asking,
    as_json: bool,
) -> None:
    """Add a person who is not there yet.

    Example: escalationctl person add aisha --name "Aisha Khan" --mail aisha@harbour.example --team Network
    """
    newcomer = Person(
        login=check_login(login),
        name=check_name(name),
        mail=None if mail is None else check_mail(mail),
        role=parse_role(role),
        os_user=None if os_user is None else check_name(os_user),
    )
    with context.application() as app:
        report = app.directory.add_person(who, newcomer, tuple(dict.fromkeys(teams)))
    _print_report(report, as_json, done="Added")


@person.command(name="list")
@by_option
@json_option
@pass_context
def list_(context: Context, by: str | None, as_json: bool) -> None:
    """List everybody with role and teams.

    Example: escalationctl person list --json
    """
    with context.application() as app:
        people = app.directory.list_people(asking(by))
    if as_json:
        print_json([_person_data(one) for one in people])
        return
    rows = [
        (
            one.person.login,
            one.person.name if one.is_active else f"{one.person.name} (has left)",
            one.person.mail or "–",
            one.person.role,
            ", ".join(one.teams) or "–",
        )
        for one in people
    ]
    print_table(("Login", "Name", "Mail", "Role", "Teams"), rows)


def _person_data(one: Colleague) -> dict[str, object]:
    person = one.person
    return {
        "login": person.login,
        "name": person.name,
        "mail": person.mail,
        "role": person.role.value,
        "teams": list(one.teams),
        "os_user": person.os_user or person.login,
        "active": one.is_active,
    }


def _print_report(report: ImportReport, as_json: bool, *, done: str) -> None:
    if as_json:
        print_json(
            {
                "changed": [{"kind": entry.noun, "name": entry.name, "new": entry.is_new} for entry in report.entries],
                "calendars": list(report.calendars),
                "rescheduled": report.rescheduled,
                "warnings": list(report.warnings),
            }
        )
        return
    for entry in report.entries[:MOST_SHOWN]:
        print_line(f"{'new' if entry.is_new else 'changed'}: {entry.noun} {entry.name}")
    if len(report.entries) > MOST_SHOWN:
        print_line(f"… and {len(report.entries) - MOST_SHOWN} more")
    for warning in report.warnings:
        click.echo(f"Warning: {warning}", err=True)
    print_line(_summary(report, done))


def _summary(report: ImportReport, done: str) -> str:
    hours = f"; the hours of {', '.join(report.calendars)} changed" if report.calendars else ""
    moved = f", and the clocks of {report.rescheduled} tickets with them" if report.rescheduled else ""
    if not report.entries:
        return f"Nothing changed{hours}{moved}."
    new = sum(entry.is_new for entry in report.entries)
    return f"{done}: {new} new, {len(report.entries) - new} changed{hours}{moved}."


organisation.add_command(person)
