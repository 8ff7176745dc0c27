"""What a reply box is about and what comes out of it, as values."""

import hashlib

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from desktop_escalation.domain.attachment import NewFile
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.rights import Act as Right
from desktop_escalation.services.ticket_desk import DeskTicket

translate = QCoreApplication.translate

_ANSWERED = (Metric.FIRST_RESPONSE, Metric.NEXT_RESPONSE, Metric.UPDATE)


class Reply(Struct, frozen=True):
    """A message that is to be sent now; a note where it is not public."""

    number: str
    body: str
    is_public: bool
    files: tuple[NewFile, ...] = ()

    @property
    def mark(self) -> str:
        """Tells it from every other message to the ticket, and keeps no text."""
        digest = hashlib.sha256(f"{self.is_public}\n{self.body}".encode(errors="surrogatepass"))
        for file in self.files:
            digest.update(f"{file.name}\n{len(file.content)}\n".encode())
            digest.update(file.content)
        return digest.hexdigest()


class Addressee(Struct, frozen=True):
    """Whom a reply to a ticket reaches; the refusals say why there can be no reply, or no note, and are empty else.

    `effect` says in words what a reply does to the clocks. While a ticket is being read, it is not `is_known` whom a
    reply reaches: it can be typed, and not be sent.
    """

    number: str
    name: str = ""
    mail: str = ""
    effect: str = ""
    reply_refusal: str = ""
    note_refusal: str = ""
    is_known: bool = True


def addressee_of(desk: DeskTicket) -> Addressee:
    """Say whom a reply to this ticket reaches."""
    customer = desk.customer
    return Addressee(
        number=desk.ticket.number,
        name="" if customer is None else customer.name,
        mail="" if customer is None else customer.mail,
        effect=_effect(desk),
        reply_refusal=desk.refusals.get(Right.TICKET_REPLY, ""),
        note_refusal=desk.refusals.get(Right.TICKET_NOTE, ""),
    )


def _effect(desk: DeskTicket) -> str:
    going = {clock.metric for clock in desk.page.view.clocks if clock.is_going}
    words = {
        Metric.FIRST_RESPONSE: translate("Reply", "Meets first response"),
        Metric.NEXT_RESPONSE: translate("Reply", "Meets next response"),
        Metric.UPDATE: translate("Reply", "Restarts next update"),
    }
    return next((words[metric] for metric in _ANSWERED if metric in going), "")
