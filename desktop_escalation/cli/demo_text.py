"""The demo on the terminal: a timeline with colours by kind, escalations with who was told and why, counts."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from desktop_escalation.cli.output import console, print_line, print_table, safe
from desktop_escalation.cli.ticket_text import print_list
from desktop_escalation.domain.delivery import Delivery
from desktop_escalation.domain.ladder import Escalation, EscalationKind
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.history.demo_afternoon import Raised
from desktop_escalation.history.demo_team import DemoTeam
from desktop_escalation.history.demo_words import Happening, ToldOne, Tone
from desktop_escalation.services.ticket_lists import TicketList

LONDON = ZoneInfo("Europe/London")
LONGEST_TEXT = 400
STYLES = {
    Tone.WORK: "",
    Tone.CUSTOMER: "cyan",
    Tone.FUNCTIONAL: "bold magenta",
    Tone.HIERARCHICAL: "bold yellow",
    Tone.NOTICE: "yellow",
    Tone.BREACH: "bold white on red",
    Tone.ACKNOWLEDGED: "blue",
    Tone.SOLVED: "bold green",
    Tone.QUIET: "dim",
}
KIND_STYLES = {
    EscalationKind.FUNCTIONAL: "bold magenta",
    EscalationKind.HIERARCHICAL: "bold yellow",
    EscalationKind.NOTICE: "yellow",
}


def print_heading(text: str) -> None:
    """Begin a part."""
    console().print()
    console().print(Text(text, "bold underline"))


def print_counts(team: DemoTeam) -> None:
    """Say how much of a past the team has."""
    print_line(
        f"{team.tickets} tickets since the end of August, {team.events} events,"
        f" {team.escalations} escalations, {team.messages} messages."
    )


def print_queue(found: TicketList, heading: str) -> None:
    """Print the head of the queue."""
    print_heading(heading)
    print_list(found)


def print_happening(one: Happening) -> None:
    """Print one line of the timeline, and one below it for everybody who is told."""
    table = Table.grid(padding=(0, 2))
    table.add_column(width=5)
    table.add_column(width=7)
    table.add_column(width=16, no_wrap=True)
    table.add_column(overflow="fold")
    at = f"{one.at.astimezone(LONDON):%H:%M}"
    style = STYLES[one.tone]
    table.add_row(at, Text(one.number, "bold"), safe(one.who), Text(safe(one.text, LONGEST_TEXT), style))
    for words in _told_lines(one.told):
        table.add_row("", "", "", words)
    console().print(table)


def _told_lines(told: Sequence[ToldOne]) -> Iterator[Text]:
    """Name those together who are told for one reason in one way; the notification centre goes without saying."""
    groups: dict[tuple[tuple[str, ...], str], list[str]] = {}
    for one in told:
        channels = tuple(channel for channel in one.channels if channel != NoticeChannel.CENTRE)
        groups.setdefault((channels, _short(one.why)), []).append(one.name)
    for (channels, why), names in groups.items():
        ways = " and ".join(channels) or "notification centre"
        yield Text.assemble(("→ ", "dim"), (", ".join(names), "bold"), (f", {why}, by {ways}", "dim"))


def print_escalations(raised: Sequence[Raised]) -> None:
    """Print the escalations of the afternoon."""
    print_heading("Escalations of the afternoon")
    rows = [_escalation_row(one.number, one.escalation, one.told) for one in raised]
    print_table(("Time", "Ticket", "Policy and step", "Kind", "From → to", "Acknowledged", "Told, and why"), rows)


def _escalation_row(number: str, one: Escalation, told: Iterable[tuple[str, str]]) -> tuple[str | Text, ...]:
    by = f"by hand: {one.reason}" if one.key is None else f"{one.key.policy} {one.key.step}: {one.reason}"
    passage = f"L{one.from_tier} → L{one.to_tier} {one.to_team}" if one.to_team != one.from_team else f"L{one.to_tier}"
    seen = (
        "–" if one.acknowledged_at is None else f"{one.acknowledged_at.astimezone(LONDON):%H:%M} {one.acknowledged_by}"
    )
    reasons = "; ".join(f"{', '.join(who)} ({why})" for why, who in _by_reason(told).items()) or "nobody"
    kind = Text(one.kind.value, KIND_STYLES[one.kind])
    return (f"{one.fired_at.astimezone(LONDON):%H:%M}", number, by, kind, passage, seen, reasons)


def _by_reason(told: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for who, why in told:
        found.setdefault(_short(why), []).append(who)
    return found


def _short(why: str) -> str:
    return why.removeprefix("You get this ").removeprefix("as ").removesuffix(".")


def print_told_counts(deliveries: Sequence[Delivery], since: datetime) -> None:
    """Count the notices since a moment, by channel and by what became of them."""
    print_heading("Notices of the afternoon")
    counts = Counter((one.message.channel.value, one.state.value) for one in deliveries if one.made_at >= since)
    channels = sorted({channel for channel, _ in counts})
    states = sorted({state for _, state in counts})
    rows = [(channel, *(str(counts[channel, state] or "–") for state in states)) for channel in channels]
    print_table(("By", *states), rows)


def print_closing(url: str) -> None:
    """Say what to try next."""
    print_heading("Try next")
    for words in ("ticket list --team Network", "explain DE-4821 --step 2", "notifications list --for marek"):
        console().print(Text(f"  escalationctl --db {url} {words}"), soft_wrap=True)
