"""One press of a button is one act, whoever asks again and however often."""

import pytest

from desktop_escalation.domain.errors import Refused
from desktop_escalation.domain.people import Person
from desktop_escalation.domain.queue import QueueQuery
from desktop_escalation.domain.value import replace
from desktop_escalation.services.intake import NewTicket
from tests.services.office import ROOT, URGENT, Office, speaking_for

PRESSED = replace(ROOT, operation="the button")
MAREK = replace(speaking_for("marek"), operation="the button")


def notes(office: Office, number: str) -> int:
    history = office.app.lists.show(ROOT, number).history
    return sum(type(event.fact).__name__ == "Noted" for event in history)


def test_an_act_asked_for_again_is_done_once_and_answers_as_the_first_time(office: Office) -> None:
    first = office.app.ticketing.new(PRESSED, NewTicket("VPN drops"))
    assert office.app.ticketing.new(PRESSED, NewTicket("VPN drops")) == first
    assert len(office.app.lists.list(ROOT, QueueQuery()).views) == 1


def test_without_an_operation_the_same_words_are_another_act(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.note(ROOT, number, "Look again.")
    office.app.ticketing.note(ROOT, number, "Look again.")
    assert notes(office, number) == 2


def test_publishing_again_with_the_same_operation_answers_as_the_first_time(office: Office) -> None:
    first = office.app.policies.publish(PRESSED, URGENT, "urgent.toml")
    assert first.is_new
    assert office.app.policies.publish(PRESSED, URGENT, "urgent.toml") == first
    assert len(office.app.policies.show(ROOT, "Urgent incidents").versions) == 1


def test_a_person_is_added_once_and_the_second_answer_is_the_first(office: Office) -> None:
    yuki = Person("yuki", "Yuki Mori")
    first = office.app.directory.add_person(PRESSED, yuki, ("Network",))
    assert first.entries
    assert office.app.directory.add_person(PRESSED, yuki, ("Network",)) == first
    with pytest.raises(Refused, match="already"):
        office.app.directory.add_person(ROOT, yuki, ("Network",))


def test_an_operation_of_somebody_else_is_refused(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.note(MAREK, number, "Mine.")
    with pytest.raises(Refused, match="somebody else's"):
        office.app.ticketing.note(PRESSED, number, "Mine.")
    assert notes(office, number) == 1


def test_an_operation_for_another_act_is_refused(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.note(MAREK, number, "Hello.")
    with pytest.raises(Refused, match='was "ticket note"'):
        office.app.ticketing.reply(MAREK, number, "Hello.")


@pytest.mark.parametrize("words", ["Hello!", "hello."])
def test_an_operation_with_other_words_is_refused_so_that_none_are_lost(office: Office, words: str) -> None:
    number = office.ticket()
    office.app.ticketing.note(MAREK, number, "Hello.")
    with pytest.raises(Refused, match="other words"):
        office.app.ticketing.note(MAREK, number, words)


def test_resolving_and_reopening_with_other_words_is_refused_so_that_none_are_lost(office: Office) -> None:
    number = office.ticket()
    assert office.app.ticketing.resolve(MAREK, number, "Done.", is_public=True) == number
    assert office.app.ticketing.resolve(MAREK, number, "Done.", is_public=True) == number
    for word, is_public in (("Done!", True), ("Done.", False), ("", False)):
        with pytest.raises(Refused, match="other words"):
            office.app.ticketing.resolve(MAREK, number, word, is_public=is_public)
    again = replace(MAREK, operation="another button")
    assert office.app.ticketing.reopen(again, number, "Down again.") == number
    assert office.app.ticketing.reopen(again, number, "Down again.") == number
    for note in ("Down.", ""):
        with pytest.raises(Refused, match="other words"):
            office.app.ticketing.reopen(again, number, note)
    assert notes(office, number) == 1


def test_what_was_refused_was_not_done_and_may_be_asked_for_again(office: Office) -> None:
    number = office.ticket()
    with pytest.raises(Refused, match="nobody"):
        office.app.ticketing.watch(PRESSED, number, None, is_on=True)
    office.app.ticketing.note(PRESSED, number, "Hello.")
    assert notes(office, number) == 1


@pytest.mark.parametrize("operation", ["", "two\nlines", "a\x00b", "\ud800", "x" * 201])
def test_an_id_that_no_database_keeps_is_refused(sqlite_office: Office, operation: str) -> None:
    number = sqlite_office.ticket()
    with pytest.raises(Refused, match="the id of an operation"):
        sqlite_office.app.ticketing.note(replace(ROOT, operation=operation), number, "Hello.")
