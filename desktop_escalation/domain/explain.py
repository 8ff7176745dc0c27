"""Why, and why not: the stored receipts of a ticket's steps, and on demand one for each step that has not fired."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.clock import Clock, Ending
from desktop_escalation.domain.conditions import Finding
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.ladder import Escalation, StepKey, StepOutcome, StepRecord
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.matching import lost_policies
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.moments import short_moment
from desktop_escalation.domain.policy import (
    AtOffset,
    AtPercent,
    Idle,
    Policy,
    Step,
    TimesBounced,
    TimesReopened,
    Unacknowledged,
    Unassigned,
)
from desktop_escalation.domain.receipt import (
    FIRED,
    HELD,
    NOT_NEEDED,
    OBSOLETE,
    OTHER_POLICY,
    PARKED,
    PAUSED,
    SKIPPED,
    WAITING,
    Receipt,
    arithmetic_of,
)
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import Waiting, firings, is_on_paused_clock, schedule
from desktop_escalation.domain.ticket import PolicyRef
from desktop_escalation.domain.trigger_text import trigger_in_words
from desktop_escalation.domain.wording import metric_words, person_name


class Explanation(Struct, frozen=True):
    """A receipt with the number of the escalation that it belongs to; None for a step that has not fired."""

    escalation: int | None
    receipt: Receipt


class _Answer(Struct, frozen=True):
    """How a step stands: the outcome, why in words, its time, and when that was settled (None: it is not yet)."""

    outcome: str
    why: str
    due_at: datetime | None = None
    settled_at: datetime | None = None


class _Question(Struct, frozen=True):
    """One step of a ticket under one policy at one moment."""

    life: Life
    policy: Policy
    step: Step
    scene: Scene

    @property
    def is_governing(self) -> bool:
        return self.life.ticket.policy == PolicyRef(self.policy.name, self.policy.version)

    def moment(self, at: datetime) -> str:
        return short_moment(at, self.scene.directory.site.zone)

    def name(self, login: str) -> str:
        return person_name(self.scene.directory, login)


def explain(
    life: Life, scene: Scene, stored: Iterable[Explanation] = (), step_id: str | None = None
) -> tuple[Explanation, ...]:
    """List what is on record of a ticket's steps, and why the others have not fired, in the order of the ladder.

    `stored` are the receipts on record, oldest first. Those that belong to no step of the ticket's policy, such as
    escalations by hand, come first. `step_id` asks for one step only. A step of which another occurrence waits has
    that one as its last explanation.
    """
    policy = scene.rules.policy(life.ticket.policy)
    receipts = tuple(stored)
    questions = () if policy is None else tuple(_Question(life, policy, step, scene) for step in policy.steps)
    own = {(question.policy.name, question.step.id) for question in questions}
    found = [one for one in receipts if (one.receipt.policy, one.receipt.step) not in own]
    for question in questions:
        found.extend(_of_step(question, receipts))
    if step_id is None:
        return tuple(found)
    known = {one.receipt.step for one in found} - {""}
    if step_id not in known:
        raise Refused(f'{life.ticket.number} has no step "{step_id}"{did_you_mean(step_id, known)}')
    return tuple(one for one in found if one.receipt.step == step_id)


def why_not(life: Life, policy: Policy, step: Step, scene: Scene) -> Receipt:
    """Make a receipt for a step as it stands now: what it waits for, what holds it, or why it is not needed."""
    question = _Question(life, policy, step, scene)
    waiting = _waiting(question)
    key = _latest_key(question) if waiting is None or waiting.key is None else waiting.key
    answer = _answer(question, waiting, key)
    return Receipt(
        policy=policy.name,
        version=policy.version,
        step=step.id,
        trigger=step.trigger_text,
        outcome=answer.outcome,
        at=answer.settled_at or scene.now,
        due_at=answer.due_at,
        arithmetic=arithmetic_of(life, policy, step, key, answer.settled_at or scene.now, scene.rules),
        conditions=() if answer.settled_at is not None else _conditions(question),
        lost_policies=lost_policies(life.ticket, facts_of(life.ticket, scene.customer, scene.now), scene.rules),
        why=answer.why,
    )


def _of_step(question: _Question, stored: tuple[Explanation, ...]) -> Iterator[Explanation]:
    policy, step = question.policy, question.step
    own = [one for one in stored if (one.receipt.policy, one.receipt.step) == (policy.name, step.id)]
    yield from own
    if not own or _waiting(question) is not None:
        yield Explanation(None, why_not(question.life, policy, step, question.scene))


def _waiting(question: _Question) -> Waiting | None:
    """Find the occurrence of a step that waits; repetitions do not count."""
    if not question.is_governing:
        return None
    return next(
        (
            waiting
            for waiting in schedule(question.life, question.scene.rules)
            if waiting.key is not None and (waiting.key.step, waiting.key.repetition) == (question.step.id, 0)
        ),
        None,
    )


def _conditions(question: _Question) -> tuple[Finding, ...]:
    scene = question.scene
    return question.step.condition.judge(facts_of(question.life.ticket, scene.customer, scene.now)).findings


def _latest_key(question: _Question) -> StepKey:
    word, number = _latest_occurrence(question)
    return StepKey(question.policy.name, question.step.id, word, number)


def _latest_occurrence(question: _Question) -> tuple[str, int]:
    past, trigger = question.life.past, question.step.trigger
    match trigger:
        case AtPercent() | AtOffset():
            clock = _clock(question, trigger.metric)
            return trigger.metric, 1 if clock is None else clock.cycle
        case Unassigned():
            return "unassigned", past.spells
        case Idle():
            return "idle", past.touched.number
        case TimesReopened(times=times):
            return "reopened", times
        case TimesBounced(times=times):
            return "bounced", times
        case Unacknowledged(step=step):
            return "unacknowledged", len(firings(question.life, question.policy.name, step))
        case _:
            return "customer", len(past.customer_escalated_ats)


def _clock(question: _Question, metric: Metric) -> Clock | None:
    return next((clock for clock in reversed(question.life.clocks) if clock.metric is metric), None)


# --- the answer ---------------------------------------------------------------


def _answer(question: _Question, waiting: Waiting | None, key: StepKey) -> _Answer:
    if waiting is not None:
        return _still_waiting(question, waiting)
    record = next((record for record in question.life.ladder.records if record.key == key), None)
    if record is not None:
        return _recorded(record)
    if not question.is_governing:
        return _not_governing(question)
    return _not_waiting(question)


def _still_waiting(question: _Question, waiting: Waiting) -> _Answer:
    ticket, promise = question.life.ticket, question.life.ladder.promise
    planned_at = waiting.planned_at
    if ticket.parked_at is not None:
        why = f"the ticket is parked since {question.moment(ticket.parked_at)}; unpark it to let its ladder go on"
        return _Answer(PARKED, why, planned_at)
    if planned_at is None or is_on_paused_clock(question.life, waiting.key):
        return _Answer(PAUSED, f"its clock is paused, waiting for {ticket.pending_reason}", planned_at)
    if waiting.fire_at is None and promise is not None:
        why = f"a promise of {question.name(promise.by)} holds it until {question.moment(promise.until)}"
        return _Answer(HELD, why, planned_at)
    when = f"{question.moment(planned_at)}, {trigger_in_words(question.step.trigger_text)}"
    if planned_at <= question.scene.now:
        return _Answer(WAITING, f"its time came {when}, and no engine has looked since", planned_at)
    return _Answer(WAITING, f"it waits until {when}", planned_at)


def _recorded(record: StepRecord) -> _Answer:
    outcome = FIRED if record.outcome is StepOutcome.FIRED else f"{SKIPPED} ({record.reason})"
    return _Answer(outcome, "", record.due_at, record.at)


def _not_governing(question: _Question) -> _Answer:
    governing = question.life.ticket.policy
    if governing is None:
        return _Answer(OTHER_POLICY, "no policy governs the ticket")
    if governing.name != question.policy.name:
        return _Answer(OTHER_POLICY, f"{governing.name} governs the ticket")
    return _Answer(OBSOLETE, f"version {governing.version} of {governing.name} governs the ticket")


def _not_waiting(question: _Question) -> _Answer:
    trigger, ticket = question.step.trigger, question.life.ticket
    clock = _clock(question, trigger.metric) if isinstance(trigger, AtPercent | AtOffset) else None
    if clock is not None and clock.ended_at is not None:
        verb = "met" if clock.ending is Ending.MET else "cancelled"
        return _Answer(
            NOT_NEEDED, f"the {metric_words(clock.metric)} clock was {verb} {question.moment(clock.ended_at)}"
        )
    if not ticket.is_active:
        return _Answer(NOT_NEEDED, f"the ticket is {ticket.state}")
    match trigger:
        case AtPercent() | AtOffset():
            return _without_clock(question, trigger.metric)
        case Unassigned():
            return _Answer(WAITING, f"it counts while nobody has the ticket, and {_assignee(question)} has it")
        case TimesReopened(times=times):
            return _Answer(WAITING, f"the ticket was reopened {len(question.life.past.reopened_ats)} of {times} times")
        case TimesBounced(times=times):
            return _Answer(WAITING, f"the ticket bounced {len(question.life.past.bounced_ats)} of {times} times")
        case Unacknowledged(step=step):
            return _without_silence(question, step)
        case _:
            return _Answer(WAITING, "the customer has not escalated")


def _assignee(question: _Question) -> str:
    assignee = question.life.ticket.assignee
    return "somebody" if assignee is None else question.name(assignee)


def _without_clock(question: _Question, metric: Metric) -> _Answer:
    priority = question.life.ticket.priority
    if question.policy.target(metric, priority) is None:
        return _Answer(NOT_NEEDED, f"priority {int(priority)} has no {metric_words(metric)} target")
    return _Answer(WAITING, f"no {metric_words(metric)} clock has begun")


def _without_silence(question: _Question, step: str) -> _Answer:
    found = firings(question.life, question.policy.name, step)
    if not found:
        return _Answer(WAITING, f"step {step} has not fired")
    escalation = question.life.ladder.escalations[(found[-1].escalation or 0) - 1]
    return _Answer(NOT_NEEDED, _how_heard(question, escalation, step))


def _how_heard(question: _Question, escalation: Escalation, step: str) -> str:
    if escalation.acknowledged_at is not None and escalation.acknowledged_by is not None:
        at = question.moment(escalation.acknowledged_at)
        return f"{question.name(escalation.acknowledged_by)} acknowledged step {step} {at}"
    return f"the escalation of step {step} is closed: {escalation.outcome}"
