"""The means of showing a notification, and how they say that it was not shown."""

from typing import Protocol

from desktop_escalation.domain.errors import Unavailable
from desktop_escalation.notify.toast import Toast


class Means(Protocol):
    """One means of showing notifications; it is given toasts that fit."""

    def probe(self, limit_s: float) -> None:
        """Raise `NotShown` where this means would not show a notification."""

    def show(self, toast: Toast, limit_s: float) -> None:
        """Show a toast within the time given, or raise `NotShown`."""

    def close(self) -> None:
        """Let go of what is held open; it opens again when needed."""


class NotShown(Unavailable):
    """Nobody saw the notification; the text is for the person who waits for it."""

    def __init__(self, problem: str, mend: str) -> None:
        """Say what is wrong, and apart from that what to do about it."""
        super().__init__(problem)
        self.mend = mend


class OutOfReach(NotShown):
    """This means cannot reach the desktop at all; another one may."""
