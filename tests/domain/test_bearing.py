"""What others did, and whether it bears on an act."""

from datetime import UTC, datetime

import pytest

from desktop_escalation.domain import events
from desktop_escalation.domain.bearing import BEARING, bears_on
from desktop_escalation.domain.ladder import EscalationKind
from desktop_escalation.domain.rights import Act
from desktop_escalation.domain.ticket import PendingReason, Priority

NOON = datetime(2026, 10, 12, 12, tzinfo=UTC)
UP = events.EscalatedByHand(EscalationKind.FUNCTIONAL, "security", "A break-in", "", "Network", 2, ())
MOVED = events.Moved("Network", 2, "24/7")
# New tickets, and reading, concern no version of a ticket.
WITHOUT_VERSION = {Act.TICKET_NEW, Act.TICKET_LIST, Act.TICKET_SHOW, Act.TICKET_EXPORT, Act.TICKET_VERIFY}


def test_every_act_on_a_ticket_has_its_line_in_the_table() -> None:
    assert set(BEARING) == {act for act in Act if act.startswith("ticket ")} - WITHOUT_VERSION


@pytest.mark.parametrize("fact", [events.Tagged("vip"), events.Watched("marek"), events.Noted("Hello")])
def test_a_tag_a_watcher_and_a_note_stop_nothing(fact: events.Fact) -> None:
    assert not [act for act in BEARING if bears_on(act, fact)]


@pytest.mark.parametrize(
    ("act", "fact"),
    [
        (Act.TICKET_REPLY, events.CustomerWrote("Still down.")),
        (Act.TICKET_REPLY, events.Replied("On it.")),
        (Act.TICKET_REPLY, events.MergedAway("DE-2")),
        (Act.TICKET_RESOLVE, events.CustomerWrote("Still down.")),
        (Act.TICKET_RESOLVE, events.Assigned("jonas")),
        (Act.TICKET_ESCALATE, MOVED),
        (Act.TICKET_ESCALATE, UP),
        (Act.TICKET_ESCALATE, events.Paused(PendingReason.CUSTOMER)),
        (Act.TICKET_ESCALATE, events.Resolved()),
        (Act.TICKET_ESCALATE, events.Acknowledged(NOON)),
        (Act.TICKET_PAUSE, events.CustomerWrote("Here it is.")),
        (Act.TICKET_ESCALATE, events.PriorityChanged(Priority.HIGH)),
        (Act.TICKET_ACKNOWLEDGE, events.Acknowledged(NOON)),
        (Act.TICKET_ACKNOWLEDGE, events.PriorityChanged(Priority.HIGH)),
        (Act.TICKET_ASSIGN, events.Assigned("jonas")),
        (Act.TICKET_NOTE, events.MergedAway("DE-2")),
    ],
)
def test_what_would_make_an_act_wrong_stops_it(act: Act, fact: events.Fact) -> None:
    assert bears_on(act, fact)


@pytest.mark.parametrize(
    ("act", "fact"),
    [
        (Act.TICKET_REPLY, MOVED),
        (Act.TICKET_REPLY, events.Assigned("jonas")),
        (Act.TICKET_ESCALATE, events.Replied("On it.")),
        (Act.TICKET_ASSIGN, events.CustomerWrote("Still down.")),
        (Act.TICKET_WATCH, events.Resolved()),
        (Act.TICKET_NOTE, events.Resolved()),
    ],
)
def test_what_leaves_an_act_right_does_not_stop_it(act: Act, fact: events.Fact) -> None:
    assert not bears_on(act, fact)


def test_whatever_stops_a_reply_stops_resolving_with_a_last_word() -> None:
    assert BEARING[Act.TICKET_REPLY] <= BEARING[Act.TICKET_RESOLVE]


def test_nobody_acknowledges_a_step_that_he_or_she_has_not_seen() -> None:
    assert events.StepFired in BEARING[Act.TICKET_ACKNOWLEDGE]
