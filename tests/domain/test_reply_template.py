"""What somebody who replies is offered: each template once, in the customer's language, filled for the ticket."""

from typing import Any

from desktop_escalation.domain import acts
from desktop_escalation.domain.people import Customer, Template
from desktop_escalation.domain.reply_template import ReplyTemplate, reply_templates
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.ticket_view import view
from desktop_escalation.domain.value import replace
from tests.domain.desk import PRIYA, Desk

MARTA = Customer("marta@halden.example", "Marta Brandt", language="de-AT")


def offered(
    desk: Desk, *templates: Template, customer: Customer | None = PRIYA, agent: str | None = "marek", **site: Any
) -> tuple[ReplyTemplate, ...]:
    known = {(one.name, one.language): one for one in templates}
    directory = replace(desk.directory, templates=known, site=replace(desk.directory.site, **site))
    shown = view(desk.life, desk.now, customer, desk.scene.rules)
    return reply_templates(shown, directory, customer, desk.now, agent)


def body(text: str, desk: Desk | None = None, **more: Any) -> ReplyTemplate:
    """Give the only template, which has this body."""
    (found,) = offered(desk or Desk().open(), Template("one", "en", "{ticket.number}", text), **more)
    return found


def test_placeholders_are_filled_from_the_ticket() -> None:
    found = body("\nHello {customer.name},\n{ticket.number} is due {resolution.due_at}, {resolution.left} left.\n")
    assert found.body == "Hello Priya Nair,\nDE-1 is due Monday 12 October 2026, 13:00, 4 h left."
    assert found.subject == "DE-1"
    assert (found.blanks, found.faults) == ((), ())


def test_each_template_is_offered_once_in_the_customers_language_else_in_english() -> None:
    texts = (
        Template("b", "en", "", "Hello"),
        Template("b", "de", "", "Hallo"),
        Template("a", "en", "", "Bye"),
    )
    found = offered(Desk().open(), *texts, customer=MARTA)
    assert [(one.name, one.language, one.body) for one in found] == [("a", "en", "Bye"), ("b", "de", "Hallo")]


def test_figures_are_written_in_the_customers_language() -> None:
    assert body("{resolution.target}", customer=MARTA).body == "4 Std."


def test_what_has_no_value_is_a_dash_and_is_named() -> None:
    found = body("{step.name} for {customer.organisation}: {step.name}", customer=MARTA)
    assert found.body == "– for –: –"
    assert found.blanks == ("step.name", "customer.organisation")


def test_names_reach_the_customer_only_where_the_site_allows_it() -> None:
    assert body("{agent.name}").blanks == ("agent.name",)
    assert body("{agent.name}", names_to_customers=True).body == "Marek"
    assert body("{agent.name}", names_to_customers=True, agent="nobody").blanks == ("agent.name",)


def test_a_paused_clock_is_not_due() -> None:
    desk = Desk().open()
    desk.adds(acts.pause(desk.act(), desk.life, PendingReason.CUSTOMER, None))
    assert body("{resolution.due_at}|{resolution.left_wall}|{resolution.used}", desk).body == "–|–|0 min"


def test_what_is_only_measured_has_no_figures() -> None:
    desk = Desk().open()
    desk.runs("12:00")
    found = body("{acknowledgement.used}", desk)
    assert found.blanks == ("acknowledgement.used",)


def test_a_ticket_without_a_customer_has_nothing_to_tell_of_one() -> None:
    assert body("Hello {customer.name}", customer=None).blanks == ("customer.name",)


def test_an_unknown_placeholder_is_told_in_words() -> None:
    found = body("Hello {customer.nmae}")
    assert found.faults == ('body: unknown placeholder {customer.nmae}; did you mean "customer.name"?',)
