"""`escalationctl ticket`: everything that people do to tickets."""

import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import click

from desktop_escalation.app.application import Application
from desktop_escalation.cli.context import (
    INSTANT,
    Context,
    act_options,
    acting_options,
    asking,
    by_option,
    json_option,
    pass_context,
)
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.cli.ticket_data import event_data, page_data, ticket_data
from desktop_escalation.cli.ticket_text import print_list, print_notices, print_ticket
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.ticket import Channel, PendingReason, Priority, State
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.services.ticketing import Ticketing


@click.group()
def ticket() -> None:
    """Everything that people do to tickets."""


def answer(app: Application, who: Asking, number: str, as_json: bool) -> None:
    """Show the ticket as an act leaves it."""
    page = app.lists.show(who, number)
    if as_json:
        print_json(page_data(page))
    else:
        print_ticket(page.view, page.site.zone)


@ticket.command()
@click.option("--subject", required=True)
@click.option("--body", default="", help="The text, or - for standard input.")
@click.option("--from", "customer", metavar="MAIL", help="The customer's mail address.")
@click.option("--team", help="The team; without one, the lowest tier's team for the category.")
@click.option("--priority", default=3, show_default=True, help="1 urgent to 4 low.")
@click.option("--category")
@click.option("--channel", type=click.Choice([channel.value for channel in Channel]), default=Channel.DESK.value)
@click.option("--tag", "tags", multiple=True)
@acting_options
@json_option
@pass_context
def new(
    context: Context,
    subject: str,
    body: str,
    customer: str | None,
    team: str | None,
    priority: int,
    category: str | None,
    channel: str,
    tags: tuple[str, ...],
    who: Asking,
    as_json: bool,
) -> None:
    """Take in a new ticket.

    Example: escalationctl ticket new --from priya@halden.example --subject "VPN drops" --priority 1
    """
    wish = NewTicket(subject, text_of(body), customer, team, priority_of(priority), category, Channel(channel), tags)
    with context.application() as app:
        answer(app, who, app.ticketing.new(who, wish), as_json)


@ticket.command(name="list")
@click.option("--state", "states", multiple=True, type=click.Choice([state.value for state in State]))
@click.option("--all", "all_states", is_flag=True, help="Also those that are resolved or closed.")
@click.option("--tier", type=int)
@click.option("--team")
@click.option("--assignee", metavar="LOGIN")
@click.option("--unassigned", is_flag=True)
@click.option("--from", "customer", metavar="MAIL")
@click.option("--priority", type=int)
@click.option("--breached", is_flag=True, help="Only those with a clock that is or was over its target.")
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 10_000))
@by_option
@json_option
@pass_context
def list_(
    context: Context,
    states: tuple[str, ...],
    all_states: bool,
    tier: int | None,
    team: str | None,
    assignee: str | None,
    unassigned: bool,
    customer: str | None,
    priority: int | None,
    breached: bool,
    limit: int,
    by: str | None,
    as_json: bool,
) -> None:
    """List open tickets, the next due first.

    Example: escalationctl ticket list --team Network --unassigned
    """
    wanted = tuple(State) if all_states else tuple(map(State, states)) or QueueQuery().states
    query = QueueQuery(
        states=wanted,
        tier=tier,
        team=team,
        assignee=assignee,
        is_unassigned=unassigned,
        customer=customer,
        priority=None if priority is None else int(priority_of(priority)),
        is_breached=breached,
        limit=limit,
    )
    with context.application() as app:
        found = app.lists.list(asking(by), query)
    if as_json:
        print_json([ticket_data(view, found.site.zone) for view in found.views])
    else:
        print_list(found)


@ticket.command()
@click.argument("number")
@click.option("--history", is_flag=True, help="Also all events.")
@by_option
@json_option
@pass_context
def show(context: Context, number: str, history: bool, by: str | None, as_json: bool) -> None:
    """Show a ticket with its clocks, its ladder and the notices about it.

    Example: escalationctl ticket show DE-1 --history
    """
    with context.application() as app:
        page = app.lists.show(asking(by), number)
    zone = page.site.zone
    events = [event_data(event, zone) for event in page.history] if history else []
    if as_json:
        print_json(page_data(page) | ({"history": events} if history else {}))
        return
    print_ticket(page.view, zone)
    print_notices(page.messages, ZoneInfo(zone))
    for event in events:
        print_line(f"{event['at']}  {event['what']}  by {event['by']}")


def text_of(body: str) -> str:
    """Give a text, read from standard input where it is "-"."""
    return sys.stdin.read() if body == "-" else body


def priority_of(number: int) -> Priority:
    """Read a priority; another number than 1 to 4 is refused."""
    if number not in set(Priority):
        raise Refused(f"there is no priority {number}: 1 is urgent, 2 high, 3 normal, 4 low")
    return Priority(number)


def metric_of(word: str) -> Metric:
    """Read a metric that has a due time; an unknown word is refused with the nearest one."""
    known = [metric.value for metric in Metric if metric is not Metric.ACKNOWLEDGEMENT]
    if word not in known:
        raise Refused(f'there is no metric "{word}"{did_you_mean(word, known)}')
    return Metric(word)


def reason_of(word: str) -> PendingReason:
    """Read what a ticket waits for; an unknown word is refused with the nearest one."""
    plain = word.replace("_", " ")
    known = [reason.value for reason in PendingReason]
    if plain not in known:
        raise Refused(f'"{word}" is nothing to wait for{did_you_mean(plain, known)}')
    return PendingReason(plain)


@ticket.command()
@click.argument("number")
@click.argument("login")
@act_options
@json_option
@pass_context
def assign(context: Context, number: str, login: str, who: Asking, as_json: bool) -> None:
    """Give the ticket to LOGIN; "nobody" takes it from whoever has it.

    Example: escalationctl ticket assign DE-1 marek --by ingrid
    """
    with context.application() as app:
        done = app.ticketing.assign(who, number, None if login == "nobody" else login)
        answer(app, who, done, as_json)


@ticket.command()
@click.argument("number")
@click.option("--team", required=True)
@act_options
@json_option
@pass_context
def move(context: Context, number: str, team: str, who: Asking, as_json: bool) -> None:
    """Put the ticket into the queue of another team.

    Example: escalationctl ticket move DE-1 --team Network
    """
    with context.application() as app:
        answer(app, who, app.ticketing.move(who, number, team), as_json)


@ticket.command(name="priority")
@click.argument("number")
@click.argument("priority", type=int)
@act_options
@json_option
@pass_context
def priority_(context: Context, number: str, priority: int, who: Asking, as_json: bool) -> None:
    """Change how urgent the ticket is: 1 urgent to 4 low.

    Example: escalationctl ticket priority DE-1 2
    """
    with context.application() as app:
        done = app.ticketing.priority(who, number, priority_of(priority))
        answer(app, who, done, as_json)


@ticket.command()
@click.argument("number")
@click.argument("reason")
@click.option("--until", type=INSTANT, help="When it goes on by itself.")
@act_options
@json_option
@pass_context
def pause(context: Context, number: str, reason: str, until: datetime | None, who: Asking, as_json: bool) -> None:
    """Let the ticket wait for: customer, supplier, change window, other team.

    Example: escalationctl ticket pause DE-1 customer --until 2026-10-13T09:00+01:00
    """
    with context.application() as app:
        answer(app, who, app.ticketing.pause(who, number, reason_of(reason), until), as_json)


@ticket.command()
@click.argument("number")
@click.argument("metric")
@click.argument("instant")
@click.option("--reason", required=True)
@act_options
@json_option
@pass_context
def due(context: Context, number: str, metric: str, instant: str, reason: str, who: Asking, as_json: bool) -> None:
    """Set by hand when a clock is due; "none" takes that back.

    Example: escalationctl ticket due DE-1 resolution 2026-10-13T17:00+01:00 --reason "agreed"
    """
    due_at = None if instant == "none" else INSTANT.convert(instant, None, None)
    with context.application() as app:
        answer(app, who, app.ticketing.due(who, number, metric_of(metric), due_at, reason), as_json)


@ticket.command()
@click.argument("number")
@click.option("--into", required=True, metavar="NUMBER")
@act_options
@json_option
@pass_context
def merge(context: Context, number: str, into: str, who: Asking, as_json: bool) -> None:
    """Merge a ticket into another one, which is shown.

    Example: escalationctl ticket merge DE-2 --into DE-1
    """
    with context.application() as app:
        answer(app, who, app.ticketing.merge(who, number, into), as_json)


@ticket.command()
@click.argument("number")
@click.option("--for", "login", metavar="LOGIN", help="Somebody else who is to watch.")
@click.option("--off", is_flag=True, help="Cease to watch.")
@act_options
@json_option
@pass_context
def watch(context: Context, number: str, login: str | None, off: bool, who: Asking, as_json: bool) -> None:
    """Watch a ticket.

    Example: escalationctl ticket watch DE-1 --by marek
    """
    with context.application() as app:
        answer(app, who, app.ticketing.watch(who, number, login, is_on=not off), as_json)


@ticket.command()
@click.argument("number")
@click.argument("tag_text", metavar="TAG")
@click.option("--off", is_flag=True, help="Take it off.")
@act_options
@json_option
@pass_context
def tag(context: Context, number: str, tag_text: str, off: bool, who: Asking, as_json: bool) -> None:
    """Put a tag on the ticket.

    Example: escalationctl ticket tag DE-1 vip
    """
    with context.application() as app:
        answer(app, who, app.ticketing.tag(who, number, tag_text, is_on=not off), as_json)


def _plain(name: str, act: Callable[[Ticketing, Asking, str], str], words: str) -> None:
    """Add a command that takes a ticket's number only."""

    @ticket.command(name=name, help=f"{words}\n\nExample: escalationctl ticket {name} DE-1")
    @click.argument("number")
    @act_options
    @json_option
    @pass_context
    def command(context: Context, number: str, who: Asking, as_json: bool) -> None:
        with context.application() as app:
            answer(app, who, act(app.ticketing, who, number), as_json)


_plain("resume", Ticketing.resume, "End a wait.")
_plain("resolve", Ticketing.resolve, "Mark the ticket as solved.")
_plain("reopen", Ticketing.reopen, "Take a resolved ticket back to work.")
_plain("unpark", Ticketing.unpark, "Let the ladder of a parked ticket go on.")
