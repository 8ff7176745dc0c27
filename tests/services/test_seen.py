"""Two people at one ticket: the second is told what the first did."""

import pytest

from desktop_escalation.domain.errors import Conflict, Refused
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from desktop_escalation.domain.value import replace
from desktop_escalation.services.asking import Asking
from tests.services.office import ROOT, Office, speaking_for

MAREK, JONAS = speaking_for("marek"), speaking_for("jonas")


def who_saw(office: Office, number: str, asking: Asking) -> Asking:
    return replace(asking, seen=office.app.lists.show(ROOT, number).version)


def test_who_has_seen_everything_acts(office: Office) -> None:
    number = office.ticket()
    office.app.ticketing.note(who_saw(office, number, JONAS), number, "Hello.")


def test_the_second_is_told_what_the_first_did_by_name_and_nothing_is_done(office: Office) -> None:
    number = office.ticket()
    jonas = who_saw(office, number, JONAS)
    office.app.ticketing.move(MAREK, number, "Network")
    office.app.ticketing.assign(MAREK, number, "aisha")
    before = office.app.lists.show(ROOT, number)
    with pytest.raises(ChangedMeanwhile, match="nothing was done") as caught:
        office.app.ticketing.resolve(jonas, number)
    assert caught.value.changed == (
        "Mon 12 Oct 07:00, Marek Dvořák: moved it to Network.",
        "Mon 12 Oct 07:00, Marek Dvořák: gave it to Aisha Khan.",
    )
    assert all(sentence in str(caught.value) for sentence in caught.value.changed)
    assert office.app.lists.show(ROOT, number).history == before.history
    office.app.ticketing.resolve(replace(jonas, seen=caught.value.version), number)


def test_what_does_not_bear_on_the_act_stops_nothing(office: Office) -> None:
    number = office.ticket()
    jonas = who_saw(office, number, JONAS)
    office.app.ticketing.tag(MAREK, number, "vip", is_on=True)
    office.app.ticketing.note(MAREK, number, "Known at the plant.")
    office.app.ticketing.move(MAREK, number, "Network")
    office.app.ticketing.reply(jonas, number, "On it.")


def test_a_message_of_the_customer_stops_resolving_once(office: Office) -> None:
    number = office.ticket()
    jonas = who_saw(office, number, JONAS)
    office.app.ticketing.customer_message(MAREK, number, "Still down.")
    with pytest.raises(ChangedMeanwhile, match="the customer wrote") as caught:
        office.app.ticketing.resolve(jonas, number, "Done.", is_public=True)
    assert office.look(number).ticket.resolved_at is None
    office.app.ticketing.resolve(replace(jonas, seen=caught.value.version), number, "Done.", is_public=True)


def test_what_one_did_oneself_is_no_news(office: Office) -> None:
    number = office.ticket()
    jonas = who_saw(office, number, JONAS)
    office.app.ticketing.reply(JONAS, number, "In another window.")
    office.app.ticketing.reply(jonas, number, "On it.")


def test_a_merge_that_does_not_know_of_a_change_is_not_done(office: Office) -> None:
    lost, kept = office.ticket(), office.ticket()
    jonas = who_saw(office, lost, JONAS)
    office.app.ticketing.resolve(MAREK, lost)
    with pytest.raises(Conflict, match="resolved it"):
        office.app.ticketing.merge(jonas, lost, kept)


def test_a_repeated_operation_is_answered_and_not_told_of_its_own_change(office: Office) -> None:
    number = office.ticket()
    jonas = replace(who_saw(office, number, JONAS), operation="the button")
    office.app.ticketing.reply(jonas, number, "On it.")
    office.app.ticketing.note(MAREK, number, "Thanks.")
    assert office.app.ticketing.reply(jonas, number, "On it.") == number


@pytest.mark.parametrize("version", [0, -1, 1000])
def test_a_version_that_there_never_was_is_refused(sqlite_office: Office, version: int) -> None:
    number = sqlite_office.ticket()
    with pytest.raises(Refused, match="no version"):
        sqlite_office.app.ticketing.note(replace(JONAS, seen=version), number, "Hello.")
