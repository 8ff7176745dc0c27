"""Acts on tickets through the services, on both databases."""

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.errors import Refused
from desktop_escalation.services.intake import LONGEST_TEXT, NewTicket
from desktop_escalation.storage.ticket_rows import TicketRow
from tests.services.office import ROOT, Office, speaking_for

MAREK = speaking_for("marek")


def facts(office: Office, number: str) -> list[events.Fact]:
    return [event.fact for event in office.app.lists.show(ROOT, number).history]


def test_a_number_that_an_imported_ticket_has_is_passed_over(office: Office) -> None:
    first = office.app.ticketing.new(ROOT, NewTicket("One"))
    with office.app.store.writing() as tx:
        tx.run(TicketRow.update(number="DE-2").where(TicketRow.number == first))
    assert office.app.ticketing.new(ROOT, NewTicket("Two")) == "DE-3"


def test_a_message_to_a_ticket_that_was_merged_twice_goes_to_the_last_one(office: Office) -> None:
    numbers = [office.ticket() for _ in range(3)]
    office.app.ticketing.merge(MAREK, numbers[0], numbers[1])
    office.app.ticketing.merge(MAREK, numbers[1], numbers[2])
    assert office.app.ticketing.customer_message(MAREK, numbers[0], "Any news?") == numbers[2]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b"])
def test_text_that_no_database_keeps_is_refused_in_words(office: Office, text: str) -> None:
    number = office.ticket()
    with pytest.raises(Refused, match="no text"):
        office.app.ticketing.note(MAREK, number, text)
    with pytest.raises(Refused, match="no text"):
        office.app.ticketing.escalate(MAREK, number, HandEscalation("security", text, tier=2))
    with pytest.raises(Refused, match=r"no text|no ticket"):
        office.app.lists.show(ROOT, text)


@pytest.mark.parametrize(
    ("is_public", "written"), [(True, events.Replied("It is replaced.")), (False, events.Noted("It is replaced."))]
)
def test_a_ticket_is_resolved_after_its_closing_word(office: Office, *, is_public: bool, written: events.Fact) -> None:
    number = office.ticket()
    assert office.app.ticketing.resolve(MAREK, number, "It is replaced.", is_public=is_public) == number
    assert facts(office, number)[-2:] == [written, events.Resolved()]


def test_a_ticket_is_reopened_before_the_note_why(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.resolve(MAREK, number)
    assert office.app.ticketing.reopen(MAREK, number, "It is down again.") == number
    assert facts(office, number)[-2:] == [events.Reopened(), events.Noted("It is down again.")]


@pytest.mark.parametrize("is_public", [True, False])
def test_a_closing_word_is_not_written_where_the_ticket_cannot_be_resolved(office: Office, *, is_public: bool) -> None:
    number = office.ticket()
    office.app.ticketing.resolve(MAREK, number)
    before = facts(office, number)
    with pytest.raises(Refused, match="is resolved already"):
        office.app.ticketing.resolve(MAREK, number, "Solved.", is_public=is_public)
    assert facts(office, number) == before


def test_a_note_is_not_written_where_the_ticket_cannot_be_reopened(office: Office) -> None:
    number = office.ticket()
    before = facts(office, number)
    with pytest.raises(Refused, match="there is nothing to reopen"):
        office.app.ticketing.reopen(MAREK, number, "It is down again.")
    assert facts(office, number) == before


@pytest.mark.parametrize("word", ["x" * (LONGEST_TEXT + 1), " ", "a\x00b"], ids=["too long", "blank", "no text"])
def test_a_word_that_is_refused_leaves_the_ticket_as_it_is(office: Office, word: str) -> None:
    number = office.ticket()
    with pytest.raises(Refused, match=r"^the reply "):
        office.app.ticketing.resolve(MAREK, number, word, is_public=True)
    with pytest.raises(Refused, match=r"^the note "):
        office.app.ticketing.resolve(MAREK, number, word)
    office.app.ticketing.resolve(MAREK, number)
    with pytest.raises(Refused, match=r"^the note "):
        office.app.ticketing.reopen(MAREK, number, word)
    assert facts(office, number)[-1] == events.Resolved()
