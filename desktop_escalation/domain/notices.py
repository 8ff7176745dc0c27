"""The notices that a step or a person causes: one message for each person and channel, each with its reason."""

from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.delivery_time import deliverable_at
from desktop_escalation.domain.messages import MAIL_EXPIRES_AFTER, UNDO_DELAY, Message
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.recipients import Telling
from desktop_escalation.domain.scene import Scene

_LONGEST_SUBJECT = 120
_AS = "You get this as "
_AWAY = ", who is away: "
_DELAY = {True: UNDO_DELAY, False: timedelta()}


class Notice(Struct, frozen=True):
    """What is to be said about a ticket; `key` names its cause, `by_person` makes it wait for an undo."""

    key: str
    escalation: int | None
    headline: str
    text: str
    urgency: Urgency
    by_person: bool = False


class Told(Protocol):
    """What a notice is about: a ticket, or what is known of one that cannot be read."""

    @property
    def number(self) -> str:
        """Its number."""

    @property
    def subject(self) -> str:
        """Its subject, as it was typed."""


def messages_to(
    scene: Scene, ticket: Told, notice: Notice, tellings: tuple[Telling, ...], calendar: Calendar
) -> tuple[Message, ...]:
    """Write a notice to everybody who is told; `calendar` serves those without a team."""
    people = scene.directory.people
    messages: list[Message] = []
    for telling in tellings:
        messages += _messages(scene, ticket, notice, telling, people[telling.login], calendar)
    return tuple(messages)


def _messages(
    scene: Scene, ticket: Told, notice: Notice, telling: Telling, person: Person, calendar: Calendar
) -> tuple[Message, ...]:
    centre = Message(
        key=f"{ticket.number}/{notice.key}/{person.login}/centre",
        ticket=ticket.number,
        escalation=notice.escalation,
        to=person.login,
        is_for_customer=False,
        channel=NoticeChannel.CENTRE,
        urgency=notice.urgency,
        deliver_at=_deliver_at(scene, notice, person, calendar),
        expires_at=None,
        subject=f"[{ticket.number}] {one_line(ticket.subject)}: {notice.headline}",
        body=notice.text,
        why=_why(scene, telling),
    )
    return by_each_channel(centre, person)


def by_each_channel(centre: Message, person: Person) -> tuple[Message, ...]:
    """Give a message in the notification centre, and the same by every other channel of its person."""
    return (centre, *[_by(centre, channel) for channel in dict.fromkeys(person.channels) if _reaches(person, channel)])


def _by(centre: Message, channel: NoticeChannel) -> Message:
    key = f"{centre.key.removesuffix('centre')}{channel}"
    return Message(
        key=key,
        ticket=centre.ticket,
        escalation=centre.escalation,
        to=centre.to,
        is_for_customer=False,
        channel=channel,
        urgency=centre.urgency,
        deliver_at=centre.deliver_at,
        expires_at=centre.deliver_at + MAIL_EXPIRES_AFTER,
        subject=centre.subject,
        body=centre.body,
        why=centre.why,
    )


def _deliver_at(scene: Scene, notice: Notice, person: Person, calendar: Calendar) -> datetime:
    about = (person.login, notice.urgency, notice.by_person, calendar.name)
    known = scene.deliverable.get(about)
    if known is None:
        hours = scene.directory.working_calendars(person.login, calendar)
        earliest, is_urgent = scene.now + _DELAY[notice.by_person], notice.urgency is Urgency.NOW
        known = deliverable_at(person, earliest, notice.urgency, hours, override_quiet=is_urgent)
        scene.deliverable[about] = known
    return known


def _reaches(person: Person, channel: NoticeChannel) -> bool:
    if channel is NoticeChannel.CENTRE:
        return False
    return channel is not NoticeChannel.MAIL or person.mail is not None


def _why(scene: Scene, telling: Telling) -> str:
    if telling.instead_of is None:
        return f"{_AS}{telling.why}."
    return _in_place_of(scene.directory.people[telling.instead_of].name, telling.why)


def why_in_place_of(absent: str, why: str) -> str:
    """Reword the reason of a notice for the substitute of its reader, who is away by now."""
    reason = why.removeprefix(_AS).rpartition(_AWAY)[2]
    return _in_place_of(absent, reason.removesuffix("."))


def _in_place_of(absent: str, reason: str) -> str:
    return f"You get this in place of {absent}{_AWAY}{reason}."


def one_line(text: str) -> str:
    """Make a text that people typed fit for one line: no control characters, no breaks, not too long."""
    printable = text if text.isprintable() else "".join(one if one.isprintable() else " " for one in text)
    line = " ".join(printable.split())
    return line if len(line) <= _LONGEST_SUBJECT else f"{line[: _LONGEST_SUBJECT - 1]}…"
