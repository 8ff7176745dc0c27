"""`escalationctl explain`: why a step fired, or why not."""

from zoneinfo import ZoneInfo

import click

from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import moment, print_json, print_line, print_table
from desktop_escalation.domain.explain import Explanation
from desktop_escalation.domain.moments import span_words
from desktop_escalation.domain.receipt import FIRED
from desktop_escalation.domain.receipt_json import receipt_data
from desktop_escalation.domain.wording import receipt_sentence, telling_words
from desktop_escalation.services.explaining import Reasons


@click.command()
@click.argument("number")
@click.option("--step", metavar="ID", help="Only this step; with --json the answer is then one object.")
@by_option
@json_option
@pass_context
def explain(context: Context, number: str, step: str | None, by: str | None, as_json: bool) -> None:
    """Show the receipt of each step of a ticket's ladder: why it fired, or why not.

    Example: escalationctl explain DE-1 --step 2 --json
    """
    with context.application() as app:
        reasons = app.explaining.explain(asking(by), number, step)
    if not as_json:
        for one in reasons.explanations:
            _print(one, reasons)
        if not reasons.explanations:
            print_line(f"No policy governs {reasons.ticket.number}, so nothing escalates it.")
    elif step is None:
        print_json([_data(one, reasons) for one in reasons.explanations])
    else:
        chosen = _main_one(reasons.explanations)
        others = [_data(one, reasons) for one in reasons.explanations if one is not chosen]
        print_json(_data(chosen, reasons) | {"others": others})


def _main_one(explanations: tuple[Explanation, ...]) -> Explanation:
    """Choose what a question about one step asks for: its latest firing, else how it stands."""
    fired = [one for one in explanations if one.receipt.outcome == FIRED]
    return fired[-1] if fired else explanations[-1]


def _data(one: Explanation, reasons: Reasons) -> dict[str, object]:
    return {"escalation": one.escalation, **receipt_data(one.receipt, reasons.directory)}


def _print(one: Explanation, reasons: Reasons) -> None:
    receipt, zone = one.receipt, ZoneInfo(reasons.directory.site.zone)
    sums = receipt.arithmetic
    print_line(receipt_sentence(receipt, reasons.directory))
    if sums.intervals:
        rows = [
            (
                moment(interval.from_at.astimezone(zone)),
                moment(interval.to_at.astimezone(zone)),
                span_words(interval.to_at - interval.from_at) if interval.counts else "0",
                interval.reason,
            )
            for interval in sums.intervals
        ]
        print_table(("From", "To", "Counts", "Because"), rows)
        threshold = "" if sums.threshold is None else f"; the step comes at {span_words(sums.threshold)}"
        target = "" if sums.target is None else f" of {span_words(sums.target)}"
        print_line(f"Counted: {span_words(sums.counted)}{target}{threshold}.")
    for finding in receipt.conditions:
        sign = "✓" if finding.holds else "✗"
        print_line(f"  {sign} {finding.field}: wanted {finding.wanted}, seen {finding.seen}")
    for telling in receipt.recipients:
        print_line(f"  told {telling.login}: {telling_words(telling)}")
    done = (line for line in receipt.done if not line.startswith("told ") or not receipt.recipients)
    for line in (*done, *receipt.failed):
        print_line(f"  {line}")
    if receipt.lost_policies:
        print_line(f"  policies that match too, but come later: {', '.join(receipt.lost_policies)}")
    print_line("")
