"""Escalating and handing back by hand: the checks, the consequences, and the messages."""

from collections.abc import Iterator

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.acts import HAND_BACK_REASONS, Act, moved, refuse_inactive
from desktop_escalation.domain.customer_mail import CustomerMail
from desktop_escalation.domain.customer_notice import CustomerNotice, NotTold, tell_customer
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.errors import Refused, did_you_mean
from desktop_escalation.domain.events import Event, Fact
from desktop_escalation.domain.facts import facts_of
from desktop_escalation.domain.firing import HIERARCHICAL, target_team, tier_of
from desktop_escalation.domain.ladder import EscalationKind
from desktop_escalation.domain.ladder_after import BY_HAND
from desktop_escalation.domain.life import Life, evolve_all
from desktop_escalation.domain.matching import lost_policies
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.notices import Notice, messages_to
from desktop_escalation.domain.people import Team
from desktop_escalation.domain.policy import MoveTo, Policy, Recipient, RecipientKind, Step, Urgency
from desktop_escalation.domain.receipt import Receipt, passage_of, resolution_so_far
from desktop_escalation.domain.recipients import NAMED, Telling, Told, resolve
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.schedule import schedule
from desktop_escalation.domain.value import replace
from desktop_escalation.domain.wall_clock import WALL_CLOCK
from desktop_escalation.domain.wording import person_name


class HandEscalation(Struct, frozen=True):
    """What a person asks for: up to a tier or a team, to a person there, or to people who are only told.

    `tell_customer` None leaves it to the policy whether the customer is told, and `mail` None with which words.
    """

    reason: str
    note: str
    tier: int | None = None
    team: str | None = None
    person: str | None = None
    involve: tuple[Recipient, ...] = ()
    tried: str = ""
    tell_customer: bool | None = None
    mail: CustomerMail | None = None


class HandOutcome(Struct, frozen=True):
    """What an act by hand brings about, the same for a dry run and for the act itself; `receipt` is an escalation's."""

    events: tuple[Event, ...]
    messages: tuple[Message, ...]
    customer_told: str
    receipt: Receipt | None = None


def escalate(act: Act, life: Life, scene: Scene, wish: HandEscalation) -> HandOutcome:
    """Escalate a ticket by hand."""
    refuse_inactive(life.ticket, "escalating")
    _refuse_unfit(wish, scene)
    team = _team(life, scene, wish)
    # As after a move by a step: the lead who is told is the one of the team that has the ticket now.
    there = replace(life.ticket, team=team.name, tier=team.tier)
    named_by = f"named by {person_name(scene.directory, act.by.name)}"
    told = resolve(scene.directory, _recipients(life, team, wish), there, act.at).with_reason(NAMED, named_by)
    escalated = events.EscalatedByHand(
        kind=_kind(life, team, wish),
        reason=wish.reason,
        note=wish.note,
        tried=wish.tried,
        to_team=team.name,
        to_tier=team.tier,
        told=tuple(telling.login for telling in told.tellings),
    )
    history = act.makes(escalated, *_completed(life, scene, team), *_move(life, team, wish))
    after = evolve_all(life, history, scene.rules)
    messages = _notices(act, after, scene, wish, told.tellings)
    customer_facts, customer_mail, words = _customer(act, life, after, scene, wish)
    receipt = _receipt(act, after, scene, wish, told)
    return HandOutcome((*history, *act.makes(*customer_facts)), (*messages, *customer_mail), words, receipt)


def _refuse_unfit(wish: HandEscalation, scene: Scene) -> None:
    reasons = scene.directory.site.reasons
    if wish.reason not in reasons:
        raise Refused(f'"{wish.reason}" is no reason to escalate{did_you_mean(wish.reason, reasons)}')
    if not wish.note.strip():
        raise Refused("say in at least one sentence why the ticket is escalated")
    if wish.tier is None and wish.team is None and not wish.involve:
        raise Refused("say where to: a tier, a team, or who is to be involved")
    if wish.person is not None:
        scene.directory.person(wish.person)
    wording = None if wish.mail is None else wish.mail.wording
    if wording is not None and not (wording.subject.strip() and wording.body.strip()):
        raise Refused("the mail to the customer needs a subject and at least one word")
    if wish.person is not None and wish.tier is None and wish.team is None:
        raise Refused(f"say in which team {wish.person} is to take it, or name only who is to be involved")


def _team(life: Life, scene: Scene, wish: HandEscalation) -> Team:
    ticket = life.ticket
    if wish.tier is None and wish.team is None:
        return scene.directory.team(ticket.team)
    if wish.tier is not None:
        scene.directory.tier(wish.tier)
    team = target_team(scene.directory, MoveTo(wish.tier, wish.team), ticket)
    if wish.tier is not None and team.tier != wish.tier:
        raise Refused(f"{team.name} is a team of tier {team.tier}, not of tier {wish.tier}: name one of the two")
    if team.tier < ticket.tier:
        raise Refused(f"{ticket.number} is in tier {ticket.tier}, above {team.name}: hand it back instead")
    if team.tier == ticket.tier and not wish.involve:
        raise Refused(
            f"{ticket.number} is in tier {ticket.tier} already: move it to {team.name}, or name a higher tier"
        )
    if wish.person is not None and wish.person not in team.members:
        raise Refused(f"{wish.person} is no member of {team.name}{did_you_mean(wish.person, team.members)}")
    return team


def _kind(life: Life, team: Team, wish: HandEscalation) -> EscalationKind:
    if team.tier > life.ticket.tier:
        return EscalationKind.FUNCTIONAL
    if any(recipient.kind in HIERARCHICAL or recipient.kind is RecipientKind.PERSON for recipient in wish.involve):
        return EscalationKind.HIERARCHICAL
    return EscalationKind.NOTICE


def _recipients(life: Life, team: Team, wish: HandEscalation) -> tuple[Recipient, ...]:
    if team.name == life.ticket.team:
        return wish.involve
    if wish.person is not None:
        return (Recipient(RecipientKind.PERSON, wish.person), *wish.involve)
    return (Recipient(RecipientKind.TEAM, team.name), *wish.involve)


def _completed(life: Life, scene: Scene, team: Team) -> Iterator[Fact]:
    policy = scene.rules.policy(life.ticket.policy)
    if policy is None or team.tier <= life.ticket.tier:
        return
    moving = {step.id for step in policy.steps if _moves_to(step, team.tier, scene.directory)}
    for waiting in schedule(life, scene.rules):
        if waiting.key is not None and waiting.key.step in moving and not waiting.key.repetition:
            yield events.StepSkipped(waiting.key, policy.version, waiting.planned_at, BY_HAND)


def _moves_to(step: Step, tier: int, directory: Directory) -> bool:
    return any(isinstance(action, MoveTo) and tier_of(action, directory) == tier for action in step.actions)


def _move(life: Life, team: Team, wish: HandEscalation) -> Iterator[Fact]:
    if team.name == life.ticket.team:
        return
    yield from (fact for fact in moved(life.ticket, team) if isinstance(fact, events.Moved))
    if wish.person is not None:
        yield events.Assigned(wish.person, "named by hand")
    elif life.ticket.assignee is not None:
        yield events.Assigned(None)


def _notices(
    act: Act, life: Life, scene: Scene, wish: HandEscalation, tellings: tuple[Telling, ...]
) -> tuple[Message, ...]:
    number = len(life.ladder.escalations)
    lines = [f"{act.by.name} escalated this ticket: {wish.reason}.", wish.note]
    if wish.tried:
        lines.append(f"Tried so far: {wish.tried}")
    notice = Notice(
        f"by hand/{number}", number, f"escalated, {wish.reason}", "\n".join(lines), Urgency.NOW, by_person=True
    )
    policy = scene.rules.policy(life.ticket.policy)
    calendar = scene.rules.calendars[WALL_CLOCK] if policy is None else scene.rules.calendar_of(policy)
    others = tuple(telling for telling in tellings if telling.login != act.by.name)
    return messages_to(scene, life.ticket, notice, others, calendar)


def _receipt(act: Act, after: Life, scene: Scene, wish: HandEscalation, told: Told) -> Receipt:
    policy, name = after.ticket.policy, person_name(scene.directory, act.by.name)
    return Receipt(
        policy="" if policy is None else policy.name,
        version=0 if policy is None else policy.version,
        step="",
        trigger=BY_HAND,
        outcome=BY_HAND,
        at=act.at,
        due_at=None,
        arithmetic=resolution_so_far(after, act.at, scene.rules),
        recipients=told.tellings,
        failed=told.missing,
        lost_policies=lost_policies(after.ticket, facts_of(after.ticket, scene.customer, act.at), scene.rules),
        passage=passage_of(after.ladder.escalations[-1]),
        why=f"{name} gave the reason “{wish.reason}”: {wish.note.strip()}",
    )


def _customer(
    act: Act, before: Life, after: Life, scene: Scene, wish: HandEscalation
) -> tuple[tuple[Fact, ...], tuple[Message, ...], str]:
    policy = scene.rules.policy(before.ticket.policy)
    usual = None if policy is None else policy.tell_customer_by_hand
    if wish.tell_customer is False or (wish.tell_customer is None and usual is None):
        return (), (), "the customer is not told"
    mail = wish.mail or (None if usual is None else CustomerMail(usual))
    if mail is None:
        raise Refused(_no_template(policy))
    template = mail.template
    number = len(after.ladder.escalations)
    notice = CustomerNotice(
        template,
        number,
        f"by hand/{number}",
        act.at,
        before.ticket,
        agent=act.by.name,
        language=mail.language,
        wording=mail.wording,
    )
    told = tell_customer(after, scene, notice)
    if isinstance(told, NotTold):
        return (events.CustomerNotTold(template, told.why),), (), f"the customer is not told: {told.why}"
    return (events.CustomerTold(template),), (told,), "the customer is told"


def _no_template(policy: Policy | None) -> str:
    if policy is None:
        return "no policy governs the ticket, so there is no wording for the customer: escalate without telling"
    return f'"{policy.name}" names no template in tell_customer_by_hand: add one, or escalate without telling'


def hand_back(act: Act, life: Life, scene: Scene, reason: str, note: str) -> HandOutcome:
    """Give a ticket back to the tier that it came from, with what changed."""
    refuse_inactive(life.ticket, "handing back")
    if reason not in HAND_BACK_REASONS:
        raise Refused(f'"{reason}" is no reason to hand back{did_you_mean(reason, HAND_BACK_REASONS)}')
    team = _team_before(life, scene)
    facts = (events.HandedBack(reason, note), *moved(life.ticket, team, is_bounce=not note.strip()))
    history = act.makes(*facts)
    after = evolve_all(life, history, scene.rules)
    told = resolve(scene.directory, (Recipient(RecipientKind.TEAM, team.name),), after.ticket, act.at)
    number = len(life.past.visits)
    text = "\n".join(line for line in (f"{act.by.name} handed this ticket back: {reason}.", note) if line)
    notice = Notice(
        f"handed back/{number}", None, f"handed back, {reason}", text, Urgency.WORKING_HOURS, by_person=True
    )
    policy = scene.rules.policy(life.ticket.policy)
    calendar = scene.rules.calendars[WALL_CLOCK] if policy is None else scene.rules.calendar_of(policy)
    others = tuple(telling for telling in told.tellings if telling.login != act.by.name)
    return HandOutcome(history, messages_to(scene, after.ticket, notice, others, calendar), "the customer is not told")


def _team_before(life: Life, scene: Scene) -> Team:
    for visit in reversed(life.past.visits):
        if visit.tier < life.ticket.tier and visit.team in scene.directory.teams:
            return scene.directory.team(visit.team)
    raise Refused(f"{life.ticket.number} did not come from a lower tier: move it to a team instead")
