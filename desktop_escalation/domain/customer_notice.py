"""The notice to the customer that a ticket was escalated: whether it may be sent, and its wording."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from desktop_escalation.domain.customer_figures import ClockFigures, CustomerFigures
from desktop_escalation.domain.customer_mail import Wording
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import MAIL_EXPIRES_AFTER, UNDO_DELAY, Message
from desktop_escalation.domain.moments import base_language, short_moment
from desktop_escalation.domain.notices import one_line
from desktop_escalation.domain.people import Customer, NoticeChannel, Template
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.template_text import fill
from desktop_escalation.domain.ticket import Ticket
from desktop_escalation.domain.value import replace

ONCE_IN = timedelta(hours=24)
TOO_OLD = timedelta(days=1)
WHY = {
    "en": "You get this because you are the customer of this ticket.",
    "de": "Sie erhalten diese Nachricht, weil das Ticket von Ihnen ist.",
}


class CustomerNotice(Struct, frozen=True):
    """A notice to the customer; `before` is the ticket as it was, `agent` the login of a person who escalated.

    `language` None takes the customer's, `wording` None what the template says.
    """

    template: str
    escalation: int | None
    key: str
    due_at: datetime
    before: Ticket
    agent: str | None = None
    language: str | None = None
    wording: Wording | None = None


class NotTold(Struct, frozen=True):
    """Why a notice to the customer was held back."""

    why: str


def tell_customer(life: Life, scene: Scene, notice: CustomerNotice) -> Message | NotTold:
    """Write the mail to the customer, or say why it is held back; `life` is as the escalation leaves it."""
    customer, held_back = scene.customer, why_untold(life, scene, notice.due_at)
    if customer is None or held_back is not None:
        return NotTold(held_back or "no customer is known")
    reader = customer if notice.language is None else replace(customer, language=notice.language)
    template = template_for(scene.directory, notice.template, reader)
    if template is None:
        return NotTold(f'there is no template "{notice.template}"')
    return _message(life, scene, notice, reader, template)


def why_untold(life: Life, scene: Scene, due_at: datetime) -> str | None:
    """Say why the customer may be told nothing of what was due at a moment; None where he or she may."""
    customer = scene.customer
    if customer is None:
        return "no customer is known"
    if not customer.notices:
        return "the customer does not want notices"
    if due_at < scene.now - TOO_OLD:
        return "the moment is older than a day"
    told_at = life.past.customer_told_at
    if told_at is not None and scene.now - told_at < ONCE_IN:
        return f"told {short_moment(told_at, scene.directory.site.zone)} already, once in 24 hours"
    return None


def _message(life: Life, scene: Scene, notice: CustomerNotice, customer: Customer, template: Template) -> Message:
    figures = _figures(life, scene, notice, customer)
    own = notice.wording
    deliver_at = scene.now + (UNDO_DELAY if notice.agent is not None else timedelta())
    return Message(
        key=f"{life.ticket.number}/{notice.key}/{customer.mail}/mail",
        ticket=life.ticket.number,
        escalation=notice.escalation,
        to=customer.mail,
        is_for_customer=True,
        channel=NoticeChannel.MAIL,
        urgency=Urgency.NOW,
        deliver_at=deliver_at,
        expires_at=deliver_at + MAIL_EXPIRES_AFTER,
        subject=one_line(fill(template.subject, figures) if own is None else own.subject),
        body=fill(template.body, figures) if own is None else own.body,
        why=WHY.get(base_language(customer.language), WHY["en"]),
    )


def template_for(directory: Directory, name: str, customer: Customer) -> Template | None:
    """Find a template in the customer's language, else in English, else in any; None where there is none."""
    templates = directory.templates
    for language in (customer.language, base_language(customer.language), "en"):
        if (name, language) in templates:
            return templates[name, language]
    return next((template for (known, _), template in sorted(templates.items()) if known == name), None)


def _figures(life: Life, scene: Scene, notice: CustomerNotice, customer: Customer) -> CustomerFigures:
    calendars = scene.rules.calendars

    def clocks(metric: str) -> Iterator[ClockFigures]:
        for clock in reversed(life.clocks):
            if clock.metric == metric:
                yield ClockFigures(clock.target, clock.used(scene.now, calendars), clock.due_at(calendars))

    return CustomerFigures(
        life.ticket, customer, scene.directory, scene.now, clocks, notice.before.team, agent=notice.agent
    )
