"""Who takes part in a log: its people, teams and customers as those of the organisation, who are known or new."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.names import LONGEST_LOGIN
from desktop_escalation.domain.people import Customer, Organisation, Person, Team, Tier
from desktop_escalation.domain.value import replace
from desktop_escalation.history.snapshot import Incident

DEFAULT_TIER = 1
MAIL_DOMAIN = "import.invalid"  # RFC 2606: no mail can ever be delivered there


class Cast(Struct, frozen=True):
    """The organisation's teams, logins and mail addresses by the log's words; `first_team` where no team is named."""

    first_team: Team
    teams: Mapping[str, Team]
    logins: Mapping[str, str]
    mails: Mapping[str, str]

    def team(self, word: str | None) -> Team:
        """Give the team that the log means."""
        return self.first_team if word is None else self.teams[word]

    def login(self, word: str | None) -> str | None:
        """Give the login of the person that the log means."""
        return None if word is None else self.logins[word]

    def mail(self, word: str | None) -> str | None:
        """Give the mail address of the customer that the log means."""
        return None if word is None else self.mails[word]


class Casting(Struct, frozen=True):
    """The cast of a log, with what the organisation lacks of it; customers are new where their mail address is."""

    cast: Cast
    additions: Organisation


class _Words(Struct, frozen=True):
    """Everything that a log names, each in the order in which it comes first."""

    teams: Mapping[str, Mapping[str, None]]
    assignees: Iterable[str]
    customers: Iterable[str]  # mail addresses where they have an "@", else names


def cast_for(incidents: Iterable[Incident], organisation: Organisation, tiers: Mapping[str, int]) -> Casting:
    """Find everybody of a log in the organisation, by name or login, or make them; `tiers` has levels by team."""
    words = _words(incidents)
    first_team = _first_team(organisation)
    people = {name.casefold(): one for one in reversed(organisation.people) for name in (one.login, one.name)}
    logins = _keys(words.assignees, {name: one.login for name, one in people.items()}, _login)
    mails = _keys(words.customers, {word.casefold(): word for word in words.customers if "@" in word}, _mail)
    known_logins = {one.login for one in organisation.people}
    teams = _teams(words, organisation, tiers, logins)
    by_name = {team.name: team for team in organisation.teams}
    cast_teams = {team.name: team for team in teams.values()}
    changed = tuple(team for name, team in cast_teams.items() if by_name.get(name) != team)
    additions = Organisation(
        tiers=_new_tiers(organisation, changed),
        people=tuple(Person(login, word, channels=()) for word, login in logins.items() if login not in known_logins),
        teams=changed,
        customers=tuple(Customer(mail, word, notices=False) for word, mail in mails.items()),
    )
    return Casting(Cast(teams.get(first_team.name, first_team), teams, logins, mails), additions)


def _words(incidents: Iterable[Incident]) -> _Words:
    teams: dict[str, dict[str, None]] = {}
    assignees: dict[str, None] = {}
    customers: dict[str, None] = {}
    for incident in incidents:
        for one in incident.snapshots:
            if one.assignee is not None:
                assignees[one.assignee] = None
            if one.team is not None:
                members = teams.setdefault(one.team, {})
                if one.assignee is not None:
                    members[one.assignee] = None
            if one.customer is not None:
                customers[one.customer] = None
    return _Words(teams, assignees, customers)


def _first_team(organisation: Organisation) -> Team:
    teams = {team.name: team for team in organisation.teams}
    lowest = min(organisation.tiers, key=lambda tier: tier.level, default=None)
    name = None if lowest is None else lowest.default_team
    if name is None or name not in teams:
        raise Refused("the lowest tier has no default team, to which a ticket without a team could go: set one")
    return teams[name]


def _teams(
    words: _Words, organisation: Organisation, tiers: Mapping[str, int], logins: Mapping[str, str]
) -> dict[str, Team]:
    """Give the teams by the log's words: those that are there keep all but their members, and a tier that is named."""
    found = {team.name.casefold(): team for team in reversed(organisation.teams)}
    calendar = organisation.teams[0].calendar
    for word, assignees in words.teams.items():
        team = found.get(word.casefold()) or Team(word, DEFAULT_TIER, calendar)
        members = dict.fromkeys((*team.members, *(logins[assignee] for assignee in assignees)))
        found[word.casefold()] = replace(team, tier=tiers.get(word, team.tier), members=tuple(members))
    return {word: found[word.casefold()] for word in words.teams}


def _new_tiers(organisation: Organisation, teams: Iterable[Team]) -> tuple[Tier, ...]:
    known = {tier.level for tier in organisation.tiers}
    first: dict[int, Team] = {}
    for team in teams:
        if team.tier not in known:
            first.setdefault(team.tier, team)
    return tuple(Tier(level, f"Tier {level}", first[level].name) for level in sorted(first))


def _keys(words: Iterable[str], known: Mapping[str, str], make: Callable[[str, str], str]) -> dict[str, str]:
    """Give each word the key of what it names; of new ones no two share a key."""
    found: dict[str, str] = {}
    taken = set(known.values())
    for word in words:
        key = known.get(word.casefold())
        number = 1
        while key is None:
            made = make(word, "" if number == 1 else f"-{number}")
            key = made if made not in taken else None
            number += 1
        taken.add(key)
        found[word] = key
    return found


def _login(word: str, ending: str) -> str:
    slug = "-".join(word.lower().replace(":", " ").split()) or "person"
    room = LONGEST_LOGIN - len(ending.encode())
    return slug.encode()[:room].decode(errors="ignore") + ending


def _mail(word: str, ending: str) -> str:
    local = "".join(character if character.isalnum() else "-" for character in word.lower()).strip("-")
    return f"{local[:100] or 'customer'}{ending}@{MAIL_DOMAIN}"
