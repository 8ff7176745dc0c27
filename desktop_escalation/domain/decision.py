"""The decision: a ticket, its policies and a moment go in; events, receipts and messages come out. It is pure."""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.clock import Ending
from desktop_escalation.domain.conditions import Verdict
from desktop_escalation.domain.events import ENGINE, Event, Fact
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.firing import Fired, Shot, administrators, fire
from desktop_escalation.domain.ladder import Escalation, StepKey, StepOutcome
from desktop_escalation.domain.late_steps import Due, Plan, PlannedSkip, missed_reason, plan_steps
from desktop_escalation.domain.life import Life, evolve_all, evolve_beside
from desktop_escalation.domain.matching import lost_policies, with_policy
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.moments import short_moment
from desktop_escalation.domain.notices import Notice, messages_to
from desktop_escalation.domain.overdue import catch_up
from desktop_escalation.domain.policy import Policy, Recipient, RecipientKind, Urgency
from desktop_escalation.domain.receipt import FIRED, SKIPPED, Receipt, arithmetic_of, passage_of
from desktop_escalation.domain.recipients import Telling, resolve
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import WaitingKind, schedule
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.trigger_text import trigger_in_words
from desktop_escalation.domain.value import replace

FIRES_BEFORE_PARKING = 10
PARKING_WINDOW = timedelta(hours=24)


class FiredReceipt(Struct, frozen=True):
    """The receipt of the escalation with this number, or of a skipped step where that is None; by hand has no key."""

    escalation: int | None
    key: StepKey | None
    receipt: Receipt


class _Grounds(Struct, frozen=True):
    """What a firing rests on: the verdict on its condition, the steps that it replaces, the policies that lost."""

    verdict: Verdict
    missed: tuple[PlannedSkip, ...]
    lost: tuple[str, ...]


class Decision(Struct, frozen=True):
    """What the engine decided about one ticket, in the order in which it happens."""

    life: Life
    scene: Scene
    events: tuple[Event, ...] = ()
    receipts: tuple[FiredReceipt, ...] = ()
    messages: tuple[Message, ...] = ()

    @property
    def fired(self) -> int:
        """Count the steps that fired."""
        return sum(isinstance(event.fact, events.StepFired) for event in self.events)

    @property
    def skipped(self) -> int:
        """Count the steps that used their key without firing."""
        return sum(isinstance(event.fact, events.StepSkipped) for event in self.events)

    def happens(self, *facts: Fact) -> "Decision":
        """Add facts by the engine, now."""
        made = tuple(Event(self.scene.now, ENGINE, fact) for fact in facts)
        life = evolve_all(self.life, made, self.scene.rules)
        return Decision(life, self.scene, self.events + made, self.receipts, self.messages)


def decide(life: Life, scene: Scene) -> Decision:
    """Do everything about a ticket whose time has come by the scene's moment."""
    life, overdue = catch_up(life, scene.now, scene.customer, scene.rules)
    decision = _record_breaches(Decision(life, scene, overdue))
    policy = scene.rules.policy(life.ticket.policy)
    if policy is None:
        return decision
    return _climb(decision, policy, _due_steps(decision.life, policy, scene))


def pass_over(life: Life, scene: Scene, reason: str) -> Decision:
    """Let nothing escalate for what is past: record breaches, and skip every step whose time has come."""
    decision = _record_breaches(Decision(life, scene))
    policy = scene.rules.policy(life.ticket.policy)
    if policy is None:
        return decision
    facts = facts_of(life.ticket, scene.customer, scene.now)
    lost = lost_policies(life.ticket, facts, scene.rules)
    for due in _due_steps(life, policy, scene):
        verdict = due.step.condition.judge(facts)
        decision = _skip(decision, policy, PlannedSkip(due, reason, is_missed=True), verdict, lost)
    return decision


def pass_over_ended(before: Life, after: Life, scene: Scene) -> Decision:
    """Skip the steps whose time had come, unseen by an engine, on clocks that a person's act is about to end.

    `before` is the ticket without the act, and the life that comes back is that one with the steps on record; `after`
    is what the act makes of it. Steps whose policy goes are dropped instead (semantics, section 4).
    """
    decision, policy = Decision(before, scene), scene.rules.policy(before.ticket.policy)
    if policy is None or after.ticket.policy != before.ticket.policy:
        return decision
    facts = facts_of(before.ticket, scene.customer, scene.now)
    lost = lost_policies(before.ticket, facts, scene.rules)
    over = {
        (clock.metric.value, clock.cycle)
        for clock in after.clocks
        if clock.ending is Ending.MET or (clock.ending is not None and not after.ticket.is_active)
    }
    for due in _due_steps(before, policy, scene):
        if (due.key.clock, due.key.cycle) in over:
            skip = PlannedSkip(due, missed_reason(before, due.fire_at, scene), is_missed=True)
            decision = _skip(decision, policy, skip, due.step.condition.judge(facts), lost)
    return decision


def _record_breaches(decision: Decision) -> Decision:
    now = decision.scene.now
    for waiting in schedule(decision.life, decision.scene.rules):
        is_due = waiting.fire_at is not None and waiting.fire_at <= now
        if waiting.kind is WaitingKind.BREACH and is_due and waiting.clock is not None:
            decision = decision.happens(events.Breached(*waiting.clock))
    return decision


def _due_steps(life: Life, policy: Policy, scene: Scene) -> tuple[Due, ...]:
    found = []
    for waiting in schedule(life, scene.rules):
        if waiting.kind is not WaitingKind.STEP or waiting.key is None or waiting.fire_at is None:
            continue
        step = policy.step(waiting.key.step)
        if waiting.fire_at <= scene.now and step is not None:
            found.append(Due(step, waiting.key, waiting.fire_at))
    return tuple(found)


# --- climbing the ladder ------------------------------------------------------


def _climb(decision: Decision, policy: Policy, due: tuple[Due, ...]) -> Decision:
    if not due:
        return decision
    scene, before = decision.scene, decision
    facts = facts_of(decision.life.ticket, scene.customer, scene.now)
    verdicts = {step.key: step.step.condition.judge(facts) for step in due}
    lost = lost_policies(decision.life.ticket, facts, scene.rules)
    missed: list[PlannedSkip] = []
    for plan in plan_steps(decision.life, policy, due, verdicts, scene):
        if not _governs(policy, decision.life.ticket):
            break
        decision = _carry_out(decision, policy, plan, verdicts, lost)
        missed += plan.missed
        if _fires_too_often(decision.life, scene.now):
            decision = _park(decision, policy)
            break
    return _tell_of_missed(decision, policy, missed, _leads(before)) if missed else decision


def _governs(policy: Policy, ticket: Ticket) -> bool:
    """Say whether an earlier step of the same pass has left the ticket under the policy."""
    return ticket.policy is not None and ticket.policy.name == policy.name


def _carry_out(
    decision: Decision, policy: Policy, plan: Plan, verdicts: dict[StepKey, Verdict], lost: tuple[str, ...]
) -> Decision:
    seen = decision.life
    for skip in plan.skips:
        decision = _skip(decision, policy, skip, verdicts[skip.due.key], lost)
    if plan.shot is None:
        return decision
    return _fire(seen, decision, policy, plan.shot, _Grounds(verdicts[plan.shot.key], plan.missed, lost))


def _fire(seen: Life, decision: Decision, policy: Policy, shot: Shot, grounds: _Grounds) -> Decision:
    scene = decision.scene
    fired = fire(decision.life, scene, policy, shot)
    life = evolve_beside(decision.life, fired.events, fired.tickets, scene.rules)
    life, history = with_policy(life, fired.events, scene.customer, scene.rules)
    escalation = life.ladder.escalations[-1]
    receipt = _fired_receipt(seen, scene, policy, shot, fired, grounds, escalation)
    return Decision(
        life=life,
        scene=scene.with_directory(fired.directory),
        events=decision.events + history,
        receipts=(*decision.receipts, FiredReceipt(escalation.number, shot.key, receipt)),
        messages=decision.messages + fired.messages,
    )


def _skip(decision: Decision, policy: Policy, skip: PlannedSkip, verdict: Verdict, lost: tuple[str, ...]) -> Decision:
    due = skip.due
    receipt = Receipt(
        policy=policy.name,
        version=policy.version,
        step=due.step.id,
        trigger=due.step.trigger_text,
        outcome=f"{SKIPPED} ({skip.reason})",
        at=decision.scene.now,
        due_at=due.fire_at,
        arithmetic=arithmetic_of(decision.life, policy, due.step, due.key, decision.scene.now, decision.scene.rules),
        conditions=verdict.findings,
        lost_policies=lost,
        repetition=due.key.repetition,
    )
    decision = decision.happens(events.StepSkipped(due.key, policy.version, due.fire_at, skip.reason))
    return replace(decision, receipts=(*decision.receipts, FiredReceipt(None, due.key, receipt)))


def _fired_receipt(
    seen: Life, scene: Scene, policy: Policy, shot: Shot, fired: Fired, grounds: _Grounds, escalation: Escalation
) -> Receipt:
    return Receipt(
        policy=policy.name,
        version=policy.version,
        step=shot.step.id,
        trigger=shot.step.trigger_text,
        outcome=FIRED,
        at=scene.now,
        due_at=shot.due_at,
        arithmetic=arithmetic_of(seen, policy, shot.step, shot.key, scene.now, scene.rules),
        conditions=grounds.verdict.findings,
        recipients=fired.tellings,
        choice=fired.choice,
        done=fired.done,
        failed=fired.failed,
        replaces=tuple(skip.due.step.id for skip in grounds.missed),
        lost_policies=grounds.lost,
        passage=passage_of(escalation),
        repetition=shot.key.repetition,
    )


# --- notices of the engine itself ---------------------------------------------


def _tell_of_missed(
    decision: Decision, policy: Policy, missed: list[PlannedSkip], leads: tuple[Telling, ...]
) -> Decision:
    first, zone = missed[0].due.key, decision.scene.directory.site.zone
    key = f"{first.policy}/{first.clock}/{first.cycle}/missed/{first.step}"
    text = "\n".join(_missed_line(skip, zone) for skip in missed)
    return _with_notice(decision, policy, Notice(key, None, "steps were missed", text, Urgency.WORKING_HOURS), leads)


def _missed_line(skip: PlannedSkip, zone: str) -> str:
    due = skip.due
    trigger = trigger_in_words(due.step.trigger_text)
    return f"Step {due.step.id}, {trigger}, due {short_moment(due.fire_at, zone)}: {skip.reason}"


def _leads(decision: Decision) -> tuple[Telling, ...]:
    lead = (Recipient(RecipientKind.LEAD),)
    return resolve(decision.scene.directory, lead, decision.life.ticket, decision.scene.now).tellings


def _with_notice(decision: Decision, policy: Policy, notice: Notice, tellings: tuple[Telling, ...]) -> Decision:
    scene = decision.scene
    made = messages_to(scene, decision.life.ticket, notice, tellings, scene.rules.calendar_of(policy))
    return replace(decision, messages=decision.messages + made)


def _fires_too_often(life: Life, now: datetime) -> bool:
    since = max(now - PARKING_WINDOW, life.past.unparked_at or now - PARKING_WINDOW)
    return _fires_since(life, since) > FIRES_BEFORE_PARKING


def _fires_since(life: Life, since: datetime) -> int:
    return sum(record.outcome is StepOutcome.FIRED and record.at > since for record in life.ladder.records)


def _park(decision: Decision, policy: Policy) -> Decision:
    count = _fires_since(decision.life, decision.scene.now - PARKING_WINDOW)
    decision = decision.happens(events.Parked(count))
    text = f"Policies fired {count} times within 24 hours. The ladder pauses until somebody unparks the ticket."
    notice = Notice(f"parked/{decision.scene.now:%Y%m%dT%H%M%S}", None, "parked", text, Urgency.WORKING_HOURS)
    told = {telling.login: telling for telling in (*_leads(decision), *administrators(decision.scene.directory))}
    return _with_notice(decision, policy, notice, tuple(told.values()))
