"""What an import did, counted while it goes on."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """Tickets and events that were written, tickets left alone, steps of ladders that fired or were skipped."""

    tickets: int = 0
    events: int = 0
    already_there: int = 0
    fired: int = 0
    skipped: int = 0

    def add(self, other: "Tally") -> None:
        """Add another count."""
        self.tickets += other.tickets
        self.events += other.events
        self.already_there += other.already_there
        self.fired += other.fired
        self.skipped += other.skipped
