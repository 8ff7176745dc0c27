"""`escalationctl doctor`: what is wrong, and how to mend it."""

import sys
from datetime import UTC, datetime

import click

from desktop_escalation.app.couriers import desktop_problem
from desktop_escalation.cli.context import Context, asking, by_option, json_option, pass_context
from desktop_escalation.cli.output import print_json, print_line
from desktop_escalation.services.doctor import Finding, Health, examine

SIGNS = {Health.OK: "ok  ", Health.WARN: "warn", Health.FAIL: "FAIL"}


@click.command()
@by_option
@json_option
@pass_context
def doctor(context: Context, by: str | None, as_json: bool) -> None:
    """Check database, clock, zone data, holidays, people, engine, mail and notifications; exit 1 where one fails.

    Example: escalationctl doctor
    """
    findings = examine(context.url, asking(by), datetime.now(UTC), desktop_problem())
    if as_json:
        print_json([_data(finding) for finding in findings])
    else:
        for finding in findings:
            mend = f" → {finding.mend}" if finding.mend else ""
            print_line(f"{SIGNS[finding.health]}  {finding.about}: {finding.message}{mend}")
    sys.exit(1 if any(finding.health is Health.FAIL for finding in findings) else 0)


def _data(finding: Finding) -> dict[str, object]:
    return {
        "check": finding.about,
        "state": finding.health.value,
        "message": finding.message,
        "mend": finding.mend or None,
    }
