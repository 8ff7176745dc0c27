"""What others did meanwhile, as sentences."""

from datetime import timedelta

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.author import Author, AuthorKind
from desktop_escalation.domain.bearing import BEARING
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.events import ENGINE, Event
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.meanwhile import ChangedMeanwhile
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Person, Site
from desktop_escalation.domain.ticket import PendingReason, Priority
from tests.services.office import at
from ui.tickets.news_words import news_words

NINE = at("09:00")
JONAS = Author(AuthorKind.PERSON, "jonas")
PRIYA = Author(AuthorKind.CUSTOMER, "priya@halden.example")
PEOPLE = {"jonas": Person("jonas", "Jonas {Weber}"), "aisha": Person("aisha", "Aisha Khan")}
UP = events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", "A break-in", "", "Network", 2, ())
KEY = StepKey("Urgent incidents", "2", "resolution", 1, 0)
FIRED = events.StepFired(KEY, 1, EscalationKind.FUNCTIONAL, "", "Network", 2, NINE, (), ())
MOVED = events.Moved("Network", 2, "24/7")
FACTS: tuple[tuple[Author, events.Fact, str], ...] = (
    (PRIYA, events.CustomerWrote("Hello"), "The customer wrote at 09:00."),
    (PRIYA, events.CustomerEscalated("Now!"), "The customer asked for escalation at 09:00."),
    (JONAS, events.Replied("Hello"), "Jonas {Weber} replied to the customer at 09:00."),
    (JONAS, events.Assigned("aisha"), "Jonas {Weber} assigned it to Aisha Khan at 09:00."),
    (JONAS, events.Assigned("jonas"), "Jonas {Weber} took it at 09:00."),
    (JONAS, events.Assigned(None), "Jonas {Weber} took it from whoever had it at 09:00."),
    (JONAS, MOVED, "Jonas {Weber} moved it to Network at 09:00."),
    (ENGINE, MOVED, "The ladder moved it to Network at 09:00."),
    (JONAS, UP, "Jonas {Weber} escalated it to Network at 09:00."),
    (JONAS, events.HandedBack("wrong team", ""), "Jonas {Weber} handed it back at 09:00."),
    (JONAS, events.Acknowledged(at("09:30")), "Jonas {Weber} acknowledged it at 09:00."),
    (JONAS, events.DeEscalated("x"), "Jonas {Weber} closed its escalations at 09:00."),
    (
        JONAS,
        events.Paused(PendingReason.CUSTOMER),
        "Jonas {Weber} paused it, waiting for the customer, at 09:00.",
    ),
    (JONAS, events.Resumed(), "Jonas {Weber} ended its pause at 09:00."),
    (JONAS, events.Resolved(), "Jonas {Weber} resolved it at 09:00."),
    (JONAS, events.Reopened(), "Jonas {Weber} reopened it at 09:00."),
    (ENGINE, events.Closed(), "The ladder closed it at 09:00."),
    (JONAS, events.MergedAway("DE-{2}"), "Jonas {Weber} merged it into DE-{2} at 09:00."),
    (JONAS, events.Absorbed("DE-2", ()), "Jonas {Weber} merged DE-2 into it at 09:00."),
    (JONAS, events.PriorityChanged(Priority.URGENT), "Jonas {Weber} made its priority urgent at 09:00."),
    (JONAS, events.DueSet(Metric.RESOLUTION, NINE, "agreed"), "Jonas {Weber} set a due time by hand at 09:00."),
    (
        JONAS,
        events.DueRemoved(Metric.RESOLUTION, "agreed"),
        "Jonas {Weber} left the due time to the policy again at 09:00.",
    ),
    (ENGINE, FIRED, "The ladder ran step 2 at 09:00."),
    (ENGINE, events.Parked(11), "The ladder was parked at 09:00."),
    (JONAS, events.Unparked(), "Jonas {Weber} let its ladder go on at 09:00."),
)


def words(*news: Event) -> str:
    return news_words(
        ChangedMeanwhile("DE-1", 9, news, Directory(Site(zone="Europe/London"), people=PEOPLE), at("09:05"))
    )


@pytest.mark.parametrize(("by", "fact", "sentence"), FACTS)
def test_a_change_is_one_sentence_with_a_name_and_a_time(by: Author, fact: events.Fact, sentence: str) -> None:
    assert words(Event(NINE, by, fact)) == sentence


def test_everything_that_bears_on_an_act_can_be_told() -> None:
    assert {type(fact) for _, fact, _ in FACTS} == frozenset().union(*BEARING.values())


def test_one_act_is_one_sentence() -> None:
    assert words(*(Event(NINE, JONAS, fact) for fact in (MOVED, events.Assigned("aisha"), UP))) == (
        "Jonas {Weber} escalated it to Network at 09:00."
    )


@pytest.mark.parametrize(("count", "last"), [(3, "There was 1 change before."), (5, "There were 3 changes before.")])
def test_of_many_changes_the_newest_two_are_told(count: int, last: str) -> None:
    news = [Event(NINE + timedelta(minutes=number), PRIYA, events.CustomerWrote("Hello")) for number in range(count)]
    told = words(*news)
    assert told.endswith(last)
    assert told.count("The customer wrote at") == 2
