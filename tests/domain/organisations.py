"""Organisations for tests."""

from datetime import date, time

from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.people import (
    CalendarSource,
    Customer,
    OnCall,
    Organisation,
    Person,
    Site,
    Team,
    Template,
    Tier,
)

WEEKDAYS = CalendarRules.of("UTC", {Weekday.MON: (WallInterval.parse("08:00-18:00"),)})
ROTA = OnCall(("marek",), time(8), date(2026, 10, 12))
DESK = Team("Desk", 1, "Weekdays", ("priya", "jonas"), lead="ingrid", manager="helen", on_call=ROTA)
NETWORK = Team(
    "Network",
    2,
    "Weekdays",
    ("marek",),
    lead="ingrid",
    manager="helen",
    handles=("Network",),
    contacts={"director": "dora"},
    on_call=ROTA,
)


def an_organisation(*teams: Team) -> Organisation:
    """Make a whole organisation of three tiers, with other teams where told."""
    return Organisation(
        site=Site(categories=("Network", "Access")),
        calendars=(CalendarSource("Weekdays", WEEKDAYS),),
        tiers=(Tier(1, "Desk", "Desk"), Tier(2, "Specialists", "Network"), Tier(3, "Makers")),
        people=tuple(a_person(login) for login in ("priya", "jonas", "marek", "ingrid", "helen", "dora")),
        teams=teams or (DESK, NETWORK),
        customers=(Customer("nair@example.org", "Nair"),),
        templates=(Template("raised", "en", "Raised", "Hello"),),
    )


def a_person(login: str) -> Person:
    """Make a person who can be reached."""
    return Person(login, login.title(), f"{login}@example.org")
