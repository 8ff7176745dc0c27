"""`escalationctl notifications`: who is told what, and why."""

from zoneinfo import ZoneInfo

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import moment, print_json, print_line, print_table
from desktop_escalation.domain.delivery import Delivery


@click.group()
def notifications() -> None:
    """List messages, and put what is ready into the notification centre."""


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
        print_json([_data(one, zone) for one in found.deliveries])
        return
    rows = [_row(one, zone) for one in found.deliveries]
    print_table(("When", "To", "By", "State", "Subject", "Why"), rows)


def _row(one: Delivery, zone: ZoneInfo) -> tuple[str, ...]:
    message = one.message
    at = moment(message.deliver_at.astimezone(zone))
    return (at, message.to, message.channel.value, one.state.value, message.subject, message.why)


@notifications.command()
@by_option
@json_option
@pass_context
def send(context: Context, by: str | None, as_json: bool) -> None:
    """Run one round: show what is ready in the notification centre, give up what is worthless by now.

    Example: escalationctl notifications send
    """
    with context.application() as app:
        done = app.deliveries.send(asking(by))
    if as_json:
        print_json({"shown": done.shown, "expired": done.expired, "waiting": done.waiting})
        return
    waiting = ", ".join(f"{count} by {channel}" for channel, count in sorted(done.waiting.items())) or "none"
    print_line(f"{done.shown} shown in the notification centre, {done.expired} expired; waiting: {waiting}.")


def _data(one: Delivery, zone: ZoneInfo) -> dict[str, object]:
    message = one.message
    return {
        "id": one.id,
        "key": message.key,
        "ticket": message.ticket,
        "escalation": message.escalation,
        "to": message.to,
        "customer": message.is_for_customer,
        "channel": message.channel.value,
        "urgency": message.urgency.value,
        "made_at": one.made_at.astimezone(zone).isoformat(),
        "deliver_at": message.deliver_at.astimezone(zone).isoformat(),
        "expires_at": None if message.expires_at is None else message.expires_at.astimezone(zone).isoformat(),
        "state": one.state.value,
        "problem": one.problem,
        "subject": message.subject,
        "body": message.body,
        "why": message.why,
    }
