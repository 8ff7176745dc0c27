"""`escalationctl notifications`: who is told what, why, and what became of it."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import click

from desktop_escalation.app.couriers import courier_for
from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.notice_data import notice_data, outcome_words
from desktop_escalation.cli.output import moment, print_json, print_line, print_table
from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.notify.courier import Round


@click.group()
def notifications() -> None:
    """List messages with what became of them, and deliver what is ready."""


@notifications.command(name="list")
@click.option("--for", "recipient", metavar="LOGIN", help="Only those of one person, or of a customer's mail address.")
@by_option
@json_option
@pass_context
def list_(context: Context, recipient: str | None, by: str | None, as_json: bool) -> None:
    """List messages, the newest last, each with its reason and what became of it.

    Example: escalationctl notifications list --for marek
    """
    with context.application() as app:
        found = app.deliveries.list(asking(by), recipient)
    zone = ZoneInfo(found.site.zone)
    if as_json:
        print_json([notice_data(one, zone) for one in found.deliveries])
        return
    rows = [_row(one, zone) for one in found.deliveries]
    print_table(("When", "To", "By", "Outcome", "Subject", "Why"), rows)


def _row(one: Delivery, zone: ZoneInfo) -> tuple[str, ...]:
    message = one.message
    at = moment(message.deliver_at.astimezone(zone))
    return (at, message.to, message.channel.value, outcome_words(one, zone), message.subject, message.why)


@notifications.command()
@by_option
@json_option
@pass_context
def send(context: Context, by: str | None, as_json: bool) -> None:
    """Run one round of the courier: fill the notification centre, and show you on this desktop what is ready.

    Example: escalationctl notifications send
    """
    with context.application() as app:
        courier = courier_for(app, asking(by))
        done = courier.round()
        waiting = app.deliveries.count_waiting(courier.login)
    if as_json:
        print_json(_round_data(done, courier.login, waiting))
        return
    for sentence in _sentences(done, courier.login, waiting):
        print_line(sentence)


def _sentences(done: Round, login: str | None, waiting: dict[str, int]) -> Iterator[str]:
    upkeep = done.upkeep
    counts = (
        (upkeep.in_centre, "shown in the notification centre"),
        (upkeep.handed_over, "handed to substitutes"),
        (upkeep.expired, "expired"),
        (done.shown, "shown on the desktop"),
        (done.sent, "handed to the desktop"),
        (done.folded, "put into a digest"),
        (done.postponed, "put off"),
        (done.again, "to be tried again"),
        (done.failed + upkeep.failed, "failed"),
    )
    yield f"{', '.join(f'{count} {what}' for count, what in counts if count) or 'Nothing was ready'}."
    if login is None:
        yield "You are nobody of the organisation, so nothing is shown on this desktop: use --by LOGIN."
    if done.problem is not None:
        yield f"This desktop shows no notifications: {done.problem}"
    yield f"Waiting: {', '.join(f'{count} by {channel}' for channel, count in sorted(waiting.items())) or 'none'}."


def _round_data(done: Round, login: str | None, waiting: dict[str, int]) -> dict[str, object]:
    return {
        "for": login,
        "in_centre": done.upkeep.in_centre,
        "handed_over": done.upkeep.handed_over,
        "expired": done.upkeep.expired,
        "shown": done.shown,
        "sent": done.sent,
        "folded": done.folded,
        "postponed": done.postponed,
        "again": done.again,
        "failed": done.failed + done.upkeep.failed,
        "problem": done.problem,
        "waiting": waiting,
    }
