"""Lists of resolved tickets by when they were resolved: of all, and of whoever had them."""

from desktop_escalation.storage.schema_change import SchemaChange

RESOLVED = "resolved_at IS NOT NULL"


def upgrade(change: SchemaChange) -> None:
    """Add the indexes, which have resolved tickets only."""
    change.index("ticket_by_resolved", "ticket", "resolved_at, id", where=RESOLVED)
    change.index("ticket_by_assignee_resolved", "ticket", "assignee, resolved_at, id", where=RESOLVED)
