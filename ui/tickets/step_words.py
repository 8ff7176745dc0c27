"""What a step of a ladder waits for and does, in the words of the window."""

from collections.abc import Iterable
from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.policy import (
    Action,
    AddNote,
    AddTag,
    AtOffset,
    AtPercent,
    BusinessSpan,
    Idle,
    Involve,
    MoveTo,
    RaisePriority,
    Recipient,
    RecipientKind,
    Repeat,
    TellCustomer,
    TimesBounced,
    TimesReopened,
    Trigger,
    Unacknowledged,
    Unassigned,
    Wait,
)
from desktop_escalation.domain.spans import decimal_text
from desktop_escalation.domain.wording import person_name
from ui.shared.moments import span_words
from ui.shared.tier_mark import tier_mark
from ui.tickets.priorities import priority_name

translate = QCoreApplication.translate

_HOUR = timedelta(hours=1)


def trigger_words(trigger: Trigger) -> str:
    """Say when a step fires: "25 % of resolution", "update overdue", "30 min unacknowledged"."""
    match trigger:
        case AtPercent(metric=metric, percent=percent):
            return translate("StepWords", "{} % of {}").format(decimal_text(percent), _metric(metric))
        case AtOffset():
            return _offset(trigger)
        case Unassigned(wait=wait):
            return translate("StepWords", "unassigned for {}").format(wait_words(wait))
        case Idle(wait=wait):
            return translate("StepWords", "idle for {}").format(wait_words(wait))
        case TimesReopened(times=times):
            return translate("StepWords", "reopened {} ×").format(times)
        case TimesBounced(times=times):
            return translate("StepWords", "came back {} ×").format(times)
        case Unacknowledged(wait=wait):
            return translate("StepWords", "{} unacknowledged").format(wait_words(wait))
        case _:
            return translate("StepWords", "customer escalates")


def wait_words(wait: Wait) -> str:
    """Say how long a step waits: "30 min", "2 working days", "15 min by the wall clock"."""
    words = _span(wait.span)
    return translate("StepWords", "{} by the wall clock").format(words) if wait.is_wall else words


def actions_words(actions: Iterable[Action], directory: Directory, team: str) -> str:
    """Say in one line what a step does, the weightiest first; `team` is the one that has the ticket."""
    ordered = sorted(actions, key=_weight)
    moves = any(isinstance(action, MoveTo) for action in ordered)
    loud = [action for action in ordered if not isinstance(action, AddTag | AddNote)] or ordered
    return ", ".join(action_words(action, directory, None if moves else team) for action in loud)


def action_words(action: Action, directory: Directory, team: str | None) -> str:
    """Say what one action does; `team` names whose lead and manager are meant, None where that is open."""
    match action:
        case MoveTo():
            return translate("StepWords", "raise to {}").format(_target(action, directory))
        case Involve(recipients=recipients):
            return translate("StepWords", "tell {}").format(_recipients(recipients, directory, team))
        case RaisePriority(to=to):
            return translate("StepWords", "make priority {}").format(priority_name(to))
        case TellCustomer():
            return translate("StepWords", "mail customer")
        case AddTag(tag=tag):
            return translate("StepWords", "tag {}").format(tag)
        case AddNote():
            return translate("StepWords", "write a note")


def repeat_words(repeat: Repeat) -> str:
    """Say how a step tells again: "hourly × 3", "every 30 min × 2"."""
    if repeat.every == _HOUR:
        return translate("StepWords", "hourly × {}").format(repeat.times)
    return translate("StepWords", "every {} × {}").format(span_words(repeat.every), repeat.times)


def team_words(directory: Directory, team: str) -> str:
    """Name a team with the mark of its tier: "L2 Network"."""
    known = directory.teams.get(team)
    if known is None:
        return team
    return translate("StepWords", "{tier} {team}").format(tier=_tier(directory, known.tier), team=team)


def listed(words: list[str]) -> str:
    """Join words as a sentence does: "assignee, lead and manager"."""
    if len(words) < 2:
        return "".join(words)
    return translate("StepWords", "{} and {}").format(", ".join(words[:-1]), words[-1])


def _metric(metric: Metric) -> str:
    return {
        Metric.FIRST_RESPONSE: translate("StepWords", "first response"),
        Metric.NEXT_RESPONSE: translate("StepWords", "next response"),
        Metric.UPDATE: translate("StepWords", "update"),
        Metric.OWNERSHIP: translate("StepWords", "ownership"),
        Metric.RESOLUTION: translate("StepWords", "resolution"),
        Metric.ACKNOWLEDGEMENT: translate("StepWords", "acknowledgement"),
    }[metric]


def _offset(trigger: AtOffset) -> str:
    metric = _metric(trigger.metric)
    if trigger.wait.span == BusinessSpan():
        return translate("StepWords", "{} overdue").format(metric)
    if trigger.is_before:
        return translate("StepWords", "{} before {} is due").format(wait_words(trigger.wait), metric)
    return translate("StepWords", "{} after {} was due").format(wait_words(trigger.wait), metric)


def _span(span: BusinessSpan) -> str:
    if not span.working_days:
        return span_words(span.exact)
    one, many = translate("StepWords", "1 working day"), translate("StepWords", "{} working days")
    days = one if span.working_days == 1 else many.format(decimal_text(span.working_days))
    if not span.exact:
        return days
    return translate("StepWords", "{} and {}").format(days, span_words(span.exact))


def _weight(action: Action) -> int:
    return (MoveTo, RaisePriority, TellCustomer, Involve, AddTag, AddNote).index(type(action))


def _tier(directory: Directory, level: int) -> str:
    tier = directory.tiers.get(level)
    return tier_mark(level, is_management=tier is not None and tier.management).value


def _target(move: MoveTo, directory: Directory) -> str:
    if move.team is not None:
        return team_words(directory, move.team)
    return _tier(directory, move.tier or 1)


def _recipients(recipients: tuple[Recipient, ...], directory: Directory, team: str | None) -> str:
    if len(recipients) > 1:
        return listed([_recipient(recipient, directory) for recipient in recipients])
    words, name = _recipient(recipients[0], directory), _name(recipients[0], directory, team)
    return words if name is None else translate("StepWords", "{} {}").format(words, name)


def _name(recipient: Recipient, directory: Directory, team: str | None) -> str | None:
    """Give the name of a lead or a manager who is the only one told."""
    known = None if team is None else directory.teams.get(team)
    if known is None:
        return None
    login = {RecipientKind.LEAD: known.lead, RecipientKind.MANAGER: known.manager}.get(recipient.kind)
    return None if login is None else person_name(directory, login)


def _recipient(recipient: Recipient, directory: Directory) -> str:
    match recipient.kind:
        case RecipientKind.ASSIGNEE:
            return translate("StepWords", "assignee")
        case RecipientKind.TEAM:
            return translate("StepWords", "team {}").format(recipient.name).rstrip()
        case RecipientKind.LEAD:
            return translate("StepWords", "lead")
        case RecipientKind.MANAGER:
            return translate("StepWords", "manager")
        case RecipientKind.ON_CALL:
            return translate("StepWords", "whoever is on call")
        case RecipientKind.WATCHERS:
            return translate("StepWords", "watchers")
        case RecipientKind.PERSON:
            return person_name(directory, recipient.name)
        case RecipientKind.CONTACT:
            return recipient.name
