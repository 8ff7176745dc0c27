"""`escalationctl ticket` escalate, acknowledge, hand-back, de-escalate."""

from datetime import datetime

import click

from desktop_escalation.cli.context import INSTANT, Context, act_options, json_option, pass_context
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.cli.ticket import answer, text_of
from desktop_escalation.domain.action_text import parse_recipient
from desktop_escalation.domain.by_hand import HandEscalation, HandOutcome
from desktop_escalation.services.asking import Asking


@click.command()
@click.argument("number")
@click.option("--to-tier", type=int)
@click.option("--team")
@click.option("--person", metavar="LOGIN", help="Who in that team is to have it.")
@click.option("--involve", multiple=True, metavar="WHO", help="lead, manager, on_call, person:LOGIN, contact:ROLE, …")
@click.option("--reason", help="One of the site's reasons.")
@click.option("--note", default="", help="At least one sentence, or - for standard input.")
@click.option("--tried", default="", help="What was tried.")
@click.option("--tell-customer/--no-tell-customer", default=None)
@click.option("--from-customer", is_flag=True, help="The customer asks for it; the ladder says what that does.")
@click.option("--dry-run", is_flag=True, help="Only tell what it would do.")
@act_options
@json_option
@pass_context
def escalate(
    context: Context,
    number: str,
    to_tier: int | None,
    team: str | None,
    person: str | None,
    involve: tuple[str, ...],
    reason: str | None,
    note: str,
    tried: str,
    tell_customer: bool | None,
    from_customer: bool,
    dry_run: bool,
    who: Asking,
    as_json: bool,
) -> None:
    """Escalate by hand.

    Example: escalationctl ticket escalate DE-1 --to-tier 2 --reason "needs expertise" --note "Firmware bug"
    """
    with context.application() as app:
        if from_customer:
            done = app.ticketing.escalate_for_customer(who, number, text_of(note))
            answer(app, who, done, as_json)
            return
        if reason is None:
            raise click.UsageError("say why with --reason")
        wish = HandEscalation(
            reason=reason,
            note=text_of(note),
            tier=to_tier,
            team=team,
            person=person,
            involve=tuple(map(parse_recipient, involve)),
            tried=tried,
            tell_customer=tell_customer,
        )
        if dry_run:
            _print_preview(app.ticketing.preview_escalation(who, number, wish), as_json)
        else:
            answer(app, who, app.ticketing.escalate(who, number, wish), as_json)


def _print_preview(outcome: HandOutcome, as_json: bool) -> None:
    mails = [message for message in outcome.messages if message.is_for_customer]
    told = sorted({message.to for message in outcome.messages if not message.is_for_customer})
    if as_json:
        print_json(
            {
                "events": [type(event.fact).__name__ for event in outcome.events],
                "told": told,
                "customer": outcome.customer_told,
                "mail": [{"to": mail.to, "subject": mail.subject, "body": mail.body} for mail in mails],
            }
        )
        return
    print_line(f"It would tell {', '.join(told) or 'nobody'}; {outcome.customer_told}.")
    for mail in mails:
        print_line(f"To {mail.to}: {mail.subject}")
        for line in mail.body.splitlines():
            print_line(f"  {line}")


@click.command()
@click.argument("number")
@click.option("--until", type=INSTANT, help="By when you act; without it, the policy's promise.")
@act_options
@json_option
@pass_context
def acknowledge(context: Context, number: str, until: datetime | None, who: Asking, as_json: bool) -> None:
    """Say that you have seen the escalations, and act by a time.

    Example: escalationctl ticket acknowledge DE-1 --by marek --until 2026-10-12T13:30+01:00
    """
    with context.application() as app:
        answer(app, who, app.ticketing.acknowledge(who, number, until), as_json)


@click.command(name="hand-back")
@click.argument("number")
@click.option("--reason", required=True, help="solved in part, wrong team, needs information.")
@click.option("--note", default="", help="What changed, or - for standard input; without it, it counts as a bounce.")
@act_options
@json_option
@pass_context
def hand_back(context: Context, number: str, reason: str, note: str, who: Asking, as_json: bool) -> None:
    """Give the ticket back to the tier that it came from.

    Example: escalationctl ticket hand-back DE-1 --reason "needs information" --note "Which office?"
    """
    with context.application() as app:
        done = app.ticketing.hand_back(who, number, reason, text_of(note))
        answer(app, who, done, as_json)


@click.command(name="de-escalate")
@click.argument("number")
@click.option("--outcome", required=True)
@act_options
@json_option
@pass_context
def de_escalate(context: Context, number: str, outcome: str, who: Asking, as_json: bool) -> None:
    """Close the open escalations with an outcome.

    Example: escalationctl ticket de-escalate DE-1 --outcome "A false alarm"
    """
    with context.application() as app:
        answer(app, who, app.ticketing.de_escalate(who, number, outcome), as_json)


COMMANDS = (escalate, acknowledge, hand_back, de_escalate)
