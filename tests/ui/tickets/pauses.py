"""What a pause of a ticket would mean, one thing for each reason."""

from datetime import UTC, datetime

from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.people import Site
from desktop_escalation.domain.ticket import PendingReason, Ticket
from desktop_escalation.services.act_desk import PauseChoice, Pauses
from tests.ui.escalations.choices import NOW, ZONE, a_ticket

DUE = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
FIRST = (Metric.FIRST_RESPONSE, DUE)
CHOICES = (
    PauseChoice(PendingReason.CUSTOMER, (Metric.UPDATE, Metric.RESOLUTION), (FIRST,)),
    PauseChoice(PendingReason.SUPPLIER, (), (FIRST, (Metric.OWNERSHIP, None))),
    PauseChoice(PendingReason.CHANGE_WINDOW, (Metric.RESOLUTION,), ()),
    PauseChoice(PendingReason.OTHER_TEAM, (), ()),
)


def pauses(ticket: Ticket | None = None) -> Pauses:
    """Give what each reason means for a ticket."""
    return Pauses(ticket or a_ticket(), Site("Harbour Support", ZONE), NOW, CHOICES)
