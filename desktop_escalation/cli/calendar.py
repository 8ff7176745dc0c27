"""`escalationctl calendar`: when people work, and what that makes of spans of business time."""

import sys
from datetime import datetime

import click

from desktop_escalation.cli.context import (
    INSTANT,
    Context,
    acting_options,
    asking,
    by_option,
    json_option,
    pass_context,
)
from desktop_escalation.cli.files import read_file, shown
from desktop_escalation.cli.output import minutes_of, print_json, print_line, print_table
from desktop_escalation.domain.calendar_rules import Weekday
from desktop_escalation.domain.golden_cases import CheckResult, check_cases
from desktop_escalation.domain.moments import span_words
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.calendar_desk import CalendarPage, Stretch


@click.group()
def calendar() -> None:
    """List calendars, and reckon with them."""


@calendar.command(name="list")
@by_option
@json_option
@pass_context
def list_(context: Context, by: str | None, as_json: bool) -> None:
    """List the calendars.

    Example: escalationctl calendar list --json
    """
    with context.application() as app:
        pages = app.calendars.list(asking(by))
    if as_json:
        print_json([_data(page) for page in pages])
        return
    rows = [
        (page.source.name, page.source.rules.zone, _week_text(page), _pack_text(page), str(page.holidays))
        for page in pages
    ]
    print_table(("Name", "Zone", "Week", "Public holidays", "Days off"), rows)


@calendar.command()
@click.argument("name")
@click.argument("start", type=INSTANT)
@click.argument("span")
@by_option
@json_option
@pass_context
def add(context: Context, name: str, start: datetime, span: str, by: str | None, as_json: bool) -> None:
    """Say at which instant SPAN of business time has passed since START.

    SPAN is written as in policies: 90m, 4h, 2d, or "1d 17:00" for 17:00 of the next working day.

    Example: escalationctl calendar add "Weekdays 08-18 London" 2026-10-12T09:00+01:00 4h
    """
    with context.application() as app:
        found = app.calendars.add(asking(by), name, start, span)
    if as_json:
        print_json({"calendar": name, "span": span, "at": found.to_at.isoformat(), **_stretch_data(found)})
    else:
        print_line(found.to_at.isoformat())


@calendar.command()
@click.argument("name")
@click.argument("a", type=INSTANT)
@click.argument("b", type=INSTANT)
@by_option
@json_option
@pass_context
def between(context: Context, name: str, a: datetime, b: datetime, by: str | None, as_json: bool) -> None:
    """Say how much business time passes from A to B.

    Example: escalationctl calendar between "24/7" 2026-10-12T09:00Z 2026-10-13T09:00Z
    """
    with context.application() as app:
        found = app.calendars.between(asking(by), name, a, b)
    if as_json:
        print_json({"calendar": name, **_stretch_data(found)})
    else:
        print_line(span_words(found.business_time))


@calendar.command()
@acting_options
@json_option
@pass_context
def renew(context: Context, who: Asking, as_json: bool) -> None:
    """Take the public holidays anew from the packs of this program; to be done once a year.

    Example: escalationctl calendar renew
    """
    with context.application() as app:
        report = app.directory.renew_holidays(who)
    if as_json:
        print_json({"calendars": list(report.calendars), "rescheduled": report.rescheduled})
    elif report.calendars:
        print_line(f"Renewed: {', '.join(report.calendars)}; {report.rescheduled} tickets were rescheduled.")
    else:
        print_line("Nothing changed: the public holidays are up to date.")


@calendar.command()
@click.argument("file")
@json_option
def check(file: str, as_json: bool) -> None:
    """Compute the cases in FILE (JSON), without any database, and print those that differ; exit 1 where some do.

    Example: escalationctl calendar check cases.json
    """
    result = check_cases(read_file(file), shown(file))
    if as_json:
        print_json(_result_data(result))
    else:
        if result.differences:
            rows = [(one.note, one.wanted.isoformat(), one.got.isoformat()) for one in result.differences]
            print_table(("Case", "Wanted", "Got"), rows)
        print_line(f"{result.count} cases, {len(result.differences)} differ.")
    sys.exit(1 if result.differences else 0)


def _data(page: CalendarPage) -> dict[str, object]:
    source = page.source
    pack = source.public_holidays
    return {
        "name": source.name,
        "zone": source.rules.zone,
        "week": {str(day): [str(interval) for interval in source.rules.week[day]] for day in Weekday},
        "public_holidays": None if pack is None else {"country": pack.country, "subdivision": pack.subdivision},
        "holidays": page.holidays,
        "version": page.version,
    }


def _week_text(page: CalendarPage) -> str:
    """Write a week in words; neighbouring days with the same hours stand together."""
    spans: list[tuple[str, str, str]] = []
    for day in Weekday:
        hours = ", ".join(map(str, page.source.rules.week[day]))
        if spans and spans[-1][2] == hours:
            spans[-1] = (spans[-1][0], str(day), hours)
        else:
            spans.append((str(day), str(day), hours))
    return "; ".join(f"{_days_text(first, last)} {hours}" for first, last, hours in spans if hours)


def _days_text(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _pack_text(page: CalendarPage) -> str:
    pack = page.source.public_holidays
    if pack is None:
        return "–"
    return pack.country if pack.subdivision is None else f"{pack.country}-{pack.subdivision}"


def _stretch_data(found: Stretch) -> dict[str, object]:
    return {
        "from": found.from_at.isoformat(),
        "to": found.to_at.isoformat(),
        "business_minutes": minutes_of(found.business_time),
    }


def _result_data(result: CheckResult) -> dict[str, object]:
    return {
        "cases": result.count,
        "differences": [
            {"note": one.note, "wanted": one.wanted.isoformat(), "got": one.got.isoformat()}
            for one in result.differences
        ],
    }
