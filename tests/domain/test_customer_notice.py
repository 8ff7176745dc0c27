"""Semantics, section 7: when the customer is told, and in which words."""

from datetime import timedelta
from typing import Any

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.customer_mail import CustomerMail, Wording
from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Customer, NoticeChannel, Template
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.domain.ticket import PendingReason
from desktop_escalation.domain.value import replace
from tests.domain.desk import PRIYA, Desk, at
from tests.domain.ladders import TELL_CUSTOMER, TELL_LEAD, TO_TIER_2, events_of, ladder, opened_with, receipts, step

AT_DUE = (step("at resolution", TELL_CUSTOMER),)


def a_desk(
    body: str = "",
    *steps: str,
    customer: Customer | None = PRIYA,
    subject: str = "News",
    language: str = "en",
    **more: Any,
) -> Desk:
    """Make a desk whose template has this body, in a language, beside the English one that every site has."""
    desk = Desk(policies=(ladder(*(steps or AT_DUE), **more),), customer=customer)
    templates = {**desk.directory.templates, ("raised", language): Template("raised", language, subject, body)}
    desk.directory = replace(desk.directory, templates=templates)
    return desk.open()


def mail(desk: Desk) -> Message:
    (found,) = [message for message in desk.messages if message.is_for_customer]
    return found


def body(text: str, desk: Desk | None = None, **more: Any) -> str:
    """Give the body of the mail that a template makes at 13:00."""
    given = desk or a_desk(text, **more)
    given.runs("13:00")
    return mail(given).body


def not_told(desk: Desk) -> list[str]:
    return [fact.why for fact in events_of(desk, events.CustomerNotTold)]


# --- whether ------------------------------------------------------------------


def test_any_step_with_tell_customer_tells_the_customer() -> None:
    desk = a_desk("Hello.")
    desk.runs("13:00")
    message = mail(desk)
    assert (message.to, message.channel, message.urgency) == ("priya@halden.example", NoticeChannel.MAIL, Urgency.NOW)
    assert (message.deliver_at, message.expires_at) == (at("13:00"), at("13:00", days=1))
    assert message.key == "DE-1/Ladder/1/resolution/1/0/priya@halden.example/mail"
    assert message.escalation == 1
    assert message.why == "You get this because you are the customer of this ticket."
    assert receipts(desk)[0].done == ("told the customer",)


def test_a_step_without_it_tells_the_customer_nothing() -> None:
    desk = a_desk("Hello.", step("at resolution", TO_TIER_2, TELL_LEAD))
    desk.runs("13:00")
    assert "priya@halden.example" not in desk.told()


def test_the_customer_is_told_at_most_once_in_24_hours_and_what_was_held_back_is_recorded() -> None:
    steps = [step(f"{wait} wall h after resolution", TELL_CUSTOMER) for wait in (23, 24)]
    desk = a_desk("Hello.", step("at resolution", TELL_CUSTOMER), *steps)
    assert [desk.runs("13:00"), desk.runs("12:00", days=1), desk.runs("13:00", days=1)] == [["1"], ["2"], ["3"]]
    assert len(events_of(desk, events.CustomerTold)) == 2
    assert not_told(desk) == ["told Mon 12 Oct 13:00 already, once in 24 hours"]
    assert receipts(desk)[1].done == ("did not tell the customer: told Mon 12 Oct 13:00 already, once in 24 hours",)


def test_two_steps_of_one_pass_tell_the_customer_once() -> None:
    desk = a_desk("Hello.", step("at resolution", TELL_CUSTOMER), step("4h idle", TELL_CUSTOMER))
    desk.runs("13:00")
    assert len(not_told(desk)) == 1
    assert mail(desk).key.startswith("DE-1/Ladder/1/")


def test_two_actions_of_one_step_tell_the_customer_once() -> None:
    desk = a_desk("Hello.", step("at resolution", TELL_CUSTOMER, TELL_CUSTOMER))
    desk.runs("13:00")
    assert not_told(desk) == ["told by this step already"]
    assert mail(desk).body == "Hello."


@pytest.mark.parametrize(
    ("customer", "why"),
    [
        (None, "no customer is known"),
        (replace(PRIYA, notices=False), "the customer does not want notices"),
    ],
)
def test_a_customer_who_cannot_or_will_not_be_told_is_not(customer: Customer | None, why: str) -> None:
    desk = a_desk("Hello.", customer=customer)
    desk.runs("13:00")
    assert not_told(desk) == [why]


def test_a_missing_template_tells_nobody_and_is_recorded() -> None:
    desk = Desk(policies=(ladder(step("at resolution", '{ tell_customer = "gone" }')),)).open()
    desk.runs("13:00")
    assert not_told(desk) == ['there is no template "gone"']


def test_such_a_mail_does_not_count_as_a_response_and_restarts_no_clock() -> None:
    desk = a_desk("Hello.", targets='resolution = { 1 = "4h" }\nfirst_response = { 1 = "8h" }\nupdate = { 1 = "1h" }')
    desk.runs("13:00")
    assert mail(desk).body == "Hello."
    assert desk.clock(Metric.FIRST_RESPONSE).is_going
    assert [clock.metric for clock in desk.life.clocks if clock.metric is Metric.UPDATE] == []


# --- wording ------------------------------------------------------------------


def test_a_template_is_filled_with_what_the_customer_may_read() -> None:
    text = (
        "{ticket.number} {ticket.subject} {ticket.priority} {ticket.link} {customer.name} {customer.organisation}"
        " {site.name} {escalate_word} {{as is}}"
    )
    assert body(text) == "DE-1 VPN drops 1 escalation:DE-1 Priya Nair Halden Logistics Site ESCALATE {as is}"


def test_tiers_steps_and_internal_reasons_never_reach_the_customer() -> None:
    text = "{ticket.tier}{from.tier}{to.tier}{step.name}{step.reason}"
    assert body(text, a_desk(text, step("at resolution", TO_TIER_2, TELL_CUSTOMER))) == "–––––"
    by_hand = a_desk(text, head='tell_customer_by_hand = "raised"').escalates(reason="security", tier=2)
    assert mail(by_hand).body == "–––––"


def test_names_reach_the_customer_only_where_the_site_allows_it() -> None:
    text = "{ticket.assignee} {agent.name}"
    bodies = []
    for allowed in (False, True):
        desk = a_desk(text, head='tell_customer_by_hand = "raised"')
        desk.directory = replace(desk.directory, site=replace(desk.directory.site, names_to_customers=allowed))
        desk.escalates(by="marek", tier=2, person="jonas")
        bodies.append(mail(desk).body)
    assert bodies == ["– –", "Jonas Marek"]


def test_where_names_are_allowed_nobody_is_named_whom_the_directory_does_not_know() -> None:
    desk = a_desk("{ticket.assignee} {agent.name}")
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, names_to_customers=True))
    assert body("", desk.does(events.Assigned("left"))) == "– –"


def test_the_teams_are_those_before_and_after_the_step() -> None:
    text = "{from.team} {to.team} {ticket.team}"
    assert body(text, a_desk(text, step("at resolution", TO_TIER_2, TELL_CUSTOMER))) == "Desk Network Network"


def test_clocks_are_told_with_their_due_time_on_the_wall_clock_of_the_site() -> None:
    text = "{resolution.due_at} | {resolution.target} | {resolution.used} | {resolution.left} | {resolution.left_wall}"
    desk = a_desk(text, step("90m before resolution", TELL_CUSTOMER))
    desk.directory = replace(desk.directory, site=replace(desk.directory.site, zone="Europe/London"))
    desk.runs("11:30")
    assert mail(desk).body == "Monday 12 October 2026, 14:00 | 4 h | 2 h 30 min | 1 h 30 min | 1 h 30 min"


def test_a_clock_over_its_target_has_nothing_left() -> None:
    assert body("{resolution.left} {resolution.left_wall}") == "0 min 0 min"


def test_a_clock_that_does_not_run_and_one_that_is_paused_have_no_due_time() -> None:
    desk = a_desk("{update.due_at} {resolution.due_at} {resolution.used}", step("customer escalates", TELL_CUSTOMER))
    desk.until("10:00").does(events.Paused(PendingReason.CUSTOMER))
    desk.does(events.CustomerEscalated("Now."), by="customer").runs()
    assert mail(desk).body == "– – 1 h"


def test_a_german_customer_reads_german_words_and_german_moments() -> None:
    text = "{resolution.due_at}; {resolution.target}; {escalate_word}"
    for language in ("de", "de-AT", "DE"):
        desk = a_desk(text, customer=replace(PRIYA, language=language), language="de")
        assert body("", desk) == "Montag, 12. Oktober 2026, 13:00 Uhr; 4 Std.; ESKALIEREN"


def test_a_german_customer_reads_in_german_why_the_mail_came() -> None:
    desk = a_desk("Hallo.", customer=replace(PRIYA, language="de"), language="de")
    desk.runs("13:00")
    assert mail(desk).why == "Sie erhalten diese Nachricht, weil das Ticket von Ihnen ist."


def test_the_template_of_the_exact_language_wins_then_that_of_its_base_then_english() -> None:
    desk = a_desk("Grüezi", customer=replace(PRIYA, language="de-CH"), language="de-CH")
    assert body("", desk) == "Grüezi"
    assert body("", a_desk("Ola", customer=replace(PRIYA, language="fr"), language="pt")) == "Hello Priya Nair"


def test_where_there_is_neither_any_language_is_better_than_none() -> None:
    desk = a_desk("Bonjour {resolution.due_at}", customer=replace(PRIYA, language="nl"), language="fr")
    templates = {key: template for key, template in desk.directory.templates.items() if key[1] == "fr"}
    desk.directory = replace(desk.directory, templates=templates)
    assert body("", desk) == "Bonjour 2026-10-12 13:00"


def test_a_subject_made_of_what_people_typed_stays_one_line() -> None:
    desk = a_desk("Hello.", subject="{ticket.subject}")
    opened_with(desk, subject="VPN\r\nBcc: all@x.example").runs("13:00")
    assert mail(desk).subject == "VPN Bcc: all@x.example"


def test_a_customer_without_an_organisation_leaves_the_place_empty() -> None:
    assert body("", a_desk("[{customer.organisation}]", customer=replace(PRIYA, organisation=None))) == "[]"


def test_a_mail_that_a_person_causes_waits_ten_seconds() -> None:
    desk = a_desk("Hello.", head='tell_customer_by_hand = "raised"').escalates(tier=2)
    assert mail(desk).deliver_at - desk.now == timedelta(seconds=10)


# --- as the person wants it who escalates by hand -----------------------------


def two_languages() -> Desk:
    desk = a_desk("Hallo {customer.name}: {resolution.target}", subject="Neues", language="de")
    other = Template("sorry", "en", "Sorry", "We are late.")
    desk.directory = replace(desk.directory, templates={**desk.directory.templates, ("sorry", "en"): other})
    return desk


def test_a_chosen_language_takes_the_place_of_the_customers_in_every_word() -> None:
    desk = two_languages().escalates(tier=2, tell_customer=True, mail=CustomerMail("raised", "de"))
    assert (mail(desk).subject, mail(desk).body) == ("Neues", "Hallo Priya Nair: 4 Std.")
    assert mail(desk).why.startswith("Sie erhalten")


def test_a_chosen_template_takes_the_place_of_the_policys_where_that_names_none_too() -> None:
    desk = two_languages().escalates(tier=2, tell_customer=True, mail=CustomerMail("sorry"))
    assert mail(desk).body == "We are late."
    assert [fact.template for fact in events_of(desk, events.CustomerTold)] == ["sorry"]


def test_words_of_ones_own_are_sent_as_they_are() -> None:
    own = CustomerMail("raised", "en", Wording("Your\nline", "Hello {customer.name}"))
    desk = two_languages().escalates(tier=2, tell_customer=True, mail=own)
    assert (mail(desk).subject, mail(desk).body) == ("Your line", "Hello {customer.name}")


def test_words_chosen_while_the_customer_is_not_told_are_for_nobody() -> None:
    desk = two_languages().escalates(tier=2, tell_customer=False, mail=CustomerMail("raised"))
    assert desk.messages
    assert not [message for message in desk.messages if message.is_for_customer]


@pytest.mark.parametrize("wording", [Wording("", "Hello"), Wording("News", " \n")])
def test_a_mail_without_a_subject_or_a_word_is_refused(wording: Wording) -> None:
    with pytest.raises(Refused, match="a subject and at least one word"):
        two_languages().escalates(tier=2, tell_customer=True, mail=CustomerMail("raised", None, wording))
