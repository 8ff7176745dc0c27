"""The organisation as decisions and lists see it."""

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.people import Site
from desktop_escalation.storage.calendars import load_calendars
from desktop_escalation.storage.directory import inactive_logins, load_organisation
from desktop_escalation.storage.transaction import Transaction


def load_directory(tx: Transaction) -> Directory:
    """Give the organisation as decisions see it; those who have left are nobody's recipient."""
    return tx.kept("directory", _load_directory)


def _load_directory(tx: Transaction) -> Directory:
    organisation = load_organisation(tx)
    gone = inactive_logins(tx)
    return Directory(
        site=organisation.site or Site(),
        tiers={tier.level: tier for tier in organisation.tiers},
        teams={team.name: team for team in organisation.teams},
        people={person.login: person for person in organisation.people if person.login not in gone},
        calendars=load_calendars(tx),
        templates={(template.name, template.language): template for template in organisation.templates},
    )
