"""Counting verdicts."""

from desktop_escalation.domain.attainment import Attainment
from desktop_escalation.domain.metric import Metric
from desktop_escalation.domain.ticket import Priority
from desktop_escalation.storage.transaction import Transaction

_LAST_VERDICTS = """
SELECT verdict.metric, ticket.priority,
    SUM(CASE WHEN verdict.outcome = 'met' THEN 1 ELSE 0 END),
    SUM(CASE WHEN verdict.outcome = 'breached' THEN 1 ELSE 0 END)
FROM verdict
JOIN ticket ON ticket.id = verdict.ticket_id
WHERE NOT EXISTS (
    SELECT 1 FROM verdict AS later
    WHERE later.ticket_id = verdict.ticket_id AND later.metric = verdict.metric
        AND later.cycle = verdict.cycle AND later.id > verdict.id
)
GROUP BY verdict.metric, ticket.priority
ORDER BY verdict.metric, ticket.priority
"""


def attainments(tx: Transaction) -> tuple[Attainment, ...]:
    """Count by metric and priority, over all tickets, how many clocks kept their targets."""
    return tuple(
        Attainment(Metric(metric), Priority(priority), int(met), int(breached))
        for metric, priority, met, breached in tx.sql(_LAST_VERDICTS)
    )
