"""Builders of what there is to choose from, with a default for everything."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from desktop_escalation.domain.consequences import Consequences
from desktop_escalation.domain.duty import Duty
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import Absence, Customer, NoticeChannel, Site
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.ticket import Channel, Priority, State, Ticket
from desktop_escalation.services.escalation_desk import (
    EscalationChoices,
    PersonChoice,
    TeamChoice,
    TemplateChoice,
    TierChoice,
)

ZONE = "Europe/London"
NOW = datetime(2026, 11, 24, 13, 53, tzinfo=UTC)
ON_DUTY = Duty(is_on=True, changes_at=datetime(2026, 11, 24, 18, tzinfo=UTC))
OFF = Duty(is_on=False, changes_at=datetime(2026, 11, 25, 8, tzinfo=UTC))
AWAY = Duty(is_on=False, changes_at=None, absence=Absence(date(2026, 11, 23), date(2026, 11, 27)))
PRIYA = Customer("priya@halden.example", "Priya Nair")
TEMPLATES = (
    TemplateChoice("now-engineering", ("en", "de")),
    TemplateChoice("now-specialists", ("en",)),
    TemplateChoice("sorry-late", ("en", "de")),
)


def a_ticket(**changes: object) -> Ticket:
    fields = {
        "number": "DE-4821",
        "subject": "VPN drops",
        "body": "",
        "channel": Channel.DESK,
        "category": "Network",
        "priority": Priority.URGENT,
        "state": State.OPEN,
        "team": "Network",
        "tier": 2,
        "customer": PRIYA.mail,
        "created_at": NOW - timedelta(days=1),
        "assignee": "marek",
        **changes,
    }
    return Ticket(**fields)  # type: ignore[arg-type]


def a_person(
    login: str,
    name: str,
    *,
    skills: Iterable[str] = (),
    load: int = 0,
    duty: Duty = ON_DUTY,
    is_on_call: bool = False,
    substitute: str | None = None,
) -> PersonChoice:
    return PersonChoice(login, name, tuple(skills), load, 8, duty, is_on_call, substitute)


def a_team(
    name: str, tier: int = 3, *people: PersonChoice, open_tickets: int = 0, opens_at: datetime | None = None
) -> TeamChoice:
    return TeamChoice(name, tier, open_tickets, opens_at, "Ingrid Solberg", people)


RAVI = a_person("ravi", "Ravi Menon", skills=["routing"], load=3, is_on_call=True)
HANA = a_person("hana", "Hana Kim", skills=["network services"], load=7)
EVA = a_person("eva", "Eva Lindqvist", duty=AWAY, substitute="Luca Ferri")
LUCA = a_person("luca", "Luca Ferri", duty=OFF, load=2)
MAREK = a_person("marek", "Marek Dvořák", load=5)
JONAS = a_person("jonas", "Jonas Weber", skills=["telephony"], load=4)

NETWORK = a_team("Network", 2, MAREK, JONAS, open_tickets=9)
EDGE = a_team("Edge platform", 3, RAVI, HANA, LUCA, EVA, open_tickets=7)
RELEASE = a_team("Release", 3, LUCA, opens_at=datetime(2026, 11, 25, 8, tzinfo=UTC))
DESK = a_team("Desk Leeds", 1, open_tickets=1_200)
MANAGEMENT = a_team("Management", 4, a_person("helen", "Helen Ward"), open_tickets=3)

TIERS = (
    TierChoice(1, "Service Desk", is_management=False, teams=(DESK,), first_team="Desk Leeds"),
    TierChoice(
        2, "Specialists", is_management=False, teams=(NETWORK,), first_team="Network", template="now-specialists"
    ),
    TierChoice(3, "Engineering", False, (EDGE, RELEASE), "Edge platform", "now-engineering"),
    TierChoice(4, "Management", is_management=True, teams=(MANAGEMENT,), first_team="Management"),
)


def choices(ticket: Ticket | None = None, **changes: object) -> EscalationChoices:
    fields = {
        "ticket": ticket or a_ticket(),
        "site": Site("Harbour Support", ZONE),
        "now": NOW,
        "tiers": TIERS,
        "customer": PRIYA,
        "templates": TEMPLATES,
        "is_usually_told": True,
        **changes,
    }
    return EscalationChoices(**fields)  # type: ignore[arg-type]


def a_mail(subject: str = "DE-4821 raised", body: str = "Hello Priya Nair") -> Message:
    return Message(
        "key", "DE-4821", 1, PRIYA.mail, True, NoticeChannel.MAIL, Urgency.NOW, NOW, None, subject, body, "why"
    )


def consequences(**changes: object) -> Consequences:
    fields = {
        "now": NOW,
        "zone": ZONE,
        "before": a_ticket(),
        "after": a_ticket(team="Edge platform", tier=3, assignee="ravi"),
        "informed": (),
        "missing": (),
        "clocks": (),
        "done_steps": (),
        "if_nobody_acknowledges": None,
        "mail": None,
        "customer_told": "the customer is not told",
        "is_watching": True,
        **changes,
    }
    return Consequences(**fields)  # type: ignore[arg-type]
