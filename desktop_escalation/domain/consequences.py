"""What escalating by hand brings about, told from the very outcome that the act would commit."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.by_hand import HandOutcome
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import with_policy
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Policy, Step
from desktop_escalation.domain.rules import Rules
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.wording import person_name

UNACKNOWLEDGED = "unacknowledged"


class Informed(Struct, frozen=True):
    """Somebody who is told, by which channels beside the notification centre, and from when on."""

    login: str
    name: str
    channels: tuple[NoticeChannel, ...]
    at: datetime
    instead_of: str | None = None


class GoingClock(Struct, frozen=True):
    """A clock that goes on; `due_at` is None while it is paused."""

    metric: Metric
    due_at: datetime | None


class NextStep(Struct, frozen=True):
    """A step of the ticket's ladder that will run."""

    step: Step
    at: datetime


class Consequences(Struct, frozen=True):
    """The ticket as it will be, and everything that changes around it.

    `missing` has a sentence for everybody who cannot be reached, `if_nobody_acknowledges` is the step that comes then.
    """

    now: datetime
    zone: str
    before: Ticket
    after: Ticket
    informed: tuple[Informed, ...]
    missing: tuple[str, ...]
    clocks: tuple[GoingClock, ...]
    done_steps: tuple[Step, ...]
    if_nobody_acknowledges: NextStep | None
    mail: Message | None
    customer_told: str
    is_watching: bool


def consequences_of(outcome: HandOutcome, life: Life, scene: Scene, asker: str) -> Consequences:
    """Tell what an outcome brings about for a ticket whose life was `life`; `asker` is a login."""
    rules = scene.rules
    made = evolve_all(life, outcome.events, rules)
    after, _ = with_policy(made, outcome.events, scene.customer, rules)
    return Consequences(
        now=scene.now,
        zone=scene.directory.site.zone,
        before=life.ticket,
        after=after.ticket,
        informed=tuple(_informed(outcome, scene)),
        missing=() if outcome.receipt is None else outcome.receipt.failed,
        clocks=tuple(
            GoingClock(clock.metric, None if clock.is_paused else clock.due_at(rules.calendars))
            for clock in after.clocks
            if clock.is_going
        ),
        done_steps=tuple(_done_steps(outcome, rules.policy(life.ticket.policy))),
        if_nobody_acknowledges=_if_nobody_acknowledges(after, rules),
        mail=next((message for message in outcome.messages if message.is_for_customer), None),
        customer_told=outcome.customer_told,
        is_watching=asker in after.ticket.watchers,
    )


def _informed(outcome: HandOutcome, scene: Scene) -> Iterator[Informed]:
    tellings = () if outcome.receipt is None else outcome.receipt.recipients
    absent = {telling.login: telling.instead_of for telling in tellings}
    colleagues = [message for message in outcome.messages if not message.is_for_customer]
    for login in dict.fromkeys(message.to for message in colleagues):
        own = [message for message in colleagues if message.to == login]
        instead_of = absent.get(login)
        yield Informed(
            login=login,
            name=person_name(scene.directory, login),
            channels=tuple(message.channel for message in own if message.channel is not NoticeChannel.CENTRE),
            at=min(message.deliver_at for message in own),
            instead_of=None if instead_of is None else person_name(scene.directory, instead_of),
        )


def _done_steps(outcome: HandOutcome, policy: Policy | None) -> Iterator[Step]:
    done = {event.fact.key.step for event in outcome.events if isinstance(event.fact, events.StepSkipped)}
    return (step for step in (() if policy is None else policy.steps) if step.id in done)


def _if_nobody_acknowledges(after: Life, rules: Rules) -> NextStep | None:
    policy = rules.policy(after.ticket.policy)
    if policy is None:
        return None
    waiting = {
        one.key.step: one.fire_at
        for one in schedule(after, rules)
        if one.key is not None and one.key.clock == UNACKNOWLEDGED and one.fire_at is not None
    }
    ahead = [NextStep(step, waiting[step.id]) for step in policy.steps if step.id in waiting]
    return min(ahead, key=lambda one: one.at, default=None)
