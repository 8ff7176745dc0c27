"""Whether an organisation holds together: what an import makes of two, the names nobody knows, and what looks odd."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from msgspec import Struct

from desktop_escalation.domain.errors import Problem, did_you_mean
from desktop_escalation.domain.organisation_text import Place
from desktop_escalation.domain.people import NoticeChannel, Organisation, Person, Team

T = TypeVar("T")


def merge(existing: Organisation, new: Organisation) -> Organisation:
    """Insert and update by name, level, login or mail; what `new` does not mention stays as it is."""
    return Organisation(
        site=new.site or existing.site,
        calendars=_merged(existing.calendars, new.calendars, lambda calendar: calendar.name),
        tiers=_merged(existing.tiers, new.tiers, lambda tier: tier.level),
        people=_merged(existing.people, new.people, lambda person: person.login),
        teams=_merged(existing.teams, new.teams, lambda team: team.name),
        customers=_merged(existing.customers, new.customers, lambda customer: customer.mail),
        templates=_merged(existing.templates, new.templates, lambda template: (template.name, template.language)),
    )


def unknown_names(merged: Organisation, places: Mapping[Place, int] = MappingProxyType({})) -> tuple[Problem, ...]:
    """List names that nothing has and contradictions; `places` gives the lines of those that a file wrote."""
    check = _Check(merged, places)
    problems = (
        *check.of_teams(),
        *check.of_tiers(),
        *check.of_categories(),
        *check.of_substitutes(),
        *check.of_shared("os_user", lambda person: person.os_user or person.login),
        *check.of_shared("mail", lambda person: person.mail),
    )
    return tuple(sorted(problems, key=lambda problem: problem.line or 0))


def warnings(merged: Organisation) -> tuple[str, ...]:
    """List what is allowed but probably not meant, one sentence each."""
    return (
        *(f'team "{team.name}" has nobody' for team in merged.teams if not team.members),
        *(f'team "{team.name}" has no lead' for team in merged.teams if team.lead is None),
        *(f"tier {tier.level} has no default_team" for tier in merged.tiers if tier.default_team is None),
        *(
            f'person "{person.login}" wants mail but has no address'
            for person in merged.people
            if person.mail is None and NoticeChannel.MAIL in person.channels
        ),
        *_circles(merged.people),
    )


class _Check(Struct, frozen=True, dict=True):
    organisation: Organisation
    places: Mapping[Place, int]

    @cached_property
    def logins(self) -> frozenset[str]:
        return frozenset(person.login for person in self.organisation.people)

    def of_teams(self) -> Iterator[Problem]:
        levels = {str(tier.level) for tier in self.organisation.tiers}
        calendars = {calendar.name for calendar in self.organisation.calendars}
        for team in self.organisation.teams:
            yield from self.unknown("team", team.name, "tier", [str(team.tier)], levels)
            yield from self.unknown("team", team.name, "calendar", [team.calendar], calendars)
            for name, logins in _people_of(team).items():
                yield from self.unknown("team", team.name, name, logins, self.logins)

    def of_categories(self) -> Iterator[Problem]:
        site = self.organisation.site
        categories = () if site is None else site.categories
        known = {category.casefold() for category in categories}
        for team in self.organisation.teams:
            foreign = [handled for handled in team.handles if known and handled.casefold() not in known]
            yield from self.unknown("team", team.name, "handles", foreign, categories)

    def of_tiers(self) -> Iterator[Problem]:
        tier_of = {team.name: team.tier for team in self.organisation.teams}
        for tier in self.organisation.tiers:
            name, level = tier.default_team, str(tier.level)
            if name is None:
                continue
            yield from self.unknown("tier", level, "default_team", [name], tier_of)
            if tier_of.get(name, tier.level) != tier.level:
                message = f'team "{name}" is of tier {tier_of[name]}: name a team of this tier'
                yield self.problem("tier", level, "default_team", message)

    def of_substitutes(self) -> Iterator[Problem]:
        for person in self.organisation.people:
            if person.substitute == person.login:
                yield self.problem("person", person.login, "substitute", "nobody stands in for themselves")
            elif person.substitute is not None:
                yield from self.unknown("person", person.login, "substitute", [person.substitute], self.logins)

    def of_shared(self, name: str, value_of: Callable[[Person], str | None]) -> Iterator[Problem]:
        first_of: dict[str, str] = {}
        for person in self.organisation.people:
            value = value_of(person)
            if value is not None and first_of.setdefault(value, person.login) != person.login:
                message = f'"{value}" is that of "{first_of[value]}" too: it must tell people apart'
                yield self.problem("person", person.login, name, message)

    def unknown(self, noun: str, key: str, name: str, words: Iterable[str], known: Iterable[str]) -> Iterator[Problem]:
        for word in words:
            if word not in known:
                yield self.problem(noun, key, name, f'"{word}" is not known{did_you_mean(word, known)}')

    def problem(self, noun: str, key: str, name: str, message: str) -> Problem:
        return Problem(f'{noun} "{key}", {name}: {message}', self.places.get((noun, key, name)))


def _people_of(team: Team) -> dict[str, Iterable[str]]:
    """Give the logins that a team names, by the field that names them."""
    return {
        "members": team.members,
        "lead": () if team.lead is None else (team.lead,),
        "manager": () if team.manager is None else (team.manager,),
        "contacts": tuple(team.contacts.values()),
        "on_call": () if team.on_call is None else dict.fromkeys(team.on_call.people),
    }


def _circles(people: Iterable[Person]) -> Iterator[str]:
    """Name each circle of substitutes once; while all of one are away, nobody stands in."""
    substitute_of = {person.login: person.substitute for person in people}
    for login in substitute_of:
        chain: list[str] = []
        current: str | None = login
        while current is not None and current not in chain:
            chain.append(current)
            current = substitute_of.get(current)
        if current == login == min(chain) and len(chain) > 1:
            yield f"substitutes in a circle: {' → '.join([*chain, login])}; while all are away nobody stands in"


def _merged(existing: Iterable[T], new: Iterable[T], key_of: Callable[[T], Hashable]) -> tuple[T, ...]:
    return tuple({key_of(value): value for value in (*existing, *new)}.values())
