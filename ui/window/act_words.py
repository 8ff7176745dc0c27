"""What an act has come to, in one line, such as "DE-4821 resolved. Customer told by mail.", by what is recorded."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain import events
from desktop_escalation.domain.author import AuthorKind
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticket_desk import DeskTicket
from ui.shared.plain import one_line
from ui.tickets.event_line import Around, event_line

# What was written with an act is told behind it.
_WRITTEN = (events.Replied, events.Noted)
LONGEST = 300


def act_words(ticket: DeskTicket, seen: int | None, now: datetime) -> str:
    """Say what the last act of whoever looks has come to; "" where nothing of it is recorded.

    `seen` is the version of the ticket before the act; without it the last moment at which he or she did something
    tells what belongs to it.
    """
    phrases = [phrase for fact in _facts(ticket, seen) if (phrase := _phrase(fact, ticket, now))]
    if not phrases:
        return ""
    first, *more = phrases
    said = QCoreApplication.translate("Acts", "{number} {done}.").format(number=ticket.ticket.number, done=first)
    return one_line(" ".join([said, *(f"{phrase[:1].upper()}{phrase[1:]}." for phrase in more)]), LONGEST)


def _facts(ticket: DeskTicket, seen: int | None) -> Sequence[events.Fact]:
    history = ticket.page.history[seen or 0 :]
    mine = [event for event in history if event.by.kind is AuthorKind.PERSON and event.by.name == ticket.asker]
    if not mine:
        return ()
    since = mine[-1].at if seen is None else mine[0].at
    # What the program did for it, at the same moment, is told where it went out of the house.
    facts = [
        event.fact
        for event in history
        if event.at >= since and (event in mine or isinstance(event.fact, events.CustomerTold))
    ]
    if any(isinstance(fact, events.Moved) for fact in facts):
        # It goes without saying that a queue has it then.
        facts = [fact for fact in facts if fact != events.Assigned(None)]
    if any(isinstance(fact, events.EscalatedByHand) for fact in facts):
        # Where it went is where the ticket was moved.
        facts = [fact for fact in facts if not isinstance(fact, events.Moved)]
    return sorted(facts, key=lambda fact: isinstance(fact, _WRITTEN))


def _phrase(fact: events.Fact, ticket: DeskTicket, now: datetime) -> str:
    tr = QCoreApplication.translate
    match fact:
        case events.Opened():
            return tr("Acts", "opened in {}").format(fact.team)
        case events.Replied():
            return tr("Acts", "answered")
        case events.Noted():
            return tr("Acts", "given a note")
        case events.Watched(is_on=True):
            return tr("Acts", "watched by {}").format(ticket.name(fact.login))
        case events.Watched():
            return tr("Acts", "no longer watched by {}").format(ticket.name(fact.login))
        case events.Resumed():
            return tr("Acts", "no longer paused")
        # What was typed into the dialog need not be read again.
        case events.EscalatedByHand():
            fact = replace(fact, reason="", note="", tried="")
        case events.HandedBack():
            fact = replace(fact, reason="", note="")
        case _:
            pass
    line = event_line(fact, Around(ticket.directory, now))
    return "" if line is None else line.words
