"""Rows of lists for tests, at one moment: Tuesday 24 November 2026, 13:53 in London."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.queue import Position
from desktop_escalation.domain.queue_row import QueueRow, Resolution
from desktop_escalation.domain.standing import Countdown
from desktop_escalation.domain.ticket import Priority, State
from desktop_escalation.services.ticket_pages import QueuePage

NOW = datetime(2026, 11, 24, 13, 53, tzinfo=UTC)
ZONE = "Europe/London"
ALWAYS = "24/7"
CALENDARS = {
    ALWAYS: Calendar(
        ALWAYS,
        (
            CalendarVersion(
                1, None, CalendarRules.of("UTC", dict.fromkeys(Weekday, (WallInterval.parse("00:00-24:00"),)))
            ),
        ),
    )
}


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def a_countdown(
    left: timedelta, metric: Metric = Metric.UPDATE, target: timedelta = timedelta(hours=4), *, is_paused: bool = False
) -> Countdown:
    """Make a clock with some time left; a paused one has no due time."""
    if is_paused:
        return Countdown(metric, target, None, ALWAYS, left)
    return Countdown(metric, target, NOW + left, ALWAYS)


def a_row(  # noqa: PLR0917 - a list of rows is read as a table
    number: str,
    countdown: Countdown | None = None,
    subject: str = "VPN drops every few minutes",
    priority: Priority = Priority.NORMAL,
    tier: int = 2,
    team: str = "Network",
    assignee: str | None = "Marek Dvořák",
    customer: str = "Priya Nair",
    organisation: str | None = "Halden Logistics",
    state: State = State.OPEN,
    changed: timedelta = timedelta(minutes=9),
    resolution: Resolution | None = None,
) -> QueueRow:
    """Make a row; what is not said is of no interest to the test."""
    return QueueRow(
        id=int(number.removeprefix("DE-")),
        number=number,
        subject=subject,
        state=state,
        pending_reason=None,
        priority=priority,
        tier=tier,
        team=team,
        assignee=assignee and assignee.casefold(),
        assignee_name=assignee,
        customer=f"{customer.partition(' ')[0].casefold()}@customer.example",
        customer_name=customer,
        organisation=organisation,
        created_at=NOW - changed,
        updated_at=NOW - changed,
        countdown=countdown,
        resolution=resolution,
    )


def a_page(rows: Iterable[QueueRow], following: Position | None = None) -> QueuePage:
    """Make a page of rows."""
    return QueuePage(tuple(rows), following, NOW, ZONE, CALENDARS)


def due(number: str, left: float) -> QueueRow:
    """Make a row by its number and the minutes that are left."""
    return a_row(number, a_countdown(minutes(left)))


def an_afternoon() -> tuple[QueueRow, ...]:
    """Make a list with something in each group but later ones."""
    urgent, high, low = Priority.URGENT, Priority.HIGH, Priority.LOW
    reply, fix = Metric.FIRST_RESPONSE, Metric.RESOLUTION
    return (
        a_row(
            "DE-4774",
            a_countdown(minutes(-18)),
            "Shared mailbox “Invoices” missing for accounts",
            high,
            2,
            "Workplace",
            "Lena Hartmann",
            "Tom Okafor",
            "Brightwell Foods",
            changed=minutes(64),
        ),
        a_row(
            "DE-4806",
            a_countdown(minutes(-4), reply),
            "Badge reader at gate 3 rejects new cards",
            tier=1,
            team="Desk Kraków",
            assignee=None,
            customer="Control room",
            organisation="Port of Aldmoor",
            state=State.NEW,
            changed=minutes(240),
        ),
        a_row(
            "DE-4829",
            a_countdown(minutes(5), reply, minutes(30)),
            "Card terminals offline in two shops",
            urgent,
            1,
            "Desk Leeds",
            "Amira Haddad",
            "Shop 114",
            "Corbel Retail",
            State.NEW,
            minutes(22),
        ),
        a_row(
            "DE-4821",
            a_countdown(minutes(12), target=minutes(60)),
            "VPN drops every few minutes, whole Leeds office",
            urgent,
        ),
        a_row(
            "DE-4798",
            a_countdown(minutes(19), target=minutes(85)),
            "Payroll export stops at employee 2 000",
            high,
            3,
            "Data platform",
            "Yuki Tanabe",
            "Payroll",
            "Mercer & Lowe",
            changed=minutes(41),
        ),
        a_row(
            "DE-4831",
            a_countdown(minutes(27), reply, minutes(120)),
            "New starter cannot sign in to the laptop",
            tier=1,
            team="Desk Leeds",
            assignee=None,
            customer="HR desk",
            organisation="Brightwell Foods",
            state=State.NEW,
            changed=minutes(3),
        ),
        a_row(
            "DE-4788",
            a_countdown(minutes(44), target=minutes(120)),
            "Label printers print blank after update",
            high,
            2,
            "Workplace",
            "Sofia Marino",
            "Depot 7",
            changed=minutes(16),
        ),
        a_row(
            "DE-4815",
            a_countdown(minutes(57), fix),
            "Contract renewal threatened over outage",
            high,
            4,
            "Management",
            "Helen Osei",
            "Director",
            "Port of Aldmoor",
            changed=minutes(28),
        ),
        a_row(
            "DE-4802",
            a_countdown(minutes(72), fix),
            "Phone queue sends callers to old menu",
            assignee="Jonas Weber",
            customer="Head office",
            organisation="Corbel Retail",
            changed=minutes(64),
        ),
        a_row(
            "DE-4819",
            a_countdown(minutes(96)),
            "Web orders arrive twice in the warehouse",
            high,
            3,
            "Edge platform",
            "Ravi Menon",
            "Ops",
            "Tidewater Books",
            changed=minutes(24),
        ),
        a_row(
            "DE-4790",
            a_countdown(minutes(110), fix),
            "Scanner app closes when offline",
            team="Applications",
            assignee="Noor El Amin",
            customer="Depot 2",
            changed=minutes(130),
        ),
        a_row(
            "DE-4765",
            a_countdown(minutes(130), fix, is_paused=True),
            "Slow report in finance portal on Mondays",
            team="Applications",
            assignee="Noor El Amin",
            customer="Finance",
            organisation="Mercer & Lowe",
            changed=timedelta(days=1),
        ),
        a_row(
            "DE-4771",
            a_countdown(minutes(302), fix, timedelta(hours=8), is_paused=True),
            "Cannot open drawings from site tablets",
            low,
            1,
            "Desk Leeds",
            "Owen Price",
            "Site 4",
            "Quayside Build",
            changed=timedelta(days=1),
        ),
        a_row(
            "DE-4740",
            a_countdown(minutes(570), fix, timedelta(hours=16), is_paused=True),
            "Map tiles load slowly on handhelds",
            low,
            3,
            "Edge platform",
            "Ravi Menon",
            "Depot 2",
            changed=timedelta(days=4),
        ),
    )
