"""`escalationctl ticket` reply, note: what is written to the customer and to colleagues, with files."""

from pathlib import Path

import click

from desktop_escalation.app.attached_files import read_file
from desktop_escalation.cli.context import Context, act_options, json_option, pass_context
from desktop_escalation.cli.ticket import answer, text_of
from desktop_escalation.services.asking import Asking

_attach_option = click.option(
    "--attach",
    "paths",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file that goes with it, at most 25 MB; can be given again.",
)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("number")
@click.argument("text", required=False)
@click.option("--body", help="The text, or - for standard input.")
@click.option("--from-customer", is_flag=True, help="It is a message of the customer.")
@_attach_option
@act_options
@json_option
@pass_context
def reply(
    context: Context,
    number: str,
    text: str | None,
    body: str | None,
    from_customer: bool,
    paths: tuple[Path, ...],
    who: Asking,
    as_json: bool,
) -> None:
    """Answer the customer in public, or take in the customer's message.

    Example: escalationctl ticket reply DE-1 "The line is back." --by marek
    """
    if from_customer and paths:
        raise click.UsageError("files go with a reply or a note; a message of the customer has none here")
    words, files = text_of(_given(text, body)), tuple(map(read_file, paths))
    with context.application() as app:
        if from_customer:
            done = app.ticketing.customer_message(who, number, words)
        else:
            done = app.ticketing.reply(who, number, words, files)
        answer(app, who, done, as_json)


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("number")
@click.argument("text", required=False)
@click.option("--body", help="The text, or - for standard input.")
@_attach_option
@act_options
@json_option
@pass_context
def note(
    context: Context,
    number: str,
    text: str | None,
    body: str | None,
    paths: tuple[Path, ...],
    who: Asking,
    as_json: bool,
) -> None:
    """Write an internal note.

    Example: escalationctl ticket note DE-1 "Swapped the router." --by marek
    """
    words, files = text_of(_given(text, body)), tuple(map(read_file, paths))
    with context.application() as app:
        answer(app, who, app.ticketing.note(who, number, words, files), as_json)


def _given(text: str | None, body: str | None) -> str:
    if (text is None) == (body is None):
        raise click.UsageError("give the text once: as an argument, or with --body")
    return text if text is not None else body or ""


COMMANDS = (reply, note)
