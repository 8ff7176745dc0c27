"""`escalationctl policy`: which tickets are promised what, and what happens before a promise breaks."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from desktop_escalation.cli.context import Context, acting_options, asking, by_option, json_option, pass_context
from desktop_escalation.cli.files import STANDARD, read_file, shown, write_file
from desktop_escalation.cli.output import moment, print_json, print_line, print_table
from desktop_escalation.cli.policy_data import (
    actions_text,
    condition_text,
    move_data,
    page_data,
    problem_data,
)
from desktop_escalation.domain.errors import Problem
from desktop_escalation.domain.spans import write_target
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.trigger_text import write_trigger
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.policy_admin import Named, PolicyPage, Publication, Written
from desktop_escalation.services.policy_moves import Move

version_option = click.option("--version", type=int, metavar="N", help="Which version; the last if left out.")


@click.group()
def policy() -> None:
    """Check, publish, compare, export and switch off policies."""


@policy.command()
@click.argument("file")
@click.option("--move-open", is_flag=True, help="Bring open tickets under the new version too.")
@click.option("--dry-run", is_flag=True, help="Change nothing; tell what would happen.")
@acting_options
@json_option
@pass_context
def publish(context: Context, file: str, move_open: bool, dry_run: bool, who: Asking, as_json: bool) -> None:
    """Put the policy in FILE in force for new tickets; "-" is standard input.

    Example: escalationctl policy publish urgent.toml --move-open --dry-run
    """
    text = read_file(file)
    with context.application() as app:
        done = app.policies.publish(who, text, shown(file), move_open=move_open, dry_run=dry_run)
    _warn(shown(file), done.warnings)
    if as_json:
        print_json(
            {
                "name": done.name,
                "version": done.version,
                "changed": done.is_new,
                "dry_run": done.is_preview,
                "warnings": [problem_data(warning) for warning in done.warnings],
                "moved": [move_data(move) for move in done.moved],
            }
        )
        return
    print_line(_sentence(done))
    _print_moves(done.moved, is_preview=done.is_preview)


@policy.command()
@click.argument("file")
@by_option
@json_option
@pass_context
def check(context: Context, file: str, by: str | None, as_json: bool) -> None:
    """Say what is wrong, odd or different about the policy in FILE, without publishing it.

    Example: escalationctl policy check urgent.toml
    """
    text = read_file(file)
    with context.application() as app:
        found = app.policies.check(asking(by), text, shown(file))
    _warn(shown(file), found.warnings)
    if as_json:
        print_json(
            {
                "name": found.policy.name,
                "version": found.version,
                "changed": found.is_new,
                "warnings": [problem_data(warning) for warning in found.warnings],
                "differences": list(found.differences),
            }
        )
        return
    for sentence in found.differences:
        print_line(sentence)
    if found.is_new:
        print_line(f'"{found.policy.name}" can be published as version {found.version}.')
    else:
        print_line(f'"{found.policy.name}" is in force already, as version {found.version}.')


@policy.command(name="list")
@by_option
@json_option
@pass_context
def list_(context: Context, by: str | None, as_json: bool) -> None:
    """List the policies in the order in which they are tried.

    Example: escalationctl policy list --json
    """
    with context.application() as app:
        pages = app.policies.list(asking(by))
    if as_json:
        print_json([page_data(page) for page in pages])
        return
    rows = [
        (
            str(page.policy.order),
            page.policy.name,
            "on" if page.is_on else "off",
            str(page.policy.version),
            _local(page, page.versions[-1].published_at),
            page.versions[-1].published_by,
            condition_text(page.policy.applies_when),
        )
        for page in pages
    ]
    print_table(("Order", "Name", "State", "Version", "Published", "By", "Applies when"), rows)


@policy.command()
@click.argument("name")
@version_option
@by_option
@json_option
@pass_context
def show(context: Context, name: str, version: int | None, by: str | None, as_json: bool) -> None:
    """Show a policy with its targets, its ladder and its versions.

    Example: escalationctl policy show "Urgent incidents" --version 1
    """
    with context.application() as app:
        page = app.policies.show(asking(by), name, version)
    if as_json:
        print_json(page_data(page))
    else:
        _print_page(page)


@policy.command()
@click.argument("a")
@click.argument("b")
@by_option
@json_option
@pass_context
def diff(context: Context, a: str, b: str, by: str | None, as_json: bool) -> None:
    """Say how policy B differs from policy A; each is NAME, NAME@VERSION or a file.

    Example: escalationctl policy diff "Urgent incidents@1" urgent.toml
    """
    first, second = _which(a), _which(b)
    with context.application() as app:
        sentences = app.policies.diff(asking(by), first, second)
    if as_json:
        print_json(list(sentences))
        return
    for sentence in sentences or ("They mean the same.",):
        print_line(sentence)


@policy.command()
@click.argument("name")
@version_option
@click.option("--output", metavar="FILE", help="Where to write it; standard output if left out.")
@by_option
@json_option
@pass_context
def export(context: Context, name: str, version: int | None, output: str | None, by: str | None, as_json: bool) -> None:
    """Write a policy as the file that it was published from.

    Example: escalationctl policy export "Urgent incidents" --output urgent.toml
    """
    with context.application() as app:
        text = app.policies.export(asking(by), name, version)
    if output is not None or not as_json:
        write_file(output, text)
    if as_json:
        print_json({"name": name, "file": output, "text": text})


@policy.command()
@click.argument("name")
@click.option("--move-open", is_flag=True, help="Take open tickets from it too.")
@acting_options
@json_option
@pass_context
def off(context: Context, name: str, move_open: bool, who: Asking, as_json: bool) -> None:
    """Let a policy meet no new tickets; open ones stay under it unless --move-open says otherwise.

    Example: escalationctl policy off "Urgent incidents"
    """
    with context.application() as app:
        done = app.policies.off(who, name, move_open=move_open)
    if as_json:
        print_json({"name": done.name, "changed": done.was_on, "moved": [move_data(move) for move in done.moved]})
        return
    print_line(f'"{name}" is off.' if done.was_on else f'"{name}" was off already.')
    _print_moves(done.moved, is_preview=False)


def _which(text: str) -> Named | Written:
    """Take an argument for a file where there is one, or where it looks like one."""
    is_file = text == STANDARD or text.endswith(".toml") or Path(text).is_file()
    return Written(read_file(text), shown(text)) if is_file else Named(text)


def _warn(source: str, warnings: Iterable[Problem]) -> None:
    for warning in warnings:
        place = source if warning.line is None else f"{source}:{warning.line}"
        click.echo(f"Warning: {place}: {warning.message}", err=True)


def _sentence(done: Publication) -> str:
    if not done.is_new:
        return f'Nothing changed: "{done.name}" is in force already, as version {done.version}.'
    verb = "would be published" if done.is_preview else "is published"
    return f'"{done.name}" {verb} as version {done.version}.'


def _print_moves(moves: tuple[Move, ...], *, is_preview: bool) -> None:
    if not moves:
        return
    print_line(f"{len(moves)} open tickets {'would change' if is_preview else 'changed'}:")
    rows = [
        (
            move.ticket,
            _ref_text(move.was),
            _ref_text(move.becomes),
            "; ".join(f"step {one.step} {one.outcome}" for one in move.steps) or "–",
        )
        for move in moves
    ]
    columns = ("Ticket", "Was under", "Comes under", "At once")
    shown_columns = len(columns) if is_preview else len(columns) - 1
    print_table(columns[:shown_columns], [row[:shown_columns] for row in rows])


def _local(page: PolicyPage, at: datetime) -> str:
    return moment(at.astimezone(ZoneInfo(page.zone)))


def _ref_text(ref: PolicyRef | None) -> str:
    return "no policy" if ref is None else f"{ref.name} {ref.version}"


def _print_page(page: PolicyPage) -> None:
    found = page.policy
    print_line(f'"{found.name}" version {found.version}, {"on" if page.is_on else "off"}, order {found.order}')
    print_line(f"calendar: {found.calendar}")
    print_line(f"applies when: {condition_text(found.applies_when)}")
    for metric, by_priority in found.targets.items():
        targets = ", ".join(f"{priority.value} = {write_target(target)}" for priority, target in by_priority.items())
        print_line(f"target of {metric}: {targets}")
    rows = [
        (step.id, write_trigger(step.trigger), condition_text(step.condition), actions_text(step))
        for step in found.steps
    ]
    print_table(("Step", "At", "If", "Do"), rows)
    for one in page.versions:
        print_line(f"version {one.policy.version}: {_local(page, one.published_at)} by {one.published_by}")
