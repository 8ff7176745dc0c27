"""What happened, as a line of the conversation, with names."""

from datetime import timedelta
from typing import get_args

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.ladder import EscalationKind, StepKey
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Site
from desktop_escalation.domain.ticket import PendingReason, Priority
from desktop_escalation.domain.value import replace
from tests.domain.desk import a_directory, at
from ui.tickets.event_line import Around, event_line, listed

NOW = at("12:00")
AROUND = Around(replace(a_directory(), site=Site(zone="Europe/London")), NOW)
KEY = StepKey("Urgent incidents", "2", "resolution", 1, 0)


def fired(*told: str) -> events.StepFired:
    return events.StepFired(KEY, 1, EscalationKind.FUNCTIONAL, "", "Network", 2, NOW, told, ())


LINES: list[tuple[events.Fact, str]] = [
    (fired(), "Step 2 ran"),
    (fired("marek", "jonas"), "Step 2 ran: Marek and Jonas warned"),
    (fired("somebody-gone"), "Step 2 ran: somebody-gone warned"),
    (events.Breached(Metric.RESOLUTION, 1), "Resolution ran over"),
    (events.Assigned("marek"), "assigned to Marek"),
    (events.Assigned(None), "assigned to nobody"),
    (events.Moved("Network", 2, "24/7"), "moved to Network"),
    (events.PriorityChanged(Priority.URGENT), "priority now urgent"),
    (events.Categorised("VPN"), "category now VPN"),
    (events.Categorised(None), "category taken off"),
    (events.Tagged("vip"), "label vip put on"),
    (events.Tagged("vip", is_on=False), "label vip taken off"),
    (events.Paused(PendingReason.CUSTOMER), "paused, waiting for the customer"),
    (events.Paused(PendingReason.SUPPLIER, NOW + timedelta(hours=2)), "paused, waiting for a supplier until 15:00"),
    (events.Resumed(), "pause ended"),
    (events.DueSet(Metric.UPDATE, NOW, "agreed"), "Next update now due 13:00: agreed"),
    (events.DueRemoved(Metric.UPDATE, ""), "Next update due by the policy again"),
    (events.MergedAway("DE-2"), "merged into DE-2"),
    (events.Absorbed("DE-2", ()), "DE-2 merged into this ticket"),
    (events.CustomerEscalated("Now"), "asked for escalation: Now"),
    (
        events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", "A break-in", "Nothing", "Network", 2, ()),
        "escalated to Network: security",
    ),
    (events.Acknowledged(NOW), "acknowledged, to act by 13:00"),
    (events.HandedBack("wrong team", ""), "handed back: wrong team"),
    (events.DeEscalated("A false alarm"), "escalations closed"),
    (events.CustomerTold("sorry-late"), "customer told by mail"),
    (events.Linked("DE-2"), "linked to DE-2"),
    (events.Resolved(), "resolved"),
    (events.Reopened(), "reopened"),
    (events.Closed(), "closed"),
    (events.Parked(11), "ladder parked"),
    (events.Unparked(), "ladder goes on"),
]


@pytest.mark.parametrize(("fact", "words"), LINES)
def test_a_fact_is_worded_with_names_and_the_sites_time(fact: events.Fact, words: str) -> None:
    line = event_line(fact, AROUND)
    assert line is not None
    assert line.words == words


@pytest.mark.parametrize("fact", [events.Replied("Hello"), events.Noted("Hello"), events.Watched("marek")])
def test_messages_and_bookkeeping_are_no_lines(fact: events.Fact) -> None:
    assert event_line(fact, AROUND) is None


def test_every_kind_of_fact_is_a_line_or_a_message_or_bookkeeping() -> None:
    messages = {events.Opened, events.CustomerWrote, events.Replied, events.Noted}
    bookkeeping = {
        *(events.Begun, events.PolicyApplied, events.Watched),
        *(events.PromiseJudged, events.StepSkipped, events.CustomerNotTold),
    }
    assert {type(fact) for fact, _ in LINES} | messages | bookkeeping == set(get_args(events.Fact))


@pytest.mark.parametrize(
    ("fact", "note"),
    [
        (
            events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", " A\nbreak-in ", "Nothing", "Network", 2, ()),
            "A\nbreak-in\nTried so far: Nothing",
        ),
        (events.HandedBack("wrong team", "It is Wi-Fi.\n"), "It is Wi-Fi."),
        (events.DeEscalated("A false alarm"), "A false alarm"),
        (events.Resolved(), ""),
    ],
)
def test_what_was_written_with_an_act_is_kept_whole(fact: events.Fact, note: str) -> None:
    line = event_line(fact, AROUND)
    assert line is not None
    assert line.note == note


def test_many_names_are_counted() -> None:
    assert listed(["Ann"]) == "Ann"
    assert listed(["Ann", "Ben", "Cid", "Dan"]) == "Ann, Ben, Cid and Dan"
    assert listed(["Ann", "Ben", "Cid", "Dan", "Eva", "Fay"]) == "Ann, Ben, Cid and 3 more"
