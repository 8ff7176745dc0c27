"""What happens when a step fires: its actions run in order, and everything they did goes on record."""

from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain import events
from desktop_escalation.domain.choice import Choice, choose
from desktop_escalation.domain.customer_notice import CustomerNotice, NotTold, tell_customer
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.events import ENGINE, Event, Fact
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.notices import Notice, messages_to
from desktop_escalation.domain.people import Role, Team
from desktop_escalation.domain.policy import (
    Action,
    AddTag,
    Assign,
    AssignMode,
    Involve,
    MoveTo,
    Policy,
    RaisePriority,
    RecipientKind,
    Step,
    TellCustomer,
    Urgency,
)
from desktop_escalation.domain.recipients import Telling, resolve
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.ticket_after import ticket_after
from desktop_escalation.domain.trigger_text import trigger_in_words
from desktop_escalation.domain.working_time import add_working

HIERARCHICAL = frozenset({RecipientKind.LEAD, RecipientKind.MANAGER, RecipientKind.CONTACT})


class Shot(Struct, frozen=True):
    """One step that is to fire: its key, its due time, and the actions to run, those of replaced steps included."""

    step: Step
    key: StepKey
    due_at: datetime
    actions: tuple[Action, ...]


class Fired(Struct, frozen=True):
    """What a firing did: the events in their order, the messages, and what the receipt tells of it.

    `tickets` has the ticket after each event.
    """

    events: tuple[Event, ...]
    tickets: tuple[Ticket, ...]
    messages: tuple[Message, ...]
    directory: Directory
    tellings: tuple[Telling, ...]
    choice: Choice | None
    done: tuple[str, ...]
    failed: tuple[str, ...]


@dataclass(slots=True)
class _Run:
    """The firing while its actions run; `ticket` is the ticket as the actions so far left it."""

    scene: Scene
    life: Life
    policy: Policy
    shot: Shot
    ticket: Ticket
    directory: Directory
    effects: list[Event] = field(default_factory=list)
    tickets: list[Ticket] = field(default_factory=list)
    tellings: dict[str, Telling] = field(default_factory=dict)
    customer: list[Message] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    choice: Choice | None = None
    is_hierarchical: bool = False

    def happens(self, fact: Fact) -> None:
        event = Event(self.scene.now, ENGINE, fact)
        self.effects.append(event)
        self.ticket = ticket_after(self.ticket, event)
        self.tickets.append(self.ticket)

    @property
    def number(self) -> int:
        return len(self.life.ladder.escalations) + 1


def fire(life: Life, scene: Scene, policy: Policy, shot: Shot) -> Fired:
    """Run the actions of a step against a ticket."""
    run = _Run(scene, life, policy, shot, life.ticket, scene.directory)
    for action in shot.actions:
        _act(run, action)
    tellings = tuple(run.tellings.values())
    fired = events.StepFired(
        key=shot.key,
        version=policy.version,
        kind=_kind(run),
        reason=shot.step.trigger_text,
        to_team=run.ticket.team,
        to_tier=run.ticket.tier,
        due_at=shot.due_at,
        told=tuple(run.tellings),
        failed=tuple(run.failed),
        repeat_at=_repeat_at(run, tellings),
    )
    history = (Event(scene.now, ENGINE, fired), *run.effects)
    messages = (*_notices(run, tellings), *_alarms(run), *run.customer)
    return Fired(
        events=history,
        tickets=(life.ticket, *run.tickets),
        messages=messages,
        directory=run.directory,
        tellings=tellings,
        choice=run.choice,
        done=tuple(run.done),
        failed=tuple(run.failed),
    )


def _act(run: _Run, action: Action) -> None:
    match action:
        case MoveTo():
            _move(run, action)
        case Involve():
            _involve(run, action)
        case RaisePriority(to=to):
            if to < run.ticket.priority:
                run.happens(events.PriorityChanged(to))
                run.done.append(f"raised the priority to {to}")
        case TellCustomer(template=template):
            _tell_customer(run, template)
        case AddTag(tag=tag):
            if tag not in run.ticket.tags:
                run.happens(events.Tagged(tag))
                run.done.append(f"tagged {tag}")
        case _:
            run.happens(events.Noted(action.text))
            run.done.append("wrote a note")


# --- move and assign ----------------------------------------------------------


def _move(run: _Run, move: MoveTo) -> None:
    if move.team is None and move.tier is not None and move.tier < run.ticket.tier:
        run.done.append(f"stayed in {run.ticket.team}: tier {run.ticket.tier} is above tier {move.tier}")
        return
    try:
        team = target_team(run.directory, move, run.ticket)
    except Refused as refusal:
        run.failed.append(f"move: {refusal}")
        return
    if team.tier < run.ticket.tier:
        run.done.append(f"stayed in {run.ticket.team}: tier {run.ticket.tier} is above {team.name}")
        return
    if team.name == run.ticket.team:
        run.done.append(f"was in {team.name} already")
        if run.ticket.assignee is None:
            _assign(run, move.assign, team)
        return
    run.happens(events.Moved(team.name, team.tier, team.calendar))
    run.done.append(f"moved to {team.name}, tier {team.tier}")
    if not _assign(run, move.assign, team) and run.ticket.assignee is not None:
        run.happens(events.Assigned(None))


def target_team(directory: Directory, move: MoveTo, ticket: Ticket) -> Team:
    """Find the team that a move means; one to a tier leaves a ticket that is there in its team."""
    if move.team is not None:
        return directory.team(move.team)
    if move.tier is None or move.tier == ticket.tier:
        return directory.team(ticket.team)
    return directory.team_for_tier(move.tier, ticket.category)


def tier_of(move: MoveTo, directory: Directory) -> int:
    """Tell the tier that a move leads to; 0 where its team is unknown."""
    if move.team is None:
        return move.tier or 0
    team = directory.teams.get(move.team)
    return 0 if team is None else team.tier


def _assign(run: _Run, assign: Assign, team: Team) -> bool:
    if assign.mode is AssignMode.NOBODY:
        return False
    fallback = run.scene.rules.calendar_of(run.policy)
    choice = choose(run.directory, assign, team, run.scene.now, last_agents=run.scene.last_agents, fallback=fallback)
    run.choice = choice
    if choice.chosen is None:
        run.done.append(f"assigned nobody: {choice.why}")
        return False
    run.directory = run.directory.with_choice(choice.chosen, run.scene.now)
    run.happens(events.Assigned(choice.chosen, choice.why))
    run.done.append(f"assigned {choice.chosen}: {choice.why}")
    return True


# --- people and the customer --------------------------------------------------


def _involve(run: _Run, involve: Involve) -> None:
    told = resolve(run.directory, involve.recipients, run.ticket, run.scene.now)
    run.is_hierarchical |= any(recipient.kind in HIERARCHICAL for recipient in involve.recipients)
    for telling in told.tellings:
        run.tellings.setdefault(telling.login, telling)
    if told.tellings:
        run.done.append(f"told {', '.join(telling.login for telling in told.tellings)}")
    else:
        wanted = ", ".join(str(recipient) for recipient in involve.recipients)
        run.failed.append(f"involve {wanted}: found nobody ({'; '.join(told.missing)})")


def _tell_customer(run: _Run, template: str) -> None:
    notice = CustomerNotice(
        template,
        escalation=run.number,
        key=step_path(run.shot.key),
        due_at=run.shot.due_at,
        before=run.life.ticket,
    )
    told = NotTold("told by this step already") if run.customer else tell_customer(_life_now(run), run.scene, notice)
    if isinstance(told, NotTold):
        run.happens(events.CustomerNotTold(template, told.why))
        run.done.append(f"did not tell the customer: {told.why}")
        return
    run.customer.append(told)
    run.happens(events.CustomerTold(template))
    run.done.append("told the customer")


def _life_now(run: _Run) -> Life:
    return Life(run.ticket, run.life.past, run.life.clocks, run.life.ladder)


def step_path(key: StepKey) -> str:
    """Write a step's key as one word for the keys of its messages."""
    return f"{key.policy}/{key.step}/{key.clock}/{key.cycle}/{key.repetition}"


def _kind(run: _Run) -> EscalationKind:
    if run.ticket.tier > run.life.ticket.tier:
        return EscalationKind.FUNCTIONAL
    return EscalationKind.HIERARCHICAL if run.is_hierarchical else EscalationKind.NOTICE


def _repeat_at(run: _Run, tellings: tuple[Telling, ...]) -> datetime | None:
    repeat = run.shot.step.repeat
    if repeat is None or run.shot.key.repetition >= repeat.times:
        return None
    if run.shot.step.urgency is Urgency.NOW:
        return run.scene.now + repeat.every
    fallback = run.scene.rules.calendar_of(run.policy)
    hours = {
        calendar.name: calendar
        for telling in tellings
        for calendar in run.directory.working_calendars(telling.login, fallback)
    }
    return add_working(tuple(hours.values()) or (fallback,), run.scene.now, repeat.every)


def _notices(run: _Run, tellings: tuple[Telling, ...]) -> tuple[Message, ...]:
    step = run.shot.step
    trigger = trigger_in_words(step.trigger_text)
    text = "\n".join((f"{run.policy.name}, version {run.policy.version}, step {step.id}: {trigger}.", *run.done))
    notice = Notice(step_path(run.shot.key), run.number, trigger, text, step.urgency)
    return messages_to(run.scene, run.ticket, notice, tellings, run.scene.rules.calendar_of(run.policy))


def _alarms(run: _Run) -> tuple[Message, ...]:
    if not run.failed:
        return ()
    key = f"{step_path(run.shot.key)}/failed"
    notice = Notice(
        key, run.number, "a step could not do all of its work", "\n".join(run.failed), Urgency.WORKING_HOURS
    )
    calendar = run.scene.rules.calendar_of(run.policy)
    return messages_to(run.scene, run.ticket, notice, administrators(run.directory), calendar)


def administrators(directory: Directory) -> tuple[Telling, ...]:
    """List everybody who is shown what the ladder could not do."""
    return tuple(
        Telling(login, "administrator")
        for login, person in sorted(directory.people.items())
        if person.role is Role.ADMIN
    )
