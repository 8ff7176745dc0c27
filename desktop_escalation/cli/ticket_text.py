"""A ticket as text on the terminal."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.text import Text

from desktop_escalation.cli.notice_data import outcome_words
from desktop_escalation.cli.output import moment, print_line, print_table, safe
from desktop_escalation.domain.clock import ClockState
from desktop_escalation.domain.delivery import Delivery, DeliveryState
from desktop_escalation.domain.ladder import Escalation, EscalationKind
from desktop_escalation.domain.moments import span_words
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.domain.ticket_view import ClockView, TicketView
from desktop_escalation.services.ticket_lists import TicketList

STATE_STYLES = {
    ClockState.RUNNING: "green",
    ClockState.PAUSED: "dim",
    ClockState.MET: "green",
    ClockState.BREACHED: "bold white on red",
    ClockState.CANCELLED: "dim",
}
PRIORITY_STYLES = {Priority.URGENT: "bold red", Priority.HIGH: "yellow", Priority.NORMAL: "", Priority.LOW: "dim"}


def print_list(found: TicketList) -> None:
    """Print a queue, the next due first."""
    zone = ZoneInfo(found.site.zone)
    rows = [
        (
            view.ticket.number,
            safe(view.ticket.subject, 48),
            priority_text(view.ticket.priority),
            f"L{view.ticket.tier}",
            view.ticket.team,
            view.ticket.assignee or "–",
            view.ticket.state.value,
            due_text(view, found.now, zone),
        )
        for view in found.views
    ]
    print_table(("Number", "Subject", "Priority", "Tier", "Team", "Assignee", "State", "Next due"), rows)


def priority_text(priority: Priority) -> Text:
    """Name a priority in its colour."""
    return Text(f"{int(priority)} {priority.name.lower()}", PRIORITY_STYLES[priority])


def due_text(view: TicketView, now: datetime, zone: ZoneInfo) -> Text:
    """Say when the next clock is due, or for how long it has been over."""
    running = [clock for clock in view.clocks if clock.due_at is not None and clock.is_going]
    if not running:
        return Text("–")
    first = min(running, key=lambda clock: clock.due_at or now)
    due_at = first.due_at or now
    words = first.metric.replace("_", " ")
    if due_at <= now:
        return Text(f"{span_words(now - due_at)} over, {words}", "bold white on red")
    style = "bold yellow" if due_at - now < timedelta(minutes=30) else "green"
    return Text(f"in {span_words(due_at - now)} ({due_at.astimezone(zone):%a %H:%M}), {words}", style)


def print_ticket(view: TicketView, zone_name: str) -> None:
    """Print one ticket with its clocks and its ladder."""
    ticket, zone = view.ticket, ZoneInfo(zone_name)
    print_line(f"{ticket.number}  {safe(ticket.subject)}")
    print_line(
        f"{ticket.state}, priority {int(ticket.priority)}, tier {ticket.tier}, {ticket.team},"
        f" {ticket.assignee or 'unassigned'}; policy {'none' if ticket.policy is None else ticket.policy.name}"
    )
    if view.clocks:
        rows = [_clock_row(clock, zone) for clock in view.clocks]
        print_table(("Clock", "Cycle", "State", "Used", "Target", "Due"), rows)
    if view.escalations or view.skipped or view.next_steps:
        print_table(("Step", "What", "When", "Who"), _ladder_rows(view, zone))


def _clock_row(clock: ClockView, zone: ZoneInfo) -> tuple[str | Text, ...]:
    due_at = None if clock.due_at is None else clock.due_at.astimezone(zone)
    target = "–" if clock.target is None else span_words(clock.target)
    state = Text(clock.state.value, STATE_STYLES[clock.state])
    return (clock.metric.replace("_", " "), str(clock.cycle), state, span_words(clock.used), target, moment(due_at))


def _ladder_rows(view: TicketView, zone: ZoneInfo) -> list[tuple[str | Text, ...]]:
    rows: list[tuple[str | Text, ...]] = []
    for one in view.escalations:
        what = f"{one.kind}: {one.reason}" + (f", to {one.to_team}" if one.kind is EscalationKind.FUNCTIONAL else "")
        at = moment(one.fired_at.astimezone(zone))
        rows.append(("by hand" if one.key is None else one.key.step, what, at, _who(one)))
    for record in view.skipped:
        due_at = None if record.due_at is None else record.due_at.astimezone(zone)
        rows.append((record.key.step, Text(f"skipped ({record.reason})", "dim"), moment(due_at), ""))
    for step in view.next_steps:
        planned_at = step.at or step.planned_at
        words = "waiting" if step.at is not None else "held"
        rows.append((step.step, words, moment(None if planned_at is None else planned_at.astimezone(zone)), ""))
    return rows


def _who(one: Escalation) -> str:
    """Name those who were told, or say why nobody was, and who acknowledged it."""
    told = one.told or one.failed
    acknowledged = () if one.acknowledged_by is None else (f"acknowledged by {one.acknowledged_by}",)
    return ", ".join((*told, *acknowledged))


def print_notices(notices: Iterable[Delivery], zone: ZoneInfo) -> None:
    """Print the messages about a ticket with what became of each, and when; of one that waits, when it may go."""
    rows = [_notice_row(one, zone) for one in notices]
    if rows:
        print_table(("Notice to", "By", "Outcome", "When", "Subject"), rows)


def _notice_row(one: Delivery, zone: ZoneInfo) -> tuple[str, ...]:
    message = one.message
    at = message.deliver_at if one.state is DeliveryState.WAITING else one.state_at
    when = moment(at.astimezone(zone))
    return (message.to, message.channel.value, outcome_words(one, zone), when, safe(message.subject, 48))
