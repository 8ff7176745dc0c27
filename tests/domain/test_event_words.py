"""What happened, in a few words."""

from datetime import UTC, datetime

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.event_words import event_words
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import PendingReason, Priority

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
UP = events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", "A break-in", "", "Network", 2, ())
FIRED = events.StepFired(
    StepKey("Urgent incidents", "2", "resolution", 1, 0), 1, EscalationKind.FUNCTIONAL, "", "Network", 2, NOON, (), ()
)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (events.CustomerWrote("Hello"), "the customer wrote"),
        (events.Assigned("marek"), "gave it to marek"),
        (events.Assigned(None), "took it from whoever had it"),
        (events.Moved("Network", 2, "24/7"), "moved it to Network"),
        (events.PriorityChanged(Priority.URGENT), "made its priority urgent"),
        (events.Categorised(None), "made its category none"),
        (events.Tagged("vip"), "put on the tag vip"),
        (events.Tagged("vip", is_on=False), "took off the tag vip"),
        (events.DueRemoved(Metric.FIRST_RESPONSE, "agreed"), "took back when first response is due"),
        (events.Replied("Hello"), "replied to the customer"),
        (events.Noted("Hello"), "wrote a note"),
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
    ],
)
def test_a_fact_is_told_in_words(fact: events.Fact, words: str) -> None:
    assert event_words(fact) == words


@pytest.mark.parametrize("fact", [events.Breached(Metric.RESOLUTION, 1), events.CustomerTold("sorry-late")])
def test_bookkeeping_is_not_told(fact: events.Fact) -> None:
    assert event_words(fact) is None
