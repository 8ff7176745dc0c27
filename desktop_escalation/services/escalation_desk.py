"""What somebody who escalates, assigns or moves a ticket chooses from, and what escalating would bring about."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.by_hand import HandEscalation, escalate
from desktop_escalation.domain.consequences import Consequences, consequences_of
from desktop_escalation.domain.customer_notice import template_for, why_untold
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.duty import Duty, duty_at, on_call
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer, Site, Team, Tier
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.tier_template import template_of_tier
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.domain.wording import person_name
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.lives import load_life
from desktop_escalation.storage.loads import open_tickets_by_login, open_tickets_by_team


class PersonChoice(Struct, frozen=True):
    """Somebody who can be given the ticket; `load` is a number of open tickets, `substitute` a name."""

    login: str
    name: str
    skills: tuple[str, ...]
    load: int
    capacity: int
    duty: Duty
    is_on_call: bool
    substitute: str | None


class TeamChoice(Struct, frozen=True):
    """A team with its open tickets, people by duty and load; `opens_at` is None while its calendar is open."""

    name: str
    tier: int
    open_tickets: int
    opens_at: datetime | None
    lead: str | None
    people: tuple[PersonChoice, ...]


class TierChoice(Struct, frozen=True):
    """A tier with its teams; `first_team` is the one that takes tickets of this category, None where that is open.

    `template` is the name of what tells the customer of it, None where no template of the site does.
    """

    level: int
    name: str
    is_management: bool
    teams: tuple[TeamChoice, ...]
    first_team: str | None
    template: str | None = None

    @property
    def open_tickets(self) -> int:
        """The open tickets of all teams."""
        return sum(team.open_tickets for team in self.teams)

    @property
    def on_duty(self) -> int:
        """The people of all teams who work now, each counted once."""
        people = {person.login: person for team in self.teams for person in team.people}
        return sum(person.duty.is_on for person in people.values())


class TemplateChoice(Struct, frozen=True):
    """A template by its name, in the languages that there are, that of the customer or the next best first."""

    name: str
    languages: tuple[str, ...]


class EscalationChoices(Struct, frozen=True):
    """Everything to choose from.

    `is_usually_told` is what the policy says of telling the customer; `untold` says why he or she cannot be told now,
    and is empty where that is possible.
    """

    ticket: Ticket
    site: Site
    now: datetime
    tiers: tuple[TierChoice, ...]
    customer: Customer | None
    templates: tuple[TemplateChoice, ...] = ()
    is_usually_told: bool = False
    untold: str = ""

    @property
    def teams(self) -> tuple[TeamChoice, ...]:
        """All teams, by tier."""
        return tuple(team for tier in self.tiers for team in tier.teams)


class EscalationPreview(Struct, frozen=True):
    """What a wish would bring about."""

    wish: HandEscalation
    consequences: Consequences


class _Counts(Struct, frozen=True):
    by_login: Mapping[str, int]
    by_team: Mapping[str, int]
    now: datetime
    fallback: Calendar


class EscalationDesk(Struct, frozen=True):
    """Reads what a choice needs, and changes nothing."""

    store: Store

    def look(self, asking: Asking, number: str) -> EscalationChoices:
        """Tell who could have a ticket, and how busy each is."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_SHOW)
            stored = load_life(tx, number)
            around = look_around(tx, [stored.life])
            customer = around.customer_of(stored.life)
            life, _ = catch_up(stored.life, tx.now, customer, around.rules)
            counts = _Counts(
                open_tickets_by_login(tx), open_tickets_by_team(tx), tx.now, _fallback(around, life.ticket)
            )
            policy = around.rules.policy(life.ticket.policy)
            return EscalationChoices(
                ticket=life.ticket,
                site=around.directory.site,
                now=tx.now,
                tiers=tuple(_tiers(around.directory, counts, life.ticket.category, policy)),
                customer=customer,
                templates=() if customer is None else tuple(_templates(around.directory, customer)),
                is_usually_told=policy is not None and policy.tell_customer_by_hand is not None,
                untold=why_untold(life, around.scene(life), tx.now) or "",
            )

    def preview(self, asking: Asking, number: str, wish: HandEscalation) -> EscalationPreview:
        """Tell what escalating would bring about, by the rules that escalate, without doing it."""
        with self.store.reading() as tx:
            actor = find_actor(tx, self.store.address, asking)
            actor.require(Right.TICKET_ESCALATE)
            stored = load_life(tx, number)
            around = look_around(tx, [stored.life])
            life, _ = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
            scene = around.scene(life)
            outcome = escalate(Act(actor.author, tx.now), life, scene, wish)
            return EscalationPreview(wish, consequences_of(outcome, life, scene, actor.name))


def _fallback(around: Surroundings, ticket: Ticket) -> Calendar:
    policy = around.rules.policy(ticket.policy)
    return around.rules.calendars[WALL_CLOCK] if policy is None else around.rules.calendar_of(policy)


def _templates(directory: Directory, customer: Customer) -> Iterator[TemplateChoice]:
    for name in sorted({name for name, _ in directory.templates}):
        best = template_for(directory, name, customer)
        languages = sorted(language for known, language in directory.templates if known == name)
        yield TemplateChoice(name, tuple(sorted(languages, key=lambda one: best is None or one != best.language)))


def _tiers(directory: Directory, counts: _Counts, category: str | None, policy: Policy | None) -> Iterator[TierChoice]:
    for level, tier in sorted(directory.tiers.items()):
        teams = [team for team in directory.teams.values() if team.tier == level]
        yield TierChoice(
            level=level,
            name=tier.name,
            is_management=tier.management,
            teams=tuple(_team(directory, counts, team) for team in teams),
            first_team=_first_team(directory, tier, category),
            template=template_of_tier(policy, directory, level),
        )


def _first_team(directory: Directory, tier: Tier, category: str | None) -> str | None:
    is_told = tier.default_team is not None or any(
        team.tier == tier.level and category in team.handles for team in directory.teams.values()
    )
    return directory.team_for_tier(tier.level, category).name if is_told else None


def _team(directory: Directory, counts: _Counts, team: Team) -> TeamChoice:
    calendar = directory.calendar(team.calendar)
    people = [_person(directory, counts, team, login) for login in team.members if login in directory.people]
    return TeamChoice(
        name=team.name,
        tier=team.tier,
        open_tickets=counts.by_team.get(team.name, 0),
        opens_at=None if calendar.is_open(counts.now) else calendar.next_opening(counts.now),
        lead=None if team.lead is None else person_name(directory, team.lead),
        people=tuple(sorted(people, key=_duty_and_load)),
    )


def _person(directory: Directory, counts: _Counts, team: Team, login: str) -> PersonChoice:
    person = directory.people[login]
    return PersonChoice(
        login=login,
        name=person.name,
        skills=person.skills,
        load=counts.by_login.get(login, 0),
        capacity=person.capacity,
        duty=duty_at(directory, login, counts.now, counts.fallback),
        is_on_call=on_call(directory, team, counts.now) == login,
        substitute=None if person.substitute is None else person_name(directory, person.substitute),
    )


def _duty_and_load(person: PersonChoice) -> tuple[bool, float, str]:
    return not person.duty.is_on, person.load / person.capacity, person.name
