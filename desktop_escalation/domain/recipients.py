"""Who is told when a step fires, why, and in whose place."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import is_away, on_call
from desktop_escalation.domain.people import Team
from desktop_escalation.domain.policy import Recipient, RecipientKind
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.value import replace


class Telling(Struct, frozen=True):
    """One person who is told; `instead_of` is the login of the absent one whom this person stands in for."""

    login: str
    why: str
    instead_of: str | None = None


NAMED = "named in the policy"


class Told(Struct, frozen=True):
    """All who are told, each once with the first reason, and a sentence for each recipient that found nobody."""

    tellings: tuple[Telling, ...] = ()
    missing: tuple[str, ...] = ()

    def with_reason(self, why: str, instead: str) -> "Told":
        """Give another reason for one, where no policy but a person named somebody."""
        tellings = tuple(replace(one, why=instead) if one.why == why else one for one in self.tellings)
        return Told(tellings, tuple(words.replace(f"({why})", f"({instead})") for words in self.missing))


class _Found(Struct, frozen=True):
    """The logins that a recipient means, with the reason; `nobody` is the sentence where there are none."""

    logins: tuple[str, ...]
    why: str
    nobody: str


def resolve(directory: Directory, recipients: Iterable[Recipient], ticket: Ticket, at: datetime) -> Told:
    """Find the people whom recipients mean; somebody away is replaced by the substitute, off duty only delays."""
    tellings: dict[str, Telling] = {}
    missing: list[str] = []
    for recipient in recipients:
        found = _find(directory, recipient, ticket, at)
        present = _present(directory, found, at)
        for telling in present:
            tellings.setdefault(telling.login, telling)
        if not present:
            missing.append(_sentence(directory, found))
    return Told(tuple(tellings.values()), tuple(missing))


def stand_in(directory: Directory, login: str, at: datetime) -> str | None:
    """Give the person or, while away, the first present one along the chain of substitutes; None without one."""
    asked: set[str] = set()
    current: str | None = login
    while current is not None and current in directory.people and current not in asked:
        if not is_away(directory, current, at):
            return current
        asked.add(current)
        current = directory.people[current].substitute
    return None


def _present(directory: Directory, found: _Found, at: datetime) -> list[Telling]:
    there = [(login, stand_in(directory, login, at)) for login in found.logins]
    return [Telling(one, found.why, None if one == login else login) for login, one in there if one is not None]


def _sentence(directory: Directory, found: _Found) -> str:
    if not found.logins:
        return found.nobody
    names = ", ".join(directory.people[login].name if login in directory.people else login for login in found.logins)
    verb = "is" if len(found.logins) == 1 else "are"
    return f"{names} ({found.why}) {verb} away or unknown, without a substitute who is there"


def _find(directory: Directory, recipient: Recipient, ticket: Ticket, at: datetime) -> _Found:
    match recipient.kind:
        case RecipientKind.ASSIGNEE:
            return _Found(_some(ticket.assignee), f"assignee of {ticket.number}", f"{ticket.number} has no assignee")
        case RecipientKind.WATCHERS:
            watchers = tuple(sorted(ticket.watchers))
            return _Found(watchers, f"watching {ticket.number}", f"nobody watches {ticket.number}")
        case RecipientKind.PERSON:
            return _Found((recipient.name,), NAMED, "")
        case RecipientKind.CONTACT:
            return _contact(directory, recipient.name, ticket)
        case _:
            return _of_team(directory, recipient, recipient.name or ticket.team, at)


def _of_team(directory: Directory, recipient: Recipient, name: str, at: datetime) -> _Found:
    team = directory.teams.get(name)
    if team is None:
        return _Found((), "", f"there is no team {name}")
    match recipient.kind:
        case RecipientKind.LEAD:
            return _Found(_some(team.lead), f"lead of {name}", f"{name} has no lead")
        case RecipientKind.MANAGER:
            return _Found(_some(team.manager), f"manager of {name}", f"{name} has no manager")
        case RecipientKind.ON_CALL:
            return _Found(_some(on_call(directory, team, at)), f"on call for {name}", f"nobody is on call for {name}")
        case _:
            return _Found(team.members, f"member of {name}", f"{name} has no members")


def _contact(directory: Directory, role: str, ticket: Ticket) -> _Found:
    own = directory.teams.get(ticket.team)
    tier = ticket.tier if own is None else own.tier

    def nearness(team: Team) -> tuple[bool, bool, int, str]:
        return team.name != ticket.team, team.tier != tier, team.tier, team.name

    team = min((team for team in directory.teams.values() if role in team.contacts), key=nearness, default=None)
    if team is None:
        return _Found((), "", f"no team has a contact {role}")
    return _Found((team.contacts[role],), f"{role} of {team.name} (contact)", "")


def _some(login: str | None) -> tuple[str, ...]:
    return () if login is None else (login,)
