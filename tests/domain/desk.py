"""A small help desk in memory, for tests of the rules: one ticket, a clock that the test moves, an engine to run."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Self

from desktop_escalation.domain import acts, by_hand, events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.business_time import Calendar, CalendarVersion
from desktop_escalation.domain.calendar_rules import CalendarRules, WallInterval, Weekday
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.decision import Decision, decide
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.ladder import StepOutcome
from desktop_escalation.domain.life import Life, begin_life, evolve_all, rebuild
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer, OnCall, Person, Role, Site, Team, Template, Tier
from desktop_escalation.domain.policy import Policy
from desktop_escalation.domain.policy_text import parse_policy
from desktop_escalation.domain.rules import make_rules
from desktop_escalation.domain.scene import Outage, Scene
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import Channel, Priority
from desktop_escalation.domain.value import replace

MONDAY = date(2026, 10, 12)
OFFICE = "Weekdays 08-18"
ALWAYS = "24/7"
PRIYA = Customer("priya@halden.example", "Priya Nair", "Halden Logistics", "Gold")
WORKDAYS = (Weekday.MON, Weekday.TUE, Weekday.WED, Weekday.THU, Weekday.FRI)

LADDER = """
name = "Urgent incidents"
calendar = "Weekdays 08-18"
[targets]
resolution = { 1 = "4h", 2 = "8h" }
[pauses]
customer = ["resolution"]
[[step]]
at = "60m before resolution"
do = [{ involve = ["assignee"] }]
[[step]]
at = "15m before resolution"
do = [{ move_to = { tier = 2 } }, { involve = ["lead"] }]
[[step]]
at = "at resolution"
do = [{ involve = ["manager"] }]
[[step]]
at = "15m after resolution"
do = [{ move_to = { tier = 3 } }]
[[step]]
at = "30m after resolution"
do = [{ involve = ["contact:deputy"] }]
[[step]]
at = "60m after resolution"
do = [{ involve = ["contact:director"] }, { tell_customer = "raised" }]
"""


def at(clock: str, days: int = 0) -> datetime:
    """Give a time of Monday 12 October 2026, or of a day after it; the desk's zone is UTC."""
    moment = datetime.combine(MONDAY, time.fromisoformat(clock), UTC)
    return moment.replace(day=MONDAY.day + days)


def a_calendar(name: str = OFFICE, hours: str = "08:00-18:00", days: tuple[Weekday, ...] = WORKDAYS) -> Calendar:
    """Make a calendar with the same hours on some days."""
    rules = CalendarRules.of("UTC", {day: (WallInterval.parse(hours),) for day in days})
    return Calendar(name, (CalendarVersion(1, None, rules),))


def a_directory() -> Directory:
    """Make three tiers with a lead, a manager and contacts."""
    people = (
        Person("marek", "Marek", "marek@x.example"),
        Person("jonas", "Jonas", "jonas@x.example"),
        Person("yuki", "Yuki", "yuki@x.example"),
        Person("ingrid", "Ingrid", "ingrid@x.example", Role.LEAD),
        Person("helen", "Helen", "helen@x.example", Role.MANAGER),
        Person("dep", "Deputy", "dep@x.example", Role.MANAGER),
        Person("dora", "Dora", "dora@x.example", Role.MANAGER),
        Person("root", "Root", "root@x.example", Role.ADMIN),
    )
    contacts = {"deputy": "dep", "director": "dora"}
    teams = (
        Team("Desk", 1, OFFICE, ("marek",), "ingrid", "helen", (), contacts),
        Team("Network", 2, OFFICE, ("jonas", "yuki"), "ingrid", "helen", ("Network",), contacts, _rota()),
        Team("Edge", 3, OFFICE, ("yuki",), "ingrid", "helen", ("Network",), contacts),
    )
    tiers = (Tier(1, "Desk", "Desk"), Tier(2, "Specialists", "Network"), Tier(3, "Engineering", "Edge"))
    template = Template("raised", "en", "{ticket.number} raised", "Hello {customer.name}")
    return Directory(
        site=Site(name="Site", zone="UTC"),
        tiers={tier.level: tier for tier in tiers},
        teams={team.name: team for team in teams},
        people={person.login: person for person in people},
        calendars={OFFICE: a_calendar(), ALWAYS: a_calendar(ALWAYS, "00:00-24:00", tuple(Weekday))},
        templates={("raised", "en"): template},
    )


def _rota() -> OnCall:
    return OnCall(("jonas", "yuki"), time(8), MONDAY, Weekday.MON)


def a_policy(text: str = LADDER, version: int = 1) -> Policy:
    """Read a policy as published."""
    return replace(parse_policy(text, "policy.toml"), version=version)


@dataclass
class Desk:
    """One ticket and everything around it; every method that acts does so at `now`."""

    policies: tuple[Policy, ...] = field(default_factory=lambda: (a_policy(),))
    directory: Directory = field(default_factory=a_directory)
    now: datetime = field(default_factory=lambda: at("09:00"))
    customer: Customer | None = PRIYA
    outages: tuple[Outage, ...] = ()
    history: list[Event] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)

    @property
    def scene(self) -> Scene:
        """The scene at this moment."""
        rules = make_rules(self.policies, {}, self.directory.calendars)
        return Scene(self.now, rules, self.directory, self.customer, (), self.outages)

    @property
    def life(self) -> Life:
        """The life as it follows from the whole history: nothing else is kept."""
        return rebuild(self.history, self.scene.rules)

    def open(self, priority: int = 1, team: str = "Desk", category: str | None = "Network") -> Self:
        """Let the ticket come in."""
        where = self.directory.team(team)
        opened = events.Opened(
            "DE-1",
            "VPN drops",
            "Whole office",
            Channel.DESK,
            category,
            Priority(priority),
            team,
            where.tier,
            where.calendar,
            None if self.customer is None else self.customer.mail,
        )
        event = Event(self.now, self.who("marek"), opened)
        _, made = with_policy(begin_life(event, self.scene.rules), (event,), self.customer, self.scene.rules)
        self.history.extend(made)
        return self

    def who(self, login: str) -> Author:
        """Name an author: a person, or the customer."""
        is_customer = login == "customer"
        return Author(AuthorKind.CUSTOMER if is_customer else AuthorKind.PERSON, PRIYA.mail if is_customer else login)

    def until(self, clock: str, days: int = 0) -> Self:
        """Move the clock."""
        self.now = at(clock, days)
        return self

    def act(self, login: str = "marek") -> Act:
        """Act now as somebody."""
        return Act(self.who(login), self.now)

    def does(self, *facts: events.Fact, by: str = "marek") -> Self:
        """Let facts happen now, after what was overdue, with the change of policy that they bring about."""
        self.adds(self.act(by).makes(*facts))
        return self

    def adds(self, made: tuple[Event, ...]) -> None:
        """Add events, after what was overdue."""
        life, overdue = catch_up(self.life, self.now, self.customer, self.scene.rules)
        self.history.extend(overdue)
        rules = self.scene.rules
        _, complete = with_policy(evolve_all(life, made, rules), made, self.customer, rules)
        self.history.extend(complete)

    def caught_up(self) -> Life:
        """Let what is overdue happen, and give the life."""
        life, overdue = catch_up(self.life, self.now, self.customer, self.scene.rules)
        self.history.extend(overdue)
        return life

    def acknowledges(self, clock: str | None = None, by: str = "marek", days: int = 0) -> Self:
        """Acknowledge until a time."""
        until = None if clock is None else at(clock, days)
        self.adds(acts.acknowledge(self.act(by), self.caught_up(), until, self.scene.rules))
        return self

    def escalates(self, by: str = "marek", **wish: object) -> Self:
        """Escalate by hand."""
        asked = by_hand.HandEscalation(**{"reason": "no progress", "note": "Firmware bug.", **wish})  # type: ignore[arg-type]
        outcome = by_hand.escalate(self.act(by), self.caught_up(), self.scene, asked)
        self.adds(outcome.events)
        self.messages.extend(outcome.messages)
        return self

    def runs(self, clock: str | None = None, days: int = 0) -> list[str]:
        """Run the engine, at a time if one is given, until nothing is due; list the ids of the steps that fired."""
        if clock is not None:
            self.until(clock, days)
        fired: list[str] = []
        while True:
            decision = decide(self.life, self.scene)
            if not decision.events:
                return fired
            self.decisions.append(decision)
            self.history.extend(decision.events)
            self.messages.extend(decision.messages)
            self.directory = decision.scene.directory
            fired += [event.fact.key.step for event in decision.events if isinstance(event.fact, events.StepFired)]

    def times(self) -> dict[str, str | None]:
        """Tell for each waiting step when it will fire, as a time of day; None while something holds it."""
        return {
            waiting.key.step: None if waiting.fire_at is None else f"{waiting.fire_at:%H:%M}"
            for waiting in schedule(self.life, self.scene.rules)
            if waiting.kind is WaitingKind.STEP and waiting.key is not None
        }

    def skipped(self) -> dict[str, str]:
        """Tell for each skipped step why."""
        return {
            record.key.step: record.reason
            for record in self.life.ladder.records
            if record.outcome is StepOutcome.SKIPPED
        }

    def clock(self, metric: Metric = Metric.RESOLUTION) -> Clock:
        """Give the latest clock of a metric."""
        return [clock for clock in self.life.clocks if clock.metric is metric][-1]

    def told(self) -> list[str]:
        """List who got a message in the notification centre or by mail to a customer, in order."""
        return [message.to for message in self.messages if message.channel == "centre" or message.is_for_customer]
