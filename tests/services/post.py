"""An outbox for tests: messages put into it, and what became of them."""

from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from desktop_escalation.domain.delivery import Attempt, Delivery, Sent
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.people import NoticeChannel
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.value import replace
from desktop_escalation.services.delivery import Deliveries
from desktop_escalation.services.sharing_out import Claim
from desktop_escalation.storage.lives import find_id
from desktop_escalation.storage.messages import add_messages
from tests.services.office import ORGANISATION, ROOT, Office

DESKTOP = NoticeChannel.DESKTOP
SHOWN = Sent(Attempt.SHOWN, "fake")
BUSY = Sent(Attempt.TRY_AGAIN, "fake", "busy")
NOT_HERE = Sent(Attempt.NOT_HERE, "none", "no desktop here")
A_DAY = timedelta(days=1)


def a_message(
    ticket: str,
    cause: str,
    deliver_at: datetime,
    *,
    to: str = "marek",
    channel: NoticeChannel = DESKTOP,
    **changes: object,
) -> Message:
    message = Message(
        key=f"{ticket}/{cause}/{to}/{channel}",
        ticket=ticket,
        escalation=None,
        to=to,
        is_for_customer=False,
        channel=channel,
        urgency=Urgency.WORKING_HOURS,
        deliver_at=deliver_at,
        expires_at=deliver_at + A_DAY,
        subject=f"[{ticket}] {cause}",
        body="moved to Network, tier 2",
        why="You get this as assignee of the ticket.",
    )
    return replace(message, **changes)  # type: ignore[arg-type]


class Post(Struct, frozen=True):
    """An office and what is posted in it; the office's clock is the time of everything."""

    office: Office

    @property
    def deliveries(self) -> Deliveries:
        return replace(self.office.app.deliveries, chance=lambda: 0.0)

    @property
    def now(self) -> datetime:
        with self.office.app.store.reading() as tx:
            return tx.now

    def put(self, count: int = 1, *, cause: str = "cause", ticket: str | None = None, **changes: object) -> str:
        """Post messages about a ticket, by default a new one, to be delivered from now on; give its number."""
        number = ticket or self.office.ticket()
        more: dict[str, Any] = {"deliver_at": self.now, **changes}
        made = [a_message(number, f"{cause} {n}", **more) for n in range(1, count + 1)]
        self.post(number, *made)
        return number

    def post(self, number: str, *messages: Message) -> None:
        with self.office.app.store.writing() as tx:
            ticket_id = find_id(tx, number)
            add_messages(tx, [(ticket_id, message) for message in messages])

    def claim(self, courier: str = "a", *, login: str = "marek", limit: int = 100) -> Claim:
        return self.deliveries.claim(courier, DESKTOP, login, limit)

    def deliver(self, sent: Sent = SHOWN, *, courier: str = "a", login: str = "marek") -> Claim:
        """Claim all that is ready, and say of each attempt that it came to this."""
        claim = self.claim(courier, login=login)
        for delivery in claim.deliveries:
            assert self.deliveries.hold(courier, delivery)
            assert self.deliveries.record(courier, delivery.id, sent) is not None
        return claim

    def all(self, login: str = "marek", channel: NoticeChannel = DESKTOP) -> tuple[Delivery, ...]:
        found = self.deliveries.list(ROOT, login).deliveries
        return tuple(one for one in found if one.message.channel is channel)

    def one(self, login: str = "marek") -> Delivery:
        (found,) = self.all(login)
        return found

    def states(self, login: str = "marek", channel: NoticeChannel = DESKTOP) -> list[str]:
        return [one.state.value for one in self.all(login, channel)]

    def reorganise(self, old: str, new: str) -> None:
        """Change the organisation, which so far is that of the sample."""
        assert old in ORGANISATION
        self.office.app.directory.import_organisation(ROOT, ORGANISATION.replace(old, new), "organisation.toml")
