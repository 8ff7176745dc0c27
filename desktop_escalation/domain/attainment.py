"""How many clocks kept their targets: by metric and priority."""

from msgspec import Struct

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Priority


class Attainment(Struct, frozen=True):
    """Clocks with a verdict, of which the last one of each cycle counts; those that run or were cancelled are apart."""

    metric: Metric
    priority: Priority
    met: int
    breached: int

    @property
    def share(self) -> float:
        """The share of clocks that were met, from 0 to 1 (semantics, section 10)."""
        return self.met / (self.met + self.breached)
