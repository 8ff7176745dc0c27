"""The files at messages; what the history knows of them stands in its events."""

from desktop_escalation.storage.schema_change import SchemaChange


def upgrade(change: SchemaChange) -> None:
    """Create the table."""
    change.table(
        "attachment",
        "ticket_id BIGINT NOT NULL REFERENCES ticket (id)",
        "number INTEGER NOT NULL",
        "name TEXT NOT NULL",
        "media_type TEXT NOT NULL",
        "digest TEXT NOT NULL",
        f"content {change.blob} NOT NULL",
        "PRIMARY KEY (ticket_id, number)",
    )
    if change.is_postgresql:
        # Pictures and archives are compressed already.
        change.sql("ALTER TABLE attachment ALTER COLUMN content SET STORAGE EXTERNAL")
