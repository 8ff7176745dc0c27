"""How the people of the demo team work: what they do about a ticket follows from its clocks and its ladder.

Each ticket has dice of its own, so that the same seed makes the same story whatever else happens at the desk.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.duty import is_away
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.ladder import EscalationKind
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.ticket import PendingReason, State
from desktop_escalation.history.demo_acts import DemoAct, DemoTicket
from desktop_escalation.history.demo_arrivals import OFFICE_HOURS, DemoBook
from desktop_escalation.history.virtual_desk import Commit, VirtualDesk

REPLANNING = (events.Resumed, events.PolicyApplied, events.PriorityChanged, events.Reopened)
HIGHEST_BY_HABIT = 3  # nobody troubles the management without a story
LINGERING_DAYS = 22

# The usual share of a target after which people act, the share of the slow cases, and how many are slow.
PACE = {
    Metric.FIRST_RESPONSE: ((0.08, 0.7), (0.75, 1.25), 0.1),
    Metric.NEXT_RESPONSE: ((0.1, 0.75), (0.8, 1.3), 0.1),
    Metric.UPDATE: ((0.6, 0.95), (1.02, 1.3), 0.04),
    Metric.OWNERSHIP: ((0.1, 0.8), (1.0, 1.5), 0.1),
    Metric.RESOLUTION: ((0.03, 0.85), (0.95, 1.3), 0.09),
}


@dataclass(slots=True)
class _Temper:
    """What is special about one ticket; `lingers` means that it still waits for somebody at the end of the story."""

    rng: Random
    is_paused_once: bool
    is_raised: bool
    comes_back: bool
    lingers: bool


@dataclass(slots=True)
class Habits:
    """Works on made-up tickets at a virtual desk until `ends_at`; the last day ends with a quiet queue."""

    desk: VirtualDesk
    seed: int
    ends_at: datetime
    quiet_until: datetime
    book: DemoBook = field(default_factory=DemoBook.read)
    _tempers: dict[str, _Temper] = field(default_factory=dict)
    _plans: dict[tuple[str, Metric, int], datetime] = field(default_factory=dict)

    def expect(self, ticket: DemoTicket) -> None:
        """Let a ticket come in at its time."""
        rng = Random(f"{self.seed}/{ticket.number}")  # noqa: S311 - a story, not a secret
        is_recent = self.ends_at - ticket.opened_at < timedelta(days=LINGERING_DAYS)
        self._tempers[ticket.number] = _Temper(
            rng=rng,
            is_paused_once=rng.random() < 0.3,
            is_raised=rng.random() < 0.12,
            comes_back=rng.random() < 0.07,
            lingers=is_recent and rng.random() < 0.56,
        )
        self.desk.later(ticket.opened_at, lambda: self._open(ticket))

    def react(self, number: str, commit: Commit) -> None:
        """Plan what people do after something happened to a ticket."""
        if number not in self._tempers:
            return
        temper, facts = self._tempers[number], [event.fact for event in commit.events]
        life = commit.life
        if not life.ticket.is_active:
            if temper.comes_back and any(isinstance(fact, events.Resolved) for fact in facts):
                temper.comes_back = False
                self._soon(number, commit.at, temper.rng.randint(60, 700), self._comes_back)
            return
        self._plan_clocks(number, life, commit, is_anew=any(isinstance(fact, REPLANNING) for fact in facts))
        self._answer_ladder(number, life, commit)
        if life.ticket.assignee is None and _needs_taker(facts):
            self._soon(number, commit.at, self._minutes(temper.rng, 22, 240), self._take)
        if _asked_customer(commit) and temper.rng.random() < 0.22:
            self._soon(number, commit.at, self._minutes(temper.rng, 120, 900), self._customer_writes)
        if any(isinstance(fact, events.Paused) for fact in facts) and not temper.lingers:
            self._soon(number, commit.at, self._minutes(temper.rng, 300, 1500), self._customer_writes)

    # --- plans ----------------------------------------------------------------

    def _open(self, ticket: DemoTicket) -> None:
        temper, rng = self._tempers[ticket.number], self._tempers[ticket.number].rng
        commit = self.desk.open(ticket)
        if temper.is_paused_once or temper.lingers:
            self._soon(ticket.number, commit.at, rng.randint(70, 420), self._pause)
        if temper.is_raised or (temper.lingers and rng.random() < 0.45):
            self._soon(ticket.number, commit.at, rng.randint(30, 260), self._raise)
        if rng.random() < 0.35:
            self._soon(ticket.number, commit.at, rng.randint(20, 400), self._note)
        morning = self.ends_at.replace(hour=8, minute=5)
        seconds = int((self.ends_at - morning).total_seconds())
        for at in (morning + timedelta(seconds=rng.randint(0, seconds)), self.ends_at - timedelta(seconds=60)):
            self.desk.later(max(at, commit.at + timedelta(seconds=30)), lambda: self._tidy(ticket.number))

    def _plan_clocks(self, number: str, life: Life, commit: Commit, *, is_anew: bool) -> None:
        rng = self._tempers[number].rng
        for clock in life.clocks:
            key = (number, clock.metric, clock.cycle)
            if not clock.is_going or clock.is_paused or (key in self._plans and not is_anew):
                continue
            usual, slow, slow_share = PACE[clock.metric]
            share = rng.uniform(*(slow if rng.random() < slow_share else usual))
            at = self._share_at(clock, commit.at, share)
            self._plans[key] = at
            self.desk.later(at, partial(self._meet, key, at))

    def _share_at(self, clock: Clock, now: datetime, share: float) -> datetime:
        calendars = self.desk.rules_at(now).calendars
        calendar = calendars[clock.stretches[-1].calendar]
        left = max(clock.target * share - clock.used(now, calendars), timedelta(minutes=2))
        return calendar.add(now, timedelta(seconds=int(left.total_seconds())))

    def _answer_ladder(self, number: str, life: Life, commit: Commit) -> None:
        rng = self._tempers[number].rng
        for event in commit.events:
            if isinstance(event.fact, events.EscalatedByHand):
                chance = 0.95
            elif isinstance(event.fact, events.StepFired):
                chance = 0.85 if event.fact.kind is EscalationKind.FUNCTIONAL else 0.45
            else:
                continue
            if rng.random() < chance:
                self._soon(number, commit.at, self._minutes(rng, 7, 60), self._acknowledge)
            if life.ticket.tier > 1 and rng.random() < 0.16:
                self._soon(number, commit.at, rng.randint(60, 300), self._hand_back)

    def _soon(self, number: str, at: datetime, minutes: int, work: Callable[[str, datetime], None]) -> None:
        calendar = self._calendar(at)
        then = calendar.add(at, timedelta(minutes=minutes)) + timedelta(
            seconds=self._tempers[number].rng.randint(0, 59)
        )
        self.desk.later(then, lambda: self._try(work, number, then))

    def _calendar(self, at: datetime) -> Calendar:
        return self.desk.rules_at(at).calendars[OFFICE_HOURS]

    @staticmethod
    def _minutes(rng: Random, mean: int, most: int) -> int:
        return min(most, 1 + int(rng.expovariate(1 / mean)))

    # --- deeds ----------------------------------------------------------------

    @staticmethod
    def _try(work: Callable[[str, datetime], None], number: str, at: datetime) -> None:
        try:
            work(number, at)
        except Refused:  # the ticket is further than the person thought
            return

    def _does(self, number: str, at: datetime, do: str, by: str = "", **values: object) -> None:
        self.desk.act(DemoAct(at, number, do, by, **values))  # type: ignore[arg-type]

    def _meet(self, key: tuple[str, Metric, int], at: datetime) -> None:
        number, metric, cycle = key
        life = self.desk.life(number)
        clock = next((one for one in life.clocks if (one.metric, one.cycle) == (metric, cycle)), None)
        if self._plans.get(key) != at or clock is None or not clock.is_going or clock.is_paused:
            return
        if metric is Metric.RESOLUTION and not self._tempers[number].lingers:
            self._try(self._solve, number, at)
        elif metric is Metric.OWNERSHIP:
            self._try(self._take, number, at)
        elif metric is not Metric.RESOLUTION:
            self._try(lambda number, at: self._reply(number, at, metric.value), number, at)

    def _worker(self, number: str, at: datetime) -> str:
        """Give the assignee, or a member of the team who is there and takes the ticket first."""
        ticket = self.desk.life(number).ticket
        if ticket.assignee is not None:
            return ticket.assignee
        self._take(number, at)
        return self.desk.life(number).ticket.assignee or ""

    def _take(self, number: str, at: datetime) -> None:
        ticket, rng = self.desk.life(number).ticket, self._tempers[number].rng
        if ticket.assignee is None and ticket.is_active:
            members = self.desk.directory.team(ticket.team).members
            present = [login for login in members if not is_away(self.desk.directory, login, at)] or list(members)
            least = min(self.desk.loads[login] for login in present)
            login = rng.choice([login for login in present if self.desk.loads[login] <= least + 1])
            self._does(number, at, "assign", login, to=login)

    def _reply(self, number: str, at: datetime, kind: str) -> None:
        text = self.book.words(self._tempers[number].rng, kind)
        self._does(number, at, "reply", self._worker(number, at), text=text)

    def _solve(self, number: str, at: datetime) -> None:
        self._reply(number, at, "solved")
        self._does(number, at, "resolve", self._worker(number, at))

    def _note(self, number: str, at: datetime) -> None:
        if self.desk.life(number).ticket.is_active:
            text = self.book.words(self._tempers[number].rng, "note")
            self._does(number, at, "note", self._worker(number, at), text=text)

    def _pause(self, number: str, at: datetime) -> None:
        life, temper = self.desk.life(number), self._tempers[number]
        if life.ticket.state is State.PENDING:
            return
        reason = PendingReason.SUPPLIER if temper.lingers and temper.rng.random() < 0.2 else PendingReason.CUSTOMER
        self._reply(number, at, "asking")
        self._does(number, at, "pause", self._worker(number, at), reason=reason.value)

    def _customer_writes(self, number: str, at: datetime) -> None:
        ticket = self.desk.life(number).ticket
        if not ticket.is_active or at.date() == self.ends_at.date():
            return
        if ticket.pending_reason not in {None, PendingReason.CUSTOMER}:
            self._does(number, at, "resume", ticket.assignee or "")
        self._does(number, at, "customer", text=self.book.words(self._tempers[number].rng, "customer"))

    def _comes_back(self, number: str, at: datetime) -> None:
        if self.desk.life(number).ticket.state is State.RESOLVED and at.date() < self.ends_at.date():
            self._does(number, at, "customer", text=self.book.words(self._tempers[number].rng, "again"))

    def _raise(self, number: str, at: datetime) -> None:
        ticket, rng = self.desk.life(number).ticket, self._tempers[number].rng
        if ticket.tier >= HIGHEST_BY_HABIT or not ticket.is_active:
            return
        reason = rng.choice(("needs expertise", "needs expertise", "no progress", "business impact", "customer asks"))
        text = self.book.words(rng, "raise")
        by = self._worker(number, at)
        self._does(number, at, "escalate", by, tier=ticket.tier + 1, reason=reason, text=text, tell=rng.random() < 0.4)

    def _acknowledge(self, number: str, at: datetime) -> None:
        if self.desk.life(number).ticket.is_active:
            self._does(number, at, "acknowledge", self._worker(number, at))
            self._soon(number, at, self._tempers[number].rng.randint(3, 25), self._note)

    def _hand_back(self, number: str, at: datetime) -> None:
        ticket, rng = self.desk.life(number).ticket, self._tempers[number].rng
        reason = rng.choice(("solved in part", "solved in part", "wrong team", "needs information"))
        text = self.book.words(rng, "back") if rng.random() < 0.85 else ""
        self._does(number, at, "hand-back", ticket.assignee or self._worker(number, at), reason=reason, text=text)

    def _tidy(self, number: str) -> None:
        """Solve on the last day what would ask for attention before the quiet time ends."""
        life, at = self.desk.life(number), self.desk.now
        if life.ticket.is_active and any(due < self.quiet_until for due in self._attention(life, at)):
            self._try(self._solve, number, at)

    def _attention(self, life: Life, at: datetime) -> Iterator[datetime]:
        """Give the times at which a ticket asks for attention, those that have passed too."""
        rules = self.desk.rules_at(at)
        for waiting in schedule(life, rules):
            if waiting.fire_at is not None:
                yield waiting.fire_at
        for clock in life.clocks:
            due_at = clock.due_at(rules.calendars)
            if clock.is_going and due_at is not None:
                yield due_at

    def share_out(self, team: str, spared: str) -> None:
        """Let a lead share out the made-up tickets of a team, so that one person has least of all to do."""
        desk, members = self.desk, self.desk.directory.team(team).members
        numbers = [number for number in self._tempers if number in desk.commits and self._is_active_in(number, team)]
        own = Counter(desk.life(number).ticket.assignee for number in numbers)
        loads = {login: desk.loads[login] - own[login] for login in members}
        for number in numbers:
            least = min((login for login in members if login != spared), key=lambda login: (loads[login], login))
            login = spared if loads[spared] + 1 < loads[least] else least
            loads[login] += 1
            if desk.life(number).ticket.assignee != login:
                self._does(number, desk.now, "assign", desk.directory.team(team).lead or login, to=login)

    def _is_active_in(self, number: str, team: str) -> bool:
        ticket = self.desk.life(number).ticket
        return ticket.is_active and ticket.team == team


def _needs_taker(facts: list[events.Fact]) -> bool:
    return any(isinstance(fact, events.Opened | events.Moved | events.Reopened) for fact in facts)


def _asked_customer(commit: Commit) -> bool:
    return any(isinstance(event.fact, events.Replied) and event.by.kind is AuthorKind.PERSON for event in commit.events)
