from dataclasses import dataclass, field

import pytest

from desktop_escalation.domain.delivery import Attempt, Delivery, DeliveryState, Sent
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.notify.desktop import Outcome, Way
from desktop_escalation.notify.desktop_channel import DesktopChannel
from desktop_escalation.notify.toast import Toast
from tests.domain.directories import MONDAY_NOON
from tests.services.post import a_message


@dataclass
class Screen:
    outcome: Outcome
    shown: list[Toast] = field(default_factory=list)

    def show(self, toast: Toast) -> Outcome:
        self.shown.append(toast)
        return self.outcome


CONFIRMED = Outcome(is_shown=True, way=Way.D_BUS, problem=None)


def a_delivery(urgency: Urgency = Urgency.WORKING_HOURS) -> Delivery:
    message = a_message("DE-1", "cause", MONDAY_NOON, urgency=urgency)
    return Delivery(1, message, MONDAY_NOON, DeliveryState.WAITING, MONDAY_NOON, None)


@pytest.mark.parametrize(
    ("outcome", "sent"),
    [
        (CONFIRMED, Sent(Attempt.SHOWN, "d-bus")),
        (Outcome(is_shown=True, way=Way.PLYER, problem=None), Sent(Attempt.HANDED_ON, "plyer")),
        (Outcome(is_shown=False, way=Way.D_BUS, problem="no bus"), Sent(Attempt.NOT_HERE, "d-bus", "no bus")),
        (Outcome(is_shown=False, way=Way.NONE, problem="busy"), Sent(Attempt.TRY_AGAIN, "none", "busy")),
    ],
)
def test_the_result_claims_no_more_than_the_desktop_said(outcome: Outcome, sent: Sent) -> None:
    assert DesktopChannel(Screen(outcome)).send(a_delivery()) == sent


def test_a_toast_begins_with_the_number_and_ends_with_why_its_reader_gets_it() -> None:
    screen = Screen(CONFIRMED)
    DesktopChannel(screen).send(a_delivery())
    body = "moved to Network, tier 2\nYou get this as assignee of the ticket."
    assert screen.shown == [Toast("DE-1: cause", body, is_critical=False)]


def test_what_cannot_wait_is_critical() -> None:
    screen = Screen(CONFIRMED)
    DesktopChannel(screen).send(a_delivery(Urgency.NOW))
    assert screen.shown[0].is_critical
