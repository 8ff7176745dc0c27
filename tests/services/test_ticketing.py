"""Acts on tickets through the services, on both databases."""

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.errors import Refused
from desktop_escalation.services.intake import NewTicket
from desktop_escalation.storage.ticket_rows import TicketRow
from tests.services.office import ROOT, Office, speaking_for

MAREK = speaking_for("marek")


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
