"""How far the playing of a log has come."""

from desktop_escalation.storage.schema_change import SchemaChange


def upgrade(change: SchemaChange) -> None:
    """Create the table, empty."""
    change.table(
        "import_run",
        "key TEXT PRIMARY KEY",
        "position BIGINT NOT NULL",
        "is_done BOOLEAN NOT NULL",
        "strangers TEXT NOT NULL",
    )
