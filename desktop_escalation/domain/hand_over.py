"""A message whose person went away before it was delivered: made anew for the substitute."""

from collections.abc import Sequence
from datetime import datetime

from desktop_escalation.domain.business_time import Calendar
from desktop_escalation.domain.delivery_time import deliverable_again_at
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.notices import by_each_channel, why_in_place_of
from desktop_escalation.domain.people import NoticeChannel, Person
from desktop_escalation.domain.value import replace


def handed_over(
    message: Message, absent: Person, substitute: Person, now: datetime, hours: Sequence[Calendar]
) -> tuple[Message, ...]:
    """Write a message to the present substitute, by every channel; `hours` are the substitute's working time.

    The keys are those that the substitute's own messages of the same cause have, so nobody is told twice.
    """
    cause = message.key.removesuffix(f"/{absent.login}/{message.channel}")
    centre = replace(
        message,
        key=f"{cause}/{substitute.login}/centre",
        to=substitute.login,
        channel=NoticeChannel.CENTRE,
        deliver_at=deliverable_again_at(substitute, now, message.urgency, hours),
        expires_at=None,
        why=why_in_place_of(absent.name, message.why),
    )
    return by_each_channel(centre, substitute)
