"""A message that waits in the outbox, whole with its wording, until a courier delivers it."""

from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency

UNDO_DELAY = timedelta(seconds=10)
MAIL_EXPIRES_AFTER = timedelta(days=1)
DIGEST_EXPIRES_AFTER = timedelta(days=1)


class Message(Struct, frozen=True):
    """One message to one person or customer by one channel.

    `key` is the same whenever the same message is made again. `to` is a login, or a mail address where
    `is_for_customer`. It may be delivered from `deliver_at` on and is worthless from `expires_at` on. A digest is
    about many tickets and has none.
    """

    key: str
    ticket: str | None
    escalation: int | None
    to: str
    is_for_customer: bool
    channel: NoticeChannel
    urgency: Urgency
    deliver_at: datetime
    expires_at: datetime | None
    subject: str
    body: str
    why: str
