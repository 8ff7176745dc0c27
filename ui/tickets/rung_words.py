"""What the ladder says of a rung: what it does, how it stands, and all of it for a tooltip and a screen reader."""

from collections.abc import Iterator
from datetime import datetime
from enum import Enum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.ladder import Escalation
from desktop_escalation.domain.policy import Step, Unacknowledged
from desktop_escalation.domain.rungs import Rung, RungState
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.moments import clock_words, due_words, full_words, span_words
from ui.shared.plain import one_line
from ui.tickets.step_words import action_words, actions_words, listed, repeat_words, team_words, trigger_words

translate = QCoreApplication.translate


class Tone(Enum):
    """How loudly the state of a rung is said."""

    MUTED = "muted"
    QUIET = "quiet"
    WARN = "warn"
    CRITICAL = "critical"


class RungLine(Struct, frozen=True):
    """One line of the ladder: `lead` is said strongly before `what`, `when` at the far side."""

    lead: str
    what: str
    when: str
    tone: Tone


def rung_line(rung: Rung, ticket: DeskTicket, now: datetime) -> RungLine:
    """Put a rung in one line, as it stands at `now`."""
    lead = translate("RungWords", "Next:") if rung.state is RungState.NEXT else ""
    when, tone = _when(rung, ticket, now)
    return RungLine(lead, one_line(_what(rung, ticket)), one_line(when), tone)


def rung_sentence(rung: Rung, ticket: DeskTicket, now: datetime) -> str:
    """Say all of a rung at once, as a screen reader does."""
    place = "" if rung.step is None else translate("RungWords", "Step {}").format(rung.step.position)
    line = rung_line(rung, ticket, now)
    failed = translate("RungWords", "not all of it could be done") if rung.failed else ""
    parts = (place, state_words(rung.state), line.what, line.when, failed)
    return ", ".join(part for part in parts if part)


def rung_tooltip(rung: Rung, ticket: DeskTicket, now: datetime) -> str:
    """Say everything about a rung, a line each, as plain text."""
    return "\n".join(line for line in _told_whole(rung, ticket, now) if line)


def state_words(state: RungState) -> str:
    """Name how a rung stands."""
    return {
        RungState.DONE: translate("RungWords", "done"),
        RungState.NEXT: translate("RungWords", "next"),
        RungState.AHEAD: translate("RungWords", "ahead"),
        RungState.HELD: translate("RungWords", "held"),
        RungState.PAUSED: translate("RungWords", "paused"),
        RungState.PARKED: translate("RungWords", "parked"),
        RungState.SKIPPED: translate("RungWords", "skipped"),
        RungState.NOT_NEEDED: translate("RungWords", "not needed"),
    }[state]


# --- what it does -------------------------------------------------------------


def _what(rung: Rung, ticket: DeskTicket) -> str:
    if rung.step is not None:
        words = _step_words(rung.step, ticket)
        return words if rung.step.repeat is None else f"{words}, {repeat_words(rung.step.repeat)}"
    escalation = rung.escalation
    if escalation is None:
        return ""
    key, target = escalation.key, team_words(ticket.directory, escalation.to_team)
    if key is None:
        return translate("RungWords", "By hand: {reason}, to {team}").format(reason=escalation.reason, team=target)
    return translate("RungWords", "Step {step} of {policy}: {trigger}").format(
        step=key.step, policy=key.policy, trigger=escalation.reason
    )


def _step_words(step: Step, ticket: DeskTicket) -> str:
    does = actions_words(step.actions, ticket.directory, ticket.ticket.team)
    return translate("RungWords", "{when}: {does}").format(when=trigger_words(step.trigger), does=does)


# --- how it stands ------------------------------------------------------------


def _when(rung: Rung, ticket: DeskTicket, now: datetime) -> tuple[str, Tone]:
    match rung.state:
        case RungState.DONE:
            return _done(rung, ticket, now)
        case RungState.NEXT:
            return _next(rung, ticket, now)
        case RungState.AHEAD:
            at = rung.at
            return ("" if at is None else clock_words(at, now, ticket.zone)), Tone.MUTED
        case RungState.HELD:
            return _held(rung, ticket, now), Tone.QUIET
        case RungState.SKIPPED:
            return translate("RungWords", "skipped, {}").format(_skipped(rung.why)), Tone.MUTED
        case _:
            return state_words(rung.state), Tone.MUTED


def _done(rung: Rung, ticket: DeskTicket, now: datetime) -> tuple[str, Tone]:
    escalation = rung.escalation
    if escalation is None or rung.at is None:
        return state_words(rung.state), Tone.MUTED
    at = clock_words(rung.at, now, ticket.zone)
    if escalation.acknowledged_at is not None:
        span = span_words(escalation.acknowledged_at - rung.at)
        return translate("RungWords", "{}, ack in {}").format(at, span), Tone.MUTED
    if escalation.outcome is not None:
        return translate("RungWords", "{}, {}").format(at, _outcome(escalation.outcome)), Tone.MUTED
    if not escalation.told:
        return at, Tone.MUTED
    if ticket.asker in escalation.told:
        return translate("RungWords", "{}, waiting for you").format(at), Tone.WARN
    return translate("RungWords", "{}, not acknowledged").format(at), Tone.WARN


def _next(rung: Rung, ticket: DeskTicket, now: datetime) -> tuple[str, Tone]:
    if rung.at is None:
        return "", Tone.WARN
    due, clock = due_words(rung.at, now, ticket.zone), clock_words(rung.at, now, ticket.zone)
    tone = Tone.CRITICAL if rung.at <= now else Tone.WARN
    return (due if due == clock else translate("RungWords", "{} ({})").format(due, clock)), tone


def _held(rung: Rung, ticket: DeskTicket, now: datetime) -> str:
    promise = rung.promise
    if promise is None:
        return state_words(rung.state)
    name, until = ticket.name(promise.by), clock_words(promise.until, now, ticket.zone)
    if promise.by == ticket.asker:
        return translate("RungWords", "held by you until {}").format(until)
    return translate("RungWords", "held by {} until {}").format(name, until)


def _skipped(why: str) -> str:
    """Name why a step was skipped; what the engine missed says more in the tooltip."""
    known = {
        "condition": translate("RungWords", "condition"),
        "acknowledged": translate("RungWords", "acknowledged"),
        "by hand": translate("RungWords", "by hand"),
    }
    return known.get(why) or translate("RungWords", "too late")


def _outcome(outcome: str) -> str:
    known = {
        "handed back": translate("RungWords", "handed back"),
        "resolved": translate("RungWords", "resolved"),
        "closed": translate("RungWords", "closed"),
        "merged": translate("RungWords", "merged"),
    }
    return known.get(outcome, outcome)


# --- everything ---------------------------------------------------------------


def _told_whole(rung: Rung, ticket: DeskTicket, now: datetime) -> Iterator[str]:
    yield rung_sentence(rung, ticket, now)
    if rung.step is not None:
        yield from _step_whole(rung.step, ticket)
    if rung.at is not None:
        yield full_words(rung.at, ticket.zone)
    if rung.why and rung.state is not RungState.DONE:
        yield translate("RungWords", "Why: {}").format(rung.why)
    if rung.escalation is not None:
        yield from _escalation_whole(rung.escalation, ticket, now)
    if rung.repeated:
        yield translate("RungWords", "Told again {} ×").format(rung.repeated)
    if rung.again_at is not None:
        again = clock_words(rung.again_at, now, ticket.zone)
        yield translate("RungWords", "Tells again {}").format(again)
    if rung.failed:
        yield translate("RungWords", "Not done: {}").format("; ".join(rung.failed))


def _step_whole(step: Step, ticket: DeskTicket) -> Iterator[str]:
    if isinstance(step.trigger, Unacknowledged):
        yield translate("RungWords", "Counts from step {}").format(step.trigger.step)
    for action in step.actions:
        yield f"• {action_words(action, ticket.directory, None)}"


def _escalation_whole(escalation: Escalation, ticket: DeskTicket, now: datetime) -> Iterator[str]:
    if escalation.key is None:
        yield translate("RungWords", "Escalated by {}").format(ticket.name(escalation.by))
        yield escalation.note
    if escalation.told:
        yield translate("RungWords", "Told: {}").format(listed([ticket.name(login) for login in escalation.told]))
    if escalation.acknowledged_by is not None and escalation.acknowledged_at is not None:
        at = clock_words(escalation.acknowledged_at, now, ticket.zone)
        name = ticket.name(escalation.acknowledged_by)
        yield translate("RungWords", "Acknowledged by {} {}").format(name, at)
