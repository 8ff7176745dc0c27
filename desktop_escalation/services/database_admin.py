"""Creating a database that can be used at once, and keeping its schema up to date."""

from desktop_escalation.domain.author import OF_SYSTEM
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.people import CalendarSource, Organisation, Site, Team, Tier
from desktop_escalation.services.asking import Asking
from desktop_escalation.storage import schema
from desktop_escalation.storage.directory import save_organisation
from desktop_escalation.storage.schema import SchemaStatus
from desktop_escalation.storage.transaction import Transaction

FIRST_CALENDAR = "24/7"
FIRST_TEAM = "Desk"
_WHOLE_DAY = (WallInterval.parse("00:00-24:00"),)


def create_database(url: str, asking: Asking, *, simulated: bool) -> SchemaStatus:
    """Make a new database with a first tier, a first team and a calendar that never closes, all or nothing."""
    organisation = first_organisation()
    rules = {calendar.name: calendar.rules for calendar in organisation.calendars}

    def fill(tx: Transaction) -> None:
        save_organisation(tx, organisation, rules, f"{OF_SYSTEM}{asking.os_user}")

    return schema.create(url, simulated=simulated, fill=fill)


def first_organisation() -> Organisation:
    """Give what a new database begins with."""
    always = CalendarSource(FIRST_CALENDAR, CalendarRules.of("UTC", dict.fromkeys(Weekday, _WHOLE_DAY)))
    return Organisation(
        site=Site(),
        calendars=(always,),
        tiers=(Tier(1, "Service Desk", FIRST_TEAM),),
        teams=(Team(FIRST_TEAM, 1, FIRST_CALENDAR),),
    )


def upgrade_database(url: str) -> SchemaStatus:
    """Bring the schema up to date."""
    return schema.upgrade(url)


def database_status(url: str) -> SchemaStatus:
    """Look at the schema."""
    return schema.status(url)
