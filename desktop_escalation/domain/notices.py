"""The notices that a step or a person causes: one message for each person and channel, each with its reason."""

from dataclasses import dataclass, replace
from datetime import timedelta

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.delivery_time import deliverable_at
from desktop_escalation.domain.messages import MAIL_EXPIRES_AFTER, UNDO_DELAY, Message
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.recipients import Telling
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.ticket import Ticket

_LONGEST_SUBJECT = 120
_DELAY = {True: UNDO_DELAY, False: timedelta()}


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be said about a ticket; `key` names its cause, `by_person` makes it wait for an undo."""

    key: str
    escalation: int | None
    headline: str
    text: str
    urgency: Urgency
    by_person: bool = False


def messages_to(
    scene: Scene, ticket: Ticket, notice: Notice, tellings: tuple[Telling, ...], calendar: Calendar
) -> tuple[Message, ...]:
    """Write a notice to everybody who is told; `calendar` serves those without a team."""
    return tuple(
        message
        for telling in tellings
        for message in _messages(scene, ticket, notice, telling, scene.directory.people[telling.login], calendar)
    )


def _messages(
    scene: Scene, ticket: Ticket, notice: Notice, telling: Telling, person: Person, calendar: Calendar
) -> tuple[Message, ...]:
    hours = scene.directory.working_calendars(person.login, calendar)
    earliest = scene.now + _DELAY[notice.by_person]
    is_urgent = notice.urgency is Urgency.NOW
    deliver_at = deliverable_at(person, earliest, notice.urgency, hours, override_quiet=is_urgent)
    centre = Message(
        key=f"{ticket.number}/{notice.key}/{person.login}/centre",
        ticket=ticket.number,
        escalation=notice.escalation,
        to=person.login,
        is_for_customer=False,
        channel=NoticeChannel.CENTRE,
        urgency=notice.urgency,
        deliver_at=deliver_at,
        expires_at=None,
        subject=f"[{ticket.number}] {one_line(ticket.subject)}: {notice.headline}",
        body=notice.text,
        why=_why(scene, telling),
    )
    others = (channel for channel in dict.fromkeys(person.channels) if _reaches(person, channel))
    return (centre, *(_by(centre, channel) for channel in others))


def _by(centre: Message, channel: NoticeChannel) -> Message:
    key = f"{centre.key.removesuffix('centre')}{channel}"
    return replace(centre, key=key, channel=channel, expires_at=centre.deliver_at + MAIL_EXPIRES_AFTER)


def _reaches(person: Person, channel: NoticeChannel) -> bool:
    if channel is NoticeChannel.CENTRE:
        return False
    return channel is not NoticeChannel.MAIL or person.mail is not None


def _why(scene: Scene, telling: Telling) -> str:
    if telling.instead_of is None:
        return f"You get this as {telling.why}."
    absent = scene.directory.people[telling.instead_of].name
    return f"You get this in place of {absent}, who is away: {telling.why}."


def one_line(text: str) -> str:
    """Make a text that people typed fit for one line: no control characters, no breaks, not too long."""
    line = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[: _LONGEST_SUBJECT - 1]}…"
