"""The site's templates as somebody who replies is offered them: in the customer's language, filled for the ticket."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from msgspec import Struct

from desktop_escalation.domain.customer_figures import ClockFigures, CustomerFigures
from desktop_escalation.domain.customer_notice import template_for
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.notices import one_line
from desktop_escalation.domain.people import Customer, Template
from desktop_escalation.domain.template_text import Values, check_template, fill
from desktop_escalation.domain.ticket_view import TicketView

# Of a ticket without a customer nothing of one can be told, and the site's language is taken.
_NOBODY = Customer("", "")


class ReplyTemplate(Struct, frozen=True):
    """A template filled for one ticket.

    `blanks` are its placeholders for which there is nothing, so that a dash stands in their place; `faults` say what is
    wrong with the template, which cannot be used then.
    """

    name: str
    language: str
    subject: str
    body: str
    blanks: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def reply_templates(
    view: TicketView, directory: Directory, customer: Customer | None, now: datetime, agent: str | None
) -> tuple[ReplyTemplate, ...]:
    """Fill each template of the site for a reply by an agent, the names in their order."""
    reader = _NOBODY if customer is None else customer
    figures = CustomerFigures(view.ticket, reader, directory, now, _clocks_of(view), agent=agent)
    names = sorted({name for name, _ in directory.templates})
    found = (template_for(directory, name, reader) for name in names)
    return tuple(_filled(template, figures) for template in found if template is not None)


def _clocks_of(view: TicketView) -> Callable[[str], Iterable[ClockFigures]]:
    def clocks(metric: str) -> Iterator[ClockFigures]:
        for clock in reversed(view.clocks):
            if clock.metric == metric and clock.target is not None:
                yield ClockFigures(clock.target, clock.used, clock.due_at)

    return clocks


def _filled(template: Template, figures: CustomerFigures) -> ReplyTemplate:
    faults = tuple(problem.message for problem in check_template(template))
    values = _Watched(figures)
    subject, body = one_line(fill(template.subject, figures)), fill(template.body, values).strip("\n")
    return ReplyTemplate(template.name, template.language, subject, body, tuple(values.blanks), faults)


@dataclass(slots=True)
class _Watched:
    """Gives what others give, and remembers for what they had nothing."""

    values: Values
    blanks: dict[str, None] = field(default_factory=dict)

    def get(self, name: str, default: str) -> str:
        text = self.values.get(name, "")
        if text:
            return text
        self.blanks[name] = None
        return default
