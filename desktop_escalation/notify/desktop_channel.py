"""The desktop as one of the couriers' channels."""

from typing import Protocol

from msgspec import Struct

from desktop_escalation.domain.delivery import Attempt, Delivery, Sent
from desktop_escalation.domain.messages import Message
from desktop_escalation.domain.policy import Urgency
from desktop_escalation.notify.desktop import Outcome, Way
from desktop_escalation.notify.toast import Toast


class Screen(Protocol):
    """What shows toasts."""

    def show(self, toast: Toast) -> Outcome:
        """Show a toast, and say honestly whether it was shown."""


class DesktopChannel(Struct, frozen=True):
    """Shows messages on this computer's screen; where that does not work, another computer of the person may do it."""

    screen: Screen

    def send(self, delivery: Delivery) -> Sent:
        """Show a message, ending with why its reader gets it."""
        message = delivery.message
        toast = Toast(_title(message), f"{message.body}\n{message.why}", message.urgency is Urgency.NOW)
        outcome = self.screen.show(toast)
        return Sent(_attempt(outcome), outcome.way.value, outcome.problem)


def _title(message: Message) -> str:
    """Begin with the number of the ticket, which a mail has in brackets."""
    if message.ticket is None:
        return message.subject
    return f"{message.ticket}: {message.subject.removeprefix(f'[{message.ticket}] ')}"


def _attempt(outcome: Outcome) -> Attempt:
    if not outcome.is_shown:
        # By no way at all: another notification was still on its way, which says nothing against this desktop.
        return Attempt.TRY_AGAIN if outcome.way is Way.NONE else Attempt.NOT_HERE
    return Attempt.SHOWN if outcome.is_confirmed else Attempt.HANDED_ON
