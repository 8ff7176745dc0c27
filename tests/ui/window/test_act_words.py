"""What an act has come to, as it is told after it."""

from collections.abc import Callable, Iterator

import pytest

from desktop_escalation.domain.by_hand import HandEscalation
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from desktop_escalation.services.ticketing import Ticketing
from tests.copies import SQLITE, CopyOf
from tests.services.office import Office, at, speaking_for
from tests.ui.window.desk_window import furnish_desk
from ui.window.act_words import LONGEST, act_words

MAREK = speaking_for("marek")
NOW = at("09:00")
RAISED = HandEscalation("needs expertise", "routing is beyond us", team="Network", person="aisha")


@pytest.fixture
def office(copy_of: CopyOf) -> Iterator[Office]:
    with Office.open(copy_of(furnish_desk, SQLITE)) as opened:
        yield opened


def told(office: Office, act: Callable[[Ticketing], object], number: str = "DE-2") -> str:
    """Do something, and say it as the window does, which has seen the ticket before."""
    seen = office.app.desk.open(MAREK, number).page.version
    act(office.app.ticketing)
    return act_words(office.app.desk.open(MAREK, number), seen, NOW)


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda tickets: tickets.assign(MAREK, "DE-2", "jonas"), "DE-2 assigned to Jonas Weber."),
        (lambda tickets: tickets.assign(MAREK, "DE-2", None), "DE-2 assigned to nobody."),
        (lambda tickets: tickets.move(MAREK, "DE-2", "Network"), "DE-2 moved to Network."),
        (lambda tickets: tickets.priority(MAREK, "DE-2", Priority.LOW), "DE-2 priority now low."),
        (
            lambda tickets: tickets.pause(MAREK, "DE-2", PendingReason.CUSTOMER, at("12:00")),
            "DE-2 paused, waiting for the customer until 12:00.",
        ),
        (lambda tickets: tickets.reply(MAREK, "DE-2", "We are on it."), "DE-2 answered."),
        (lambda tickets: tickets.note(MAREK, "DE-2", "Look."), "DE-2 given a note."),
        (lambda tickets: tickets.watch(MAREK, "DE-2", None, is_on=True), "DE-2 watched by Marek Dvořák."),
        (lambda tickets: tickets.resolve(MAREK, "DE-2"), "DE-2 resolved."),
        (lambda tickets: tickets.resolve(MAREK, "DE-2", "Replaced.", is_public=True), "DE-2 resolved. Answered."),
        (
            lambda tickets: tickets.escalate(MAREK, "DE-2", RAISED),
            "DE-2 escalated to Network. Assigned to Aisha Khan. Customer told by mail.",
        ),
        (
            lambda tickets: tickets.escalate(MAREK, "DE-2", replace(RAISED, person=None, tell_customer=False)),
            "DE-2 escalated to Network.",
        ),
    ],
)
def test_an_act_is_told_by_what_is_recorded_of_it(
    office: Office, act: Callable[[Ticketing], object], words: str
) -> None:
    assert told(office, act) == words


def test_what_went_back_is_told_with_where_it_went(office: Office) -> None:
    office.app.ticketing.escalate(MAREK, "DE-2", RAISED)
    assert told(office, lambda tickets: tickets.hand_back(MAREK, "DE-2", "solved in part", "The line holds.")) == (
        "DE-2 handed back. Moved to Desk Leeds."
    )


def test_the_end_of_a_wait_and_of_a_watch_are_told(office: Office) -> None:
    office.app.ticketing.pause(MAREK, "DE-2", PendingReason.CUSTOMER, None)
    assert told(office, lambda tickets: tickets.resume(MAREK, "DE-2")) == "DE-2 no longer paused."
    office.app.ticketing.watch(MAREK, "DE-2", None, is_on=True)
    words = told(office, lambda tickets: tickets.watch(MAREK, "DE-2", None, is_on=False))
    assert words == "DE-2 no longer watched by Marek Dvořák."


def test_what_others_did_meanwhile_is_not_told_as_ones_own(office: Office) -> None:
    def both(tickets: Ticketing) -> None:
        tickets.note(speaking_for("ingrid"), "DE-2", "Look.")
        tickets.resolve(MAREK, "DE-2")

    assert told(office, both) == "DE-2 resolved."


def test_without_an_act_of_ones_own_nothing_is_told(office: Office) -> None:
    assert told(office, lambda tickets: tickets.note(speaking_for("ingrid"), "DE-2", "Look.")) == ""


def test_of_a_ticket_that_was_not_seen_before_the_last_act_is_told(office: Office) -> None:
    office.app.ticketing.assign(MAREK, "DE-2", "jonas")
    office.at("09:10")
    office.app.ticketing.resolve(MAREK, "DE-2")
    assert act_words(office.app.desk.open(MAREK, "DE-2"), None, NOW) == "DE-2 resolved."


def test_it_stays_one_line_of_text(office: Office) -> None:
    words = told(office, lambda tickets: tickets.reply(MAREK, "DE-2", "x" * 5_000))
    assert len(words) <= LONGEST
    assert "\n" not in words
