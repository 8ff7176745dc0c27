"""The notice to the customer that a ticket was escalated: whether it may be sent, and its wording."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop_escalation.domain.clock import Clock
from desktop_escalation.domain.life import Life
from desktop_escalation.domain.messages import MAIL_EXPIRES_AFTER, UNDO_DELAY, Message
from desktop_escalation.domain.moments import base_language, full_moment, short_moment, span_words
from desktop_escalation.domain.notices import one_line
from desktop_escalation.domain.people import Customer, NoticeChannel, Template
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.scene import Scene
from desktop_escalation.domain.template_text import fill
from desktop_escalation.domain.ticket import Ticket

ONCE_IN = timedelta(hours=24)
TOO_OLD = timedelta(days=1)
WHY = {
    "en": "You get this because you are the customer of this ticket.",
    "de": "Sie erhalten diese Nachricht, weil das Ticket von Ihnen ist.",
}
ESCALATE_WORD = {"en": "ESCALATE", "de": "ESKALIEREN"}


@dataclass(frozen=True, slots=True)
class CustomerNotice:
    """A notice to the customer; `before` is the ticket as it was, `agent` the login of a person who escalated."""

    template: str
    escalation: int | None
    key: str
    due_at: datetime
    before: Ticket
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class NotTold:
    """Why a notice to the customer was held back."""

    why: str


@dataclass(frozen=True, slots=True)
class _About:
    """What the wording of a notice is about, and so what its placeholders stand for."""

    life: Life
    scene: Scene
    notice: CustomerNotice
    customer: Customer

    def get(self, name: str, default: str) -> str:
        text = _value(name, self)
        return default if text is None else text


def tell_customer(life: Life, scene: Scene, notice: CustomerNotice) -> Message | NotTold:
    """Write the mail to the customer, or say why it is held back; `life` is as the escalation leaves it."""
    customer = scene.customer
    if customer is None:
        return NotTold("no customer is known")
    why_not = _why_not(life, scene, notice, customer)
    if why_not is not None:
        return NotTold(why_not)
    template = _find_template(scene, notice.template, customer)
    if template is None:
        return NotTold(f'there is no template "{notice.template}"')
    return _message(life, scene, notice, customer, template)


def _why_not(life: Life, scene: Scene, notice: CustomerNotice, customer: Customer) -> str | None:
    if not customer.notices:
        return "the customer does not want notices"
    if notice.due_at < scene.now - TOO_OLD:
        return "the moment is older than a day"
    told_at = life.past.customer_told_at
    if told_at is not None and scene.now - told_at < ONCE_IN:
        return f"told {short_moment(told_at, scene.directory.site.zone)} already, once in 24 hours"
    return None


def _message(life: Life, scene: Scene, notice: CustomerNotice, customer: Customer, template: Template) -> Message:
    about = _About(life, scene, notice, customer)
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
        subject=one_line(fill(template.subject, about)),
        body=fill(template.body, about),
        why=WHY.get(base_language(customer.language), WHY["en"]),
    )


def _find_template(scene: Scene, name: str, customer: Customer) -> Template | None:
    templates = scene.directory.templates
    for language in (customer.language, base_language(customer.language), "en"):
        if (name, language) in templates:
            return templates[name, language]
    return next((template for (known, _), template in sorted(templates.items()) if known == name), None)


def _value(name: str, about: _About) -> str | None:
    """Write one figure; None where the customer may not read it, or where there is none."""
    write = _WRITERS.get(name)
    if write is not None:
        return write(about)
    metric, _, figure = name.partition(".")
    write_figure = _FIGURES.get(figure)
    if write_figure is None:
        return None
    written = (write_figure(clock, about) for clock in reversed(about.life.clocks) if clock.metric == metric)
    return next((text for text in written if text is not None), None)


def _name_of(login: str | None, about: _About) -> str | None:
    directory = about.scene.directory
    if login is None or not directory.site.names_to_customers or login not in directory.people:
        return None
    return directory.people[login].name


def _left(clock: Clock, about: _About) -> str:
    left = clock.target - clock.used(about.scene.now, about.scene.rules.calendars)
    return span_words(max(left, timedelta()), about.customer.language)


def _due_at(clock: Clock, about: _About) -> str | None:
    due_at = clock.due_at(about.scene.rules.calendars)
    return None if due_at is None else full_moment(due_at, about.scene.directory.site.zone, about.customer.language)


def _left_wall(clock: Clock, about: _About) -> str | None:
    due_at = clock.due_at(about.scene.rules.calendars)
    return None if due_at is None else span_words(max(due_at - about.scene.now, timedelta()), about.customer.language)


# What a customer may read: neither tiers nor steps and reasons, and names only where the site allows it.
_WRITERS: Mapping[str, Callable[[_About], str | None]] = {
    "ticket.number": lambda about: about.life.ticket.number,
    "ticket.subject": lambda about: one_line(about.life.ticket.subject),
    "ticket.priority": lambda about: str(int(about.life.ticket.priority)),
    "ticket.team": lambda about: about.life.ticket.team,
    "ticket.link": lambda about: f"escalation:{about.life.ticket.number}",
    "ticket.assignee": lambda about: _name_of(about.life.ticket.assignee, about),
    "customer.name": lambda about: about.customer.name,
    "customer.organisation": lambda about: about.customer.organisation or "",
    "from.team": lambda about: about.notice.before.team,
    "to.team": lambda about: about.life.ticket.team,
    "agent.name": lambda about: _name_of(about.notice.agent, about),
    "site.name": lambda about: about.scene.directory.site.name,
    "escalate_word": lambda about: ESCALATE_WORD.get(base_language(about.customer.language), ESCALATE_WORD["en"]),
}
_FIGURES: Mapping[str, Callable[[Clock, _About], str | None]] = {
    "target": lambda clock, about: span_words(clock.target, about.customer.language),
    "used": lambda clock, about: span_words(
        clock.used(about.scene.now, about.scene.rules.calendars), about.customer.language
    ),
    "left": _left,
    "due_at": _due_at,
    "left_wall": _left_wall,
}
