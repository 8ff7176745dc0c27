"""What happened, in a few words."""

from datetime import UTC, datetime

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.bearing import BEARING
from desktop_escalation.domain.directory import Directory
from desktop_escalation.domain.event_words import event_words
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Person, Site
from desktop_escalation.domain.ticket import PendingReason, Priority

DESK = Directory(Site(), people={"marek": Person("marek", "Marek Dvořák")})
NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
UP = events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", "A break-in", "", "Network", 2, ())
FIRED = events.StepFired(
    StepKey("Urgent incidents", "2", "resolution", 1, 0), 1, EscalationKind.FUNCTIONAL, "", "Network", 2, NOON, (), ()
)


FACTS: tuple[tuple[events.Fact, str], ...] = (
    (events.CustomerWrote("Hello"), "the customer wrote"),
    (events.Assigned("marek"), "gave it to Marek Dvořák"),
    (events.Assigned(None), "took it from whoever had it"),
    (events.Moved("Network", 2, "24/7"), "moved it to Network"),
    (events.PriorityChanged(Priority.URGENT), "made its priority urgent"),
    (events.DueRemoved(Metric.FIRST_RESPONSE, "agreed"), "took back when first response is due"),
    (events.Replied("Hello"), "replied to the customer"),
    (events.Paused(PendingReason.CUSTOMER), "let it wait for: customer"),
    (events.Resumed(), "ended the wait"),
    (events.Resolved(), "resolved it"),
    (events.Reopened(), "reopened it"),
    (events.Closed(), "closed it"),
    (events.DueSet(Metric.RESOLUTION, NOON, "agreed"), "set by hand when resolution is due"),
    (events.MergedAway("DE-2"), "merged it into DE-2"),
    (events.Absorbed("DE-2", ()), "merged DE-2 into it"),
    (events.CustomerEscalated("Now!"), "the customer asked for it to be escalated"),
    (UP, "escalated it to Network"),
    (events.Acknowledged(NOON), "acknowledged it"),
    (events.DeEscalated("A false alarm"), "closed its escalations"),
    (FIRED, "step 2 fired"),
    (events.Parked(11), "parked it"),
    (events.Unparked(), "let its ladder go on"),
    (events.HandedBack("wrong team", "It is Wi-Fi."), "handed it back (wrong team)"),
)


@pytest.mark.parametrize(("fact", "words"), FACTS)
def test_a_fact_is_told_in_words(fact: events.Fact, words: str) -> None:
    assert event_words(fact, DESK) == words


def test_whoever_is_not_known_by_name_is_named_by_the_login() -> None:
    assert event_words(events.Assigned("ghost"), DESK) == "gave it to ghost"


def test_everything_that_bears_on_an_act_has_words() -> None:
    told = {type(fact) for fact, _ in FACTS}
    assert told == frozenset().union(*BEARING.values())
