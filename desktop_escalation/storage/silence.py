"""How long a server may say nothing to a call."""

import math

from msgspec import Struct

CANCEL_TIMEOUT_S = 2.0


class Silence(Struct, frozen=True):
    """How long a server may say nothing until the call is cancelled, and until the connection is given up."""

    cancel_s: float = 20.0
    hang_up_s: float = 25.0

    def __post_init__(self) -> None:
        if not 0 < self.cancel_s <= self.hang_up_s:
            raise ValueError("a call is cancelled before its connection is given up")

    @property
    def cancel_timeout_s(self) -> float:
        """How long the cancelling itself may take; never 0, which to psycopg is no limit."""
        return max(0.1, min(CANCEL_TIMEOUT_S, self.hang_up_s - self.cancel_s))


# The server's own limit, 15 s for a statement, comes first: whoever keeps it is alive.
SILENCE = Silence()
# For a migration, whose statements take as long as they take.
ENDLESS = Silence(math.inf, math.inf)
