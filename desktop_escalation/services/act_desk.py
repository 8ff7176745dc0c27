"""What the smaller acts ask before they are done: each answer is a trial of the act itself, which changes nothing."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain import acts, events
from desktop_escalation.domain.acts import Act
from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.by_hand import hand_back
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import Event
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.people import Customer, Site
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import PendingReason, Priority, Ticket
from desktop_escalation.services.actors import find_actor
from desktop_escalation.services.asking import Asking
from desktop_escalation.services.surroundings import Surroundings, look_around
from desktop_escalation.storage.customers import find_customers
from desktop_escalation.storage.database import Store
from desktop_escalation.storage.directory import load_organisation
from desktop_escalation.storage.lives import load_life
from desktop_escalation.storage.transaction import Transaction


class WaitingStep(Struct, frozen=True):
    """A step of the ladder that has a time; `position` counts from 1."""

    position: int
    at: datetime


class Promises(Struct, frozen=True):
    """What a promise would be and hold; `default_until` is the policy's, None where only a named time will do.

    `calendar` is the one in which the policy counts, None where no policy does.
    """

    ticket: Ticket
    site: Site
    now: datetime
    default_until: datetime | None
    current_until: datetime | None
    new_promises_left: int
    steps: tuple[WaitingStep, ...]
    calendar: Calendar | None = None


class WayBack(Struct, frozen=True):
    """Where a ticket goes when it is handed back; `team` is None where it cannot, and `refusal` then says why."""

    ticket: Ticket
    reasons: tuple[str, ...]
    team: str | None
    tier: str | None
    refusal: str = ""


class PriorityChoice(Struct, frozen=True):
    """What a priority would mean for the time to resolve; None where no policy promises one, or while it is paused."""

    priority: Priority
    target: timedelta | None
    due_at: datetime | None


class Priorities(Struct, frozen=True):
    """The present priority, and what each would mean."""

    ticket: Ticket
    site: Site
    now: datetime
    choices: tuple[PriorityChoice, ...]


class PauseChoice(Struct, frozen=True):
    """What a wait does to the clocks that go: those that stand still, and those that run on, with when they are due."""

    reason: PendingReason
    still: tuple[Metric, ...]
    going: tuple[tuple[Metric, datetime | None], ...]


class Pauses(Struct, frozen=True):
    """What the ticket may wait for, and what each would mean."""

    ticket: Ticket
    site: Site
    now: datetime
    choices: tuple[PauseChoice, ...]

    def choice(self, reason: PendingReason) -> PauseChoice:
        """Find what waiting for something would mean."""
        return next(choice for choice in self.choices if choice.reason is reason)


class Intake(Struct, frozen=True):
    """What a new ticket is made of: the names of teams by tier, and the site's categories."""

    site: Site
    teams: tuple[tuple[str, str], ...]


class _Trial(Struct, frozen=True):
    act: Act
    life: Life
    around: Surroundings


class ActDesk(Struct, frozen=True):
    """Reads what a dialog asks, and changes nothing."""

    store: Store

    def promises(self, asking: Asking, number: str) -> Promises:
        """Tell until when somebody who acknowledges promises to act, and which steps may wait for that."""
        with self.store.reading() as tx:
            trial = self._trial(tx, asking, number, Right.TICKET_ACKNOWLEDGE)
            life, promise, rules = trial.life, trial.life.ladder.promise, trial.around.rules
            policy = rules.policy(life.ticket.policy)
            return Promises(
                ticket=life.ticket,
                site=trial.around.directory.site,
                now=tx.now,
                default_until=_default_until(trial),
                current_until=None if promise is None else promise.until,
                new_promises_left=acts.MOST_NEW_PROMISES - (0 if promise is None else promise.replaced),
                steps=tuple(_waiting_steps(trial)),
                calendar=None if policy is None else rules.calendar_of(policy),
            )

    def way_back(self, asking: Asking, number: str) -> WayBack:
        """Tell where a ticket goes when it is handed back, or why it cannot be."""
        with self.store.reading() as tx:
            trial = self._trial(tx, asking, number, Right.TICKET_HAND_BACK)
            ticket, reasons = trial.life.ticket, acts.HAND_BACK_REASONS
            try:
                outcome = hand_back(trial.act, trial.life, trial.around.scene(trial.life), reasons[0], "")
            except Refused as refusal:
                return WayBack(ticket, reasons, None, None, str(refusal))
            (moved,) = (event.fact for event in outcome.events if isinstance(event.fact, events.Moved))
            return WayBack(ticket, reasons, moved.team, trial.around.directory.tier(moved.tier).name)

    def priorities(self, asking: Asking, number: str) -> Priorities:
        """Tell what each priority would mean for the time to resolve."""
        with self.store.reading() as tx:
            trial = self._trial(tx, asking, number, Right.TICKET_PRIORITY)
            choices = tuple(_priority(trial, priority) for priority in Priority)
            return Priorities(trial.life.ticket, trial.around.directory.site, tx.now, choices)

    def pauses(self, asking: Asking, number: str) -> Pauses:
        """Tell what each reason to wait would mean for the clocks."""
        with self.store.reading() as tx:
            trial = self._trial(tx, asking, number, Right.TICKET_PAUSE)
            choices = tuple(_pause(trial, reason) for reason in PendingReason)
            return Pauses(trial.life.ticket, trial.around.directory.site, tx.now, choices)

    def intake(self, asking: Asking) -> Intake:
        """Tell what a new ticket can be made of."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_NEW)
            organisation = load_organisation(tx)
            tiers = {tier.level: tier.name for tier in organisation.tiers}
            teams = sorted(organisation.teams, key=lambda team: team.tier)
            return Intake(organisation.site or Site(), tuple((team.name, tiers[team.tier]) for team in teams))

    def customers(self, asking: Asking, text: str) -> tuple[Customer, ...]:
        """Find customers whose mail address or name begins with a text, a dozen at most."""
        with self.store.reading() as tx:
            find_actor(tx, self.store.address, asking).require(Right.TICKET_NEW)
            return find_customers(tx, text)

    def _trial(self, tx: Transaction, asking: Asking, number: str, right: Right) -> _Trial:
        actor = find_actor(tx, self.store.address, asking)
        actor.require(right)
        stored = load_life(tx, number)
        around = look_around(tx, [stored.life])
        life, _ = catch_up(stored.life, tx.now, around.customer_of(stored.life), around.rules)
        return _Trial(Act(actor.author, tx.now), life, around)


def _default_until(trial: _Trial) -> datetime | None:
    if trial.around.rules.policy(trial.life.ticket.policy) is None:
        return None
    (event,) = acts.acknowledge(trial.act, trial.life, None, trial.around.rules)
    return event.fact.until if isinstance(event.fact, events.Acknowledged) else None


def _waiting_steps(trial: _Trial) -> Iterator[WaitingStep]:
    policy = trial.around.rules.policy(trial.life.ticket.policy)
    if policy is None:
        return
    places = {step.id: step.position for step in policy.steps}
    for one in schedule(trial.life, trial.around.rules):
        if one.kind is WaitingKind.STEP and one.key is not None and one.planned_at is not None:
            yield WaitingStep(places[one.key.step], one.planned_at)


def _priority(trial: _Trial, priority: Priority) -> PriorityChoice:
    life, rules = trial.life, trial.around.rules
    if life.ticket.priority is not priority:
        life = _after(trial, acts.set_priority(trial.act, life, priority))
    going = [clock for clock in life.clocks if clock.metric is Metric.RESOLUTION and clock.is_going]
    if not going:
        return PriorityChoice(priority, None, None)
    clock = going[-1]
    return PriorityChoice(priority, clock.effective_target(rules.calendars), clock.due_at(rules.calendars))


def _pause(trial: _Trial, reason: PendingReason) -> PauseChoice:
    calendars = trial.around.rules.calendars
    life = _after(trial, acts.pause(trial.act, trial.life, reason, None))
    clocks = [clock for clock in life.clocks if clock.is_going]
    return PauseChoice(
        reason,
        still=tuple(clock.metric for clock in clocks if clock.is_paused),
        going=tuple((clock.metric, clock.due_at(calendars)) for clock in clocks if not clock.is_paused),
    )


def _after(trial: _Trial, made: tuple[Event, ...]) -> Life:
    rules = trial.around.rules
    life, _ = with_policy(evolve_all(trial.life, made, rules), made, trial.around.customer_of(trial.life), rules)
    return life
