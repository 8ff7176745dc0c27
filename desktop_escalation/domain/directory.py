"""The directory as it stands at one moment: who works where, how loaded each is, and what every name means."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct, field

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.people import Person, Site, Team, Template, Tier
from desktop_escalation.domain.value import replace


class Directory(Struct, frozen=True):
    """A snapshot of the organisation; `loads` counts open tickets by login, `last_chosen` is by the engine only."""

    site: Site
    tiers: Mapping[int, Tier] = field(default_factory=dict)
    teams: Mapping[str, Team] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    templates: Mapping[tuple[str, str], Template] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    last_chosen: Mapping[str, datetime] = field(default_factory=dict)

    def team(self, name: str) -> Team:
        """Find a team by its name, or refuse with the nearest known one."""
        if name not in self.teams:
            raise _unknown("team", name, self.teams)
        return self.teams[name]

    def person(self, login: str) -> Person:
        """Find a person by the login, or refuse with the nearest known one."""
        if login not in self.people:
            raise _unknown("person", login, self.people)
        return self.people[login]

    def tier(self, level: int) -> Tier:
        """Find a tier by its level, or refuse with the known ones."""
        if level not in self.tiers:
            raise _unknown("tier", level, self.tiers)
        return self.tiers[level]

    def calendar(self, name: str) -> Calendar:
        """Find a calendar by its name, or refuse with the nearest known one."""
        if name not in self.calendars:
            raise _unknown("calendar", name, self.calendars)
        return self.calendars[name]

    def team_for_tier(self, level: int, category: str | None) -> Team:
        """Find the team of a tier that handles a category (text ignores case), else the tier's default team."""
        tier = self.tier(level)
        handling = (team.name for team in self.teams.values() if team.tier == level and _handles(team, category))
        name = min(handling, default=tier.default_team)
        if name is None:
            wanted = "a ticket without a category" if category is None else f'"{category}"'
            raise Refused(
                f"no team of tier {level} handles {wanted}, and the tier has no default team: name a team, or set one"
            )
        return self.team(name)

    def teams_of(self, login: str) -> tuple[Team, ...]:
        """List the teams that a person is a member, the lead or the manager of."""
        return tuple(
            team for team in self.teams.values() if login in team.members or login in {team.lead, team.manager}
        )

    def working_calendars(self, login: str, fallback: Calendar) -> tuple[Calendar, ...]:
        """List the calendars whose union is a person's working time: those of the teams, else `fallback` alone."""
        names = dict.fromkeys(team.calendar for team in self.teams_of(login))
        return tuple(self.calendar(name) for name in names) or (fallback,)

    def load(self, login: str) -> int:
        """Count the open tickets of a person."""
        return self.loads.get(login, 0)

    def with_choice(self, login: str, at: datetime) -> "Directory":
        """Give the snapshot in which a person has just been chosen for one more ticket."""
        return replace(
            self,
            loads={**self.loads, login: self.load(login) + 1},
            last_chosen={**self.last_chosen, login: at},
        )


def _handles(team: Team, category: str | None) -> bool:
    return category is not None and category.casefold() in {handled.casefold() for handled in team.handles}


def _unknown(noun: str, word: object, known: Iterable[object]) -> Refused:
    return Refused(f'there is no {noun} "{word}"{did_you_mean(str(word), map(str, known))}')
