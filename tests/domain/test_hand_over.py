"""Semantics, section 7: a person who is away is replaced by the substitute, and the notice says so."""

from datetime import timedelta

from desktop_escalation.domain.hand_over import handed_over
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.value import replace
from tests.domain.directories import MONDAY_NOON as NOON
from tests.domain.directories import a_calendar

INGRID = Person("ingrid", "Ingrid Solberg")
HELEN = Person("helen", "Helen Ward", mail="helen@x.example")
MADE = Message(
    key="DE-1/Ladder/1/resolution/1/0/ingrid/desktop",
    ticket="DE-1",
    escalation=1,
    to="ingrid",
    is_for_customer=False,
    channel=NoticeChannel.DESKTOP,
    urgency=Urgency.WORKING_HOURS,
    deliver_at=NOON - timedelta(hours=2),
    expires_at=NOON + timedelta(hours=22),
    subject="[DE-1] VPN drops: at resolution",
    body="moved to Network, tier 2",
    why="You get this as lead of Desk.",
)


def given_to(substitute: Person, message: Message = MADE, *, hours: str = "08:00-18:00") -> tuple[Message, ...]:
    return handed_over(message, INGRID, substitute, NOON, (a_calendar(hours),))


def test_the_substitute_gets_it_by_every_channel_of_his_or_her_own_and_in_the_centre() -> None:
    assert [message.channel for message in given_to(HELEN)] == ["centre", "desktop", "mail"]
    assert [message.channel for message in given_to(replace(HELEN, mail=None))] == ["centre", "desktop"]
    assert {message.to for message in given_to(HELEN)} == {"helen"}


def test_the_keys_are_those_of_the_substitutes_own_messages_of_that_cause() -> None:
    cause = "DE-1/Ladder/1/resolution/1/0/helen"
    assert [message.key for message in given_to(HELEN)] == [f"{cause}/centre", f"{cause}/desktop", f"{cause}/mail"]
    by_mail = replace(MADE, key=MADE.key.replace("desktop", "mail"), channel=NoticeChannel.MAIL)
    assert given_to(HELEN, by_mail) == given_to(HELEN)


def test_it_says_in_whose_place_and_why() -> None:
    expected = "You get this in place of Ingrid Solberg, who is away: lead of Desk."
    assert {message.why for message in given_to(HELEN)} == {expected}


def test_the_substitute_of_a_substitute_is_told_of_the_one_who_was_last_in_line() -> None:
    again = replace(MADE, why="You get this in place of Tomás, who is away: lead of Desk.")
    assert given_to(HELEN, again)[0].why == "You get this in place of Ingrid Solberg, who is away: lead of Desk."


def test_it_waits_for_the_substitutes_working_time_and_expires_a_day_after() -> None:
    afternoon = NOON + timedelta(hours=2)
    messages = given_to(HELEN, hours="14:00-18:00")
    assert {message.deliver_at for message in messages} == {afternoon}
    assert [message.expires_at for message in messages] == [None, *[afternoon + timedelta(days=1)] * 2]
